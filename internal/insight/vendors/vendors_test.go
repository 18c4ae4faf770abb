package vendors_test

import (
	"strings"
	"testing"
	"time"

	"fairlead/internal/catalog"
	"fairlead/internal/insight/signal"
	"fairlead/internal/insight/vendors"
	"fairlead/internal/record"
	"fairlead/internal/testkit/records"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

var (
	today    = record.Day(2026, 11, 21)
	question = signal.Question{Now: record.At(time.Date(2026, 11, 21, 9, 0, 0, 0, time.UTC)), Locale: record.International()}
)

func eur(major int64) record.Money { return record.Money{Minor: major * 100, Currency: "EUR"} }

// contract renews by itself for a year, 90 days from today, with notice until a
// day that is set by the number of days of notice.
func contract(change func(*catalog.Contract)) *catalog.Contract {
	c := &catalog.Contract{
		Header: records.Head(1, "in_force"), Name: "Hosting", Vendor: record.To[catalog.Vendor](records.ID(2)),
		Starts: today.AddDays(-640), Ends: today.AddDays(90), NoticeDays: record.Whole(60), AutoRenews: true,
		RenewalMonths: record.Whole(12), Annual: eur(12000), Owner: record.To[catalog.Person](records.ID(9)),
	}
	change(c)
	return c
}

func TestRules(t *testing.T) {
	for _, c := range []struct {
		name   string
		change func(*catalog.Contract)
		rule   string // empty: no signal
		title  string
		due    record.Date
		stake  record.Money
	}{
		{"notice near", func(c *catalog.Contract) {}, "vendors.notice", "Notice on “Hosting” of Nordvåk ends in 30 days", today.AddDays(30), eur(12000)},
		{"notice today", func(c *catalog.Contract) { c.NoticeDays = record.Whole(90) }, "vendors.notice", "Notice on “Hosting” of Nordvåk ends today", today, eur(12000)},
		{"notice in 90 days", func(c *catalog.Contract) { c.Ends = today.AddDays(150) }, "vendors.notice", "Notice on “Hosting” of Nordvåk ends in 90 days", today.AddDays(90), eur(12000)},
		{"notice in 91 days", func(c *catalog.Contract) { c.Ends = today.AddDays(151) }, "", "", record.Date{}, record.Money{}},
		{"notice missed", func(c *catalog.Contract) { c.NoticeDays = record.Whole(96) }, "vendors.notice", "Notice on “Hosting” of Nordvåk was due 6 days ago", today.AddDays(-6), eur(12000)},
		{"length of the new term unknown", func(c *catalog.Contract) { c.RenewalMonths = record.Int{} }, "vendors.notice", "Notice on “Hosting” of Nordvåk ends in 30 days", today.AddDays(30), record.Money{}},
		{"notice unknown, renews", func(c *catalog.Contract) { c.NoticeDays = record.Int{} }, "vendors.end", "“Hosting” of Nordvåk renews by itself in 90 days; by when notice must be given is not known", today.AddDays(90), eur(12000)},
		{"notice unknown, ends later", func(c *catalog.Contract) { c.NoticeDays, c.Ends = record.Int{}, today.AddDays(91) }, "", "", record.Date{}, record.Money{}},
		{"ends, nothing follows", func(c *catalog.Contract) { c.AutoRenews = false }, "vendors.end", "“Hosting” of Nordvåk ends in 90 days and does not renew by itself", today.AddDays(90), record.Money{}},
		{"ends today", func(c *catalog.Contract) { c.AutoRenews, c.Ends = false, today }, "vendors.end", "“Hosting” of Nordvåk ends today and does not renew by itself", today, record.Money{}},
		{"past its end", func(c *catalog.Contract) { c.AutoRenews, c.Ends = false, today.AddDays(-1) }, "vendors.lapsed", "“Hosting” of Nordvåk ended yesterday and still counts as in force", today.AddDays(-1), record.Money{}},
		{"past its end, renewed", func(c *catalog.Contract) { c.Ends = today.AddDays(-10) }, "vendors.lapsed", "“Hosting” of Nordvåk ended 10 days ago and still counts as in force", today.AddDays(-10), record.Money{}},
		{"without an end", func(c *catalog.Contract) { c.AutoRenews, c.Ends = false, record.Date{} }, "", "", record.Date{}, record.Money{}},
		{"renewal decided", func(c *catalog.Contract) { c.State = "renewal" }, "", "", record.Date{}, record.Money{}},
		{"draft", func(c *catalog.Contract) { c.State = "draft" }, "", "", record.Date{}, record.Money{}},
		{"archived", func(c *catalog.Contract) { c.Archived = true }, "", "", record.Date{}, record.Money{}},
	} {
		t.Run(c.name, func(t *testing.T) {
			s := records.Snapshot(t, contract(c.change), &catalog.Vendor{Header: records.Head(2, "active"), Name: "Nordvåk"})
			found := signal.Ask(s, question, vendors.Rules()...)
			if c.rule == "" {
				if len(found) > 0 {
					t.Fatalf("found %q, want nothing", found[0].Title)
				}
				return
			}
			if len(found) != 1 {
				t.Fatalf("found %d signals, want one", len(found))
			}
			got := found[0]
			if got.Key != signal.Key(c.rule, records.ID(1)) || got.Title != c.title || got.Due != c.due || got.Stake != c.stake {
				t.Errorf("got %s %q, due %s, stake %s", got.Key, got.Title, got.Due, got.Stake)
			}
			if got.StakeBasis == "" || got.Why == "" || len(got.Acts) == 0 || got.Subject.ID != records.ID(1) {
				t.Errorf("the signal does not explain itself: %+v", got)
			}
		})
	}
}

func TestEvidenceAndActs(t *testing.T) {
	c := contract(func(c *catalog.Contract) {
		c.Owner = record.Ref[catalog.Person]{}
		c.Services = record.Refs[catalog.Service]{record.To[catalog.Service](records.ID(3))}
	})
	about := record.AnyRef{Type: "contract", ID: records.ID(1)}
	s := records.Snapshot(t, c,
		&catalog.Vendor{Header: records.Head(2, "active"), Name: "Nordvåk"},
		&catalog.Service{Header: records.Head(3, "live"), Name: "Portal", Tier: "critical"},
		&catalog.Decision{Header: records.Head(4, "decided"), Title: "An old one", About: about},
		&catalog.Decision{Header: records.Head(5, "open"), Title: "The one that waits", About: about})
	got := signal.Ask(s, question, vendors.Rules()...)[0]
	var evidence []record.ID
	for _, e := range got.Evidence {
		evidence = append(evidence, e.Ref.ID)
	}
	if diff := cmp.Diff([]record.ID{records.ID(1), records.ID(2), records.ID(3)}, evidence); diff != "" {
		t.Errorf("evidence (-want +got):\n%s", diff)
	}
	if got.Acts[0].Kind != signal.Open || got.Acts[0].Ref.ID != records.ID(5) {
		t.Errorf("the first act is %+v, want the decision that waits", got.Acts[0])
	}
	if got.Severity != signal.High || !strings.Contains(got.Why, "Nobody owns it.") {
		t.Errorf("severity %d, why %q", got.Severity, got.Why)
	}
}

func TestCommitment(t *testing.T) {
	for _, c := range []struct {
		name   string
		change func(*catalog.Contract)
		want   record.Money
		basis  string
	}{
		{"a year", func(c *catalog.Contract) {}, eur(12000), "€12,000 a year for 12 months; no rise of the price is recorded and none assumed."},
		{"three years, dearer", func(c *catalog.Contract) {
			c.Annual, c.RenewalMonths, c.Indexation = eur(129400), record.Whole(36), record.NewPercent(6_000_000)
		}, eur(411492), "the price changes once, by 6 %, at the renewal."},
		{"cheaper", func(c *catalog.Contract) { c.Indexation = record.NewPercent(-2_500_000) }, eur(11700), "by -2.5 %"},
		{"free of charge", func(c *catalog.Contract) { c.Annual = eur(0) }, eur(0), "€0 a year"},
		{"half a year, rounded to even", func(c *catalog.Contract) {
			c.Annual, c.RenewalMonths = record.Money{Minor: 25, Currency: "EUR"}, record.Whole(6)
		}, record.Money{Minor: 12, Currency: "EUR"}, "6 months"},
		{"value over four years", func(c *catalog.Contract) {
			c.Annual, c.Value = record.Money{}, eur(48000)
			c.Ends = c.Starts.AddDays(1461)
		}, eur(12000), "€48,000 over the 1461 days of the current term, in proportion for 12 months"},
		{"value over an unknown term", func(c *catalog.Contract) {
			c.Annual, c.Value, c.Starts = record.Money{}, eur(48000), record.Date{}
		}, record.Money{}, "Not known: neither"},
		{"no price", func(c *catalog.Contract) { c.Annual = record.Money{} }, record.Money{}, "Not known: neither"},
		{"no length", func(c *catalog.Contract) { c.RenewalMonths = record.Int{} }, record.Money{}, "It costs €12,000 a year."},
		{"too large", func(c *catalog.Contract) {
			c.Annual, c.RenewalMonths = record.Money{Minor: 1<<63 - 1, Currency: "EUR"}, record.Whole(24)
		}, record.Money{}, "Not known: the amount is too large"},
	} {
		got, basis := vendors.Commitment(contract(c.change), record.International())
		if got != c.want || !strings.Contains(basis, c.basis) {
			t.Errorf("%s: %s (%s), want %s (%s)", c.name, got, basis, c.want, c.basis)
		}
	}
}

// TestCommitmentIsUnknownOrConsistent holds that a stake has a currency of the
// contract's own, grows with the term, and is never made up.
func TestCommitmentIsUnknownOrConsistent(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		months := rapid.Int64Range(1, 120).Draw(t, "months")
		c := contract(func(c *catalog.Contract) {
			c.Annual = record.Money{Minor: rapid.Int64Range(0, 1e12).Draw(t, "annual"), Currency: "NOK"}
			c.Indexation = record.NewPercent(rapid.Int64Range(-50e6, 100e6).Draw(t, "indexation"))
			c.RenewalMonths = record.Whole(months)
		})
		short, _ := vendors.Commitment(c, record.International())
		c.RenewalMonths = record.Whole(2 * months)
		long, _ := vendors.Commitment(c, record.International())
		if short.Currency != "NOK" || long.Minor-2*short.Minor > 1 || 2*short.Minor-long.Minor > 1 {
			t.Fatalf("%d months are %s, twice as many %s", months, short, long)
		}
	})
}

