package finance

import (
	"net/url"
	"testing"

	"fairlead/internal/catalog"
	"fairlead/internal/insight/finance"
	"fairlead/internal/insight/signal"
	"fairlead/internal/record"
	"fairlead/internal/testkit/company"
	"fairlead/internal/testkit/records"
)

// What a figure opens adds up to the figure: for every way to cut the money and
// every group, the list of its actual cost.
func TestFiguresOpenWhatTheyAre(t *testing.T) {
	today := record.Day(2026, 11, 21)
	s := company.Load(t, today).Snapshot
	h := &home{view: view{s: s, today: today}, p: finance.PositionOn(s, today)}
	entries := record.TypeFor[catalog.LedgerEntry](s)
	rates := catalog.RatesOf(s)
	for _, by := range []finance.By{finance.ByLine, finance.ByCategory, finance.ByCentre, finance.ByDepartment, finance.ByPurposes} {
		for _, group := range h.p.Grouped(s, by) {
			address, err := url.Parse(h.entries(h.condition(by, group) + " AND kind = actual"))
			if err != nil {
				t.Fatal(err)
			}
			filter, err := s.Dictionary().ParseFilter(entries, address.Query().Get("filter"), record.Env{Today: today})
			if err != nil {
				t.Fatalf("%s: %v", address.Query().Get("filter"), err)
			}
			sum := record.NoMoney(h.p.Year.Currency)
			for e := range record.Each[catalog.LedgerEntry](s) {
				if m := rates.Convert(e.Amount, h.p.Year.Currency, e.Day); m.Known() && filter.Match(e, s.Find) {
					sum = signal.Plus(sum, m)
				}
			}
			if sum != group.Actual {
				t.Errorf("by %s, %s: %s opens entries of %s by %s", by, group.Key, group.Actual, sum, filter)
			}
		}
	}
}

// sumOf adds up the entries that an address lists.
func sumOf(t *testing.T, s *record.Snapshot, today record.Date, address string) record.Money {
	t.Helper()
	u, err := url.Parse(address)
	if err != nil {
		t.Fatal(err)
	}
	filter, err := s.Dictionary().ParseFilter(record.TypeFor[catalog.LedgerEntry](s), u.Query().Get("filter"), record.Env{Today: today})
	if err != nil {
		t.Fatalf("%s: %v", address, err)
	}
	sum := record.NoMoney("EUR")
	rates := catalog.RatesOf(s)
	for e := range record.Each[catalog.LedgerEntry](s) {
		if m := rates.Convert(e.Amount, "EUR", e.Day); m.Known() && filter.Match(e, s.Find) {
			sum = signal.Plus(sum, m)
		}
	}
	return sum
}

// What is spent on a service opens the entries of the year that make it up.
func TestServicesOpenWhatTheyCost(t *testing.T) {
	today := record.Day(2026, 11, 21)
	s := company.Load(t, today).Snapshot
	c := &costs{view{s: s, today: today}, finance.Allocate(s, today)}
	for _, cost := range c.a.Services {
		if sum := sumOf(t, s, today, c.entriesOn(cost.Service)); sum != cost.Own {
			t.Errorf("%s cost %s and opens entries of %s", cost.Service.Name, cost.Own, sum)
		}
	}
}

// What is promised opens commitments of which the parts that are left add up to
// it, those of earlier years among them: in all, and of every group.
func TestPromisedOpensItsParts(t *testing.T) {
	today := record.Day(2026, 10, 15)
	eur := func(n int64) record.Money { return record.Money{Minor: n, Currency: "EUR"} }
	old := &catalog.LedgerEntry{Header: records.Head(2, "booked"), Kind: "commitment", Day: record.Day(2025, 11, 3), Amount: eur(90_00)}
	s := records.Snapshot(t,
		&catalog.FiscalYear{Header: records.Head(1, "open"), Starts: record.Day(2026, 1, 1), Ends: record.Day(2026, 12, 31), Currency: "EUR"}, old,
		&catalog.LedgerEntry{Header: records.Head(3, "booked"), Kind: "actual", Day: record.Day(2026, 3, 3), Amount: eur(30_00), Settles: record.To[catalog.LedgerEntry](old.ID)})
	demo := company.Load(t, today).Snapshot
	for name, s := range map[string]*record.Snapshot{"settled in part": s, "the company": demo} {
		w := view{s: s, today: today}
		h := &home{view: w, p: finance.PositionOn(s, today)}
		if got, want := leftOf(t, w, h.commitments("")), h.p.Total.Committed; got != want {
			t.Errorf("%s: promised is %s, and opens %s", name, want, got)
		}
		for _, by := range []finance.By{finance.ByCentre, finance.ByLine} {
			for _, group := range h.p.Grouped(s, by) {
				if got := leftOf(t, w, h.commitments(h.condition(by, group))); got != group.Committed {
					t.Errorf("%s, %s: promised is %s, and opens %s", name, group.Key, group.Committed, got)
				}
			}
		}
	}
}

// leftOf adds up what the page of an address shows.
func leftOf(t *testing.T, w view, address string) record.Money {
	t.Helper()
	u, err := url.Parse(address)
	if err != nil {
		t.Fatal(err)
	}
	list, err := w.promised(u.Query().Get("filter"))
	if err != nil {
		t.Fatal(err)
	}
	sum := record.NoMoney("EUR")
	for _, p := range list {
		sum = signal.Plus(sum, p.Left)
	}
	return sum
}

// A figure of the reforecast opens lines of the reforecast that add up to it.
func TestReforecastOpensItsLines(t *testing.T) {
	today := record.Day(2026, 11, 21)
	s := company.Load(t, today).Snapshot
	lines, rates := record.TypeFor[catalog.BudgetLine](s), catalog.RatesOf(s)
	for _, by := range []finance.By{finance.ByCentre, finance.ByCategory, finance.ByDepartment, finance.ByLine} {
		h := &home{view: view{s: s, today: today}, p: finance.PositionOn(s, today), by: by}
		if h.p.Reforecast == nil {
			t.Fatal("the company has no reforecast")
		}
		for _, group := range h.p.Grouped(s, by) {
			u, err := url.Parse(h.reforecastOf(group))
			if err != nil || u.Path == "" {
				continue
			}
			filter, err := s.Dictionary().ParseFilter(lines, u.Query().Get("filter"), record.Env{Today: today})
			if err != nil {
				t.Fatal(err)
			}
			sum := record.NoMoney("EUR")
			for line := range record.Each[catalog.BudgetLine](s) {
				if filter.Match(line, s.Find) && !line.Archived {
					sum = signal.Plus(sum, rates.Convert(line.Amount, "EUR", h.p.Year.Starts))
				}
			}
			if group.Reforecast.Known() && sum != group.Reforecast {
				t.Errorf("by %s, %s: %s opens lines of %s", by, group.Key, group.Reforecast, sum)
			}
		}
	}
}

// The name of a row stands in its address whatever signs are in it.
func TestForecastAddress(t *testing.T) {
	for _, row := range []string{"AP-01", "R&D + lab #1", "Replacement: Computer"} {
		u, err := url.Parse(forecastOf(row, 3))
		if err != nil || u.Query().Get("line") != row || u.Query().Get("years") != "3" {
			t.Errorf("%q: %v, %v", row, u, err)
		}
	}
}
