package briefing_test

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"fairlead/internal/insight/briefing"
	"fairlead/internal/insight/signal"
	"fairlead/internal/record"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

func TestUrgency(t *testing.T) {
	for days, want := range map[int]int{0: 100, 1: 93, 2: 88, 7: 67, 14: 50, 42: 25, 90: 13, 180: 7, 100_000: 0, -1: 105, -9: 145, -10: 150, -11: 150, -2000: 150} {
		if got := briefing.Urgency(today, today.AddDays(days)); got != want {
			t.Errorf("in %d days: %d %%, want %d", days, got, want)
		}
	}
	if got := briefing.Urgency(today, record.Date{}); got != 25 {
		t.Errorf("without a day: %d %%, want 25", got)
	}
}

func TestUrgencyGrows(t *testing.T) {
	for days := -100; days < 1000; days++ {
		if sooner, later := briefing.Urgency(today, today.AddDays(days)), briefing.Urgency(today, today.AddDays(days+1)); sooner < later {
			t.Errorf("%d days weigh %d %%, a day more %d", days, sooner, later)
		}
	}
}

func sig(key string, stake record.Money, days int, severity signal.Severity) signal.Signal {
	return signal.Signal{Key: key, Stake: stake, Due: today.AddDays(days), Severity: severity}
}

func TestRanked(t *testing.T) {
	for _, c := range []struct {
		name string
		in   []signal.Signal
		want []string
	}{
		{"more at stake first", []signal.Signal{sig("small", eur(10), 5, 0), sig("large", eur(1000), 5, 0)}, []string{"large", "small"}},
		{"sooner first", []signal.Signal{sig("later", eur(10), 50, 0), sig("sooner", eur(10), 5, 0)}, []string{"sooner", "later"}},
		{"a small thing today before a larger one in three months", []signal.Signal{sig("far", eur(700), 90, 0), sig("near", eur(100), 0, 0)}, []string{"near", "far"}},
		{"nothing at stake is last", []signal.Signal{sig("nothing", eur(0), -50, signal.High), sig("something", eur(1), 90, 0)}, []string{"something", "nothing"}},
		{"unknown by severity among known", []signal.Signal{
			sig("1000", eur(1000), 0, 0), sig("500", eur(500), 0, 0), sig("100", eur(100), 0, 0), sig("50", eur(50), 0, 0), sig("10", eur(10), 0, 0),
			sig("high", record.Money{}, 0, signal.High), sig("medium", record.Money{}, 0, signal.Medium), sig("low", record.Money{}, 0, signal.Low),
		}, []string{"1000", "500", "high", "100", "medium", "50", "10", "low"}},
		{"unknown by urgency among known", []signal.Signal{sig("10", eur(10), 0, 0), sig("soon", record.Money{}, 0, signal.High), sig("far", record.Money{}, 100, signal.High), sig("100", eur(100), 14, 0), sig("1000", eur(1000), 14, 0)},
			[]string{"1000", "soon", "100", "far", "10"}},
		{"another currency is not converted", []signal.Signal{sig("eur", eur(100), 0, 0), sig("nok", record.Money{Minor: 1e9, Currency: "NOK"}, 0, 0)}, []string{"eur", "nok"}},
		{"nothing known: by urgency, then severity", []signal.Signal{sig("b", record.Money{}, 5, 0), sig("c", record.Money{}, 5, signal.High), sig("a", record.Money{}, 1, 0)}, []string{"a", "c", "b"}},
		{"equal: by key", []signal.Signal{sig("b", eur(1), 1, 0), sig("a", eur(1), 1, 0)}, []string{"a", "b"}},
	} {
		if diff := cmp.Diff(c.want, keys(briefing.Ranked(c.in, question()))); diff != "" {
			t.Errorf("%s (-want +got):\n%s", c.name, diff)
		}
	}
}

