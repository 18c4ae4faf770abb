package reliability

import (
	"math/big"

	"fairlead/engine/reliability/internal/zdd"
)

// CutSets is a family of cut sets, kept as a diagram: it is counted and asked
// without being listed.
type CutSets struct {
	// Meaning says what the sets are: "minimal cut sets", or "prime implicants"
	// where negated events are part of them.
	Meaning string
	// Method says how they were found: "decision diagram", or "gates".
	Method string
	// Order is the order up to which they are complete; 0: there is no set above.
	Order int
	// Asked is whether everything that was asked for is there.
	Asked bool

	result *Result
	parts  []part
}

// The two meanings of cut sets.
const (
	MinimalCutSets  = "minimal cut sets"
	PrimeImplicants = "prime implicants"
)

func newCutSets(r *Result, s Settings) *CutSets {
	c := &CutSets{Meaning: MinimalCutSets, Method: "decision diagram", result: r, parts: r.parts}
	if s.PrimeImplicants {
		c.Meaning = PrimeImplicants // of a coherent tree they are its minimal cut sets
	}
	for i := range r.parts {
		if r.parts[i].method != "decision diagram" {
			c.Method = r.parts[i].method
		}
	}
	complete := most(r.parts)
	c.Asked = complete >= s.most()
	c.Order = complete
	if complete >= zdd.Unbounded {
		c.Order = 0
	} else if complete == 0 {
		c.Order = -1
	}
	return c
}

// Known reports whether any order is complete. Where none is, there is nothing to
// count or to list.
func (c *CutSets) Known() bool { return c.Order >= 0 }

// Count is how many sets there are.
func (c *CutSets) Count() *big.Int { return c.counts().total() }

// ByOrder is how many sets there are of each order, from order 0, which only a
// top event has that happens without any failure.
func (c *CutSets) ByOrder() []*big.Int { return c.counts() }

func (c *CutSets) counts() counts {
	if !c.Known() {
		return nil
	}
	limit := c.Order
	if limit == 0 {
		limit = zdd.Unbounded
	}
	var all []counts
	for i := range c.parts {
		all = append(all, count(&c.parts[i], all, limit))
	}
	return all[len(all)-1]
}
