package choose

import (
	"fmt"
	"slices"

	"fairlead/engine/choose/internal/zeroone"
)

// compiled is a problem as a program of yes-or-no choices: one for each item and
// each start that it may have.
type compiled struct {
	p       *Problem
	index   map[string]int // items by name
	first   []int          // of each item: its first variable; they are in the order of delay
	owner   []int          // of each variable: its item
	program zeroone.Program
	origin  []origin // of each row
}

// reason is why a row stands.
type reason int

const (
	ofStart reason = iota // an item starts once
	ofMost                // of a limit
	ofLeast
	ofMust
	ofNever
	ofNeed
	ofExclusion
	ofGroup
)

// origin is what a row stands for.
type origin struct {
	reason reason
	of     int // the limit, item or group
	and    int // the other item of a need or an exclusion
}

func compile(p *Problem) (*compiled, error) {
	c := &compiled{p: p, index: map[string]int{}}
	for i := range p.Items {
		if err := c.item(i); err != nil {
			return nil, err
		}
	}
	steps := []func() error{c.starts, c.limits, c.links, c.groups}
	for _, step := range steps {
		if err := step(); err != nil {
			return nil, err
		}
	}
	return c, nil
}

func bad(field string, at int, format string, args ...any) error {
	return &FieldError{fmt.Sprintf(field, at), fmt.Sprintf(format, args...)}
}

// item makes the variables of an item.
func (c *compiled) item(i int) error {
	item := &c.p.Items[i]
	_, twice := c.index[item.Name]
	switch {
	case item.Name == "":
		return bad("items[%d].name", i, "an item needs a name")
	case twice:
		return bad("items[%d].name", i, "there are two items %q", item.Name)
	case item.Must && item.Never:
		return bad("items[%d].must", i, "%q is both to be done and never to be done", item.Name)
	case item.Later < 0 || item.Later > MaxLater:
		return bad("items[%d].later", i, "%d is not between 0 and %d quarters", item.Later, MaxLater)
	case (item.Low != 0 || item.High != 0) && (item.Low > item.Value || item.High < item.Value):
		return bad("items[%d].low", i, "the value %d is not between low %d and high %d", item.Value, item.Low, item.High)
	}
	weights := c.p.weights()
	worth, ok := weighted(weights, item.Value, item.Risk)
	last, fits := weighted(weights, item.PerQuarter, 0)
	if !ok || !fits || magnitude(last)*int64(max(item.Later, 1)) > MaxSum {
		return bad("items[%d].value", i, "the value is too large")
	}
	c.index[item.Name] = i
	c.first = append(c.first, len(c.owner))
	for delay := range item.Later + 1 {
		c.owner = append(c.owner, i)
		c.program.Objective = append(c.program.Objective, worth-int64(delay)*last)
	}
	return nil
}

func (p *Problem) weights() Weights {
	if p.Weights == (Weights{}) {
		return Weights{1, 1}
	}
	return p.Weights
}

// weighted is false where the sum is too large to be computed with.
func weighted(w Weights, value, risk int64) (int64, bool) {
	fits := func(a, b int64) bool { return a == 0 || magnitude(b) <= MaxSum/magnitude(a) }
	if !fits(w.Value, value) || !fits(w.Risk, risk) {
		return 0, false
	}
	v := w.Value*value + w.Risk*risk
	return v, magnitude(v) <= MaxSum
}

func magnitude(v int64) int64 {
	if v < 0 {
		return max(-v, -(v + 1)) // the smallest number has no opposite
	}
	return v
}

// variables are those of an item with a delay of at most so many quarters.
func (c *compiled) variables(item, delay int) []int32 {
	list := make([]int32, 0, delay+1)
	for d := range min(delay, c.p.Items[item].Later) + 1 {
		list = append(list, int32(c.first[item]+d))
	}
	return list
}

// all are the variables of an item.
func (c *compiled) all(item int) []int32 { return c.variables(item, MaxLater) }

// row adds a row of coefficients by variable; those that are zero are left out.
func (c *compiled) row(o origin, coef map[int32]int64, most int64) {
	r := zeroone.Row{Most: most}
	for j := range coef {
		if coef[j] != 0 {
			r.Index = append(r.Index, j)
		}
	}
	slices.Sort(r.Index)
	for _, j := range r.Index {
		r.Coef = append(r.Coef, coef[j])
	}
	c.program.Rows, c.origin = append(c.program.Rows, r), append(c.origin, o)
}

// starts are the rows of single items.
func (c *compiled) starts() error {
	for i := range c.p.Items {
		item := &c.p.Items[i]
		plus, minus := map[int32]int64{}, map[int32]int64{}
		for _, j := range c.all(i) {
			plus[j], minus[j] = 1, -1
		}
		if item.Never {
			c.row(origin{reason: ofNever, of: i}, plus, 0)
		} else if item.Later > 0 {
			c.row(origin{reason: ofStart, of: i}, plus, 1)
		}
		if item.Must {
			c.row(origin{reason: ofMust, of: i}, minus, -1)
		}
	}
	return nil
}

// links are prerequisites and exclusions.
func (c *compiled) links() error {
	excluded := map[[2]int]bool{}
	for i := range c.p.Items {
		for _, name := range c.p.Items[i].Requires {
			other, ok := c.index[name]
			if !ok || other == i {
				return bad("items[%d].requires", i, "%q is no other item", name)
			}
			c.need(i, other)
		}
		for _, name := range c.p.Items[i].Excludes {
			other, ok := c.index[name]
			if !ok || other == i {
				return bad("items[%d].excludes", i, "%q is no other item", name)
			}
			if pair := [2]int{min(i, other), max(i, other)}; !excluded[pair] {
				excluded[pair] = true
				c.atMost(origin{ofExclusion, pair[0], pair[1]}, pair[:], 1)
			}
		}
	}
	return nil
}

// need says that an item starts late by at least as much as one that it requires.
func (c *compiled) need(item, other int) {
	for delay := range c.p.Items[item].Later + 1 {
		coef := map[int32]int64{}
		for _, j := range c.variables(item, delay) {
			coef[j] = 1
		}
		for _, j := range c.variables(other, delay) {
			coef[j] = -1
		}
		c.row(origin{ofNeed, item, other}, coef, 0)
	}
}

func (c *compiled) atMost(o origin, items []int, most int64) {
	coef := map[int32]int64{}
	for _, i := range items {
		for _, j := range c.all(i) {
			coef[j] = 1
		}
	}
	c.row(o, coef, most)
}

func (c *compiled) groups() error {
	for g, group := range c.p.Groups {
		most := group.Most
		if most == 0 {
			most = 1
		}
		if most < group.Least || group.Least < 0 {
			return bad("groups[%d].least", g, "%d is not between 0 and %d", group.Least, most)
		}
		minus := map[int32]int64{}
		var items []int
		for _, name := range group.Items {
			i, ok := c.index[name]
			if !ok || slices.Contains(items, i) {
				return bad("groups[%d].items", g, "%q is no item, or stands twice", name)
			}
			items = append(items, i)
			for _, j := range c.all(i) {
				minus[j] = -1
			}
		}
		c.atMost(origin{reason: ofGroup, of: g}, items, int64(most))
		if group.Least > 0 {
			c.row(origin{reason: ofGroup, of: g}, minus, -int64(group.Least))
		}
	}
	return nil
}
