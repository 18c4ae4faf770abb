package schedule_test

import (
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"

	"fairlead/engine/schedule"
)

// brute tries all starts on the hour and all crews for an end before a limit; slow
// and obvious.
type brute struct {
	p      *schedule.Problem
	limit  time.Time
	placed []schedule.Placed
}

// shorter finds a schedule that ends before the limit.
func (b *brute) shorter(i int) bool {
	if i == len(b.p.Tasks) {
		return schedule.Check(b.p, b.placed) == nil
	}
	for _, crew := range b.crews(b.p.Tasks[i].Needs) {
		for start := b.p.Start; start.Before(b.limit); start = start.Add(hour) {
			end, ok := b.end(i, crew, start)
			if !ok || !end.Before(b.limit) {
				continue
			}
			b.placed[i] = schedule.Placed{Start: start, Finish: end, Crew: crew, Pieces: []schedule.Piece{{Start: start, Finish: end}}}
			if b.shorter(i + 1) {
				return true
			}
		}
	}
	return false
}

// end walks hour by hour; false where the first is not one of work.
func (b *brute) end(i int, crew []int, start time.Time) (time.Time, bool) {
	d := b.p.Tasks[i].Estimate.Likely
	for now := start; ; now = now.Add(hour) {
		if d == 0 {
			return now, true
		}
		on := true
		for _, who := range append([]int{-1}, crew...) {
			c := &b.p.Calendar
			if who >= 0 && b.p.People[who].Calendar != nil {
				c = b.p.People[who].Calendar
			}
			if who < 0 && len(crew) > 0 {
				continue
			}
			at := time.Duration(now.Hour()) * hour
			on = on && slices.ContainsFunc(c.On(now), func(s schedule.Span) bool { return s.From <= at && at < s.To })
		}
		if !on && now == start || now.After(b.limit) {
			return now, false
		}
		if on {
			d -= hour
		}
	}
}

func (b *brute) crews(needs []schedule.Need) [][]int {
	all := [][]int{nil}
	for _, n := range needs {
		for range max(1, n.Count) {
			var more [][]int
			for _, crew := range all {
				for who, person := range b.p.People {
					able := slices.Contains(n.People, who) || n.Skill != "" && slices.Contains(person.Skills, n.Skill)
					if able && !slices.Contains(crew, who) {
						more = append(more, append(slices.Clone(crew), who))
					}
				}
			}
			all = more
		}
	}
	return all
}

// No schedule at all ends before the bound. The one found is the shortest in nearly
// all cases; where it is called so, in every one.
func TestSmallPlansAgainstAllSchedules(t *testing.T) {
	found, shortest := 0, 0
	for seed := range 160 {
		p := plans(3, seed%2 == 0).Example(seed)
		for i := range p.Tasks {
			p.Tasks[i].Split, p.Tasks[i].Begun = false, false
			p.Tasks[i].Estimate = schedule.Exactly(min(p.Tasks[i].Estimate.Likely, 3*hour))
		}
		p.Projects[1].Priority = 0
		r, err := schedule.Solve(t.Context(), p, schedule.Settings{Schedules: 300})
		if err != nil || r.Finish.Sub(p.Start) > 60*hour {
			continue
		}
		found++
		b := &brute{p: p, limit: r.LowerBound, placed: make([]schedule.Placed, len(p.Tasks))}
		if b.shorter(0) {
			t.Fatalf("%d: a schedule ends before the bound %v: %+v\n%+v %+v", seed, r.LowerBound, b.placed, p.Tasks, p.Links)
		}
		b.limit = r.Finish
		shorter := b.shorter(0)
		if shorter && r.Optimal {
			t.Fatalf("%d: called the shortest, and %+v is shorter", seed, b.placed)
		}
		if !shorter {
			shortest++
		}
	}
	t.Logf("%d of %d are the shortest", shortest, found)
	if found < 80 || shortest < found*95/100 {
		t.Errorf("%d of %d are the shortest", shortest, found)
	}
}

func TestTheSameSeedGivesTheSame(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p := plans(15, false).Draw(t, "plan")
		a, err := schedule.Solve(t.Context(), p, schedule.Settings{Schedules: 50, Seed: 3})
		if err != nil {
			return
		}
		b, _ := schedule.Solve(t.Context(), p, schedule.Settings{Schedules: 50, Seed: 3})
		if !a.Finish.Equal(b.Finish) || len(a.Waits) != len(b.Waits) || !slices.Equal(a.Chain, b.Chain) {
			t.Fatalf("%v and %v", a.Finish, b.Finish)
		}
	})
}
