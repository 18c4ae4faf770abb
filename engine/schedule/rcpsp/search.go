package rcpsp

import (
	"context"
	"math/rand/v2"
)

// member is one schedule of a population, in the coordinates of the side that
// makes its children: times there count back from the end of the schedule.
type member struct {
	start    []int32
	order    []int32 // the activities by start
	makespan int32
}

func newMember(n int) member { return member{start: make([]int32, n), order: make([]int32, n)} }

// search is one run over a project and its mirror.
type search struct {
	ctx  context.Context
	rand *rand.Rand
	side [2]*generator // the project, its mirror
	use  []int64       // of each activity: what it takes of all resources in a period

	left     int     // schedules that may still be made
	best     []int32 // starts in the project
	makespan int32   // of best
	bound    int32   // no schedule is shorter

	child, start []int32 // an order, and the starts that it gives
	profile      []int64 // scratch of peak
}

// What the search was tuned to, on projects of the PSPLIB sets j30, j60 and j120 with
// 50,000 schedules each.
const (
	perMember  = 400  // schedules for each member, which bounds the population
	fewest     = 20   // members
	most       = 120  // members
	mutation   = 0.03 // chance of each place in an order to swap with the next
	indulgence = 0.25 // chance of a child that is one period worse to replace its father
	patience   = 30   // generations without a better schedule before the search looks around the best

	windowTries = 15_000 // schedules around the best without a better one before the search begins anew
	narrowest   = 5      // activities in a window
	widest      = 20
	swaps       = 4    // of neighbours, for each activity in a window
	slack       = 0.02 // chance of a schedule that is one period longer to be kept
)

// run lets the populations beget each other until the schedules are used up or
// one cannot be improved on. When the best has stayed the same for long, the search
// looks around it, and then begins anew.
func (s *search) run() {
	n := s.side[0].net.n
	fathers := make([]member, min(max(s.left/perMember, fewest), most))
	children := make([]member, len(fathers))
	for i := range fathers {
		fathers[i], children[i] = newMember(n), newMember(n)
	}
	s.seed(fathers)
	stale := 0
	for at := 1; !s.done(); at = 1 - at {
		before := s.makespan
		for i := range fathers {
			if s.done() {
				return
			}
			s.beget(at, fathers, i, &children[i])
		}
		fathers, children = children, fathers
		if stale++; s.makespan < before {
			stale = 0
		}
		if stale == patience {
			s.windows(&children[0], &children[1], windowTries)
			s.seed(fathers)
			at, stale = 0, 0
		}
	}
}

func (s *search) done() bool { return s.left <= 0 || s.makespan <= s.bound || s.ctx.Err() != nil }

// beget makes a child of member i and of the better one of two others.
func (s *search) beget(at int, from []member, i int, into *member) {
	father := &from[i]
	s.cross(father, s.tournament(from, i), s.side[at].net)
	s.make(at, into)
	s.succeed(at, father, into, indulgence)
}

// succeed leaves a member its place where the schedule made from it is longer; by a
// chance one period more is let through.
func (s *search) succeed(at int, before, into *member, indulged float64) {
	worst := before.makespan
	if s.rand.Float64() < indulged {
		worst++
	}
	if into.makespan > worst {
		s.face(at, before.start, before.makespan, into)
	}
}

func (s *search) tournament(from []member, not int) *member {
	other := func() *member {
		at := s.rand.IntN(len(from) - 1)
		if at >= not {
			at++
		}
		return &from[at]
	}
	a, b := other(), other()
	if b.makespan < a.makespan {
		return b
	}
	return a
}

// make generates the schedule of s.child on one side, as a member for the other.
func (s *search) make(at int, into *member) {
	s.left--
	makespan := s.side[at].serial(s.child, s.start)
	if makespan < s.makespan {
		s.keep(at, makespan)
	}
	s.face(at, s.start, makespan, into)
}

// face writes a schedule of one side down as a member for the other.
func (s *search) face(at int, start []int32, makespan int32, into *member) {
	d := s.side[at].net.duration
	for i, t := range start {
		into.start[i] = makespan - t - d[i]
	}
	into.makespan = makespan
	s.side[1-at].sortByStart(into.start, into.order)
}

// keep takes the schedule in s.start as the best so far.
func (s *search) keep(at int, makespan int32) {
	s.makespan = makespan
	copy(s.best, s.start)
	if at == 1 {
		d := s.side[0].net.duration
		for i, t := range s.start {
			s.best[i] = makespan - t - d[i]
		}
	}
}
