package strategy_test

import (
	"strings"
	"testing"
	"time"

	"fairlead/internal/catalog"
	"fairlead/internal/insight/signal"
	"fairlead/internal/insight/strategy"
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

func whole(n int64) record.Decimal { return record.NewDecimal(n * 1e6) }

func result(start, target, present int64) catalog.KeyResult {
	return catalog.KeyResult{Name: "r", Start: whole(start), Target: whole(target), Present: whole(present), MeasuredOn: today}
}

func objective(n int, results ...catalog.KeyResult) *catalog.Objective {
	return &catalog.Objective{Header: records.Head(n, "active"), Title: "O", Starts: today.AddDays(-50), Ends: today.AddDays(50), KeyResults: results}
}

// The examples are those of Google re:Work, "Grade OKRs": of six features that
// were to be launched three make 0.5, a campaign that was launched makes 1, and an
// objective gets the average of its key results.
// https://rework.withgoogle.com/guides/set-goals-with-okrs/steps/grade-OKRs/
func TestGrades(t *testing.T) {
	features, campaign, none := result(0, 6, 3), result(0, 1, 1), result(0, 1, 0)
	unknown := catalog.KeyResult{Name: "r", Start: whole(0), Target: whole(9)}
	old := result(0, 4, 1)
	old.MeasuredOn = today.AddDays(-91)
	for _, c := range []struct {
		name    string
		results []catalog.KeyResult
		want    strategy.Share
		unknown int
		stale   int
	}{
		{"three of six features", []catalog.KeyResult{features}, strategy.Share{Micro: 500_000, Known: true}, 0, 0},
		{"launched or not", []catalog.KeyResult{campaign, none}, strategy.Share{Micro: 500_000, Known: true}, 0, 0},
		{"average", []catalog.KeyResult{features, campaign}, strategy.Share{Micro: 750_000, Known: true}, 0, 0},
		{"falling", []catalog.KeyResult{result(20, 4, 8)}, strategy.Share{Micro: 750_000, Known: true}, 0, 0},
		{"backwards", []catalog.KeyResult{result(20, 4, 25)}, strategy.Share{Known: true}, 0, 0},
		{"beyond", []catalog.KeyResult{result(0, 4, 9)}, strategy.Share{Micro: 1_000_000, Known: true}, 0, 0},
		{"not measured", []catalog.KeyResult{unknown}, strategy.Share{}, 1, 0},
		{"one not measured", []catalog.KeyResult{unknown, features}, strategy.Share{Micro: 500_000, Known: true}, 1, 0},
		{"measured long ago", []catalog.KeyResult{old}, strategy.Share{Micro: 250_000, Known: true}, 0, 1},
		{"nothing to measure", nil, strategy.Share{}, 0, 0},
	} {
		got := strategy.StandingOf(objective(1, c.results...), today)
		if got.Reached != c.want || got.Unknown != c.unknown || got.Stale != c.stale {
			t.Errorf("%s: %+v, %d unknown, %d stale", c.name, got.Reached, got.Unknown, got.Stale)
		}
		if got.Elapsed.Percent() != 50 {
			t.Errorf("%s: %d %% of the period is over, want 50", c.name, got.Elapsed.Percent())
		}
	}
}

func TestBehind(t *testing.T) {
	for present, want := range map[int64]bool{39: true, 40: false, 60: false, 0: true} {
		st := strategy.StandingOf(objective(1, result(0, 100, present)), today)
		if st.Behind() != want {
			t.Errorf("at %d %% of half the period, behind is %v", present, st.Behind())
		}
	}
	open := objective(1, result(0, 100, 0))
	open.Starts = record.Date{}
	if st := strategy.StandingOf(open, today); st.Behind() || st.Elapsed.Known {
		t.Error("without a start of the period nobody can tell")
	}
}

func capability(now, wanted int64) *catalog.Capability {
	return &catalog.Capability{Header: records.Head(10, "kept"), Name: "Terminal", Maturity: record.Whole(now), Wanted: record.Whole(wanted), WantedBy: today.AddDays(100)}
}

func initiative(n int, state string, level int64, cost, funded record.Money, days int) *catalog.Initiative {
	return &catalog.Initiative{Header: records.Head(n, state), Title: "I", Cost: cost, Funded: funded, Ends: today.AddDays(days),
		Raises: record.Rows[catalog.Raise]{{Capability: record.To[catalog.Capability](records.ID(10)), Level: record.Whole(level)}}}
}

func TestGaps(t *testing.T) {
	nothing := record.Money{}
	for _, c := range []struct {
		name     string
		work     []*catalog.Initiative
		status   strategy.GapStatus
		funded   int64
		planned  int64
		closedOn record.Date
		missing  record.Money
	}{
		{"no work", nil, strategy.Open, 2, 2, record.Date{}, eur(0)},
		{"funded in time", []*catalog.Initiative{initiative(1, "underway", 4, eur(9), eur(9), 100)}, strategy.Closing, 4, 4, today.AddDays(100), eur(0)},
		{"funded, a day late", []*catalog.Initiative{initiative(1, "approved", 4, eur(9), eur(9), 101)}, strategy.Late, 4, 4, today.AddDays(101), eur(0)},
		{"half funded", []*catalog.Initiative{initiative(1, "approved", 4, eur(9), eur(4), 50)}, strategy.Unfunded, 2, 4, today.AddDays(50), eur(5)},
		{"proposed with a promise", []*catalog.Initiative{initiative(1, "proposed", 4, eur(9), eur(9), 50)}, strategy.Unfunded, 2, 4, today.AddDays(50), eur(9)},
		{"in two steps", []*catalog.Initiative{initiative(1, "underway", 3, eur(9), eur(9), 20), initiative(2, "proposed", 4, eur(7), nothing, 90)}, strategy.Unfunded, 3, 4, today.AddDays(90), eur(7)},
		{"not far enough", []*catalog.Initiative{initiative(1, "underway", 3, eur(9), eur(9), 20)}, strategy.Open, 3, 3, record.Date{}, eur(0)},
		{"the funded one is late", []*catalog.Initiative{initiative(1, "proposed", 4, eur(5), nothing, 20), initiative(2, "underway", 4, eur(9), eur(9), 200)}, strategy.Late, 4, 4, today.AddDays(20), eur(5)},
		{"on hold closes nothing", []*catalog.Initiative{initiative(1, "on_hold", 4, eur(9), eur(9), 20)}, strategy.Open, 2, 2, record.Date{}, eur(0)},
		{"cost unknown", []*catalog.Initiative{initiative(1, "underway", 4, nothing, eur(9), 20)}, strategy.Unfunded, 2, 4, today.AddDays(20), eur(0)},
		{"does not raise it", []*catalog.Initiative{initiative(1, "underway", 2, eur(9), eur(1), 20)}, strategy.Open, 2, 2, record.Date{}, eur(0)},
	} {
		all := []record.Record{capability(2, 4)}
		for _, w := range c.work {
			all = append(all, w)
		}
		gaps := strategy.Gaps(records.Snapshot(t, all...))
		if len(gaps) != 1 {
			t.Fatalf("%s: %d gaps", c.name, len(gaps))
		}
		g := gaps[0]
		if g.Status != c.status || g.Funded != c.funded || g.Planned != c.planned || g.ClosedOn != c.closedOn || g.Missing.In("EUR") != c.missing {
			t.Errorf("%s: %s, funded to %d, planned to %d, closed on %s, %s missing", c.name, g.Status, g.Funded, g.Planned, g.ClosedOn, g.Missing.In("EUR"))
		}
	}
	if gaps := strategy.Gaps(records.Snapshot(t, capability(4, 4))); len(gaps) != 0 {
		t.Errorf("what is there is a gap: %+v", gaps)
	}
	unknown := capability(1, 3)
	unknown.Maturity = record.Int{}
	if gaps := strategy.Gaps(records.Snapshot(t, unknown)); len(gaps) != 1 || gaps[0].Status != strategy.Unknown {
		t.Errorf("what nobody judged is %+v", gaps)
	}
}

// An initiative that raises two capabilities lacks its money once.
func TestShortageCountsOnce(t *testing.T) {
	other := capability(1, 2)
	other.Header = records.Head(11, "kept")
	work := initiative(1, "proposed", 4, eur(9), record.Money{}, 20)
	work.Raises = append(work.Raises, catalog.Raise{Capability: record.To[catalog.Capability](records.ID(11)), Level: record.Whole(2)})
	missing, unpriced := strategy.Shortage(strategy.Gaps(records.Snapshot(t, capability(1, 4), other, work)))
	if missing.In("EUR") != eur(9) || unpriced != 0 {
		t.Errorf("%s is missing, %d unpriced", missing.In("EUR"), unpriced)
	}
}

// TestMoneyIsSharedToTheCent holds that what the objectives get and what serves
// none add up to all the money that is going, whatever serves what.
func TestMoneyIsSharedToTheCent(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		n := rapid.IntRange(0, 7).Draw(rt, "objectives")
		var all []record.Record
		for i := range n {
			o := objective(100 + i)
			o.State = rapid.SampledFrom([]string{"active", "active", "dropped", "reached"}).Draw(rt, "state of objective")
			all = append(all, o)
		}
		sum := map[string]int64{}
		for i := range rapid.IntRange(0, 12).Draw(rt, "initiatives") {
			w := &catalog.Initiative{Header: records.Head(i+1, rapid.SampledFrom([]string{"proposed", "approved", "underway", "on_hold", "done"}).Draw(rt, "state")), Title: "I"}
			w.Funded = record.Money{Minor: rapid.Int64Range(1, 1e12).Draw(rt, "funded"), Currency: rapid.SampledFrom([]string{"EUR", "NOK"}).Draw(rt, "currency")}
			for _, o := range rapid.SliceOfN(rapid.IntRange(100, 108), 0, 5).Draw(rt, "serves") {
				w.Objectives = append(w.Objectives, record.To[catalog.Objective](records.ID(o)))
			}
			if w.Going() {
				sum[w.Funded.Currency] += w.Funded.Minor
			}
			all = append(all, w)
		}
		a := strategy.Align(records.Snapshot(t, all...))
		for _, currency := range []string{"EUR", "NOK"} {
			got := a.None.In(currency).Minor
			for _, p := range a.Shares {
				got += p.Money.In(currency).Minor
			}
			if got != sum[currency] || a.Total.In(currency).Minor != sum[currency] {
				rt.Fatalf("%s: the parts make %d, the total is %s, all money is %d", currency, got, a.Total.In(currency), sum[currency])
			}
		}
	})
}

