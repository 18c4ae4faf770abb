package vendors_test

import (
	"testing"

	"fairlead/internal/catalog"
	"fairlead/internal/insight/vendors"
	"fairlead/internal/record"
	"fairlead/internal/testkit/records"

	"github.com/google/go-cmp/cmp"
)

func TestExit(t *testing.T) {
	plan := func(n int, change func(*catalog.ExitPlan)) *catalog.ExitPlan {
		p := &catalog.ExitPlan{Header: records.Head(n, "ready"), Vendor: record.To[catalog.Vendor](records.ID(1))}
		change(p)
		return p
	}
	tested := func(days int) func(*catalog.ExitPlan) {
		return func(p *catalog.ExitPlan) { p.TestedOn = today.AddDays(-days) }
	}
	for _, c := range []struct {
		name  string
		plans []record.Record
		want  vendors.Readiness
	}{
		{"none", nil, vendors.NoPlan},
		{"dropped", []record.Record{plan(2, func(p *catalog.ExitPlan) { p.State = "dropped" })}, vendors.NoPlan},
		{"draft", []record.Record{plan(2, func(p *catalog.ExitPlan) { p.State = "draft" })}, vendors.Drafted},
		{"never tested", []record.Record{plan(2, func(*catalog.ExitPlan) {})}, vendors.Untested},
		{"tested long ago", []record.Record{plan(2, tested(400))}, vendors.Stale},
		{"tested", []record.Record{plan(2, tested(300)), plan(3, func(p *catalog.ExitPlan) { p.State = "draft" })}, vendors.Ready},
		{"tested, of another contract", []record.Record{plan(2, func(p *catalog.ExitPlan) {
			p.TestedOn, p.Contract = today, record.To[catalog.Contract](records.ID(77))
		})}, vendors.NoPlan},
		{"tested more often", []record.Record{plan(2, func(p *catalog.ExitPlan) { p.TestedOn, p.ReviewEvery = today.AddDays(-200), record.Whole(6) })}, vendors.Stale},
	} {
		if got := vendors.ExitOf(records.Snapshot(t, c.plans...), records.ID(1), records.ID(9), today); got.Readiness != c.want {
			t.Errorf("%s: %s, want %s", c.name, got.Readiness.Title(), c.want.Title())
		}
	}
}

func TestScorecard(t *testing.T) {
	p := newPurchase()
	vendor := &catalog.Vendor{Header: records.Head(1, "active"), Name: "Acora"}
	of := record.To[catalog.Vendor](records.ID(1))
	service := &catalog.Service{Header: records.Head(20, "live"), Name: "Portal", Vendor: of}
	incident := func(n int, kept catalog.Answer, opened record.Date) *catalog.Incident {
		return &catalog.Incident{Header: records.Head(n, "closed"), Title: "Fault", Service: record.To[catalog.Service](records.ID(20)), KeptTarget: kept, Opened: record.At(opened.Time()), Resolved: record.At(opened.Time())}
	}
	agreement := contract(func(c *catalog.Contract) { c.Vendor, c.Annual = of, eur(500) })
	paid := func(n int, day record.Date, state string) *catalog.LedgerEntry {
		return &catalog.LedgerEntry{Header: records.Head(n, state), Kind: "actual", Day: day, Amount: eur(100), Vendor: of}
	}
	p.invoice.Dated, p.earlier.Dated, p.invoice.Lines[0].UnitPrice = today, today.AddDays(-900), eur(5000)
	s := records.Snapshot(t, vendor, service, agreement, p.order, p.receipt, p.invoice, p.earlier,
		incident(30, "yes", today.AddDays(-40)), incident(31, "no", today.AddDays(-80)), incident(32, "", today.AddDays(-90)), incident(33, "no", today.AddDays(-800)),
		paid(40, today.AddDays(-10), "booked"), paid(41, today.AddDays(-20), "booked"), paid(42, today.AddDays(-30), "void"), paid(43, today.AddDays(-600), "booked"),
		&catalog.VendorReview{Header: records.Head(50, "held"), Vendor: of, On: today.AddDays(-300), Judgement: "keep"},
		&catalog.VendorReview{Header: records.Head(51, "held"), Vendor: of, On: today.AddDays(-30), Judgement: "improve"},
		&catalog.VendorReview{Header: records.Head(52, "planned"), Vendor: of, On: today})
	c := vendors.ScorecardOf(s, vendor, today, "EUR")
	if c.Annual != eur(500) || c.PerMille != 1000 || c.Rank != 1 || c.Spent != eur(200) {
		t.Errorf("money: %s a year, %d, place %d, %s paid", c.Annual, c.PerMille, c.Rank, c.Spent)
	}
	if c.Incidents != 3 || c.Kept != 1 || c.Judged != 2 {
		t.Errorf("%d incidents, %d of %d kept", c.Incidents, c.Kept, c.Judged)
	}
	if c.Orders.Due != 1 || c.Orders.InTime != 0 || c.Orders.Days != 5 || c.Invoices != 1 || len(c.Held) != 1 {
		t.Errorf("orders %+v, %d invoices, %d held", c.Orders, c.Invoices, len(c.Held))
	}
	if c.Last == nil || c.Last.Judgement != "improve" || c.Exit.Readiness != vendors.NoPlan {
		t.Errorf("review %+v, %s", c.Last, c.Exit.Readiness.Title())
	}
}

