package vendors

import (
	"slices"

	"fairlead/internal/catalog"
	"fairlead/internal/record"
)

// Delivered are the projects that depend on a vendor, as far as records say so:
// those that change a service which it carries, and those for which something was
// requested or paid with its name. Who delivers a project is not recorded.
type Delivered struct {
	Projects []*catalog.Project     // that run, or were finished in the twelve months
	Late     []*catalog.Project     // of those: finished, expected or still running after the promised day
	Risks    []*catalog.ProjectRisk // open risks and issues of those that run
}

func deliveredBy(s *record.Snapshot, vendor record.ID, services []*catalog.Service, today record.Date) (d Delivered) {
	since := today.AddMonths(-12)
	add := func(p *catalog.Project) {
		finished := p != nil && p.State == "finished" && p.FinishedOn.After(since)
		if p == nil || p.Archived || !p.Runs() && !finished || slices.Contains(d.Projects, p) {
			return
		}
		d.Projects = append(d.Projects, p)
		if overdue(p, today) {
			d.Late = append(d.Late, p)
		}
		for r := range record.Referring[catalog.ProjectRisk](s, p.ID, "project") {
			if p.Runs() && r.State == "open" && !r.Archived {
				d.Risks = append(d.Risks, r)
			}
		}
	}
	for _, service := range services {
		for p := range record.Referring[catalog.Project](s, service.ID, "service") {
			add(p)
		}
	}
	for r := range record.Referring[catalog.PurchaseRequest](s, vendor, "vendor") {
		if !r.Archived && r.State != "cancelled" && r.State != "rejected" {
			add(record.Get(s, r.Project))
		}
	}
	for e := range record.Referring[catalog.LedgerEntry](s, vendor, "vendor") {
		if e.Kind == "actual" && e.Counts() && e.Day.After(since) {
			add(record.Get(s, e.Project))
		}
	}
	return d
}

// overdue reports whether a project missed its promised day, or will.
func overdue(p *catalog.Project, today record.Date) bool {
	if !p.PromisedFinish.Known() {
		return false
	}
	if p.State == "finished" {
		return p.FinishedOn.After(p.PromisedFinish)
	}
	return today.After(p.PromisedFinish) || p.ForecastFinish.After(p.PromisedFinish)
}
