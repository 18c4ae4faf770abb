package catalog

import (
	"fairlead/internal/fault"
	"fairlead/internal/record"
)

// LossForm is one way in which an event costs money, as a range. With the lowest and
// the highest amount it is a 90 % interval: one event in twenty costs less, one in
// twenty more. With a likeliest amount between them the two are the least and the most
// that it can be; a likeliest amount alone is fixed.
type LossForm struct {
	Form   FormOfLoss     `record:"required"`
	Chance record.Percent `record:"min=0,max=100" help:"In how many of a hundred events it is lost; always when left empty. Fines and lost customers often do not follow (Open FAIR: secondary loss event frequency)"`
	Low    record.Money   `title:"At least" help:"One event in twenty costs less"`
	Likely record.Money   `title:"Likeliest" help:"Leave it empty where you are nine in ten sure of the other two"`
	High   record.Money   `title:"At most" help:"One event in twenty costs more"`
	Note   string
}

// FormOfLoss is what is lost.
type FormOfLoss string

// Options lists the six forms of loss of Open FAIR (The Open Group Standard O-RT,
// Risk Taxonomy).
func (FormOfLoss) Options() []record.Option {
	return []record.Option{
		{Name: "productivity", Title: "Productivity"},
		{Name: "response", Title: "Response"},
		{Name: "replacement", Title: "Replacement"},
		{Name: "fines", Title: "Fines and judgements"},
		{Name: "advantage", Title: "Competitive advantage"},
		{Name: "reputation", Title: "Reputation"},
	}
}

// Known reports whether any amount is.
func (f LossForm) Known() bool { return f.Low.Known() || f.Likely.Known() || f.High.Known() }

// Currency is that of its amounts; empty without any.
func (f LossForm) Currency() string {
	for _, m := range []record.Money{f.Low, f.Likely, f.High} {
		if m.Known() {
			return m.Currency
		}
	}
	return ""
}

// problem says what is wrong with the amounts; empty when nothing is.
func (f LossForm) problem() string {
	last := record.Money{}
	for _, m := range []record.Money{f.Low, f.Likely, f.High} {
		switch {
		case !m.Known():
			continue
		case m.Minor < 0:
			return "A loss cannot be less than nothing."
		case last.Known() && m.Currency != last.Currency:
			return "The amounts of one row must be in one currency."
		case last.Known() && m.Minor < last.Minor:
			return "The amounts of a row must rise: at least, likeliest, at most."
		}
		last = m
	}
	switch {
	case !f.Known():
		return "Say how much is lost: the lowest and the highest amount, or one."
	case f.Low.Known() != f.High.Known():
		return "Enter both the lowest and the highest amount, or the likeliest alone."
	case f.Low.Known() && !f.Likely.Known() && f.Low.Minor == 0:
		return "A range that reaches down to nothing needs a likeliest amount, or a chance and a higher lowest amount."
	}
	return ""
}

// checkLosses reports what is wrong in the rows of losses.
func checkLosses(rows record.Rows[LossForm], problems *fault.List) {
	for _, f := range rows {
		if text := f.problem(); text != "" {
			problems.Add("losses", "%s", text)
			return
		}
	}
}
