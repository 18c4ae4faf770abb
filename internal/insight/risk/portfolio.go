package risk

import (
	"cmp"
	"slices"

	"fairlead/engine/loss"
	"fairlead/internal/catalog"
	"fairlead/internal/insight/signal"
	"fairlead/internal/record"
)

// Portfolio is what all of it may cost in a year.
type Portfolio struct {
	*Register
	Now     Outcome
	Planned *Outcome // once everything that was agreed on is in place; nil where nothing is
	Agreed  []*catalog.RiskTreatment
	Ranked  []Share      // the risks that count, the dearest first, and the survey's part as one
	Problem string       // why there are no figures; empty where there are
	Yearly  record.Money // expected loss of a year
	all     *loss.Problem
}

// Outcome is the distribution of a year's loss.
type Outcome struct {
	Total  *loss.Distribution
	Events int64 // that were drawn
	Curve  []loss.Point
}

// From is the curve from a loss on, so that curves in one picture begin together.
func (o *Outcome) From(least float64) []loss.Point {
	if len(o.Curve) == 0 || o.Curve[0].Loss <= least {
		return o.Curve
	}
	return append([]loss.Point{{Loss: least, Exceed: o.Total.Exceed(least)}}, o.Curve...)
}

// Share is what one risk does to the whole.
type Share struct {
	Item   *Item        // nil: all single points of the survey together
	Yearly record.Money // expected
	Bad    record.Money // what it costs in one year in twenty, or more
	Any    float64      // chance of any loss in a year
	Tail   float64      // its share of the worst twentieth of all years
}

// PortfolioOf draws years of everything that counts.
func PortfolioOf(s *record.Snapshot, q Question) *Portfolio {
	return record.Answer(s, "risk.portfolio", q, func(s *record.Snapshot, q Question) *Portfolio {
		p := &Portfolio{Register: RegisterOf(s, q)}
		p.all = p.Register.Problem(Mean)
		if len(p.all.Scenarios) == 0 {
			p.Problem = "no risk has figures yet"
			return p
		}
		drawn := draw(s, p.all)
		if p.Problem = drawn.problem; p.Problem != "" {
			return p
		}
		p.Now = drawn.Outcome
		p.rank(drawn)
		p.plan()
		return p
	})
}

// plan draws the same years with what was agreed on.
func (p *Portfolio) plan() {
	for t := range record.Each[catalog.RiskTreatment](p.s) {
		if t.Ahead() && t.State != "proposed" {
			p.Agreed = append(p.Agreed, t)
		}
	}
	if len(p.Agreed) == 0 {
		return
	}
	if drawn := draw(p.s, p.Register.Problem(Mean, p.Agreed...)); drawn.problem == "" {
		p.Planned = &drawn.Outcome
	}
}

// rank says of each risk what it costs, and how much of the worst years is its.
func (p *Portfolio) rank(drawn *drawing) {
	p.Yearly = Expected(p.Points, p.Currency)
	for _, d := range drawn.parts {
		share := Share{Item: p.named(d.name), Bad: p.x.money(d.bad), Any: d.any, Tail: d.tail}
		switch {
		case share.Item != nil:
			share.Yearly = p.mean(p.all.Alone(d.name))
			p.Yearly = signal.Plus(p.Yearly, share.Yearly)
		case len(p.Points) == 0:
			continue
		default:
			share.Yearly = Expected(p.Points, p.Currency)
		}
		p.Ranked = append(p.Ranked, share)
	}
	slices.SortStableFunc(p.Ranked, func(a, b Share) int { return cmp.Compare(b.Yearly.Minor, a.Yearly.Minor) })
}

func (r *Register) named(name string) *Item {
	for n := range r.Items {
		if r.Items[n].name == name {
			return &r.Items[n]
		}
	}
	return nil
}

// mean is what a problem costs a year on average; unknown where it cannot be computed.
func (r *Register) mean(p *loss.Problem) record.Money {
	units, problem := storeOf(r.s).mean(p)
	if problem != "" {
		return record.Money{}
	}
	return r.x.money(units)
}

// Of is the share of a risk; nil where it does not count.
func (p *Portfolio) Of(k *catalog.Risk) *Share {
	for n := range p.Ranked {
		if i := p.Ranked[n].Item; i != nil && i.Risk.ID == k.ID {
			return &p.Ranked[n]
		}
	}
	return nil
}

// Uncounted lists the risks that are not in the curve.
func (r *Register) Uncounted() []*Item {
	var out []*Item
	for n := range r.Items {
		if !r.Items[n].Counts() {
			out = append(out, &r.Items[n])
		}
	}
	return out
}

// Money tells an amount of the engine in the currency of the question.
func (r *Register) Money(units float64) record.Money { return r.x.money(units) }

// Units is an amount as the engine counts; false where it cannot be converted.
func (r *Register) Units(m record.Money) (float64, bool) { return r.x.units(m) }