func TestRankSaysWhy(t *testing.T) {
	in := []signal.Signal{sig("known", eur(411492), 2, 0), sig("unknown", record.Money{}, -4, signal.Low), sig("foreign", record.Money{Minor: 3e7, Currency: "PLN"}, 0, signal.High)}
	got := map[string]string{}
	for _, item := range briefing.Ranked(in, question()) {
		got[item.Key] = item.Reason(question())
	}
	want := map[string]string{
		"known":   "€411\u00a0k at stake, times 88 % for urgency (to be done by 23 Nov 2026, in 2 days), weighs €362\u00a0k.",
		"unknown": "Its stake is not known: it is weighed with €411\u00a0k, the least of the known stakes, as no important service is known to hang on it, times 120 % for urgency (to be done by 17 Nov 2026, 4 days ago).",
		"foreign": "Its stake of PLN\u00a0300\u00a0k is not converted: it is weighed with €411\u00a0k, the middle one of the known stakes, as a critical service hangs on it, times 100 % for urgency (to be done by 21 Nov 2026, today).",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("reasons (-want +got):\n%s", diff)
	}
	alone := briefing.Ranked([]signal.Signal{{Key: "alone"}}, question())[0].Reason(question())
	if !strings.Contains(alone, "no stake in EUR is known") {
		t.Errorf("with nothing known: %q", alone)
	}
}

// signals draws a list in which ties are common.
func signals(t *rapid.T) []signal.Signal {
	list := make([]signal.Signal, rapid.IntRange(0, 12).Draw(t, "signals"))
	for i := range list {
		list[i] = signal.Signal{Key: fmt.Sprint("key ", i), Severity: signal.Severity(rapid.IntRange(0, 2).Draw(t, "severity"))}
		if rapid.Bool().Draw(t, "due") {
			list[i].Due = today.AddDays(rapid.SampledFrom([]int{-30, -1, 0, 3, 40}).Draw(t, "days"))
		}
		list[i].Stake = rapid.SampledFrom([]record.Money{{}, eur(0), eur(100), eur(100), eur(250), {Minor: 5, Currency: "NOK"}}).Draw(t, "stake")
	}
	return list
}

func keys(items []briefing.Item) []string {
	out := make([]string, len(items))
	for i, item := range items {
		out[i] = item.Key
	}
	return out
}

// TestRankedIsATotalOrder holds that the order does not depend on the one in
// which signals come in.
func TestRankedIsATotalOrder(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		list := signals(t)
		want := keys(briefing.Ranked(list, question()))
		shuffled := slices.Clone(list)
		r := rand.New(rand.NewPCG(rapid.Uint64().Draw(t, "seed"), 1))
		r.Shuffle(len(shuffled), func(i, j int) { shuffled[i], shuffled[j] = shuffled[j], shuffled[i] })
		if diff := cmp.Diff(want, keys(briefing.Ranked(shuffled, question()))); diff != "" {
			t.Fatalf("shuffled (-want +got):\n%s", diff)
		}
	})
}

// TestRankedKeepsWhatIsKnown holds the promises about pairs: of two known stakes
// the one that is larger and as urgent comes first, and an unknown stake is
// neither nothing nor everything.
func TestRankedKeepsWhatIsKnown(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		items := briefing.Ranked(signals(t), question())
		for i, above := range items {
			for _, below := range items[i+1:] {
				if below.Rank.StandIn || below.Rank.Urgency < above.Rank.Urgency {
					continue
				}
				if below.Rank.Stake.Minor > above.Rank.Stake.Minor {
					t.Fatalf("%+v stands above %+v, which has more at stake and is as urgent", above.Rank, below.Rank)
				}
			}
			known := slices.ContainsFunc(items, func(i briefing.Item) bool { return !i.Rank.StandIn })
			if above.Rank.StandIn && above.Rank.Stake.Known() != known {
				t.Fatalf("%+v stands in though known stakes are there: %t", above.Rank, known)
			}
		}
	})
}
