package reliability

import "fairlead/engine/reliability/internal/bdd"

// chance is the probability of something and that of its opposite. Both are kept,
// because one minus something near one has no digits left.
type chance struct{ yes, no float64 }

func sure(p float64) chance { return chance{p, 1 - p} }

func (c chance) not() chance { return chance{c.no, c.yes} }

// evaluate gives the chance of each node of a diagram from those of its inputs.
// Everything is added and multiplied, nothing subtracted, so that the relative
// error stays within the number of levels times the rounding of float64.
func evaluate(nodes []bdd.Node, inputs []chance) []chance {
	of := make([]chance, len(nodes))
	of[0] = chance{1, 0}
	for i := 1; i < len(nodes); i++ {
		n := nodes[i]
		in, hi, lo := inputs[n.Level], signed(of, n.Hi), signed(of, n.Lo)
		of[i] = chance{in.yes*hi.yes + in.no*lo.yes, in.yes*hi.no + in.no*lo.no}
	}
	return of
}

func signed(of []chance, f bdd.Ref) chance {
	if f&1 == 1 {
		return of[f>>1].not()
	}
	return of[f>>1]
}

// span is what a chance lies between.
type span struct{ least, most chance } // least.no belongs to most.yes, as bounds: each of the four is one

// unknown is what is known of a probability before anything is.
var unknown = span{chance{0, 0}, chance{1, 1}}

func point(c chance) span { return span{c, c} }

func (s span) not() span { return span{s.least.not(), s.most.not()} }

// known reports whether the bounds meet.
func (s span) known() bool { return s.least == s.most }

// enclose gives bounds on the chance of each node from those of its inputs. For
// given bounds of the two branches the chance is linear in that of the input, so
// that its least and its most stand at the ends.
func enclose(nodes []bdd.Node, inputs []span) []span {
	of := make([]span, len(nodes))
	of[0] = point(chance{1, 0})
	for i := 1; i < len(nodes); i++ {
		n := nodes[i]
		of[i] = mix(inputs[n.Level], signedSpan(of, n.Hi), signedSpan(of, n.Lo))
	}
	return of
}

func signedSpan(of []span, f bdd.Ref) span {
	if f&1 == 1 {
		return of[f>>1].not()
	}
	return of[f>>1]
}

func mix(in, hi, lo span) span {
	// The two ends of the input: rarely true, and often.
	rare := chance{in.least.yes, in.most.no}
	often := chance{in.most.yes, in.least.no}
	at := func(end chance, h, l float64) float64 { return end.yes*h + end.no*l }
	return span{
		least: chance{
			yes: min(at(rare, hi.least.yes, lo.least.yes), at(often, hi.least.yes, lo.least.yes)),
			no:  min(at(rare, hi.least.no, lo.least.no), at(often, hi.least.no, lo.least.no)),
		},
		most: chance{
			yes: min(1, max(at(rare, hi.most.yes, lo.most.yes), at(often, hi.most.yes, lo.most.yes))),
			no:  min(1, max(at(rare, hi.most.no, lo.most.no), at(often, hi.most.no, lo.most.no))),
		},
	}
}

// probability gives bounds on the chance of a part; they meet where it is exact.
func (b *builder) probability(p *part) span {
	if b.values == nil || p.nodes == nil {
		return unknown
	}
	inputs := make([]span, len(p.inputs))
	exact := p.exact()
	for i, in := range p.inputs {
		if in.event >= 0 {
			inputs[i] = point(sure(b.values[in.event]))
		} else {
			inputs[i] = b.ranges[in.part]
		}
		exact = exact && inputs[i].known()
	}
	if exact {
		points := make([]chance, len(inputs))
		for i := range inputs {
			points[i] = inputs[i].least
		}
		return point(signed(evaluate(p.nodes, points), p.lower))
	}
	of := enclose(p.nodes, inputs)
	low, high := signedSpan(of, p.lower), signedSpan(of, p.upper)
	return span{
		least: chance{low.least.yes, high.least.no},
		most:  chance{high.most.yes, low.most.no},
	}
}
