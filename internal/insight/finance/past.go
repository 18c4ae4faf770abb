package finance

import (
	"context"
	"fmt"
	"math"

	"fairlead/engine/forecast"
	"fairlead/internal/record"
)

// Past is what the months of a line say of those to come, and how well that would
// have worked before: forecasts made from past months, against what was spent then,
// beside those of the same month a year before.
type Past struct {
	Months []record.Date  // whole ones, oldest first
	Spent  []record.Money // in each of them
	// Modelled says that models did better than the year before, so that the outlook
	// is theirs. Otherwise it is the year before, and so is the error.
	Modelled bool
	Test     forecast.Test // amounts are minor units
	Odd      []Oddity
	expected *forecast.Result
	currency string
}

// Oddity is a month that does not fit the others, or from which on all changed.
type Oddity struct {
	Month    record.Date
	Change   bool         // it lasts
	Amount   record.Money // of a month: what was spent
	Expected record.Money // of a month: what was to be expected
	By       record.Money // of a change: of the level a month; unknown where the growth changed
}

// Off is the mean error a month of what the outlook rests on, and that of the same
// month a year before; unknown where nothing could be tried.
func (p *Past) Off() (own, yearBefore record.Money) {
	if p.Test.Origins == 0 {
		return record.Money{}, record.Money{}
	}
	return p.money(p.Test.Own.MAE), p.money(p.Test.Naive.MAE)
}

// Models names those that the outlook is the middle of; empty where it is the year
// before.
func (p *Past) Models() []string {
	if !p.Modelled {
		return nil
	}
	return p.expected.Detail
}

// Ahead lists the months that are forecast, that of today first.
func (p *Past) Ahead() []record.Date {
	var out []record.Date
	for i := range pastAhead {
		out = append(out, p.Months[len(p.Months)-1].AddMonths(1+i))
	}
	return out
}

// Month is what the whole of the i-th month ahead comes to, and between what it
// lies with a chance of eight in ten.
func (p *Past) Month(i int) (low, mid, high record.Money) {
	at := func(chance float64) record.Money { return p.money(math.Max(0, p.expected.Quantile(i, chance))) }
	return at(0.1), at(0.5), at(0.9)
}

// ninety is the quantile of the normal distribution that one in ten lies beyond.
const ninety = 1.2815515655446004

// sigma is the standard deviation of the sum of the next months, in minor units.
func (p *Past) sigma(months int) float64 {
	_, s := p.expected.Sum(0, min(months, len(p.expected.Mean)))
	return s
}

func (p *Past) money(minor float64) record.Money {
	return record.Money{Minor: int64(math.Round(minor)), Currency: p.currency}
}

// pastAhead is how many months a line is forecast by its past.
const pastAhead = 12

// past asks the engine about a line, with what is known beforehand. It is nil where
// the months do not say anything.
func (f *forecaster) past(code string, k *foreseen) *Past {
	type question struct {
		code, currency string
		today          record.Date
		months         int
		known          string
	}
	q := question{code, f.year.Currency, f.today, k.past, k.key(pastAhead)}
	return record.Answer(f.s, "finance.past.line", q, func(s *record.Snapshot, q question) *Past {
		return solvePast(pastOf(s, q.currency, q.today), q.code, f.months[0], k)
	})
}

func solvePast(l *ledger, code string, now record.Date, k *foreseen) *Past {
	p := &Past{currency: l.currency}
	problem := forecast.Problem{Seasons: []int{12}, Horizon: pastAhead}
	for back := k.past; back >= 1; back-- {
		month := now.AddMonths(-back)
		spent := l.in(code, month)
		p.Months, p.Spent = append(p.Months, month), append(p.Spent, spent)
		problem.Values = append(problem.Values, float64(spent.Minor))
	}
	k.problem(&problem)
	r, err := forecast.Solve(context.Background(), problem, forecast.Settings{})
	if err == nil && !r.Test.Better() {
		odd, changes := r.Outliers, r.Changes
		if r, err = forecast.Solve(context.Background(), problem, forecast.Settings{Method: forecast.Naive}); err == nil {
			r.Outliers, r.Changes = odd, changes
		}
	}
	if err != nil {
		return nil
	}
	p.Modelled, p.Test, p.expected = r.Method != forecast.Naive, r.Test, r
	for _, o := range r.Outliers {
		p.Odd = append(p.Odd, Oddity{Month: p.Months[o.At], Amount: p.money(o.Value), Expected: p.money(o.Expected)})
	}
	for _, c := range r.Changes {
		odd := Oddity{Month: p.Months[c.At], Change: true}
		if c.Kind == forecast.LevelChange {
			odd.By = p.money(c.Size)
		}
		p.Odd = append(p.Odd, odd)
	}
	return p
}

// modelled puts what the models expect into the cells of a line, where they did
// better than the year before. Nothing less than nothing is expected.
func (f *forecaster) modelled(k *foreseen, o *Outlook) {
	for i := range o.Cells {
		c := &o.Cells[i]
		if i >= pastAhead {
			before := k.plain(o.Cells[i-pastAhead].Amount, k.past+i-pastAhead)
			c.Amount, c.Why = k.acted(before, i), "As in the year before: nothing is known of the trend so far ahead."
			continue
		}
		var low, high record.Money
		low, c.Amount, high = o.Past.Month(i)
		c.Why = fmt.Sprintf("Between %s and %s in eight months of ten, as the %d months before went on.", figure(low), figure(high), len(o.Past.Months))
	}
}

// Range is where the forecast at year end lies with a chance of eight in ten:
// one in ten is below, one in ten above. Lines are taken to vary apart from each
// other, and what follows from contracts, posts, projects and purchases as certain:
// Lines is how many are not. Without any the ends are unknown.
func (p *Position) Range() (low, high record.Money, lines int) {
	variance := 0.0
	for i := range p.Rows {
		if row := &p.Rows[i]; row.Outlook != nil && row.Outlook.Past != nil {
			s := row.Outlook.Past.sigma(len(row.Outlook.Cells))
			variance += s * s
			lines++
		}
	}
	if lines == 0 {
		return record.Money{}, record.Money{}, 0
	}
	d := record.Money{Minor: int64(math.Round(ninety * math.Sqrt(variance))), Currency: p.Year.Currency}
	low, _ = p.Total.Forecast.Sub(d)
	high, _ = p.Total.Forecast.Add(d)
	return low, high, lines
}

// GiveOrTake is how far a line may land above or below its forecast, with a chance
// of eight in ten; unknown where its own months do not say.
func (r *Row) GiveOrTake() record.Money {
	if r.Outlook == nil || r.Outlook.Past == nil {
		return record.Money{}
	}
	p := r.Outlook.Past
	return p.money(ninety * p.sigma(len(r.Outlook.Cells)))
}
