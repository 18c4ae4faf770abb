package vendors_test

import (
	"testing"

	"fairlead/internal/catalog"
	"fairlead/internal/insight/vendors"
	"fairlead/internal/record"
	"fairlead/internal/testkit/records"

	"github.com/google/go-cmp/cmp"
)

func right(n int, change func(*catalog.LicenceEntitlement)) *catalog.LicenceEntitlement {
	l := &catalog.LicenceEntitlement{Header: records.Head(n, "active"), Name: "Right", Family: "Office", Metric: "user", Quantity: record.Whole(10), Cost: eur(1000)}
	change(l)
	return l
}

func TestLicences(t *testing.T) {
	type want struct {
		installed, used, short, spare, stake int64 // -1 unknown
	}
	product := &catalog.Product{Header: records.Head(90, ""), Name: "Office 2024", Family: "Office"}
	installed := func(n, count int, state string) []record.Record {
		var list []record.Record
		for i := range count {
			list = append(list, &catalog.Asset{Header: records.Head(n+i, state), Name: "pc", System: record.To[catalog.Product](records.ID(90))})
		}
		return list
	}
	for _, c := range []struct {
		name   string
		change func(*catalog.LicenceEntitlement)
		assets []record.Record
		want   want
	}{
		{"use not counted", func(*catalog.LicenceEntitlement) {}, nil, want{-1, -1, -1, -1, -1}},
		{"all in use", func(l *catalog.LicenceEntitlement) { l.Used = record.Whole(10) }, nil, want{-1, 10, 0, 0, 0}},
		{"too few", func(l *catalog.LicenceEntitlement) { l.Used = record.Whole(13) }, nil, want{-1, 13, 3, 0, 300}},
		{"too many", func(l *catalog.LicenceEntitlement) { l.Used = record.Whole(4) }, nil, want{-1, 4, 0, 6, 600}},
		{"price not known", func(l *catalog.LicenceEntitlement) { l.Used, l.Cost = record.Whole(4), record.Money{} }, nil, want{-1, 4, 0, 6, -1}},
		{"by user, installed more often", func(l *catalog.LicenceEntitlement) { l.Used = record.Whole(10) }, installed(100, 12, "in_use"), want{12, 10, 0, 0, 0}},
		{"by device, installed more often", func(l *catalog.LicenceEntitlement) { l.Metric = "device" }, installed(100, 12, "in_use"), want{12, -1, 2, 0, 200}},
		{"by device, those retired do not count", func(l *catalog.LicenceEntitlement) { l.Metric = "device" }, append(installed(100, 9, "in_stock"), installed(200, 5, "retired")...), want{9, -1, 0, 1, 100}},
		{"by device, installed and not used", func(l *catalog.LicenceEntitlement) { l.Metric, l.Used = "device", record.Whole(5) }, installed(100, 8, "in_use"), want{8, 5, 0, 5, 500}},
		{"by core, installations do not tell", func(l *catalog.LicenceEntitlement) { l.Metric = "core" }, installed(100, 12, "in_use"), want{12, -1, -1, -1, -1}},
		{"of one release", func(l *catalog.LicenceEntitlement) {
			l.Metric, l.Family, l.Product = "device", "", record.To[catalog.Product](records.ID(90))
		}, installed(100, 11, "in_use"), want{11, -1, 1, 0, 100}},
	} {
		list := vendors.Licences(records.Snapshot(t, append(c.assets, product, right(1, c.change))...), today, record.International())
		if len(list) != 1 {
			t.Fatalf("%s: %d positions", c.name, len(list))
		}
		p := list[0]
		number := func(n record.Int) int64 {
			if !n.Known() {
				return -1
			}
			return n.N()
		}
		got := want{number(p.Installed), number(p.Used), number(p.Short), number(p.Spare), -1}
		if p.Stake.Known() {
			got.stake = p.Stake.Minor / 100
		}
		if got != c.want {
			t.Errorf("%s: %+v, want %+v (%s)", c.name, got, c.want, p.Basis)
		}
	}
}

// TestLicencesTogether holds that rights to the same are added up, and that those
// out of force are not.
func TestLicencesTogether(t *testing.T) {
	used := func(n int64) func(*catalog.LicenceEntitlement) {
		return func(l *catalog.LicenceEntitlement) { l.Used = record.Whole(n) }
	}
	ended := right(3, func(l *catalog.LicenceEntitlement) { l.Ends = today.AddDays(-1) })
	list := vendors.Licences(records.Snapshot(t, right(1, used(15)), right(2, used(2)), ended), today, record.International())
	if len(list) != 1 || list[0].Entitled != 20 || list[0].Used.N() != 17 || list[0].Spare.N() != 3 || list[0].Stake != eur(300) {
		t.Errorf("together they are %+v", list)
	}
	list = vendors.Licences(records.Snapshot(t, right(1, used(15)), right(2, func(*catalog.LicenceEntitlement) {})), today, record.International())
	if list[0].Used.Known() || list[0].Short.Known() {
		t.Errorf("where one was not counted, the use is %s", list[0].Used)
	}
}

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
