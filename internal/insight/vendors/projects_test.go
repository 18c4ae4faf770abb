package vendors_test

import (
	"testing"

	"fairlead/internal/catalog"
	"fairlead/internal/insight/vendors"
	"fairlead/internal/record"
	"fairlead/internal/testkit/records"
)

func TestDelivered(t *testing.T) {
	of := record.To[catalog.Vendor](records.ID(1))
	vendor := &catalog.Vendor{Header: records.Head(1, "active"), Name: "Acora"}
	portal := &catalog.Service{Header: records.Head(20, "live"), Name: "Portal", Vendor: of}
	project := func(n int, state string, change func(*catalog.Project)) *catalog.Project {
		p := &catalog.Project{Header: records.Head(n, state), Name: "Move", Service: record.To[catalog.Service](records.ID(20))}
		change(p)
		return p
	}
	elsewhere := func(p *catalog.Project) { p.Service = record.Ref[catalog.Service]{} }
	risk := func(n, of int, state string) *catalog.ProjectRisk {
		return &catalog.ProjectRisk{Header: records.Head(n, state), Title: "Risk", Kind: "risk", Project: record.To[catalog.Project](records.ID(of))}
	}
	s := records.Snapshot(t, vendor, portal,
		project(30, "active", func(p *catalog.Project) { p.PromisedFinish = today.AddDays(10) }),
		project(31, "active", func(p *catalog.Project) { p.PromisedFinish = today.AddDays(-1) }),
		project(32, "active", func(p *catalog.Project) {
			p.PromisedFinish, p.ForecastFinish = today.AddDays(10), today.AddDays(11)
		}),
		project(33, "finished", func(p *catalog.Project) {
			p.PromisedFinish, p.FinishedOn = today.AddDays(-60), today.AddDays(-50)
		}),
		project(34, "finished", func(p *catalog.Project) {
			p.PromisedFinish, p.FinishedOn = today.AddDays(-600), today.AddDays(-500)
		}),
		project(35, "active", elsewhere), project(36, "active", elsewhere), project(37, "proposed", func(*catalog.Project) {}),
		&catalog.PurchaseRequest{Header: records.Head(40, "approved"), Title: "Licences", Vendor: of, Project: record.To[catalog.Project](records.ID(35))},
		&catalog.LedgerEntry{Header: records.Head(41, "booked"), Kind: "actual", Day: today, Amount: eur(1), Vendor: of, Project: record.To[catalog.Project](records.ID(35))},
		risk(50, 31, "open"), risk(51, 31, "settled"), risk(52, 33, "open"), risk(53, 35, "open"), risk(54, 36, "open"))
	d := vendors.ScorecardOf(s, vendor, today, "EUR").Delivered
	if len(d.Projects) != 5 || len(d.Late) != 3 || len(d.Risks) != 2 {
		t.Errorf("%d projects, %d late, %d risks; want 5, 3, 2", len(d.Projects), len(d.Late), len(d.Risks))
	}
}
