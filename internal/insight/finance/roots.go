package finance

import (
	"math/big"
	"slices"

	"fairlead/internal/record"
)

// rates finds every internal rate of return. With x = 1/(1+rate) the net present
// value is a polynomial in x, whose positive roots Sturm's theorem counts exactly
// (J. C. F. Sturm, 1829); each is then enclosed by halving.
func rates(net []record.Money) []record.Percent {
	p := make(polynomial, len(net))
	for i, n := range net {
		p[i] = whole(n.Minor)
	}
	p = p.trim()
	for len(p) > 0 && p[0].Sign() == 0 { // a root at nothing is a rate without end
		p = p[1:]
	}
	if len(p) < 2 {
		return nil
	}
	s := sturm(p)
	var found []record.Percent
	for _, x := range s.roots(new(big.Rat), p.bound()) {
		rate := new(big.Rat).Sub(x.Inv(x), whole(1))
		found = append(found, record.NewPercent(micro(rate, 100)))
	}
	slices.SortFunc(found, func(a, b record.Percent) int { return int(a.Micro() - b.Micro()) })
	return found
}

// polynomial holds the coefficients from that of x⁰ on.
type polynomial []*big.Rat

// trim drops leading coefficients that are nothing.
func (p polynomial) trim() polynomial {
	for len(p) > 0 && p[len(p)-1].Sign() == 0 {
		p = p[:len(p)-1]
	}
	return p
}

func (p polynomial) at(x *big.Rat) *big.Rat {
	sum := new(big.Rat)
	for _, c := range slices.Backward(p) {
		sum.Add(sum.Mul(sum, x), c)
	}
	return sum
}

func (p polynomial) derivative() polynomial {
	d := make(polynomial, 0, len(p))
	for i, c := range p[1:] {
		d = append(d, new(big.Rat).Mul(c, whole(int64(i+1))))
	}
	return d.trim()
}

// over divides, and gives quotient and remainder.
func (p polynomial) over(q polynomial) (quotient, rest polynomial) {
	for _, c := range p {
		rest = append(rest, new(big.Rat).Set(c))
	}
	quotient = make(polynomial, max(len(p)-len(q)+1, 0))
	for i := range quotient {
		quotient[i] = new(big.Rat)
	}
	for len(rest) >= len(q) {
		shift := len(rest) - len(q)
		f := new(big.Rat).Quo(rest[len(rest)-1], q[len(q)-1])
		quotient[shift] = f
		for i, c := range q {
			rest[shift+i].Sub(rest[shift+i], new(big.Rat).Mul(f, c))
		}
		rest = rest[:len(rest)-1].trim()
	}
	return quotient, rest
}

// bound is above every root (Cauchy).
func (p polynomial) bound() *big.Rat {
	largest := new(big.Rat)
	last := p[len(p)-1]
	for _, c := range p[:len(p)-1] {
		if q := new(big.Rat).Quo(c, last); q.Abs(q).Cmp(largest) > 0 {
			largest = q
		}
	}
	return largest.Add(largest, whole(1))
}

// chain is Sturm's sequence of a polynomial without multiple roots.
type chain []polynomial

func sturm(p polynomial) chain {
	common := p
	for rest := p.derivative(); len(rest) > 0; {
		_, next := common.over(rest)
		common, rest = rest, next
	}
	simple, _ := p.over(common)
	simple = simple.trim()
	s := chain{simple, simple.derivative()}
	for len(s[len(s)-1]) > 0 {
		_, rest := s[len(s)-2].over(s[len(s)-1])
		for _, c := range rest {
			c.Neg(c)
		}
		s = append(s, rest)
	}
	return s[:len(s)-1]
}

// changes counts how often the sign changes along the chain.
func (s chain) changes(x *big.Rat) int {
	n, last := 0, 0
	for _, p := range s {
		sign := p.at(x).Sign()
		if sign != 0 && last != 0 && sign != last {
			n++
		}
		if sign != 0 {
			last = sign
		}
	}
	return n
}

// precision is how often an interval with one root is halved: beyond the
// millionth of a per cent for any rate that means something.
const precision = 80

// roots lists the roots above a and up to b.
func (s chain) roots(a, b *big.Rat) []*big.Rat {
	switch n := s.changes(a) - s.changes(b); {
	case n <= 0:
		return nil
	case n == 1:
		return []*big.Rat{s.close(a, b)}
	}
	middle := half(a, b)
	return append(s.roots(a, middle), s.roots(middle, b)...)
}

func (s chain) close(a, b *big.Rat) *big.Rat {
	for range precision {
		if middle := half(a, b); s.changes(a)-s.changes(middle) == 1 {
			b = middle
		} else {
			a = middle
		}
	}
	return b
}

func half(a, b *big.Rat) *big.Rat {
	m := new(big.Rat).Add(a, b)
	return m.Quo(m, whole(2))
}
