package reliability

import (
	"container/heap"
	"iter"
	"math"
	"slices"

	"fairlead/engine/reliability/internal/zdd"
)

// CutSet is a set of basic events.
type CutSet struct {
	Failed      []string // what must have failed, sorted
	Working     []string // of prime implicants: what must not have, sorted
	Probability float64  // the product; NaN where a figure is not known
}

// Order is how many events the set has.
func (s *CutSet) Order() int { return len(s.Failed) + len(s.Working) }

// ByProbability gives the sets from the most probable one on, each found when it
// is asked for. Where figures are not known it is ByOrder.
func (c *CutSets) ByProbability() iter.Seq[CutSet] {
	if c.result.values == nil {
		return c.ByOrderThenName()
	}
	return c.cheapest(func(in input, negated bool) float64 {
		q := c.result.values[in.event]
		if negated {
			q = 1 - q
		}
		return -math.Log(q)
	})
}

// ByOrderThenName gives the sets from the smallest on, each found when it is asked
// for. Sets of one order come in an order that is the same every time.
func (c *CutSets) ByOrderThenName() iter.Seq[CutSet] {
	return c.cheapest(func(input, bool) float64 { return 1 })
}

// cheapest goes through the diagrams best first: from every node the cheapest way
// to the end is known beforehand, so that each set is found by following one path,
// and the alternatives beside it wait in a heap.
func (c *CutSets) cheapest(cost func(in input, negated bool) float64) iter.Seq[CutSet] {
	return func(yield func(CutSet) bool) {
		if !c.Known() {
			return
		}
		s := newSearch(c, cost)
		for s.waiting.Len() > 0 {
			set := s.follow(heap.Pop(&s.waiting).(*path))
			if set.Order() > c.limit() {
				continue
			}
			if !yield(set) {
				return
			}
		}
	}
}

func (c *CutSets) limit() int {
	if c.Order == 0 {
		return zdd.Unbounded
	}
	return c.Order
}

// path is a set on its way: a node to go on from, in a part, and what comes after
// that part.
type path struct {
	part   int
	node   zdd.Ref
	spent  float64
	total  float64 // spent, and the cheapest way to the end
	number int     // settles ties
	chosen *choice
	after  *after
}

type choice struct {
	event   int
	negated bool
	before  *choice
}

// after is where to go on when a part is done.
type after struct {
	part int
	node zdd.Ref
	cost float64 // the cheapest way from there to the end of all
	next *after
}

type search struct {
	c       *CutSets
	cost    func(in input, negated bool) float64
	rest    [][]float64 // by part and node: the cheapest way to its end
	waiting paths
	made    int
}

func newSearch(c *CutSets, cost func(in input, negated bool) float64) *search {
	s := &search{c: c, cost: cost, rest: make([][]float64, len(c.parts))}
	for i := range c.parts {
		p := &c.parts[i]
		s.rest[i] = make([]float64, len(p.sets))
		s.rest[i][zdd.Empty] = math.Inf(1)
		for k := 2; k < len(p.sets); k++ {
			n := p.sets[k]
			s.rest[i][k] = min(s.weight(p, n.Level)+s.rest[i][n.Hi], s.rest[i][n.Lo])
		}
	}
	last := len(c.parts) - 1
	s.wait(path{part: last, node: c.parts[last].root})
	return s
}

func (s *search) weight(p *part, level int32) float64 {
	in, negated := p.element(level)
	if in.event < 0 {
		return s.rest[in.part][s.c.parts[in.part].root]
	}
	return s.cost(in, negated)
}

// wait puts a path into the heap, unless it leads nowhere.
func (s *search) wait(p path) {
	if p.node == zdd.Empty {
		return
	}
	p.total = p.spent + s.rest[p.part][p.node]
	if p.after != nil {
		p.total += p.after.cost
	}
	s.made++
	p.number = s.made
	heap.Push(&s.waiting, &p)
}

// follow takes the cheapest way to the end and leaves the others waiting.
func (s *search) follow(p *path) CutSet {
	for {
		if p.node == zdd.Unit {
			if p.after == nil {
				return s.set(p.chosen)
			}
			p.part, p.node, p.after = p.after.part, p.after.node, p.after.next
			continue
		}
		n := s.c.parts[p.part].sets[p.node]
		other := *p
		other.node = n.Lo
		weight := s.weight(&s.c.parts[p.part], n.Level)
		if weight+s.rest[p.part][n.Hi] <= s.rest[p.part][n.Lo] {
			s.wait(other)
			s.take(p, n)
		} else {
			s.take(&other, n)
			s.wait(other)
			p.node = n.Lo
		}
	}
}

// take adds the element of a node to a path.
func (s *search) take(p *path, n zdd.Node) {
	in, negated := s.c.parts[p.part].element(n.Level)
	if in.event >= 0 {
		p.spent += s.cost(in, negated)
		p.chosen = &choice{in.event, negated, p.chosen}
		p.node = n.Hi
		return
	}
	cost := s.rest[p.part][n.Hi]
	if p.after != nil {
		cost += p.after.cost
	}
	p.after = &after{p.part, n.Hi, cost, p.after}
	p.part, p.node = in.part, s.c.parts[in.part].root
}

func (s *search) set(chosen *choice) CutSet {
	r := s.c.result
	set := CutSet{Probability: 1}
	for c := chosen; c != nil; c = c.before {
		q := math.NaN()
		if r.values != nil {
			q = r.values[c.event]
		}
		if c.negated {
			set.Working = append(set.Working, r.Events[c.event].Name)
			q = 1 - q
		} else {
			set.Failed = append(set.Failed, r.Events[c.event].Name)
		}
		set.Probability *= q
	}
	slices.Sort(set.Failed)
	slices.Sort(set.Working)
	return set
}

// paths is a heap of paths by their total.
type paths []*path

func (p paths) Len() int { return len(p) }
func (p paths) Less(i, j int) bool {
	if p[i].total != p[j].total {
		return p[i].total < p[j].total
	}
	return p[i].number < p[j].number
}
func (p paths) Swap(i, j int) { p[i], p[j] = p[j], p[i] }

// Push implements heap.Interface.
func (p *paths) Push(x any) { *p = append(*p, x.(*path)) }

// Pop implements heap.Interface.
func (p *paths) Pop() any {
	last := len(*p) - 1
	x := (*p)[last]
	*p = (*p)[:last]
	return x
}
