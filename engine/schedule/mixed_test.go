package schedule_test

import (
	"fmt"
	"math/rand/v2"
	"testing"
	"time"

	"fairlead/engine/schedule"
)

// mixed draws a plan of 60 to 120 tasks for ten people of three skills, who have five
// calendars: full days, mornings, four days a week, late hours, and a leave.
func mixed(seed uint64) *schedule.Problem {
	random := rand.New(rand.NewPCG(seed, 60))
	office, leave := schedule.OfficeHours(), schedule.OfficeHours()
	leave.Other = []schedule.Days{{First: monday.AddDate(0, 0, 9), Last: monday.AddDate(0, 0, 20)}}
	morning, late := []schedule.Span{{From: 8 * hour, To: 12 * hour}}, []schedule.Span{{From: 11 * hour, To: 19 * hour}}
	own := []*schedule.Calendar{nil, &office, &leave,
		{Week: [7][]schedule.Span{nil, morning, morning, morning, morning, morning}},
		{Week: [7][]schedule.Span{nil, late, late, late, late}},
	}
	p := &schedule.Problem{Start: monday, Calendar: office}
	for i := range 10 {
		person := schedule.Person{Name: fmt.Sprint("p", i), Skills: []string{fmt.Sprint("s", i%3)}, Calendar: own[i%5]}
		if random.IntN(3) == 0 {
			person.Skills = append(person.Skills, fmt.Sprint("s", (i+1)%3))
		}
		p.People = append(p.People, person)
	}
	for i := range 60 + random.IntN(61) {
		need := schedule.Need{Skill: fmt.Sprint("s", random.IntN(3)), Count: 1 + random.IntN(6)/5}
		p.Tasks = append(p.Tasks, schedule.Task{Estimate: schedule.Exactly(time.Duration(2+random.IntN(30)) * hour), Needs: []schedule.Need{need}})
		for range random.IntN(3) {
			if from := i - 1 - random.IntN(20); from >= 0 {
				p.Links = append(p.Links, schedule.Link{From: from, To: i})
			}
		}
	}
	return p
}

// BenchmarkMixedCalendars reports by how much schedules are longer than their bounds,
// and the tries a second.
func BenchmarkMixedCalendars(b *testing.B) {
	const plans = 20
	for b.Loop() {
		over, hours, made := 0.0, 0.0, 0
		for seed := range uint64(plans) {
			r, err := schedule.Solve(b.Context(), mixed(seed), schedule.Settings{Seed: seed})
			if err != nil {
				b.Fatal(err)
			}
			hours += r.Finish.Sub(monday).Hours()
			over += r.Finish.Sub(monday).Hours()/r.LowerBound.Sub(monday).Hours() - 1
			made += r.Schedules
		}
		b.ReportMetric(100*over/plans, "%over-bound")
		b.ReportMetric(hours/plans, "hours")
		b.ReportMetric(float64(made)/b.Elapsed().Seconds(), "schedules/s")
	}
}
