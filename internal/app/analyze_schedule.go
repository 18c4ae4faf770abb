package app

import (
	"bufio"
	"bytes"
	"context"
	"flag"
	"fmt"
	"io"
	"time"

	"fairlead/engine/schedule/psplib"
	"fairlead/engine/schedule/rcpsp"
)

// scheduleQuestion is what the flags ask of projects.
type scheduleQuestion struct{ settings rcpsp.Settings }

func (q *scheduleQuestion) flags(set *flag.FlagSet) {
	set.IntVar(&q.settings.Schedules, "schedules", 50_000, "how many schedules of a project may be tried")
	set.Uint64Var(&q.settings.Seed, "seed", 0, "of what is left to chance: the same seed gives the same schedule or the same years")
}

func (q *scheduleQuestion) check() error {
	if q.settings.Schedules < 1 || q.settings.Schedules > 1_000_000_000 {
		return usage("--schedules must be between 1 and 1000000000")
	}
	return nil
}

// scheduleAnswer is what is said of a project, in JSON as it stands.
type scheduleAnswer struct {
	Model      string  `json:"model"`
	Makespan   int     `json:"makespan"`
	LowerBound int     `json:"lowerBound"` // no schedule is shorter
	Optimal    bool    `json:"optimal"`
	Starts     []int   `json:"starts"` // of each activity, in the order of the file
	Schedules  int     `json:"schedules"`
	Seconds    float64 `json:"seconds"`
	names      []string
}

// answer tells the two formats apart by how a file begins.
func (q *scheduleQuestion) answer(ctx context.Context, model string, r io.Reader) (analysis, error) {
	in := bufio.NewReader(r)
	if head, _ := in.Peek(64); bytes.HasPrefix(bytes.TrimLeft(bytes.TrimPrefix(head, []byte("\ufeff")), " \t\r\n"), []byte("<")) {
		return q.planAnswer(ctx, model, in)
	}
	p, err := psplib.Read(in)
	if err != nil {
		return nil, err
	}
	start := time.Now()
	found, err := rcpsp.Solve(ctx, p, q.settings)
	if err != nil {
		return nil, err
	}
	a := &scheduleAnswer{
		Model: model, Makespan: found.Makespan, LowerBound: found.LowerBound, Optimal: found.Optimal,
		Starts: found.Start, Schedules: found.Schedules, Seconds: time.Since(start).Seconds(),
	}
	for _, activity := range p.Activities {
		a.names = append(a.names, activity.Name)
	}
	return a, nil
}

func (a *scheduleAnswer) table(w io.Writer) {
	certainty := fmt.Sprintf("at least %d", a.LowerBound)
	if a.Optimal {
		certainty = "no schedule is shorter"
	}
	fmt.Fprintf(w, "%s\tends after %d periods\t%s\nschedules\t%d\nseconds\t%.3f\nactivity\tstart\n", a.Model, a.Makespan, certainty, a.Schedules, a.Seconds)
	for i, name := range a.names {
		fmt.Fprintf(w, "  %s\t%d\n", name, a.Starts[i])
	}
}
