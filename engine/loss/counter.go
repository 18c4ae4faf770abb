package loss

import "math"

// counter turns random bits into a number of events: more bits, never fewer events,
// and with a higher rate never fewer events for the same bits.
type counter struct {
	below  []uint64 // below[n] is the chance of at most n, of 2^64
	far    []int    // the numbers past those of below
	guide  [257]int // where to begin for the leading 8 bits
	sparse uint64   // bits less than this mean no event
}

func newCounter(c counts) *counter {
	t := &counter{}
	sum := 0.0
	add := func(chance float64) {
		sum += chance
		t.below = append(t.below, uint64(min(sum*(1<<64), math.MaxUint64-2047)))
	}
	for _, chance := range c.chances() {
		add(chance)
	}
	numbers := len(t.below)
	rates, weights := c.tail()
	for i, rate := range rates {
		add(weights[i])
		t.far = append(t.far, int(math.Round(rate))-numbers-i)
	}
	t.below[len(t.below)-1] = math.MaxUint64
	t.sparse = t.below[0]
	n := 0
	for i := range t.guide[:256] {
		for t.below[n] < uint64(i)<<56 {
			n++
		}
		t.guide[i] = n
	}
	return t
}

func (t *counter) draw(r uint64) int {
	if r < t.sparse {
		return 0
	}
	n := t.guide[r>>56]
	for t.below[n] < r {
		n++
	}
	if over := n - (len(t.below) - len(t.far)); over >= 0 {
		return n + t.far[over]
	}
	return n
}
