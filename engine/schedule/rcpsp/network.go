package rcpsp

import (
	"fmt"
	"math/bits"
	"slices"
)

// network is a problem made ready for the generation of schedules: activities
// are renumbered so that each comes after those that it waits for, and the
// demands for all resources lie side by side in machine words.
type network struct {
	n        int
	duration []int32
	demand   []uint64 // of activity i: [i*words : (i+1)*words]
	before   arcs     // what an activity waits for
	after    arcs     // what waits for it
	horizon  int      // no schedule that starts each activity as early as it can takes longer
	words    int
	capacity []uint64 // with the guard of each lane set
	guard    []uint64
	original []int   // by number here, the index in the problem
	rank     []int32 // the activities so that links lead forward only
	inOrder  bool    // nothing starts before what it waits for: no lag is negative
}

// arcs are the links of each activity, one list after the other.
type arcs struct {
	from []int32 // n+1 places
	arc  []arc
}

// arc leads to another activity; between their starts lie at least lag periods.
type arc struct{ other, lag int32 }

func (a *arcs) of(i int32) []arc { return a.arc[a.from[i]:a.from[i+1]] }

// lane is where the amount of one resource lies in a word. The bit above it is a
// guard: it stays set in free minus demand exactly where there is enough, so one
// subtraction asks about all the resources of a word (Lamport, "Multiple byte
// processing with full-word instructions", Communications of the ACM 18(8), 1975).
type lane struct {
	word  int
	shift uint
	width uint // without the guard
}

func lanes(capacity []int) (out []lane, words int) {
	used := uint(64) // the first lane opens the first word
	words = 0
	for _, c := range capacity {
		width := uint(bits.Len(uint(c)))
		if used+width+1 > 64 {
			words, used = words+1, 0
		}
		out = append(out, lane{words - 1, used, width})
		used += width + 1
	}
	return out, max(words, 1)
}

// compile makes a network of a problem that was checked. It fails where
// activities wait for each other in a circle, and names them.
func compile(p *Problem) (*network, error) {
	order, err := topological(p)
	if err != nil {
		return nil, err
	}
	n := len(order)
	at := make([]int, n)
	for to, i := range order {
		at[i] = to
	}
	ls, words := lanes(p.Capacity)
	net := &network{
		n: n, duration: make([]int32, n), demand: make([]uint64, n*words), words: words,
		capacity: make([]uint64, words), guard: make([]uint64, words), original: order,
	}
	for k, l := range ls {
		net.capacity[l.word] |= (uint64(p.Capacity[k]) | 1<<l.width) << l.shift
		net.guard[l.word] |= 1 << (l.shift + l.width)
	}
	for to, i := range order {
		a := p.Activities[i]
		net.duration[to] = int32(a.Duration)
		net.horizon += a.Duration
		for k, d := range a.Demand {
			if a.Duration > 0 {
				net.demand[to*words+ls[k].word] |= uint64(d) << ls[k].shift
			}
		}
	}
	var forward, backward [][3]int32
	for _, l := range p.Links {
		from, to := int32(at[l.From]), int32(at[l.To])
		forward = append(forward, [3]int32{from, to, int32(l.Lag)})
		backward = append(backward, [3]int32{to, from, int32(l.Lag)})
		net.horizon += max(0, l.Lag-p.Activities[l.From].Duration)
	}
	net.after, net.before = gather(n, forward), gather(n, backward)
	net.inOrder = net.before.none(negative)
	for i := range int32(n) {
		net.rank = append(net.rank, i)
	}
	return net, nil
}

// gather sorts links (from, to, lag) by where they start.
func gather(n int, links [][3]int32) arcs {
	slices.SortFunc(links, func(a, b [3]int32) int { return slices.Compare(a[:], b[:]) })
	out := arcs{from: make([]int32, n+1), arc: make([]arc, len(links))}
	for i, l := range links {
		out.from[l[0]+1]++
		out.arc[i] = arc{l[1], l[2]}
	}
	for i := range n {
		out.from[i+1] += out.from[i]
	}
	return out
}

// topological orders activities so that links lead forward only; among those that
// may be next, the first of the problem is (Kahn, "Topological sorting of large
// networks", Communications of the ACM 5(11), 1962).
func topological(p *Problem) ([]int, error) {
	n := len(p.Activities)
	waits, after := make([]int, n), make([][]int, n)
	for _, l := range p.Links {
		waits[l.To]++
		after[l.From] = append(after[l.From], l.To)
	}
	order := make([]int, 0, n)
	for i := range n {
		if waits[i] == 0 {
			order = append(order, i)
		}
	}
	for next := 0; next < len(order); next++ {
		for _, to := range after[order[next]] {
			if waits[to]--; waits[to] == 0 {
				order = append(order, to)
			}
		}
	}
	if len(order) < n {
		return nil, fmt.Errorf("activities wait for each other in a circle: %s", circle(p, waits, after))
	}
	return order, nil
}

// circle names the activities of one circle among those that still wait.
func circle(p *Problem, waits []int, after [][]int) string {
	from := make([]int, len(waits)) // one that i waits for and that waits itself
	for i := range waits {
		if waits[i] > 0 {
			for _, to := range after[i] {
				from[to] = i
			}
		}
	}
	at := slices.IndexFunc(waits, func(w int) bool { return w > 0 })
	for range waits {
		at = from[at] // after so many steps back it stands in a circle
	}
	names, next := p.name(at), from[at]
	for ; next != at; next = from[next] {
		names = p.name(next) + ", " + names
	}
	return names
}

// mirror is the same project with time running backwards: its left-justified
// schedules are the right-justified ones of the original. Between the mirrored
// starts of two linked activities, which are their finishes, lie as many more
// periods as the later one is longer than the earlier.
func (net *network) mirror() *network {
	d, m := net.duration, *net
	m.before = net.after.with(func(i int32, a arc) int32 { return a.lag + d[a.other] - d[i] })
	m.after = net.before.with(func(i int32, a arc) int32 { return a.lag + d[i] - d[a.other] })
	m.rank = slices.Clone(net.rank)
	slices.Reverse(m.rank)
	m.inOrder = m.before.none(negative)
	return &m
}

func negative(a arc) bool { return a.lag < 0 }

// with gives the same arcs with other lags.
func (a *arcs) with(lag func(i int32, a arc) int32) arcs {
	out := arcs{from: a.from, arc: slices.Clone(a.arc)}
	for i := range int32(len(a.from) - 1) {
		for k, to := range out.of(i) {
			out.of(i)[k].lag = lag(i, to)
		}
	}
	return out
}

func (a *arcs) none(f func(arc) bool) bool { return !slices.ContainsFunc(a.arc, f) }