func TestRenewalFile(t *testing.T) {
	of := record.To[catalog.Vendor](records.ID(1))
	vendor := &catalog.Vendor{Header: records.Head(1, "active"), Name: "Acora"}
	portal := &catalog.Service{Header: records.Head(20, "live"), Name: "Portal", LossPerHour: eur(500)}
	booking := &catalog.Service{Header: records.Head(21, "live"), Name: "Booking"}
	above := &catalog.Dependency{Header: records.Head(22, ""), Dependent: record.AnyRef{Type: "service", ID: records.ID(21)}, Provider: record.AnyRef{Type: "service", ID: records.ID(20)}}
	c := contract(func(c *catalog.Contract) {
		c.Vendor, c.Services = of, record.Refs[catalog.Service]{record.To[catalog.Service](records.ID(20))}
		c.Starts, c.Ends, c.Value, c.Annual = record.Day(2025, 1, 1), record.Day(2026, 12, 31), eur(7300), record.Money{}
		c.NoticeDays = record.Whole(10)
	})
	about := record.AnyRef{Type: "contract", ID: c.ID}
	old := &catalog.Decision{Header: records.Head(60, "decided"), About: about}
	open := &catalog.Decision{Header: records.Head(59, "open"), About: about}
	paid := &catalog.LedgerEntry{Header: records.Head(40, "booked"), Kind: "actual", Day: record.Day(2025, 6, 1), Amount: eur(4000), Contract: record.To[catalog.Contract](c.ID)}
	f := vendors.FileOf(records.Snapshot(t, vendor, portal, booking, above, c, old, open, paid), c, today, "EUR", record.International())
	want := []vendors.YearSpend{{Year: 2025, Plan: eur(3650), Actual: eur(4000)}, {Year: 2026, Plan: eur(3650)}}
	if diff := cmp.Diff(want, f.Spend); diff != "" {
		t.Errorf("spend (-want +got):\n%s", diff)
	}
	if f.Stage(today) != 30 || f.Open() != open || len(f.Above) != 1 || f.LossPerHour != eur(500) || f.LossUnknown != 1 {
		t.Errorf("stage %d, open %v, %d above, %s an hour, %d unknown", f.Stage(today), f.Open(), len(f.Above), f.LossPerHour, f.LossUnknown)
	}
	if diff := cmp.Diff([]string{"whether service levels were kept", "an alternative, with the time and cost to leave", "a review of the vendor"}, f.Missing); diff != "" {
		t.Errorf("missing (-want +got):\n%s", diff)
	}
}
