package loss

import (
	"fmt"
	"math"
	"slices"
	"sort"
)

// Layer is what an insurer or another party pays of a loss: a Share of what goes
// beyond Attach, up to Limit. Without a layer the owner bears all.
type Layer struct {
	Attach float64 // the part of a loss that is never paid: deductible, retention
	Limit  float64 // the most of a loss above Attach that is shared; 0: without end
	Share  float64 // of it that is paid, 0 to 1; 0: all
}

func (l Layer) share() float64 {
	if l.Share == 0 {
		return 1
	}
	return l.Share
}

func (l Layer) end() float64 {
	if l.Limit == 0 {
		return math.Inf(1)
	}
	return l.Attach + l.Limit
}

func checkLayers(layers []Layer) error {
	for i, l := range layers {
		switch {
		case !(l.Attach >= 0 && l.Attach <= mostAmount):
			return fmt.Errorf("layer %d: attach: %v is not 0 or more", i+1, l.Attach)
		case !(l.Limit >= 0 && l.Limit <= mostAmount):
			return fmt.Errorf("layer %d: limit: %v is not 0 or more", i+1, l.Limit)
		case !(l.Share >= 0 && l.Share <= 1):
			return fmt.Errorf("layer %d: share: %v is not between 0 and 1", i+1, l.Share)
		}
	}
	for _, s := range newNet(layers).slope {
		if s < -1e-12 {
			return fmt.Errorf("together the layers pay more than the loss")
		}
	}
	return nil
}

// net is what is left of a loss: a function that rises and is linear from each
// point of from to the next.
type net struct{ from, value, slope []float64 }

func newNet(layers []Layer) net {
	n := net{from: []float64{0}}
	for _, l := range layers {
		n.from = append(n.from, l.Attach)
		if e := l.end(); !math.IsInf(e, 1) {
			n.from = append(n.from, e)
		}
	}
	slices.Sort(n.from)
	n.from = slices.Compact(n.from)
	for i, from := range n.from {
		slope := 1.0
		for _, l := range layers {
			if l.Attach <= from && from < l.end() {
				slope -= l.share()
			}
		}
		if math.Abs(slope) < 1e-12 {
			slope = 0
		}
		n.slope = append(n.slope, slope)
		if i == 0 {
			n.value = append(n.value, 0)
			continue
		}
		n.value = append(n.value, n.value[i-1]+n.slope[i-1]*(from-n.from[i-1]))
	}
	return n
}

// plain reports whether all is left.
func (n net) plain() bool { return len(n.from) == 1 }

func (n net) at(x float64) float64 {
	i := sort.SearchFloat64s(n.from, x)
	if i == len(n.from) || n.from[i] > x {
		i--
	}
	if i < 0 {
		return 0
	}
	if n.slope[i] == 0 {
		return n.value[i]
	}
	return n.value[i] + n.slope[i]*(x-n.from[i])
}

// inverse is the largest loss of which at most y is left.
func (n net) inverse(y float64) float64 {
	i := 0
	for i+1 < len(n.from) && n.value[i+1] <= y {
		i++
	}
	if n.slope[i] == 0 {
		return math.Inf(1)
	}
	return n.from[i] + (y-n.value[i])/n.slope[i]
}

// end is the slope beyond all layers, and the loss from which it holds.
func (n net) end() (from, slope float64) {
	last := len(n.from) - 1
	return n.from[last], n.slope[last]
}

// after is what is left when inner is applied first.
func (n net) after(inner net) net {
	from := slices.Clone(inner.from)
	for _, y := range n.from {
		if x := inner.inverse(y); !math.IsInf(x, 1) {
			from = append(from, x)
		}
	}
	slices.Sort(from)
	both := net{from: slices.Compact(from)}
	for i, x := range both.from {
		both.value = append(both.value, n.at(inner.at(x)))
		next := 2*x + 1
		if i+1 < len(both.from) {
			next = both.from[i+1]
		}
		both.slope = append(both.slope, (n.at(inner.at(next))-both.value[i])/(next-x))
	}
	return both
}