func TestAlignment(t *testing.T) {
	top, below, alone := objective(100), objective(101), objective(102)
	below.Parent = record.To[catalog.Objective](top.ID)
	top.Parent = record.To[catalog.Objective](below.ID) // a circle must not hold anybody up
	serving := &catalog.Initiative{Header: records.Head(1, "underway"), Title: "serving", Funded: eur(10), Objectives: record.ToAll[catalog.Objective](below.ID)}
	adrift := &catalog.Initiative{Header: records.Head(2, "approved"), Title: "adrift", Funded: eur(30)}
	penniless := &catalog.Initiative{Header: records.Head(3, "approved"), Title: "penniless", Objectives: record.ToAll[catalog.Objective](alone.ID)}
	a := strategy.Align(records.Snapshot(t, top, below, alone, serving, adrift, penniless))
	if got := a.Unserved(); len(got) != 1 || got[0] != alone {
		t.Errorf("unserved are %v", got)
	}
	if len(a.Adrift) != 1 || a.Adrift[0].Title != "adrift" || len(a.Unknown) != 1 {
		t.Errorf("adrift are %v, unknown %v", a.Adrift, a.Unknown)
	}
	if got := a.Serving("EUR"); got.Percent() != 25 {
		t.Errorf("%d %% of the money serves an objective, want 25", got.Percent())
	}
	if got := a.Serving("NOK"); got.Known {
		t.Error("a share of no money is known")
	}
}

