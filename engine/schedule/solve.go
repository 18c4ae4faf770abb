package schedule

import (
	"cmp"
	"context"
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"time"
)

// Settings say how long a search may take. The zero value is useful.
type Settings struct {
	Schedules int    // that may be made; 0: 5,000
	Seed      uint64 // of all that is left to chance
}

const defaultSchedules = 5_000

func (s Settings) schedules() int {
	if s.Schedules <= 0 {
		return defaultSchedules
	}
	return s.Schedules
}

// Result is the best schedule found: the one whose late days cost least, of equals
// the one that ends first.
type Result struct {
	Tasks      []Placed // of each task of the problem
	Projects   []Ended  // of each project; of one that stands for all if none are named
	Finish     time.Time
	LowerBound time.Time // no schedule ends earlier
	Optimal    bool      // it ends then, and nothing is late that must not be
	LateCost   float64   // of all projects
	Waits      []Wait    // who waited for people, and for whom; the longest wait first
	Chain      []int     // tasks that decided the end, the first first
	Schedules  int       // that were made
}

// Placed is when a task is worked on.
type Placed struct {
	Start, Finish time.Time
	Crew          []int   // by place: those of the first need, then those of the next
	Pieces        []Piece // when it was set aside in between: more than one
}

// Piece is a stretch of work, in the hours of its crew.
type Piece struct{ Start, Finish time.Time }

// Ended is when the last task of a project is done.
type Ended struct {
	Finish time.Time
	Late   time.Duration // after the day promised; below zero it is early; zero without one
	Cost   float64       // of that
}

// Solve searches for a good schedule by the likely durations: the same one for the
// same settings. Projects of a greater priority take people first whatever the
// search does. It ends early when the schedule is proven the best, or when ctx is
// done while it goes on; it fails where the problem makes no sense.
func Solve(ctx context.Context, p *Problem, settings Settings) (*Result, error) {
	c, err := compile(p)
	if err != nil {
		return nil, err
	}
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	s := &search{ctx: ctx, plan: c, d: newDispatcher(c), minutes: c.likely(), settings: settings, rand: rand.New(rand.NewPCG(settings.Seed, 1))}
	if err := s.run(); err != nil {
		return nil, err
	}
	return s.result(), nil
}

// search is one run over a plan.
type search struct {
	*plan
	ctx      context.Context
	d        *dispatcher
	minutes  []int
	settings Settings
	rand     *rand.Rand

	made  int
	bound int
	best  score
	key   []float64 // of each task, of the best: the lower goes first among its class
	held  bool      // the best is the one that the kernel found
	hold  []int
	rank  []int // of the best
	start []int // of each task, of the best
}

type score struct {
	cost float64
	last int
}

func (a score) better(b score) bool { return a.cost < b.cost || a.cost == b.cost && a.last < b.last }

func (s *search) run() error {
	s.bound = s.plan.bound(s.minutes)
	base := s.ranking(s.minutes)
	for i, at := range s.ranks(base) { // no two the same, so that any two can change places
		base[i] = float64(at)
	}
	s.best = score{cost: math.Inf(1)}
	if !s.try(base, true) {
		return s.stuck()
	}
	if k := s.plan.kernel(s.minutes); k != nil && !s.done() {
		if err := s.kernel(k); err != nil {
			return err
		}
		if s.plain() {
			return nil
		}
	}
	s.windows()
	return nil
}

// plain reports whether nothing but the end counts.
func (s *search) plain() bool {
	for _, p := range s.Projects {
		if !p.Due.IsZero() || p.Priority != s.Projects[0].Priority {
			return false
		}
	}
	return !slices.ContainsFunc(s.Tasks, func(t Task) bool { return t.Begun })
}

func (s *search) done() bool {
	return s.made >= s.settings.schedules() || s.best.cost == 0 && s.best.last <= s.bound || s.ctx.Err() != nil
}

// ranking is the rule by which tasks are ranked: those with the latest start by
// links that is earliest go first, reckoned from the promised day of each project.
func (c *plan) ranking(minutes []int) []float64 {
	var limits []int
	for _, p := range c.Projects {
		if limit := no; p.Due.IsZero() {
			limits = append(limits, limit)
		} else {
			limits = append(limits, c.minute(p.Due))
		}
	}
	path := c.path(minutes, limits)
	key := make([]float64, len(c.tasks))
	for i, t := range path.lateStart {
		key[i] = float64(t)
	}
	return key
}

