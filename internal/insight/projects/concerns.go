package projects

import (
	"cmp"
	"slices"

	"fairlead/internal/catalog"
	"fairlead/internal/insight/signal"
	"fairlead/internal/record"
)

// Concerns are the open risks and issues of a project.
type Concerns struct {
	Open     []*catalog.ProjectRisk // issues first, then by what they cost on average, the dearest first
	Issues   int
	Overdue  int          // past the day by which they must be settled
	NoAnswer int          // without a response
	Expected signal.Purse // what they cost on average: cost times probability, issues in full
	Unpriced int          // of which that is not known
	// Delay is what they delay on average if they follow one another: days times
	// probability, issues in full, rounded up; risks that lack either add nothing.
	Delay int64
}

// ConcernsOf are the open risks and issues of a project on a day.
func ConcernsOf(s *record.Snapshot, p *catalog.Project, today record.Date) Concerns {
	var c Concerns
	delay := int64(0) // in millionths of a per cent of a day
	for r := range record.Referring[catalog.ProjectRisk](s, p.ID, "project") {
		if !r.Open() {
			continue
		}
		c.Open = append(c.Open, r)
		probability := r.Probability.Micro()
		if r.Kind == "issue" {
			c.Issues++
			probability = 100_000_000
		}
		if r.Due.Before(today) {
			c.Overdue++
		}
		if r.Response == "" {
			c.NoAnswer++
		}
		if !r.Expected().Known() {
			c.Unpriced++
		}
		c.Expected.Add(r.Expected())
		delay += r.DelayDays.N() * probability
	}
	c.Delay = (delay + 99_999_999) / 100_000_000
	slices.SortFunc(c.Open, func(a, b *catalog.ProjectRisk) int {
		x, y := a.Expected(), b.Expected()
		return cmp.Or(cmp.Compare(a.Kind, b.Kind), -x.Compare(&y), cmp.Compare(a.Title, b.Title), a.ID.Compare(b.ID))
	})
	return c
}

// Gate is the phase of a project that runs, and how late its gate is.
type Gate struct {
	Phase *catalog.Phase
	Late  int // days past the day of the gate; zero where it is not past
}

// GateOf is the running phase of a project, the first in order where there are
// several; ok is false when none runs.
func GateOf(s *record.Snapshot, p *catalog.Project, today record.Date) (gate Gate, ok bool) {
	for ph := range record.Referring[catalog.Phase](s, p.ID, "project") {
		if !ph.Archived && ph.State == "running" && (!ok || ph.Place.N() < gate.Phase.Place.N()) {
			gate.Phase, ok = ph, true
		}
	}
	if ok && gate.Phase.GateOn.Before(today) {
		gate.Late = gate.Phase.GateOn.DaysUntil(today)
	}
	return gate, ok
}
