package projects

import (
	"cmp"
	"context"
	"slices"
	"time"

	"fairlead/engine/schedule"
	"fairlead/internal/catalog"
	"fairlead/internal/record"
)

// Finishes is when the projects that go on will be done, by simulation of all of
// them together: nobody does two tasks at once, whichever project they belong to.
type Finishes struct {
	Projects []Finish
	Waits    []Queue // who is waited for, the most time lost first
	Past     []Past  // the closed projects that the overrun is learned from
	Overrun  schedule.Overrun
	Runs     int
	Wrong    string // why nothing could be computed; empty if it was
}

// Finish is when one project will be done.
type Finish struct {
	Project *catalog.Project
	Missing []*catalog.Task // open ones that do not say how much work is left
	Open    int             // tasks that are not done
	// What follows is computed where nothing is missing and something is open.
	P50, P80, P90 record.Date
	Chance        schedule.Chance // of the promised day
	HasChance     bool            // a day was promised
	Deciders      []Decider       // its open tasks, those that decide the end most often first
}

// Known reports whether the end could be computed.
func (f *Finish) Known() bool { return f.P50.Known() }

// Decider is a task and what it does to the end of its project.
type Decider struct {
	Task   *catalog.Task
	Left   schedule.Estimate // work that is left, in the hours of who does it
	Share  float64           // of the runs in which it lies on the chain that decides the end
	Swing  time.Duration     // from the average end when it takes least to that when it takes most
	Finish record.Date       // on average
}

// Queue is a task that waits for somebody who is at another.
type Queue struct {
	Task, Behind *catalog.Task
	Person       *catalog.Person
	Days         float64 // of work lost, on average
	Share        float64 // of the runs
}

// Past is a project that was finished, with how long it took by how long it was to
// take.
type Past struct {
	Project *catalog.Project
	Ratio   float64
}

// mostRuns is how often the portfolio is run: a chance of one half is known to
// within two points and a half, nineteen times in twenty. Where there are many
// tasks it is run less often, so that no more than taskRuns are placed, but not
// less often than fewestRuns: then to within seven.
const (
	mostRuns   = 2000
	fewestRuns = 200
	taskRuns   = 400_000
)

func runs(tasks int) int { return min(mostRuns, max(fewestRuns, taskRuns/max(1, tasks))) }

// FinishesOn is when the projects in work, and those that are approved, will be
// done, by promised day as in Portfolio.
func FinishesOn(s *record.Snapshot, today record.Date) *Finishes {
	return record.Answer(s, "projects.finishes", today, func(s *record.Snapshot, today record.Date) *Finishes {
		p := planOf(s, today)
		f := &Finishes{Past: p.past, Overrun: p.overrun(), Runs: runs(len(p.tasks))}
		out, err := schedule.Simulate(context.Background(), &p.problem, schedule.Simulation{Runs: f.Runs, Overrun: f.Overrun})
		if err != nil {
			f.Wrong = err.Error()
		}
		for k, project := range p.projects {
			one := Finish{Project: project, Missing: p.missing[k]}
			for i := range p.tasks {
				if p.problem.Tasks[i].Project == k {
					one.Open++
				}
			}
			if one.Open += len(one.Missing); out != nil && one.Open > 0 && len(one.Missing) == 0 {
				p.fill(&one, k, out)
			}
			f.Projects = append(f.Projects, one)
		}
		if out != nil {
			f.Waits = p.queues(out)
		}
		return f
	})
}

// FinishOf is that of one project; nil where it does not go on.
func FinishOf(s *record.Snapshot, p *catalog.Project, today record.Date) *Finish {
	return FinishesOn(s, today).of(p)
}

func (f *Finishes) of(p *catalog.Project) *Finish {
	for i := range f.Projects {
		if f.Projects[i].Project.ID == p.ID {
			return &f.Projects[i]
		}
	}
	return nil
}

func (p *openWork) fill(one *Finish, k int, out *schedule.Forecast) {
	o := &out.Projects[k]
	one.P50, one.P80, one.P90 = record.DateOf(o.At(0.5)), record.DateOf(o.At(0.8)), record.DateOf(o.At(0.9))
	one.Chance, one.HasChance = o.Kept()
	for i, t := range p.tasks {
		if p.problem.Tasks[i].Project == k {
			one.Deciders = append(one.Deciders, Decider{
				Task: t, Left: p.problem.Tasks[i].Estimate, Share: out.Tasks[i].Decides, Swing: max(0, out.Tasks[i].Swing.Width()), Finish: record.DateOf(out.Tasks[i].Finish),
			})
		}
	}
	slices.SortStableFunc(one.Deciders, func(a, b Decider) int {
		return cmp.Or(cmp.Compare(b.Share, a.Share), cmp.Compare(b.Swing, a.Swing))
	})
}

// queues are the waits between tasks of which the work is known, half a day of work
// or longer.
func (p *openWork) queues(out *schedule.Forecast) (all []Queue) {
	for _, w := range out.Waits {
		if days := w.Lost.Hours() / hoursADay; days >= 0.5 {
			all = append(all, Queue{Task: p.tasks[w.Task], Behind: p.tasks[w.Behind], Person: p.person(w.Behind), Days: days, Share: w.Share})
		}
	}
	return all
}

// overrun is what the closed projects teach.
func (p *openWork) overrun() schedule.Overrun {
	var ratios []float64
	for _, past := range p.past {
		ratios = append(ratios, past.Ratio)
	}
	return schedule.Learn(ratios)
}
