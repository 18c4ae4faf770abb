package recovery

import (
	"fairlead/internal/catalog"
	"fairlead/internal/record"
)

// Outlook is how long a plan takes, as far as it can be computed.
type Outlook struct {
	Plan *catalog.RecoveryPlan
	// Missing is what is not recorded, in sentences; with any there is no outcome.
	Missing []string
	Doubts  []string // what may be otherwise
	// Measured is how many measured times of its steps went into it.
	Measured   int
	Day, Night Outcome
	People     []string // the names to which Hold.Person points
}

// Known reports whether it could be computed.
func (o *Outlook) Known() bool { return len(o.Missing) == 0 }

// Worse is the shift after which it takes longer, by the median.
func (o *Outlook) Worse() Outcome {
	if o.Day.At(0.5) > o.Night.At(0.5) {
		return o.Day
	}
	return o.Night
}

// Of is the outcome of a shift.
func (o *Outlook) Of(shift Shift) Outcome {
	if shift == Night {
		return o.Night
	}
	return o.Day
}

// Outlooks runs every plan that is not retired, in the order of their numbers.
func Outlooks(s *record.Snapshot, today record.Date) []*Outlook {
	return record.Answer(s, "recovery.outlooks", today, func(s *record.Snapshot, today record.Date) []*Outlook {
		var all []*Outlook
		for p := range record.Each[catalog.RecoveryPlan](s) {
			if !p.Archived && p.State != "retired" {
				all = append(all, outlook(modelOf(s, p, today, Measured(s, p.ID))))
			}
		}
		return all
	})
}

// OutlookOf is that of one plan; nil when it is retired or archived.
func OutlookOf(s *record.Snapshot, plan record.ID, today record.Date) *Outlook {
	for _, o := range Outlooks(s, today) {
		if o.Plan.ID == plan {
			return o
		}
	}
	return nil
}

func outlook(m *model) *Outlook {
	o := &Outlook{Plan: m.plan, Missing: m.missing, Doubts: m.doubts, Measured: m.measured, People: m.names}
	if !o.Known() {
		return o
	}
	for shift, outcome := range map[Shift]*Outcome{Day: &o.Day, Night: &o.Night} {
		r, err := newRun(m, shift)
		if err != nil {
			o.Missing = []string{tooLarge}
			return o
		}
		*outcome = r.outcome()
	}
	return o
}

// Measured gives the hours that the steps of a plan took where the work was done:
// in live exercises and in crises, by key of the step.
func Measured(s *record.Snapshot, plan record.ID) map[string][]float64 {
	all := map[string][]float64{}
	for e := range record.Referring[catalog.Exercise](s, plan, "plan") {
		if e.Archived || e.State != "done" || !e.Kind.Measures() {
			continue
		}
		for i := range e.Steps {
			if took, ok := e.Steps[i].Took(); ok {
				all[e.Steps[i].Key] = append(all[e.Steps[i].Key], took.Hours())
			}
		}
	}
	return all
}
