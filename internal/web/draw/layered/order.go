package layered

import (
	"cmp"
	"slices"
)

// order is the sequence of the items in each layer.
type order struct {
	net    *net
	layers []layer
	pos    []int32 // of each item in its layer
	tree   []int64 // room for counting: a Fenwick tree over the places of a layer
	sorted [][]side
	keys   []key
}

// key is an item and where its neighbours would have it.
type key struct {
	at   float64
	item int32
}

func newOrder(n *net, layers []layer) *order {
	o := &order{net: n, layers: layers, pos: make([]int32, len(n.layer))}
	widest := 0
	for _, l := range layers {
		o.number(l)
		widest = max(widest, len(l.items))
	}
	o.tree = make([]int64, widest+1)
	return o
}

func (o *order) number(l layer) {
	for i, item := range l.items {
		o.pos[item] = int32(i)
	}
}

// patience is how many passes without fewer crossings end a sweep.
const patience = 3

// sweep sorts the layers down and up in turn, and leaves the order with the fewest
// crossings. It returns how many those are; fewest are those at the start.
func (o *order) sweep(most int, fewest int64) int64 {
	best := o.keep(nil)
	for pass, without := 0, 0; pass < most && fewest > 0 && without < patience; pass++ {
		if pass%2 == 0 {
			for i := 1; i < len(o.layers); i++ {
				o.sort(o.layers[i], &o.net.above)
			}
		} else {
			for i := len(o.layers) - 2; i >= 0; i-- {
				o.sort(o.layers[i], &o.net.below)
			}
		}
		without++
		if n := o.crossings(); n < fewest {
			fewest, without = n, 0
			best = o.keep(best)
		}
	}
	for i, items := range best {
		copy(o.layers[i].items, items)
		o.number(o.layers[i])
	}
	return fewest
}

// keep copies the order, into the room of an earlier copy if there is one.
func (o *order) keep(into [][]int32) [][]int32 {
	if into == nil {
		into = make([][]int32, len(o.layers))
	}
	for i, l := range o.layers {
		into[i] = append(into[i][:0], l.items...)
	}
	return into
}

// sort puts the items of a layer in the order of the barycentres of what they are
// joined to. Those that are joined to nothing stay where they are.
func (o *order) sort(l layer, joined *sides) {
	o.keys = o.keys[:0]
	for _, item := range l.items {
		if at, ok := o.barycentre(joined.of(item)); ok {
			o.keys = append(o.keys, key{at, item})
		}
	}
	slices.SortStableFunc(o.keys, func(a, b key) int { return cmp.Compare(a.at, b.at) })
	next := 0
	for i, item := range l.items {
		if len(joined.of(item)) > 0 {
			l.items[i] = o.keys[next].item
			next++
		}
	}
	o.number(l)
}

// barycentre is the mean place of some items.
func (o *order) barycentre(of []side) (at float64, ok bool) {
	sum, weight := 0.0, 0.0
	for _, s := range of {
		sum += float64(o.pos[s.item]) * float64(s.weight)
		weight += float64(s.weight)
	}
	return sum / weight, weight > 0
}

// crossings counts how often edges between neighbouring layers cross.
func (o *order) crossings() (n int64) {
	for i := 1; i < len(o.layers); i++ {
		n += o.between(o.layers[i-1], o.layers[i])
	}
	return n
}

// between counts the crossings between two layers: from left to right of the upper
// one, each link crosses those before it that end further to the right.
func (o *order) between(upper, lower layer) (n int64) {
	o.lists(upper, lower)
	tree := o.tree[:len(lower.items)+1]
	clear(tree)
	all := int64(0)
	for i := range upper.items {
		for _, s := range o.sorted[i] {
			left := int64(0)
			for at := o.pos[s.item] + 1; at > 0; at &= at - 1 {
				left += tree[at]
			}
			n += (all - left) * int64(s.weight)
		}
		for _, s := range o.sorted[i] {
			all += int64(s.weight)
			for at := int(o.pos[s.item]) + 1; at < len(tree); at += at & -at {
				tree[at] += int64(s.weight)
			}
		}
	}
	return n
}

// lists notes of each item of the upper layer what it is joined to, from left to
// right: found by going through the lower one, so that nothing is sorted.
func (o *order) lists(upper, lower layer) {
	for len(o.sorted) < len(upper.items) {
		o.sorted = append(o.sorted, nil)
	}
	for i := range upper.items {
		o.sorted[i] = o.sorted[i][:0]
	}
	for _, item := range lower.items {
		for _, s := range o.net.above.of(item) {
			at := o.pos[s.item]
			o.sorted[at] = append(o.sorted[at], side{item, s.weight})
		}
	}
}
