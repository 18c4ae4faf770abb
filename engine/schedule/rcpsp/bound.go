package rcpsp

import "slices"

// lowerBound is a makespan that no schedule undercuts: the largest of three
// bounds, each of which leaves something out. It asks for the mirror of the network too.
func lowerBound(p *Problem, net, mirror *network) int32 {
	head, tail := net.longest(), mirror.longest()
	bound := int32(0)
	for i := range head {
		bound = max(bound, head[i]+net.duration[i]+tail[i])
	}
	for k, capacity := range p.Capacity {
		bound = max(bound, workBound(p, net, k, int64(capacity), head, tail))
	}
	return max(bound, apartBound(net, head, tail))
}

// workBound fits the work for one resource into the periods between the first
// moment at which any of it can begin and the last at which it must end, without
// regard to links. It tries every such first moment and every last one.
func workBound(p *Problem, net *network, k int, capacity int64, head, tail []int32) int32 {
	var users []int32
	work := make([]int64, net.n)
	for i, at := range net.original {
		if a := p.Activities[at]; k < len(a.Demand) && a.Demand[k] > 0 && a.Duration > 0 {
			work[i] = int64(a.Demand[k]) * int64(a.Duration)
			users = append(users, int32(i))
		}
	}
	bound := int32(0)
	byTail := slices.Clone(users)
	slices.SortFunc(byTail, func(a, b int32) int { return int(tail[b] - tail[a]) })
	for _, first := range users {
		total := int64(0)
		for _, i := range byTail { // those with the longest tails first
			if head[i] >= head[first] {
				total += work[i]
				bound = max(bound, head[first]+int32((total+capacity-1)/capacity)+tail[i])
			}
		}
	}
	return bound
}

// apartBound adds up activities no two of which fit beside each other, by links
// or by what they use (after the node packing bound of Mingozzi, Maniezzo,
// Ricciardelli and Bianco, "An exact algorithm for the resource-constrained
// project scheduling problem", Management Science 44(5), 1998). From each
// activity on it gathers such a set, those that fit beside the fewest others first.
func apartBound(net *network, head, tail []int32) int32 {
	if net.n > mostApart || !net.inOrder || !finishStart(net) {
		return 0
	}
	apart := net.apart()
	by := slices.Clone(net.rank)
	count := make([]int, net.n)
	for i := range apart {
		for _, a := range apart[i] {
			if a {
				count[i]++
			}
		}
	}
	slices.SortStableFunc(by, func(a, b int32) int { return count[b] - count[a] })
	bound := int32(0)
	for _, first := range net.rank {
		set, sum := []int32{first}, net.duration[first]
		least, last := head[first], tail[first]
		for _, i := range by {
			if i == first || net.duration[i] == 0 || slices.ContainsFunc(set, func(j int32) bool { return !apart[i][j] }) {
				continue
			}
			set = append(set, i)
			sum += net.duration[i]
			least, last = min(least, head[i]), min(last, tail[i])
			bound = max(bound, least+sum+last)
		}
	}
	return bound
}

// mostApart is how many activities the square table of apartBound is made for.
const mostApart = 500

// finishStart reports whether all links keep activities from overlapping.
func finishStart(net *network) bool {
	for i := range int32(net.n) {
		for _, a := range net.before.of(i) {
			if a.lag < net.duration[a.other] {
				return false
			}
		}
	}
	return true
}

// apart tells of each two activities whether they can never run at the same time.
func (net *network) apart() [][]bool {
	out := make([][]bool, net.n)
	for i := range out {
		out[i] = make([]bool, net.n)
	}
	for _, j := range net.rank {
		for _, a := range net.before.of(j) {
			for i := range out { // all that come before what j waits for
				out[j][i] = out[j][i] || int32(i) == a.other || int32(i) < a.other && out[a.other][i]
			}
		}
	}
	for i := range out {
		for j := range i {
			out[i][j] = out[i][j] || !net.together(i, j)
			out[j][i] = out[i][j]
		}
	}
	return out
}

// together reports whether there is enough for two activities at once.
func (net *network) together(i, j int) bool {
	for k := range net.words {
		if left := net.capacity[k] - net.demand[i*net.words+k]; (left-net.demand[j*net.words+k])&net.guard[k] != net.guard[k] {
			return false
		}
	}
	return true
}
