package risk

import (
	"math"

	"fairlead/engine/loss"
	"fairlead/internal/catalog"
	"fairlead/internal/record"
)

// At says which value of the effect of a treatment is taken.
type At int

// The values: that expected, and the ends of the interval that holds it nine times in
// ten (of three points: the least and the most).
const (
	Mean At = iota
	Weakest
	Strongest
)

// share is a value of an effect in percent, as a fraction of 0 to 1.
func share(e record.Estimate, at At) float64 {
	v := e.Mean()
	switch {
	case !e.Known():
		return 0
	case at == Weakest && e.Shape != record.Fixed:
		v = e.Low
	case at == Strongest && e.Shape != record.Fixed:
		v = e.High
	}
	return min(max(v/100, 0), 1)
}

// change is what treatments make of one risk.
type change struct {
	often, size float64 // what is left of each, 0 to 1
	layers      []loss.Layer
}

// changed is what treatments make of a risk, with those in place since it was assessed.
func (r *Register) changed(i *Item, at At, taken ...*catalog.RiskTreatment) change {
	c := change{often: 1, size: 1}
	for n, t := range append(append([]*catalog.RiskTreatment(nil), i.since...), taken...) {
		level := at
		if n < len(i.since) {
			level = Mean
		}
		for _, e := range t.Effects {
			if e.Risk.ID != i.Risk.ID {
				continue
			}
			c.often *= 1 - share(e.LessOften, level)
			c.size *= 1 - share(e.LessLoss, level)
			if limit, ok := r.x.units(t.Limit); ok && limit > 0 {
				retention, _ := r.x.units(t.Retention)
				c.layers = append(c.layers, loss.Layer{Attach: retention, Limit: limit})
			}
		}
	}
	return c
}

// scenario is a risk with what treatments make of it. Fewer events are a share of them
// that no longer happens, by chance and each for itself. The first loss that always
// follows is the primary one.
func (i *Item) scenario(c change) loss.Scenario {
	out := loss.Scenario{Name: i.name, Frequency: frequency(i.Frequency), Magnitude: loss.Fixed(0)}
	if c.often <= 0 {
		out.Frequency = loss.Never()
	} else if c.often < 1 {
		out.Vulnerability = loss.Vulnerability{Chance: c.often}
	}
	primary := false
	for _, f := range i.forms {
		size := magnitude(f.size, c.size)
		if f.chance == 1 && !primary {
			out.Magnitude, primary = size, true
			continue
		}
		out.Secondary = append(out.Secondary, loss.Secondary{Name: f.name, Chance: f.chance, Magnitude: size})
	}
	out.EventLayers = borne(i.most, c.layers)
	return out
}

// borne are insurances, and the most that an event can cost above them. Of several
// insurances a later one pays only below where an earlier one begins.
func borne(most float64, insured []loss.Layer) []loss.Layer {
	var out []loss.Layer
	end := math.Inf(1)
	if most > 0 {
		out, end = []loss.Layer{{Attach: most}}, most
	}
	for _, l := range insured {
		if l.Attach < end {
			l.Limit = min(l.Limit, end-l.Attach)
			out, end = append(out, l), l.Attach
		}
	}
	return out
}

// Problem is everything that counts, with some treatments.
func (r *Register) Problem(at At, taken ...*catalog.RiskTreatment) *loss.Problem {
	p := r.some(func(*Item) bool { return true }, at, taken...)
	for _, s := range r.Points {
		p.Scenarios = append(p.Scenarios, s.scenario)
	}
	return p
}

// some are the risks that count and are wanted, with some treatments, and the common
// causes that hit them.
func (r *Register) some(wanted func(*Item) bool, at At, taken ...*catalog.RiskTreatment) *loss.Problem {
	p := &loss.Problem{}
	hits := map[string][]loss.Hit{}
	for n := range r.Items {
		i := &r.Items[n]
		if !i.Counts() || !wanted(i) {
			continue
		}
		c := r.changed(i, at, taken...)
		p.Scenarios = append(p.Scenarios, i.scenario(c))
		for _, h := range i.hits {
			hits[h.Scenario] = append(hits[h.Scenario], loss.Hit{Scenario: i.name, Chance: h.Chance * c.often})
		}
	}
	for _, c := range r.Causes {
		name := r.name(c)
		if len(hits[name]) > 0 {
			p.Shocks = append(p.Shocks, loss.Shock{Name: name, Frequency: frequency(c.Frequency), Hits: hits[name]})
		}
	}
	return p
}
