package recovery

import (
	"time"

	"fairlead/engine/schedule"
)

// job is a step of a plan for the scheduler: which jobs come before it, who can
// do it, and how many of them it takes at once. Jobs are named by their places.
type job struct {
	after []int
	crew  []int
	need  int
	rank  int // of the plan to which it belongs: the first gets people first
}

// tooLarge is said of plans that the scheduler does not take.
const tooLarge = "The plans have more steps or people than can be computed."

// dispatcher makes jobs ready for the scheduler. They are ranked by their plan, then
// by how long the way is from each to the end, by the mean hours. People work day
// and night.
func dispatcher(jobs []job, people int, mean []float64) (*schedule.Dispatcher, error) {
	p := &schedule.Problem{Start: time.Unix(0, 0).UTC(), People: make([]schedule.Person, people)}
	for i, j := range jobs {
		t := schedule.Task{Project: j.rank, Estimate: schedule.Exactly(max(clock(mean[i]), time.Minute))}
		if j.need > 0 {
			t.Needs = []schedule.Need{{Count: j.need, People: j.crew}}
		}
		for _, k := range j.after {
			p.Links = append(p.Links, schedule.Link{From: k, To: i})
		}
		for rank := len(p.Projects); rank <= j.rank; rank++ {
			p.Projects = append(p.Projects, schedule.Project{Priority: -rank})
		}
		p.Tasks = append(p.Tasks, t)
	}
	return schedule.NewDispatcher(p)
}

// clock turns hours into a time as the scheduler takes it, to the minute.
func clock(hours float64) time.Duration {
	return time.Duration(min(hours, schedule.MaxDuration.Hours()) * float64(time.Hour)).Round(time.Minute)
}

func numbers(n int) []int {
	all := make([]int, n)
	for i := range all {
		all[i] = i
	}
	return all
}
