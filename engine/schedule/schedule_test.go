package schedule_test

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"

	"fairlead/engine/schedule"
)

const hour = time.Hour

var monday = time.Date(2026, 3, 2, 8, 0, 0, 0, time.UTC)

// early has four hours a day from Monday to Thursday, late has others.
func calendars() []*schedule.Calendar {
	morning, evening := []schedule.Span{{From: 8 * hour, To: 12 * hour}}, []schedule.Span{{From: 10 * hour, To: 14 * hour}}
	office := schedule.OfficeHours()
	away := schedule.OfficeHours()
	away.Other = []schedule.Days{{First: monday.AddDate(0, 0, 1), Last: monday.AddDate(0, 0, 10)}}
	return []*schedule.Calendar{nil, &office, &away,
		{Week: [7][]schedule.Span{nil, morning, morning, morning, morning}},
		{Week: [7][]schedule.Span{nil, evening, evening, nil, evening, evening}},
	}
}

// plans draws problems; with same set, everybody has the hours of the house.
func plans(tasks int, same bool) *rapid.Generator[*schedule.Problem] {
	return rapid.Custom(func(t *rapid.T) *schedule.Problem {
		p := &schedule.Problem{Start: monday, Calendar: schedule.OfficeHours(), Projects: make([]schedule.Project, 2)}
		p.Projects[1].Priority = rapid.IntRange(0, 1).Draw(t, "priority")
		skills := []string{"go", "sql"}
		for i := range rapid.IntRange(1, 3).Draw(t, "people") {
			person := schedule.Person{Name: fmt.Sprint("p", i), Skills: rapid.SliceOfDistinct(rapid.SampledFrom(skills), rapid.ID[string]).Draw(t, "skills")}
			if !same {
				person.Calendar = rapid.SampledFrom(calendars()).Draw(t, "calendar")
			}
			p.People = append(p.People, person)
		}
		for i := range rapid.IntRange(1, tasks).Draw(t, "tasks") {
			p.Tasks = append(p.Tasks, drawTask(t, p, i, same))
			for from := range i {
				if rapid.IntRange(0, 3).Draw(t, "linked") == 0 {
					p.Links = append(p.Links, schedule.Link{From: from, To: i, Kind: schedule.Kind(rapid.IntRange(0, 3).Draw(t, "kind")),
						Lag: time.Duration(rapid.IntRange(-2, 3).Draw(t, "lag")) * hour, Elapsed: rapid.IntRange(0, 4).Draw(t, "elapsed") == 0})
				}
			}
		}
		return p
	})
}

func drawTask(t *rapid.T, p *schedule.Problem, i int, same bool) schedule.Task {
	d := time.Duration(rapid.IntRange(0, 4).Draw(t, "hours")) * hour
	task := schedule.Task{Name: fmt.Sprint("t", i), Project: rapid.IntRange(0, 1).Draw(t, "project"), Estimate: schedule.Estimate{Low: d / 2, Likely: d, High: 3 * d}}
	switch rapid.IntRange(0, 3).Draw(t, "needs") {
	case 0:
		task.Needs = []schedule.Need{{People: []int{rapid.IntRange(0, len(p.People)-1).Draw(t, "who")}}}
	case 1:
		all := make([]int, len(p.People))
		for k := range all {
			all[k] = k
		}
		task.Needs = []schedule.Need{{Count: rapid.IntRange(1, len(all)).Draw(t, "count"), People: all}}
	case 2:
		for _, skill := range []string{"go", "sql"} {
			if slices.ContainsFunc(p.People, func(p schedule.Person) bool { return slices.Contains(p.Skills, skill) }) {
				task.Needs = append(task.Needs, schedule.Need{Skill: skill})
			}
		}
	}
	if !same {
		task.Split = rapid.Bool().Draw(t, "split")
		task.Begun = rapid.IntRange(0, 9).Draw(t, "begun") == 0
	}
	if rapid.IntRange(0, 4).Draw(t, "late") == 0 {
		task.Earliest = monday.Add(time.Duration(rapid.IntRange(0, 30).Draw(t, "earliest")) * hour)
	}
	return task
}

// Whatever is drawn, a schedule passes the witness and does not undercut the bound.
func TestSchedulesPassTheWitness(t *testing.T) {
	solved := 0
	rapid.Check(t, func(t *rapid.T) {
		p := plans(12, rapid.Bool().Draw(t, "same")).Draw(t, "plan")
		r, err := schedule.Solve(t.Context(), p, schedule.Settings{Schedules: 40})
		if err != nil {
			return // a skill that too few have, people who never meet
		}
		solved++
		if err := schedule.Check(p, r.Tasks); err != nil {
			t.Fatalf("%v\n%+v", err, r.Tasks)
		}
		if r.Finish.Before(r.LowerBound) {
			t.Fatalf("ends %v before %v", r.Finish, r.LowerBound)
		}
	})
	if solved == 0 {
		t.Error("nothing was solved")
	}
}