func step(n int, from, to int, waits ...int) *catalog.RoadmapItem {
	i := &catalog.RoadmapItem{Header: records.Head(n, "planned"), Title: "I", Theme: "T", Horizon: "next", Starts: today.AddDays(from), Ends: today.AddDays(to)}
	for _, w := range waits {
		i.DependsOn = append(i.DependsOn, record.To[catalog.RoadmapItem](records.ID(w)))
	}
	return i
}

func TestConflicts(t *testing.T) {
	type found struct {
		Kind strategy.ConflictKind
		Days int
	}
	for _, c := range []struct {
		name   string
		first  func(*catalog.RoadmapItem)
		second *catalog.RoadmapItem
		want   []found
	}{
		{"one after the other", nil, step(2, 10, 20, 1), nil},
		{"three days too early", nil, step(2, 7, 20, 1), []found{{strategy.Overlap, 3}}},
		{"done is no conflict", func(i *catalog.RoadmapItem) { i.State = "done" }, step(2, 7, 20, 1), nil},
		{"dropped", func(i *catalog.RoadmapItem) { i.State = "dropped" }, step(2, 30, 40, 1), []found{{strategy.Dropped, 0}}},
		{"sooner without dates", func(i *catalog.RoadmapItem) { i.Ends, i.Horizon = record.Date{}, "later" }, step(2, 7, 20, 1), []found{{strategy.Sooner, 0}}},
		{"same horizon without dates", func(i *catalog.RoadmapItem) { i.Ends = record.Date{} }, step(2, 7, 20, 1), nil},
		{"circle", func(i *catalog.RoadmapItem) { i.DependsOn = record.ToAll[catalog.RoadmapItem](records.ID(2)) }, step(2, 30, 40, 1),
			[]found{{strategy.Circle, 0}, {strategy.Circle, 0}}},
	} {
		first := step(1, 0, 10)
		if c.first != nil {
			c.first(first)
		}
		var got []found
		for _, x := range strategy.Conflicts(records.Snapshot(t, first, c.second)) {
			got = append(got, found{x.Kind, x.Days})
		}
		if diff := cmp.Diff(c.want, got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", c.name, diff)
		}
	}
}

