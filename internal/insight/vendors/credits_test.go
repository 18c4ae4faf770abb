package vendors_test

import (
	"strings"
	"testing"

	"fairlead/internal/catalog"
	"fairlead/internal/insight/signal"
	"fairlead/internal/insight/vendors"
	"fairlead/internal/record"
	"fairlead/internal/testkit/records"
)

func percent(whole int64) record.Percent { return record.NewPercent(whole * 1_000_000) }

func promise(target, credit int64) catalog.ServiceLevel {
	return catalog.ServiceLevel{Measure: catalog.TargetsKept, Target: percent(target), Credit: percent(credit)}
}

// judgedIncidents are nine of ten kept in October 2026, one of two in September,
// none of one in March, one that nobody judged in June, and one in November,
// which is not over.
func judgedIncidents() []record.Record {
	var list []record.Record
	add := func(year, month int, kept catalog.Answer) {
		at := record.At(record.Day(year, 1, 1).AddMonths(month - 1).AddDays(10).Time())
		list = append(list, &catalog.Incident{Header: records.Head(100+len(list), "closed"), Title: "Fault",
			Service: record.To[catalog.Service](records.ID(20)), KeptTarget: kept, Opened: at, Resolved: at})
	}
	for range 9 {
		add(2026, 10, "yes")
	}
	add(2026, 10, "no")
	add(2026, 9, "yes")
	add(2026, 9, "no")
	add(2026, 3, "no")
	add(2026, 6, "")
	add(2026, 11, "no")
	return list
}

// TestCredits is worked by hand. A month of 12,000 a year costs 1,000.
func TestCredits(t *testing.T) {
	cents := func(n int64) record.Money { return record.Money{Minor: n, Currency: "EUR"} }
	for _, c := range []struct {
		name                      string
		change                    func(*catalog.Contract)
		missed, measured, unknown int
		owed, open                record.Money
	}{
		{"a tenth of two months of 1,000", func(*catalog.Contract) {}, 2, 11, 1, eur(200), eur(200)},
		{"one claimed", func(c *catalog.Contract) {
			c.Claims = record.Rows[catalog.CreditClaim]{{Month: record.Day(2026, 3, 31), ClaimedOn: today}}
		}, 2, 11, 1, eur(200), eur(100)},
		{"a quarter of 129,400 / 12 is 2,695.833", func(c *catalog.Contract) {
			c.Annual, c.Promised = eur(129400), record.Rows[catalog.ServiceLevel]{promise(90, 25)}
		}, 2, 11, 1, cents(539166), cents(539166)},
		{"10 a day: a tenth of 31 and of 30 days", func(c *catalog.Contract) {
			c.Annual, c.Value, c.Starts, c.Ends = record.Money{}, eur(3650), record.Day(2026, 1, 1), record.Day(2026, 12, 31)
		}, 2, 9, 1, eur(61), eur(61)},
		{"both promises missed: no more than the fee", func(c *catalog.Contract) {
			c.Promised = append(c.Promised, promise(60, 95))
		}, 2, 11, 1, eur(2000), eur(2000)},
		{"the lower promise is missed in March alone", func(c *catalog.Contract) {
			c.Promised = record.Rows[catalog.ServiceLevel]{promise(50, 10)}
		}, 1, 11, 1, eur(100), eur(100)},
		{"fee not known", func(c *catalog.Contract) { c.Annual = record.Money{} }, 2, 11, 1, record.Money{}, record.Money{}},
		{"credit not known", func(c *catalog.Contract) { c.Promised[0].Credit = record.Percent{} }, 2, 11, 1, record.Money{}, record.Money{}},
		{"begun in the middle of September", func(c *catalog.Contract) { c.Starts = record.Day(2026, 9, 15) }, 0, 1, 0, eur(0), eur(0)},
		{"availability is not measured", func(c *catalog.Contract) { c.Promised[0].Measure = catalog.Availability }, 0, 0, 0, record.Money{}, record.Money{}},
		{"nothing promised", func(c *catalog.Contract) { c.Promised = nil }, 0, 0, 0, record.Money{}, record.Money{}},
		{"without services", func(c *catalog.Contract) { c.Services = nil }, 0, 0, 12, record.Money{}, record.Money{}},
	} {
		agreement := contract(func(a *catalog.Contract) {
			a.Services = record.Refs[catalog.Service]{record.To[catalog.Service](records.ID(20))}
			a.Promised = record.Rows[catalog.ServiceLevel]{promise(90, 10)}
			c.change(a)
		})
		service := &catalog.Service{Header: records.Head(20, "live"), Name: "Portal"}
		s := records.Snapshot(t, append(judgedIncidents(), agreement, service)...)
		got := vendors.CreditsOf(s, agreement, today)
		if len(got.Months) != c.missed || got.Measured != c.measured || got.Unknown != c.unknown || got.Owed != c.owed || got.Unclaimed != c.open {
			t.Errorf("%s: %d missed, %d measured, %d unknown, %s owed, %s not claimed", c.name, len(got.Months), got.Measured, got.Unknown, got.Owed, got.Unclaimed)
		}
	}
}

func TestUnclaimedCredits(t *testing.T) {
	agreement := contract(func(c *catalog.Contract) {
		c.NoticeDays, c.Ends = record.Whole(10), today.AddDays(400)
		c.Services = record.Refs[catalog.Service]{record.To[catalog.Service](records.ID(20))}
		c.Promised = record.Rows[catalog.ServiceLevel]{promise(90, 10)}
	})
	ask := func() []signal.Signal {
		s := records.Snapshot(t, append(judgedIncidents(), agreement, &catalog.Service{Header: records.Head(20, "live"), Name: "Portal"})...)
		return signal.Ask(s, question, vendors.Rules()...)
	}
	found := ask()
	if len(found) != 1 {
		t.Fatalf("found %d signals, want one", len(found))
	}
	var months []string
	for _, e := range found[0].Evidence {
		if strings.HasPrefix(e.Text, "2026-") {
			months = append(months, e.Text)
		}
	}
	want := "2026-03: 0 of 1 incidents kept their targets, 90\u00a0% was promised; credit €100|2026-09: 1 of 2 incidents kept their targets, 90\u00a0% was promised; credit €100"
	if got := strings.Join(months, "|"); found[0].Stake != eur(200) || got != want {
		t.Errorf("stake %s, months %s", found[0].Stake, got)
	}
	agreement.Claims = record.Rows[catalog.CreditClaim]{{Month: record.Day(2026, 3, 1)}, {Month: record.Day(2026, 9, 1)}}
	if found := ask(); len(found) != 0 {
		t.Errorf("all is claimed, and yet %q", found[0].Title)
	}
}