func TestCommitted(t *testing.T) {
	n := 0
	agreement := func(state string, starts, ends record.Date, annual record.Money) *catalog.Contract {
		n++
		return &catalog.Contract{Header: records.Head(n, state), Name: "c", Starts: starts, Ends: ends, Annual: annual}
	}
	ever := record.Date{}
	s := records.Snapshot(t,
		agreement("in_force", today.AddDays(-400), today.AddDays(10), eur(100)),
		agreement("in_force", record.Day(2026, 5, 31), ever, eur(10)),
		agreement("renewal", ever, today, eur(1)),
		agreement("in_force", ever, today.AddDays(-1), eur(1000)), // past its end
		agreement("in_force", today.AddDays(1), ever, eur(1000)),  // not yet
		agreement("ended", ever, record.Day(2026, 8, 31), eur(5)),
		agreement("draft", ever, ever, eur(1000)),
		agreement("in_force", ever, ever, record.Money{Minor: 300, Currency: "PLN"}),
		agreement("in_force", ever, ever, record.Money{}),
	)
	got := vendors.CommittedOn(s, today, "EUR")
	want := vendors.Committed{Contracts: 5, Annual: eur(111), Elsewhere: []record.Money{{Minor: 300, Currency: "PLN"}}, Unknown: 1}
	for i, month := range []string{"2025-12", "2026-01", "2026-02", "2026-03", "2026-04", "2026-05", "2026-06", "2026-07", "2026-08", "2026-09", "2026-10", "2026-11"} {
		annual := eur(1106) // in force then, with what is past its end and what was ended since
		switch {
		case i >= 11:
			annual = eur(111)
		case i >= 9:
			annual = eur(1111)
		case i >= 5:
			annual = eur(1116)
		}
		want.Months = append(want.Months, vendors.Month{Month: month, Annual: annual})
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("committed (-want +got):\n%s", diff)
	}
}

// The signal of a renewal steps at 90, 60 and 30 days before the last day of
// notice; it is one signal all the time.
func TestRenewalSteps(t *testing.T) {
	for left, want := range map[int]signal.Severity{90: signal.Low, 61: signal.Low, 60: signal.Medium, 31: signal.Medium, 30: signal.High, 0: signal.High} {
		c := &catalog.Contract{Header: records.Head(1, "in_force"), Name: "Hosting", Ends: today.AddDays(left + 60), NoticeDays: record.Whole(60), NoticeBy: today.AddDays(left), AutoRenews: true}
		found := signal.Ask(records.Snapshot(t, c), question, vendors.Rules()...)
		if len(found) != 1 || found[0].Severity != want || found[0].Key != signal.Key("vendors.notice", c.ID) {
			t.Errorf("%d days before: %+v, want one of severity %d", left, found, want)
		}
	}
}
