package continuity

import (
	"cmp"
	"context"
	"slices"

	"fairlead/internal/record"
)

// ColdStart is the order in which an estate that is wholly down can be started.
type ColdStart struct {
	Waves   [][]int // places in the estate: what can start once the waves before are up
	Stuck   []int   // what waits for itself, or for something that does
	Circles [][]int // the circles, each once around, what is needed last
	// Untangle are the smallest sets of things such that all can start if these can
	// start by themselves.
	Untangle [][]int
	Proven   bool // there is no smaller set
}

// ColdStartOf finds the order, the circles in it and what would untangle them.
func ColdStartOf(s *record.Snapshot) *ColdStart {
	return record.Answer(s, "continuity.coldstart", struct{}{}, func(s *record.Snapshot, _ struct{}) *ColdStart {
		e, c := EstateOf(s), &ColdStart{Proven: true}
		graph, err := e.starting()
		if err != nil {
			return c
		}
		start := graph.ColdStart()
		for _, wave := range start.Waves {
			if places := e.places(wave); len(places) > 0 {
				c.Waves = append(c.Waves, places)
			}
		}
		c.Stuck = e.places(start.Stuck)
		if len(c.Stuck) == 0 {
			return c
		}
		sets, proven, err := graph.Untangle(context.Background())
		c.Proven = proven && err == nil
		for _, set := range sets {
			c.Untangle = append(c.Untangle, e.places(set))
		}
		c.Circles = e.circles(c.Stuck)
		return c
	})
}

// places are those of some names, people left out, by kind and name.
func (e *Estate) places(names []string) []int {
	var out []int
	for _, name := range names {
		if at := e.of(name); e.Things[at].Kind != "person" {
			out = append(out, at)
		}
	}
	slices.SortFunc(out, func(a, b int) int {
		return cmp.Or(cmp.Compare(e.Things[a].Word(), e.Things[b].Word()), cmp.Compare(e.Things[a].Name, e.Things[b].Name))
	})
	return out
}

const mostCircles = 20

// circles finds through each thing that is stuck the shortest circle, each once.
func (e *Estate) circles(stuck []int) (circles [][]int) {
	waits := map[int]bool{}
	for _, at := range stuck {
		waits[at] = true
	}
	seen := map[int]bool{}
	for _, at := range stuck {
		if seen[at] || len(circles) == mostCircles {
			continue
		}
		if circle := e.circle(at, waits); circle != nil {
			for _, member := range circle {
				seen[member] = true
			}
			circles = append(circles, circle)
		}
	}
	return circles
}

// circle goes from a thing along what it needs back to itself, through things that
// are stuck; nil where there is no such way.
func (e *Estate) circle(from int, waits map[int]bool) []int {
	came := map[int]int{}
	for queue := []int{from}; len(queue) > 0; queue = queue[1:] {
		at := queue[0]
		for _, g := range slices.Concat(e.Things[at].Needs, e.Things[at].Start) {
			for _, to := range g.Of {
				if to == from {
					return around(came, from, at)
				}
				if _, seen := came[to]; !seen && waits[to] {
					came[to] = at
					queue = append(queue, to)
				}
			}
		}
	}
	return nil
}

func around(came map[int]int, from, at int) []int {
	circle := []int{at}
	for at != from {
		at = came[at]
		circle = append(circle, at)
	}
	slices.Reverse(circle)
	return circle
}
