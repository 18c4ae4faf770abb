package rcpsp

import "slices"

// seed makes the first population: orders drawn by chance, in which an activity
// is the likelier to come next the longer the path behind it is, measured against
// the others that could (the regret-based sampling of Drexl, "Scheduling of
// project networks by job assignment", Management Science 37(12), 1991). The
// first member takes the longest always.
func (s *search) seed(members []member) {
	net, behind := s.side[0].net, s.side[1].net.longest()
	for k := range members {
		s.child = net.sample(s.child[:0], func(open []int32) int {
			if k == 0 {
				return longestOf(open, behind)
			}
			return s.draw(open, behind)
		})
		s.make(0, &members[k])
		if s.done() {
			return
		}
	}
}

// sample lists the activities in an order in which each comes after those that it
// waits for, choosing among those that may be next.
func (net *network) sample(order []int32, choose func(open []int32) int) []int32 {
	waits := make([]int32, net.n)
	var open []int32
	for _, i := range net.rank {
		if waits[i] = int32(len(net.before.of(i))); waits[i] == 0 {
			open = append(open, i)
		}
	}
	for len(open) > 0 {
		at := choose(open)
		i := open[at]
		open = slices.Delete(open, at, at+1)
		order = append(order, i)
		for _, a := range net.after.of(i) {
			if waits[a.other]--; waits[a.other] == 0 {
				open = append(open, a.other)
			}
		}
	}
	return order
}

func longestOf(open, behind []int32) (at int) {
	for k, i := range open {
		if behind[i] > behind[open[at]] {
			at = k
		}
	}
	return at
}

func (s *search) draw(open, behind []int32) int {
	least := behind[open[0]]
	for _, i := range open {
		least = min(least, behind[i])
	}
	var total int64
	for _, i := range open {
		total += int64(behind[i]-least) + 1
	}
	at := s.rand.Int64N(total)
	for k, i := range open {
		if at -= int64(behind[i]-least) + 1; at < 0 {
			return k
		}
	}
	return len(open) - 1
}

// longest gives the longest path of links to the start of each activity, which is
// its earliest start if there is enough of everything.
func (net *network) longest() []int32 {
	at := make([]int32, net.n)
	for _, i := range net.rank {
		for _, a := range net.before.of(i) {
			at[i] = max(at[i], at[a.other]+a.lag)
		}
	}
	return at
}
