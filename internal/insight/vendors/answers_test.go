package vendors_test

import (
	"testing"

	"fairlead/internal/catalog"
	"fairlead/internal/insight/vendors"
	"fairlead/internal/record"
	"fairlead/internal/testkit/records"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

func usd(minor int64) record.Money { return record.Money{Minor: minor, Currency: "USD"} }

// TestCommitments holds what is agreed and what comes if nobody gives notice.
// The day is 21 Nov 2026.
func TestCommitments(t *testing.T) {
	year := func(n int, firm, expected int64) vendors.Year {
		y := vendors.Year{Year: n, Firm: eur(firm), Expected: eur(expected)}
		if firm+expected > 0 {
			y.Contracts = 1
		}
		return y
	}
	// Two years of 730 days, 2026 and 2027, for 7,300: 10 a day.
	plain := func(c *catalog.Contract) {
		c.Starts, c.Ends, c.Value, c.Annual = record.Day(2026, 1, 1), record.Day(2027, 12, 31), eur(7300), record.Money{}
		c.AutoRenews, c.NoticeDays, c.NoticeBy = false, record.Int{}, record.Date{}
	}
	for _, c := range []struct {
		name   string
		change func(*catalog.Contract)
		want   []vendors.Year
	}{
		{"ends", plain, []vendors.Year{year(2026, 3650, 0), year(2027, 3650, 0), year(2028, 0, 0)}},
		{"renews, notice still possible", func(c *catalog.Contract) {
			plain(c)
			c.Annual, c.AutoRenews, c.NoticeDays = eur(3650), true, record.Whole(30)
		}, []vendors.Year{year(2026, 3650, 0), year(2027, 3650, 0), year(2028, 0, 3650)}},
		{"renews, notice missed", func(c *catalog.Contract) {
			plain(c)
			c.Annual, c.AutoRenews, c.NoticeDays = eur(3650), true, record.Whole(730)
		}, []vendors.Year{year(2026, 3650, 0), year(2027, 3650, 0), year(2028, 3650, 0)}},
		{"renews at a rise", func(c *catalog.Contract) {
			plain(c)
			c.Ends, c.Value, c.Annual, c.AutoRenews = record.Day(2026, 12, 31), eur(3650), eur(3650), true
			c.Indexation = record.NewPercent(10_000_000)
		}, []vendors.Year{year(2026, 3650, 0), year(2027, 0, 4015), {Year: 2028, Firm: eur(0), Expected: record.Money{Minor: 441650, Currency: "EUR"}, Contracts: 1}}},
		{"renewal decided", func(c *catalog.Contract) {
			plain(c)
			c.Annual, c.AutoRenews, c.State = eur(3650), true, "renewal"
		}, []vendors.Year{year(2026, 3650, 0), year(2027, 3650, 0), year(2028, 0, 0)}},
		{"draft", func(c *catalog.Contract) { plain(c); c.State = "draft" }, []vendors.Year{year(2026, 0, 0), year(2027, 0, 0), year(2028, 0, 0)}},
		{"over", func(c *catalog.Contract) { plain(c); c.Ends = today.AddDays(-1) }, []vendors.Year{year(2026, 0, 0), year(2027, 0, 0), year(2028, 0, 0)}},
	} {
		got := vendors.CommitmentsFrom(records.Snapshot(t, contract(c.change)), today, "EUR", 3)
		if diff := cmp.Diff(c.want, got.Years); diff != "" || len(got.Unknown) > 0 {
			t.Errorf("%s (-want +got):\n%s%d unknown", c.name, diff, len(got.Unknown))
		}
	}
	free := contract(func(c *catalog.Contract) { plain(c); c.Value = record.Money{} })
	if got := vendors.CommitmentsFrom(records.Snapshot(t, free), today, "EUR", 3); len(got.Unknown) != 1 {
		t.Errorf("a contract without a price is not listed as unknown")
	}
}

// TestShortTerms holds that a year costs the same whatever the length of the
// terms, and that a price rises once a year.
func TestShortTerms(t *testing.T) {
	for _, months := range []int64{1, 2, 3, 6, 12} {
		c := contract(func(c *catalog.Contract) {
			c.Starts, c.Ends = record.Day(2026, 1, 1), record.Day(2026, 12, 31)
			c.Value, c.Annual, c.RenewalMonths = eur(12000), eur(12000), record.Whole(months)
		})
		cost := func(year int) record.Money {
			y := vendors.CommitmentsFrom(records.Snapshot(t, c), today, "EUR", 3).Years[year]
			sum, err := y.Firm.Add(y.Expected)
			if err != nil {
				t.Fatal(err)
			}
			return sum
		}
		if cost(1) != eur(12000) || cost(2) != eur(12000) {
			t.Errorf("terms of %d months cost %s and %s", months, cost(1), cost(2))
		}
		c.Indexation = record.NewPercent(10_000_000)
		if cost(1) != eur(13200) || cost(2) != eur(14520) {
			t.Errorf("terms of %d months that rise cost %s and %s", months, cost(1), cost(2))
		}
	}
}

// TestCommitmentsAddUp holds that the years of a term are its price to the cent.
func TestCommitmentsAddUp(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		price := usd(rapid.Int64Range(0, 1e12).Draw(rt, "price"))
		starts := today.AddDays(-rapid.IntRange(0, 300).Draw(rt, "since"))
		starts = record.Day(today.Year(), starts.Month(), 1)
		c := contract(func(c *catalog.Contract) {
			c.Starts, c.Ends, c.Value, c.AutoRenews = starts, today.AddDays(rapid.IntRange(0, 3000).Draw(rt, "days")), price, false
		})
		total := usd(0)
		for _, y := range vendors.CommitmentsFrom(records.Snapshot(t, c), today, "USD", 12).Years {
			sum, err := total.Add(y.Firm)
			if err != nil {
				rt.Fatal(err)
			}
			total = sum
		}
		if total != price {
			rt.Fatalf("the years add up to %s, the price is %s", total, price)
		}
	})
}

