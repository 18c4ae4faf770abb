package reliability

import (
	"math/big"
	"math/bits"

	"fairlead/engine/reliability/internal/zdd"
)

// counts says how many sets there are of each order, from 0.
type counts []*big.Int

func (c counts) total() *big.Int {
	sum := new(big.Int)
	for _, n := range c {
		sum.Add(sum, n)
	}
	return sum
}

// count counts the sets of a part, up to an order, given the counts of the parts
// before it: a walk over the diagram, not over the sets. Numbers of 64 bits are
// tried first.
func count(p *part, inner []counts, most int) counts {
	if small, ok := countSmall(p, inner, most); ok {
		return small
	}
	return countBig(p, inner, most)
}

// countSmall is count in 64 bits; ok is false where they are not enough.
func countSmall(p *part, inner []counts, most int) (counts, bool) {
	of := make([][]uint64, len(p.sets))
	of[zdd.Unit] = []uint64{1}
	for i := 2; i < len(p.sets); i++ {
		n := p.sets[i]
		hi, ok := with(of[n.Hi], p, n.Level, inner, most)
		if !ok {
			return nil, false
		}
		for k, x := range of[n.Lo] {
			if k == len(hi) {
				hi = append(hi, of[n.Lo][k:]...)
				break
			}
			var carry uint64
			if hi[k], carry = bits.Add64(hi[k], x, 0); carry != 0 {
				return nil, false
			}
		}
		of[i] = hi
	}
	var all counts
	for _, x := range of[p.root] {
		all = append(all, new(big.Int).SetUint64(x))
	}
	return all, true
}

// with adds an input to sets that are counted.
func with(sets []uint64, p *part, level int32, inner []counts, most int) ([]uint64, bool) {
	in, _ := p.element(level)
	if in.event >= 0 {
		n := min(len(sets), most)
		grown := make([]uint64, n+1)
		copy(grown[1:], sets[:n])
		return grown, true
	}
	product := make([]uint64, min(len(sets)+len(inner[in.part])-1, most+1))
	for i, x := range sets {
		for j, y := range inner[in.part] {
			if i+j >= len(product) {
				break
			}
			high, low := bits.Mul64(x, y.Uint64())
			sum, carry := bits.Add64(product[i+j], low, 0)
			if high != 0 || carry != 0 || !y.IsUint64() {
				return nil, false
			}
			product[i+j] = sum
		}
	}
	return product, true
}

func countBig(p *part, inner []counts, most int) counts {
	of := make([]counts, len(p.sets))
	of[zdd.Unit] = counts{big.NewInt(1)}
	for i := 2; i < len(p.sets); i++ {
		n := p.sets[i]
		factor := counts{new(big.Int), big.NewInt(1)}
		if in, _ := p.element(n.Level); in.event < 0 {
			factor = inner[in.part]
		}
		of[i] = plus(times(of[n.Hi], factor, most), of[n.Lo])
	}
	return of[p.root]
}

func times(a, b counts, most int) counts {
	if len(a) == 0 || len(b) == 0 {
		return nil
	}
	product := make(counts, min(len(a)+len(b)-1, most+1))
	for k := range product {
		product[k] = new(big.Int)
	}
	for i, x := range a {
		for j, y := range b {
			if i+j < len(product) {
				product[i+j].Add(product[i+j], new(big.Int).Mul(x, y))
			}
		}
	}
	return product
}

// plus adds b to a, whose numbers it changes.
func plus(a, b counts) counts {
	for k, x := range b {
		if k == len(a) {
			return append(a, b[k:]...)
		}
		a[k].Add(a[k], x)
	}
	return a
}

// leastOrder is the order of the smallest set of a part, zdd.Unbounded for none.
func leastOrder(p *part, inner []int) int {
	of := make([]int, len(p.sets))
	for i := range of {
		switch {
		case i == int(zdd.Empty):
			of[i] = zdd.Unbounded
		case i > int(zdd.Unit):
			weight := 1
			if in, _ := p.element(p.sets[i].Level); in.event < 0 {
				weight = inner[in.part]
			}
			of[i] = min(of[p.sets[i].Hi]+weight, of[p.sets[i].Lo], zdd.Unbounded)
		}
	}
	if len(of) == 0 {
		return zdd.Unbounded
	}
	return of[p.root]
}