// order ranks tasks: what is begun goes first, then by the priority of projects,
// then by key.
func (c *plan) rankBy(key []float64, rank []int) {
	order := make([]int, len(key))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(a, b int) int {
		x, y := &c.Tasks[a], &c.Tasks[b]
		if x.Begun != y.Begun {
			return map[bool]int{true: -1, false: 1}[x.Begun]
		}
		return cmp.Or(cmp.Compare(c.priority(y), c.priority(x)), cmp.Compare(key[a], key[b]))
	})
	for at, i := range order {
		rank[i] = at
	}
}

func (c *plan) ranks(key []float64) []int {
	rank := make([]int, len(key))
	c.rankBy(key, rank)
	return rank
}

func (c *plan) priority(t *Task) int {
	if len(c.Projects) == 0 {
		return 0
	}
	return c.Projects[t.Project].Priority
}

// try places the plan by keys and keeps what is better, or as good if even is set.
func (s *search) try(key []float64, even bool) bool {
	s.d.hold = nil
	s.rankBy(key, s.d.rank)
	s.made++
	if !s.d.place(s.minutes) {
		return false
	}
	if now := s.score(); now.better(s.best) || even && now == s.best {
		s.best, s.key, s.held = now, slices.Clone(key), false
		s.note()
	}
	return true
}

// note writes the best down.
func (s *search) note() {
	s.rank, s.hold = slices.Clone(s.d.rank), s.d.hold
	s.start = s.start[:0]
	for i := range s.d.run {
		s.start = append(s.start, s.d.run[i].start)
	}
}

func (s *search) score() score {
	out := score{last: s.d.last}
	for of, end := range s.d.ends() {
		out.cost += s.lateCost(of, end)
	}
	return out
}

// ends are when the last task of each project is done; those without tasks at the start.
func (d *dispatcher) ends() []int {
	ends := make([]int, d.projects)
	for of := range ends {
		ends[of] = d.start
	}
	for i := range d.run {
		of := d.Tasks[i].Project
		ends[of] = max(ends[of], d.run[i].end)
	}
	return ends
}

func (c *plan) lateCost(of, end int) float64 {
	if len(c.Projects) == 0 || c.Projects[of].Due.IsZero() {
		return 0
	}
	p := &c.Projects[of]
	rate := p.LatePerDay
	if rate == 0 {
		rate = 1
	}
	return rate * float64(max(0, end-c.minute(p.Due))) / day
}

// kernel lets rcpsp search, and keeps what it finds if it is better.
func (s *search) kernel(k *kernel) error {
	bound, made, err := k.solve(s.ctx, s.d, s.minutes, s.settings)
	if err != nil || made == 0 {
		return err
	}
	s.bound = max(s.bound, bound)
	s.made += made
	if s.d.place(s.minutes) {
		if now := s.score(); now.better(s.best) {
			s.best, s.held = now, true
			s.note()
		}
	}
	return nil
}

// windows improves the best: the tasks that begin within a stretch of it, drawn by
// chance, change their keys among each other (after Palpant, Artigues and Michelon,
// "LSSPER: solving the resource-constrained project scheduling problem with large
// neighbourhood search", Annals of Operations Research 131, 2004).
func (s *search) windows() {
	n := len(s.tasks)
	if n < 2 {
		return
	}
	key := make([]float64, n)
	for !s.done() {
		copy(key, s.key)
		if s.rand.IntN(4) == 0 {
			s.swap(key)
		} else {
			s.shuffle(key)
		}
		s.try(key, true)
	}
}

func (s *search) shuffle(key []float64) {
	by := make([]int, len(key))
	for i := range by {
		by[i] = i
	}
	slices.SortStableFunc(by, func(a, b int) int { return s.start[a] - s.start[b] })
	size := 2 + s.rand.IntN(min(len(by)-1, 11))
	from := s.rand.IntN(len(by) - size + 1)
	window := by[from : from+size]
	s.rand.Shuffle(size, func(a, b int) { key[window[a]], key[window[b]] = key[window[b]], key[window[a]] })
}

func (s *search) swap(key []float64) {
	a, b := s.rand.IntN(len(key)), s.rand.IntN(len(key))
	key[a], key[b] = key[b], key[a]
}

// stuck names the first task that nobody ever begins.
func (s *search) stuck() error {
	for _, i := range s.order {
		if s.d.run[i].state == opened {
			return fmt.Errorf("task %s never begins: those who could work on it together never do at the same hours", s.name(i))
		}
	}
	return fmt.Errorf("the tasks come to no end")
}
