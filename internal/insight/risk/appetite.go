package risk

import (
	"slices"
	"strings"

	"fairlead/engine/loss"
	"fairlead/internal/catalog"
	"fairlead/internal/record"
)

// Held is an appetite and what the curve says at its points.
type Held struct {
	Appetite *catalog.RiskAppetite
	Points   []HeldPoint
	Outcome  Outcome // of the risks that it is for
}

// HeldPoint is a loss, the chance of more that is accepted, and what it is.
type HeldPoint struct {
	Loss     record.Money
	Units    float64
	Accepted float64 // 0 to 1
	Chance   loss.Figure
	Beyond   record.Money // what is lost beyond it in a year, on average
	Planned  *loss.Figure // once everything agreed on is in place; nil where not computed
}

// Exceeded reports whether the chance is surely above what is accepted: the whole of
// its interval is.
func (p HeldPoint) Exceeded() bool { return p.Chance.Low > p.Accepted }

// Doubtful reports whether the interval of the chance holds what is accepted.
func (p HeldPoint) Doubtful() bool { return p.Chance.Low <= p.Accepted && p.Chance.High > p.Accepted }

// Exceeded are the points at which more is risked than is accepted.
func (h *Held) Exceeded() []HeldPoint {
	return slices.DeleteFunc(slices.Clone(h.Points), func(p HeldPoint) bool { return !p.Exceeded() })
}

// HeldOf holds every appetite in force against its curve, the one for all risks first.
func HeldOf(s *record.Snapshot, q Question) []Held {
	return record.Answer(s, "risk.held", q, func(s *record.Snapshot, q Question) []Held {
		p := PortfolioOf(s, q)
		var list []Held
		for a := range record.Each[catalog.RiskAppetite](s) {
			if !a.InForce() || len(a.Limits) == 0 || p.Problem != "" {
				continue
			}
			if h, ok := p.hold(a); ok {
				list = append(list, h)
			}
		}
		slices.SortStableFunc(list, func(a, b Held) int { return strings.Compare(string(a.Appetite.Category), string(b.Appetite.Category)) })
		return list
	})
}

// hold is an appetite against the curve of its risks; false where none of them counts.
func (p *Portfolio) hold(a *catalog.RiskAppetite) (Held, bool) {
	h := Held{Appetite: a, Outcome: p.Now}
	var planned *loss.Distribution
	if a.Category == "" {
		if p.Planned != nil {
			planned = p.Planned.Total
		}
	} else {
		of := p.some(func(i *Item) bool { return i.Risk.Category == a.Category }, Mean)
		if len(of.Scenarios) == 0 {
			return h, false
		}
		drawn := draw(p.s, of)
		if drawn.problem != "" {
			return h, false
		}
		h.Outcome = drawn.Outcome
	}
	for _, limit := range a.Limits {
		units, ok := p.x.units(limit.Loss)
		if !ok {
			continue
		}
		point := HeldPoint{Loss: limit.Loss, Units: units, Accepted: limit.Chance.Fraction(), Chance: h.Outcome.Total.Exceed(units)}
		point.Beyond = p.x.money(beyond(h.Outcome.Total, units))
		if planned != nil {
			f := planned.Exceed(units)
			point.Planned = &f
		}
		h.Points = append(h.Points, point)
	}
	return h, true
}

// beyond is what is lost above an amount on average: the chance of more, times by how
// much such years are above it.
func beyond(d *loss.Distribution, units float64) float64 {
	chance := d.Exceed(units).Value
	if chance <= 0 || chance >= 1 {
		return max(0, d.Mean().Value-units) * chance
	}
	return chance * max(0, d.Shortfall(1-chance).Value-units)
}
