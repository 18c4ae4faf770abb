package vendors

import (
	"fairlead/internal/catalog"
	"fairlead/internal/record"
)

// Readiness is how ready we are to leave a vendor.
type Readiness int

// The degrees, from worst to best.
const (
	NoPlan   Readiness = iota
	Drafted            // a plan is begun and nobody agreed on it
	Untested           // agreed, and never tried
	Stale              // tried, and due to be tried again
	Ready
)

// Title says it in words.
func (r Readiness) Title() string {
	return [...]string{"no exit plan", "exit plan not finished", "exit plan never tested", "exit plan not tested in time", "exit plan tested"}[r]
}

// Exit is how ready we are to leave, and the plan that is furthest.
type Exit struct {
	Readiness Readiness
	Plan      *catalog.ExitPlan // nil without one
}

// ExitOf looks for the exit plan of a vendor that is furthest; with a contract,
// for plans of that one and of the vendor as a whole.
func ExitOf(s *record.Snapshot, vendor record.ID, contract record.ID, today record.Date) Exit {
	var best Exit
	for p := range record.Referring[catalog.ExitPlan](s, vendor, "vendor") {
		of := p.Contract.ID
		if p.Archived || p.State == "dropped" || p.State == "done" || !contract.IsZero() && !of.IsZero() && of != contract {
			continue
		}
		if r := readiness(p, today); best.Plan == nil || r > best.Readiness {
			best = Exit{r, p}
		}
	}
	return best
}

func readiness(p *catalog.ExitPlan, today record.Date) Readiness {
	switch {
	case p.State == "draft":
		return Drafted
	case !p.TestedOn.Known():
		return Untested
	case p.TestDue().Before(today):
		return Stale
	}
	return Ready
}
