package layered

// ranking says in which layer each node stands.
type ranking struct {
	layer []int32 // of each node, 0 at the top
	band  []int   // of each layer
}

// ranks gives each band as many layers as the longest path within it needs, up to
// maxDepth.
func ranks(g Graph) ranking {
	depth := depths(g)
	bands := 0
	for _, b := range g.Bands {
		bands = max(bands, b+1)
	}
	high := make([]int32, bands) // layers of each band
	for n, b := range g.Bands {
		high[b] = max(high[b], depth[n]+1)
	}
	first := make([]int32, bands)
	r := ranking{layer: depth}
	for b := range high {
		first[b] = int32(len(r.band))
		for range high[b] {
			r.band = append(r.band, b)
		}
	}
	for n, b := range g.Bands {
		r.layer[n] += first[b]
	}
	return r
}

// depths is how far each node stands below the first of its band: one more than
// the deepest of the band that needs it.
func depths(g Graph) []int32 {
	next := make([][]int32, len(g.Bands))
	for _, e := range g.Edges {
		if e.From != e.To && g.Bands[e.From] == g.Bands[e.To] {
			next[e.From] = append(next[e.From], int32(e.To))
		}
	}
	depth := make([]int32, len(next))
	order := finished(next)
	for i := len(order) - 1; i >= 0; i-- { // what is finished last has nothing before it
		n := order[i]
		for _, to := range next[n] {
			depth[to] = max(depth[to], min(depth[n]+1, maxDepth-1))
		}
	}
	return depth
}

// finished lists the nodes in the order in which a depth-first search leaves them,
// and takes out of next what leads back to a node that it has not left: those edges
// close the circles.
func finished(next [][]int32) []int32 {
	const fresh, open, done = 0, 1, 2
	state := make([]uint8, len(next))
	at := make([]int, len(next))
	order := make([]int32, 0, len(next))
	var stack []int32
	for root := range next {
		if state[root] != fresh {
			continue
		}
		stack, state[root] = append(stack, int32(root)), open
		for len(stack) > 0 {
			n := stack[len(stack)-1]
			if at[n] == len(next[n]) {
				state[n], order, stack = done, append(order, n), stack[:len(stack)-1]
				continue
			}
			to := next[n][at[n]]
			switch state[to] {
			case open:
				next[n] = append(next[n][:at[n]], next[n][at[n]+1:]...)
			case fresh:
				stack, state[to] = append(stack, to), open
				at[n]++
			default:
				at[n]++
			}
		}
	}
	return order
}
