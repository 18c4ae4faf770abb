package app

import (
	"context"
	"fmt"
	"io"
	"strings"
	"time"

	"fairlead/engine/schedule"
	"fairlead/engine/schedule/msproject"
)

// planAnswer is what is said of a plan with calendars and people, in JSON as it
// stands. Makespan, bound and starts are minutes by day and night from the start of
// the plan; dates are by the clock on the wall.
type planAnswer struct {
	Model      string     `json:"model"`
	Makespan   int        `json:"makespan"`
	LowerBound int        `json:"lowerBound"` // no schedule is shorter
	Optimal    bool       `json:"optimal"`
	Starts     []int      `json:"starts"` // of each task below
	Schedules  int        `json:"schedules"`
	Seconds    float64    `json:"seconds"`
	Title      string     `json:"title"`
	Start      string     `json:"start"`
	Finish     string     `json:"finish"`
	Bound      string     `json:"bound"` // no schedule ends before
	Tasks      []planTask `json:"tasks"`
	Waits      []planWait `json:"waits"`
	Doubts     []string   `json:"doubts"`
}

// planTask is a piece of work; a task of the file has several where people work on
// it at different hours.
type planTask struct {
	UID        int      `json:"uid"`
	Name       string   `json:"name"`
	Start      string   `json:"start"`
	Finish     string   `json:"finish"`
	EarlyStart string   `json:"earlyStart"` // by links alone
	LateFinish string   `json:"lateFinish"`
	Float      float64  `json:"totalFloat"` // hours of work
	Critical   bool     `json:"critical"`
	People     []string `json:"people"`
}

// planWait is a task that waited for people, and for whom.
type planWait struct {
	Task   string  `json:"task"`
	Person string  `json:"person,omitempty"`
	Behind string  `json:"behind,omitempty"` // the task that the person was at
	Since  string  `json:"since"`
	Until  string  `json:"until"`
	Hours  float64 `json:"hours"` // of work
}

func (q *scheduleQuestion) planAnswer(ctx context.Context, model string, r io.Reader) (analysis, error) {
	plan, err := msproject.Read(r, msproject.Limits{})
	if err != nil {
		return nil, err
	}
	began := time.Now()
	dates, err := schedule.CriticalPath(plan.Problem)
	if err != nil {
		return nil, err
	}
	found, err := schedule.Solve(ctx, plan.Problem, schedule.Settings{Schedules: q.settings.Schedules, Seed: q.settings.Seed})
	if err != nil {
		return nil, err
	}
	from := plan.Problem.Start
	minutes := func(t time.Time) int { return int(t.Sub(from) / time.Minute) }
	a := &planAnswer{
		Model: model, Makespan: minutes(found.Finish), LowerBound: minutes(found.LowerBound), Optimal: found.Optimal, Starts: []int{},
		Schedules: found.Schedules, Seconds: time.Since(began).Seconds(), Title: plan.Name, Start: iso(from), Finish: iso(found.Finish), Bound: iso(found.LowerBound),
		Tasks: []planTask{}, Waits: []planWait{}, Doubts: append([]string{}, plan.Doubts...),
	}
	for i, t := range found.Tasks {
		a.Starts = append(a.Starts, minutes(t.Start))
		a.Tasks = append(a.Tasks, planTask{
			UID: plan.Tasks[i].UID, Name: plan.Tasks[i].Name, Start: iso(t.Start), Finish: iso(t.Finish), EarlyStart: iso(dates[i].EarlyStart),
			LateFinish: iso(dates[i].LateFinish), Float: dates[i].TotalFloat.Hours(), Critical: dates[i].Critical, People: names(plan.Problem, t.Crew),
		})
	}
	for _, w := range found.Waits {
		one := planWait{Task: plan.Tasks[w.Task].Name, Since: iso(w.Since), Until: iso(w.Until), Hours: w.Lost.Hours()}
		if w.Person >= 0 {
			one.Person, one.Behind = plan.Problem.People[w.Person].Name, plan.Tasks[w.Behind].Name
		}
		a.Waits = append(a.Waits, one)
	}
	return a, nil
}

func iso(t time.Time) string { return t.Format("2006-01-02T15:04:05") }

func names(p *schedule.Problem, crew []int) []string {
	list := []string{}
	for _, who := range crew {
		list = append(list, p.People[who].Name)
	}
	return list
}

// wall writes an iso moment as people read it.
func wall(iso string) string { return strings.Replace(iso[:len("2006-01-02T15:04")], "T", " ", 1) }

func (a *planAnswer) table(w io.Writer) {
	certainty := "no schedule before " + wall(a.Bound)
	if a.Optimal {
		certainty = "no schedule is shorter"
	}
	fmt.Fprintf(w, "%s\tends on %s\t%s\nschedules\t%d\nseconds\t%.3f\ntask\tstart\tfinish\tfloat\tpeople\n", a.Title, wall(a.Finish), certainty, a.Schedules, a.Seconds)
	for _, t := range a.Tasks {
		float := "critical"
		if !t.Critical {
			float = fmt.Sprintf("%.4g h", t.Float)
		}
		fmt.Fprintf(w, "  %s\t%s\t%s\t%s\t%s\n", t.Name, wall(t.Start), wall(t.Finish), float, strings.Join(t.People, ", "))
	}
	if len(a.Waits) > 0 {
		fmt.Fprintln(w, "waits\tfrom\tbecause")
	}
	for _, t := range a.Waits {
		why := "nobody who could is there"
		if t.Person != "" {
			why = t.Person + " is at " + t.Behind
		}
		fmt.Fprintf(w, "  %s\tfrom %s for %.4g hours of work\t%s\n", t.Task, wall(t.Since), t.Hours, why)
	}
	for _, d := range a.Doubts {
		fmt.Fprintf(w, "doubt\t%s\n", d)
	}
}
