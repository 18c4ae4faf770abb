package reliability

import (
	"math"

	"fairlead/engine/reliability/internal/bdd"
	"fairlead/engine/reliability/internal/zdd"
)

// Importance says how much a basic event matters for the top. Q is the
// probability of the top, q that of the event (Rausand and Høyland, "System
// Reliability Theory", 2nd ed. 2004, chapter 5; Vesely et al., "Measures of risk
// importance", NUREG/CR-3385, 1983).
type Importance struct {
	Event string
	// Birnbaum is the probability that the event decides: ∂Q/∂q.
	Birnbaum float64
	// Criticality is the probability that the event decides and has happened,
	// given the top: Birnbaum·q/Q.
	Criticality float64
	// FussellVesely is the share of the cut sets with the event in the sum of the
	// probabilities of all cut sets that were found.
	FussellVesely float64
	// RAW, risk achievement worth, is by what Q is multiplied if the event is certain.
	RAW float64
	// RRW, risk reduction worth, is by what Q is divided if the event cannot
	// happen; infinite where the top needs it.
	RRW float64
}

// Importance is the importance of every basic event, in the order of Events. It is
// nil where the probability of the top is not exactly known, or zero.
func (r *Result) Importance() []Importance {
	if !r.Probability.Exact || r.Probability.Upper == 0 {
		return nil
	}
	slopes := r.birnbaum()
	shares := r.shares()
	top := r.Probability.Upper
	all := make([]Importance, len(r.Events))
	for i, e := range r.Events {
		b, q := slopes[i], r.values[i]
		all[i] = Importance{
			Event: e.Name, Birnbaum: b, Criticality: b * q / top, FussellVesely: shares[i],
			RAW: (top + b*(1-q)) / top, RRW: math.Inf(1),
		}
		if without := top - b*q; without > top*1e-14 {
			all[i].RRW = top / without
		}
	}
	return all
}

// chances are those of the inputs and of the nodes of each part.
func (r *Result) chances(values []float64) (inputs, nodes [][]chance) {
	inputs, nodes = make([][]chance, len(r.parts)), make([][]chance, len(r.parts))
	tops := make([]chance, len(r.parts))
	for i := range r.parts {
		p := &r.parts[i]
		inputs[i] = make([]chance, len(p.inputs))
		for level, in := range p.inputs {
			if in.event >= 0 {
				inputs[i][level] = sure(values[in.event])
			} else {
				inputs[i][level] = tops[in.part]
			}
		}
		nodes[i] = evaluate(p.nodes, inputs[i])
		tops[i] = signed(nodes[i], p.lower)
	}
	return inputs, nodes
}

// birnbaum is the derivative of the top by each event: one walk down all diagrams,
// which carries to each node the derivative of the top by it.
func (r *Result) birnbaum() []float64 {
	inputs, nodes := r.chances(r.values)
	slopes := make([]float64, len(r.Events))
	ofPart := make([]float64, len(r.parts))
	ofPart[len(r.parts)-1] = 1
	for i := len(r.parts) - 1; i >= 0; i-- {
		p := &r.parts[i]
		for level, s := range descend(p, inputs[i], nodes[i], ofPart[i]) {
			if in := p.inputs[level]; in.event >= 0 {
				slopes[in.event] += s
			} else {
				ofPart[in.part] += s
			}
		}
	}
	return slopes
}

// descend is the derivative of the top by each input of a part, given that by the
// part.
func descend(p *part, inputs, nodes []chance, slope float64) []float64 {
	by := make([]float64, len(inputs))
	reach := make([]float64, len(p.nodes))
	add := func(f bdd.Ref, x float64) {
		if f&1 == 1 {
			x = -x
		}
		reach[f>>1] += x
	}
	add(p.lower, slope)
	for i := len(p.nodes) - 1; i > 0; i-- {
		n, in := p.nodes[i], inputs[p.nodes[i].Level]
		by[n.Level] += reach[i] * minus(signed(nodes, n.Hi), signed(nodes, n.Lo))
		add(n.Hi, reach[i]*in.yes)
		add(n.Lo, reach[i]*in.no)
	}
	return by
}

// minus is the difference of two chances, from the side that keeps more digits.
func minus(a, b chance) float64 {
	if a.yes+b.yes < a.no+b.no {
		return a.yes - b.yes
	}
	return b.no - a.no
}

// shares is for each event the sum over the cut sets with it, over that of all.
func (r *Result) shares() []float64 {
	sums := make([]chance, len(r.parts)) // of each part, as a factor in the parts around it
	all := make([][]float64, len(r.parts))
	for i := range r.parts {
		all[i] = r.sums(&r.parts[i], sums)
		if len(all[i]) == 0 {
			return make([]float64, len(r.Events))
		}
		sums[i] = chance{yes: all[i][r.parts[i].root]}
	}
	slopes := make([]float64, len(r.Events))
	ofPart := make([]float64, len(r.parts))
	ofPart[len(r.parts)-1] = 1
	for i := len(r.parts) - 1; i >= 0; i-- {
		r.divide(&r.parts[i], all[i], sums, ofPart[i], slopes, ofPart)
	}
	for i := range slopes {
		if total := sums[len(sums)-1].yes; total > 0 {
			slopes[i] *= r.values[i] / total
		}
	}
	return slopes
}

// factor is what an element of a cut set multiplies its probability by.
func (r *Result) factor(in input, negated bool, sums []chance) float64 {
	switch {
	case in.event < 0:
		return sums[in.part].yes
	case negated:
		return 1 - r.values[in.event]
	}
	return r.values[in.event]
}

func (r *Result) sums(p *part, sums []chance) []float64 {
	of := make([]float64, len(p.sets))
	for i := range of {
		if i == int(zdd.Unit) {
			of[i] = 1
		} else if i > int(zdd.Unit) {
			n := p.sets[i]
			in, negated := p.element(n.Level)
			of[i] = r.factor(in, negated, sums)*of[n.Hi] + of[n.Lo]
		}
	}
	return of
}

// divide carries the derivative of the sum down one part.
func (r *Result) divide(p *part, of []float64, sums []chance, slope float64, slopes, ofPart []float64) {
	reach := make([]float64, len(p.sets))
	reach[p.root] = slope
	for i := len(p.sets) - 1; i > int(zdd.Unit); i-- {
		n := p.sets[i]
		in, negated := p.element(n.Level)
		switch by := reach[i] * of[n.Hi]; {
		case in.event < 0:
			ofPart[in.part] += by
		case !negated:
			slopes[in.event] += by
		}
		reach[n.Hi] += reach[i] * r.factor(in, negated, sums)
		reach[n.Lo] += reach[i]
	}
}
