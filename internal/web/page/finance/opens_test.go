package finance

import (
	"net/url"
	"testing"

	"fairlead/internal/catalog"
	"fairlead/internal/insight/finance"
	"fairlead/internal/insight/signal"
	"fairlead/internal/record"
	"fairlead/internal/testkit/company"
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