func TestRoadmapIsByTheme(t *testing.T) {
	a, b, c, gone := step(1, 20, 30), step(2, 10, 15), step(3, 0, 5), step(4, 0, 5)
	c.Theme, gone.State, a.Starts = "A", "dropped", record.Date{}
	themes := strategy.Roadmap(records.Snapshot(t, a, b, c, gone))
	if len(themes) != 2 || themes[0].Name != "A" || len(themes[1].Items) != 2 || themes[1].Items[0] != b {
		t.Errorf("the roadmap is %+v", themes)
	}
}

func TestSignals(t *testing.T) {
	o := objective(100, result(0, 100, 10))
	o.Worth = eur(500)
	work := initiative(1, "proposed", 4, eur(90), record.Money{}, 50)
	work.Objectives = record.ToAll[catalog.Objective](o.ID)
	found := signal.Ask(records.Snapshot(t, o, capability(2, 4), work, step(2, 0, 10), step(3, 7, 20, 2, 4), step(4, 0, 12)), question, strategy.Rules()...)
	var titles []string
	for _, s := range found {
		titles = append(titles, s.Title)
		if s.Why == "" || s.StakeBasis == "" || len(s.Acts) == 0 || len(s.Evidence) == 0 {
			t.Errorf("%q does not explain itself: %+v", s.Title, s)
		}
		if s.Stake.Known() && (s.Stake != eur(500) || s.Root().ID != o.ID) {
			t.Errorf("%q puts %s at stake on %s; sums would count it twice", s.Title, s.Stake, s.Root().Type)
		}
	}
	want := []string{
		"“O” is behind: 10 % reached, with 50 % of its period over", "No funded work serves “O”",
		"Terminal is wanted at level 4 in 100 days and stays at 2 with the money there is",
		"On the roadmap “I” starts before the end of “I”",
	}
	if diff := cmp.Diff(want, titles); diff != "" {
		t.Errorf("signals (-want +got):\n%s", diff)
	}
	if !strings.Contains(found[3].Why, "Besides") {
		t.Errorf("two conflicts of an item are not told as one: %q", found[3].Why)
	}
}

func TestPeriodThatIsOver(t *testing.T) {
	o := objective(100, result(0, 100, 100))
	o.Starts, o.Ends = today.AddDays(-100), today.AddDays(-3)
	got := signal.Ask(records.Snapshot(t, o), question, strategy.Rules()...)
	if len(got) == 0 || got[0].Title != "The period of “O” ended 3 days ago: 100 % reached" {
		t.Errorf("found %+v", got)
	}
}
