package schedule_test

import (
	"context"
	"fmt"
	"time"

	"fairlead/engine/schedule"
)

// A small project: Ada builds and tests, Ben can only build.
func Example() {
	day := func(n float64) time.Duration { return time.Duration(n * 8 * float64(time.Hour)) }
	plan := &schedule.Problem{
		Start:    time.Date(2026, 3, 2, 8, 0, 0, 0, time.UTC),
		Calendar: schedule.OfficeHours(),
		People:   []schedule.Person{{Name: "Ada", Skills: []string{"build", "test"}}, {Name: "Ben", Skills: []string{"build"}}},
		Projects: []schedule.Project{{Name: "portal", Due: time.Date(2026, 3, 17, 17, 0, 0, 0, time.UTC)}},
		Tasks: []schedule.Task{
			{Name: "design", Estimate: schedule.Estimate{Low: day(1), Likely: day(2), High: day(5)}, Needs: []schedule.Need{{Skill: "build"}}},
			{Name: "pages", Estimate: schedule.Estimate{Low: day(2), Likely: day(3), High: day(8)}, Needs: []schedule.Need{{Skill: "build"}}},
			{Name: "store", Estimate: schedule.Estimate{Low: day(2), Likely: day(4), High: day(7)}, Needs: []schedule.Need{{Skill: "build"}}},
			{Name: "test", Estimate: schedule.Estimate{Low: day(1), Likely: day(2), High: day(4)}, Needs: []schedule.Need{{Skill: "test"}}},
		},
		Links: []schedule.Link{{From: 0, To: 1}, {From: 0, To: 2}, {From: 1, To: 3}, {From: 2, To: 3}},
	}
	found, err := schedule.Solve(context.Background(), plan, schedule.Settings{})
	if err != nil {
		fmt.Println(err)
		return
	}
	for i, t := range found.Tasks {
		fmt.Printf("%-6s %s to %s by %s\n", plan.Tasks[i].Name, t.Start.Format("Mon 2 Jan"), t.Finish.Format("Mon 2 Jan"), plan.People[t.Crew[0]].Name)
	}
	fmt.Println("no schedule is shorter:", found.Optimal)

	f, err := schedule.Simulate(context.Background(), plan, schedule.Simulation{Overrun: schedule.Learn([]float64{1.1, 1.4, 1.2})})
	if err != nil {
		fmt.Println(err)
		return
	}
	kept, _ := f.Projects[0].Kept()
	fmt.Printf("by the promised day with a chance of %.0f %%; eight times in ten by %s\n", 100*kept.Share, f.All.At(0.8).Format("Mon 2 Jan"))
	// Output:
	// design Mon 2 Mar to Tue 3 Mar by Ben
	// pages  Wed 4 Mar to Fri 6 Mar by Ada
	// store  Wed 4 Mar to Mon 9 Mar by Ben
	// test   Tue 10 Mar to Wed 11 Mar by Ada
	// no schedule is shorter: true
	// by the promised day with a chance of 71 %; eight times in ten by Wed 18 Mar
}