// TestConcentration takes the example of the U.S. Department of Justice: four
// firms with shares of 30, 30, 20 and 20 per cent have an index of 2,600
// (https://www.justice.gov/atr/herfindahl-hirschman-index).
func TestConcentration(t *testing.T) {
	var all []record.Record
	for i, annual := range []int64{20_000, 30_000, 10_000, 20_000, 20_000} { // the third belongs to the fourth vendor
		all = append(all, &catalog.Contract{Header: records.Head(10+i, "in_force"), Name: "c", Annual: eur(annual),
			Vendor: record.To[catalog.Vendor](records.ID([]int{1, 2, 4, 3, 4}[i])), Starts: today, Ends: today})
	}
	for n := 1; n <= 4; n++ {
		all = append(all, &catalog.Vendor{Header: records.Head(n, "active"), Name: string(rune('A' + n))})
	}
	all = append(all, &catalog.Contract{Header: records.Head(30, "in_force"), Name: "no price"})
	got := vendors.ConcentrationOn(records.Snapshot(t, all...), today, "EUR")
	if got.HHI != 2600 || got.Total != eur(100_000) || got.Unknown != 1 || len(got.Vendors) != 4 {
		t.Fatalf("index %d of %s, %d unknown, %d vendors", got.HHI, got.Total, got.Unknown, len(got.Vendors))
	}
	if first := got.Vendors[0]; first.PerMille != 300 || first.Annual != eur(30_000) {
		t.Errorf("the first has %+v", first)
	}
	if none := vendors.ConcentrationOn(records.Snapshot(t), today, "EUR"); none.HHI != 0 || len(none.Vendors) != 0 {
		t.Errorf("of nothing: %+v", none)
	}
}

func TestYearly(t *testing.T) {
	c := &catalog.Contract{Value: eur(1461), Starts: record.Day(2023, 1, 1), Ends: record.Day(2026, 12, 31)} // 1461 days
	if got := vendors.Yearly(c); got != (record.Money{Minor: 36525, Currency: "EUR"}) {
		t.Errorf("a value over four years gives %s a year", got)
	}
	if vendors.Yearly(&catalog.Contract{Value: eur(1)}).Known() {
		t.Error("a value without a term gives a cost per year")
	}
}

func TestCalendar(t *testing.T) {
	named := func(n int, change func(*catalog.Contract)) *catalog.Contract {
		c := contract(change)
		c.Header = records.Head(n, c.State)
		return c
	}
	s := records.Snapshot(t,
		named(1, func(c *catalog.Contract) {}), // notice in 30 days
		named(2, func(c *catalog.Contract) { c.NoticeDays, c.Ends = record.Int{}, today.AddDays(20) }),
		named(3, func(c *catalog.Contract) { c.Ends = today.AddDays(1000) }),
		named(4, func(c *catalog.Contract) { c.State = "renewal" }),
		named(5, func(c *catalog.Contract) { c.NoticeDays = record.Whole(100) }), // missed
		named(6, func(c *catalog.Contract) {
			c.Ends, c.NoticeDays, c.AutoRenews = today, record.Int{}, false
		}),
	)
	var got []int64
	for _, r := range vendors.Calendar(s, today, 365) {
		got = append(got, r.Number)
	}
	if diff := cmp.Diff([]int64{6, 2, 1}, got); diff != "" {
		t.Errorf("the calendar (-want +got):\n%s", diff)
	}
}
