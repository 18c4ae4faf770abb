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
	rates := finance.RatesOf(s)
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
	rates := finance.RatesOf(s)
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

// A commitment of the year before that still binds is in the list that the
// figure opens.
func TestCommitmentsOpenThoseOfEarlierYears(t *testing.T) {
	today := record.Day(2026, 10, 15)
	eur := record.Money{Minor: 90_00, Currency: "EUR"}
	s := records.Snapshot(t,
		&catalog.FiscalYear{Header: records.Head(1, "open"), Starts: record.Day(2026, 1, 1), Currency: "EUR"},
		&catalog.LedgerEntry{Header: records.Head(2, "booked"), Kind: "commitment", Day: record.Day(2025, 11, 3), Amount: eur})
	h := &home{view: view{s: s, today: today}, p: finance.PositionOn(s, today)}
	if sum := sumOf(t, s, today, h.commitments("")); sum != h.p.Total.Committed || sum != eur {
		t.Errorf("promised is %s, and opens entries of %s", h.p.Total.Committed, sum)
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
