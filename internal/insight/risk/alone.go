package risk

import (
	"context"

	"fairlead/engine/loss"
	"fairlead/internal/catalog"
	"fairlead/internal/insight/continuity"
	"fairlead/internal/insight/signal"
	"fairlead/internal/record"
)

// Alone is one risk by itself.
type Alone struct {
	*Item
	Yearly  record.Money
	Now     Outcome
	Planned *Outcome // with what was agreed on for it; nil where nothing is
	Swings  []Swing  // what moves the expected loss, the most first
	Worth   []Worth  // of the treatments ahead that change it
	Problem string   // why there is nothing; empty where there is
}

// Swing is how far the expected loss a year goes when one input does.
type Swing struct {
	Input     string
	From, To  string // the input at its 10 % and 90 % quantile; empty of amounts
	Low, High record.Money
}

// AloneOf computes one risk by itself; nil when it is not open.
func AloneOf(s *record.Snapshot, q Question, id record.ID) *Alone {
	r := RegisterOf(s, q)
	i := r.Item(id)
	if i == nil {
		return nil
	}
	a := &Alone{Item: i}
	if !i.Counts() {
		a.Problem = "It is not known " + i.Missing + "."
		return a
	}
	self := func(other *Item) bool { return other == i }
	now := r.some(self, Mean)
	drawn := draw(s, now)
	if a.Problem = drawn.problem; a.Problem != "" {
		return a
	}
	a.Now, a.Yearly = drawn.Outcome, r.mean(now)
	var agreed []*catalog.RiskTreatment
	for _, w := range WorthOf(s, q) {
		for _, of := range w.Risks {
			if of.Risk.ID == id {
				a.Worth = append(a.Worth, w)
				if w.Treatment.State != "proposed" {
					agreed = append(agreed, w.Treatment)
				}
			}
		}
	}
	if len(agreed) > 0 {
		if drawn := draw(s, r.some(self, Mean, agreed...)); drawn.problem == "" {
			a.Planned = &drawn.Outcome
		}
	}
	a.Swings = r.swings(i, now)
	return a
}

// swings are those of the tornado. They need no drawing.
func (r *Register) swings(i *Item, p *loss.Problem) []Swing {
	st := storeOf(r.s)
	found := once(st, "tornado", p, 2000, func() []loss.Swing {
		swings, err := loss.Tornado(context.Background(), p, 0, 8, st.settings())
		if err != nil {
			return nil
		}
		return swings
	})
	var out []Swing
	for _, f := range found {
		w := Swing{Input: r.inputName(i, f), Low: r.x.money(f.Mean[0].Value), High: r.x.money(f.Mean[1].Value)}
		if f.Input == "frequency" {
			w.From, w.To = continuity.Often(f.Low), continuity.Often(f.High)+" a year"
		}
		out = append(out, w)
	}
	return out
}

// inputName says which input an engine's name stands for.
func (r *Register) inputName(i *Item, f loss.Swing) string {
	if f.Input == "frequency" {
		for _, c := range r.Causes {
			if r.name(c) == f.Of {
				return "How often: " + c.Name
			}
		}
		return "How often"
	}
	form := f.Input
	if form == "magnitude" {
		for _, of := range i.forms {
			if of.chance == 1 {
				form = of.name
				break
			}
		}
	}
	return "Cost: " + FormTitle(form)
}

// FormTitle is a form of loss for reading.
func FormTitle(name string) string {
	for _, o := range catalog.FormOfLoss("").Options() {
		if o.Name == name {
			return o.Title
		}
	}
	return signal.Capital(name)
}
