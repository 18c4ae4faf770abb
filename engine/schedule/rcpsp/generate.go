package rcpsp

// generator makes schedules of one network. It keeps its buffers, so it is for
// one goroutine.
type generator struct {
	net   *network
	free  []uint64 // of each period: what is left of each resource, guards set
	dirty int      // periods of free that are not full
	done  []bool   // scratch of extend
	count []int32  // scratch of sortByStart
}

func newGenerator(net *network) *generator {
	g := &generator{net: net, free: make([]uint64, (net.horizon+1)*net.words), dirty: net.horizon + 1, done: make([]bool, net.n), count: make([]int32, net.horizon+2)}
	g.clear()
	return g
}

func (g *generator) clear() {
	if w := g.net.words; w == 1 {
		full, free := g.net.capacity[0], g.free[:g.dirty]
		for t := range free {
			free[t] = full
		}
	} else {
		for t := range g.dirty {
			copy(g.free[t*w:], g.net.capacity)
		}
	}
	g.dirty = 0
}

// serial lets each activity in turn start as early as it can and gives the
// makespan. The order must name each activity after those that it waits for.
func (g *generator) serial(order, start []int32) int32 {
	g.clear()
	net, makespan := g.net, int32(0)
	for _, i := range order {
		at := int32(0)
		for _, a := range net.before.of(i) {
			at = max(at, start[a.other]+a.lag)
		}
		d := net.duration[i]
		if d > 0 {
			if net.words == 1 {
				at = g.placeWord(at, d, net.demand[i])
			} else {
				at = g.placeWords(at, d, net.demand[int(i)*net.words:][:net.words])
			}
		}
		start[i] = at
		makespan = max(makespan, at+d)
		g.dirty = int(makespan)
	}
	return makespan
}

// placeWord finds the first d periods in a row, from at on, in which the demand is
// free, and takes it. It is the innermost loop of everything.
func (g *generator) placeWord(at, d int32, demand uint64) int32 {
	guard, free := g.net.guard[0], g.free
	for t := at; t < at+d; t++ {
		if (free[t]-demand)&guard != guard {
			at = t + 1
		}
	}
	for t := at; t < at+d; t++ {
		free[t] -= demand
	}
	return at
}

// placeWords is placeWord for more resources than one word holds.
func (g *generator) placeWords(at, d int32, demand []uint64) int32 {
	w := int32(g.net.words)
	for t := at; t < at+d; t++ {
		free := g.free[t*w : (t+1)*w]
		for k, guard := range g.net.guard {
			if (free[k]-demand[k])&guard != guard {
				at = t + 1
				break
			}
		}
	}
	for t := at; t < at+d; t++ {
		free := g.free[t*w : (t+1)*w]
		for k := range demand {
			free[k] -= demand[k]
		}
	}
	return at
}

// sortByStart fills order with the activities by their starts, none of which is
// above the horizon, and each after those that it waits for.
func (g *generator) sortByStart(start, order []int32) {
	last := int32(0)
	for _, s := range start {
		last = max(last, s)
	}
	count := g.count[:last+2]
	clear(count)
	for _, s := range start {
		count[s+1]++
	}
	for t := range last {
		count[t+1] += count[t]
	}
	for _, i := range g.net.rank {
		s := start[i]
		order[count[s]] = i
		count[s]++
	}
	g.net.extend(order, g.done)
}

// extend moves activities forward so that each comes after those that it waits
// for. Where nothing may start before what it waits for, an order by starts is
// already like that.
func (net *network) extend(order []int32, done []bool) {
	if net.inOrder {
		return
	}
	clear(done)
	out := make([]int32, 0, len(order))
	var put func(i int32)
	put = func(i int32) {
		if done[i] {
			return
		}
		done[i] = true
		for _, a := range net.before.of(i) {
			put(a.other)
		}
		out = append(out, i)
	}
	for _, i := range order {
		put(i)
	}
	copy(order, out)
}
