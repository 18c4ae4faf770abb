package risk_test

import (
	"math"
	"strings"
	"testing"

	"fairlead/internal/catalog"
	"fairlead/internal/insight/risk"
	"fairlead/internal/record"
	"fairlead/internal/testkit/records"
)

var question = risk.Question{Currency: "EUR", Day: record.Day(2026, 11, 21)}

func eur(units int64) record.Money { return record.Money{Minor: units * 100, Currency: "EUR"} }

func known(n int, often float64, each int64, change func(*catalog.Risk)) *catalog.Risk {
	k := &catalog.Risk{Header: records.Head(n, "assessed"), Title: "Risk " + string(rune('A'+n-1)), Category: "attack", Frequency: record.Exactly(often),
		Losses: record.Rows[catalog.LossForm]{{Form: "response", Likely: eur(each)}}, AssessedOn: record.Day(2026, 1, 1)}
	if change != nil {
		change(k)
	}
	return k
}

func effect(n int, less float64) catalog.TreatmentEffect {
	return catalog.TreatmentEffect{Risk: record.To[catalog.Risk](records.ID(n)), LessOften: record.Exactly(less)}
}

func treatment(n int, state string, change func(*catalog.RiskTreatment), effects ...catalog.TreatmentEffect) *catalog.RiskTreatment {
	t := &catalog.RiskTreatment{Header: records.Head(n, state), Title: "Treatment", Kind: "both", Effects: effects, Yearly: eur(1000)}
	if change != nil {
		change(t)
	}
	return t
}

// The sum of a Poisson number of losses of one size is that size times a Poisson
// number: its mean is λ·x, and the chance of any loss 1−exp(−λ) (Klugman, Panjer and
// Willmot, Loss Models, 4th ed., 9.3).
func TestPortfolioAgainstPoisson(t *testing.T) {
	p := risk.PortfolioOf(records.Snapshot(t, known(1, 2, 1000, nil), known(2, 0.5, 10_000, nil)), question)
	if p.Problem != "" || p.Yearly != eur(7000) {
		t.Fatalf("expected are %s (%s), want 7000", p.Yearly, p.Problem)
	}
	for n, want := range map[int]float64{1: 1 - math.Exp(-2), 2: 1 - math.Exp(-0.5)} {
		share := p.Of(p.Item(records.ID(n)).Risk)
		if math.Abs(share.Any-want) > 0.012 {
			t.Errorf("any loss of risk %d: %.4f, want %.4f", n, share.Any, want)
		}
	}
	// More than 2,500 in a year: three of the small, or any of the large.
	want := 1 - math.Exp(-2)*(1+2+2)*math.Exp(-0.5)
	if got := p.Now.Total.Exceed(250_000); got.Low > want || got.High < want && math.Abs(got.Value-want) > 0.01 {
		t.Errorf("more than 2,500: %+v, want %.4f", got, want)
	}
}

// A share of a range is a range: the product of lognormal quantities, whose logarithms
// add up.
func TestAttemptsThatSucceed(t *testing.T) {
	s := records.Snapshot(t, known(1, 1, 1000, func(k *catalog.Risk) {
		k.Frequency, k.Succeeds = record.Between90(10, 1000), record.Between90(1, 100)
	}))
	got := risk.RegisterOf(s, question).Items[0].Frequency
	spread := math.Exp(math.Hypot(math.Log(100), math.Log(100)) / 2)
	if math.Abs(got.Low-10/spread) > 1e-9 || math.Abs(got.High-10*spread) > 1e-6 {
		t.Errorf("loss events are %v, want 10 by and times %.4f", got, spread)
	}
}

// What is unknown is left out and said, never taken as nothing.
func TestWhatIsNotKnown(t *testing.T) {
	s := records.Snapshot(t, known(1, 1, 1000, func(k *catalog.Risk) { k.Frequency = record.Estimate{} }),
		known(2, 1, 1000, func(k *catalog.Risk) { k.Losses = nil }),
		known(3, 1, 1000, func(k *catalog.Risk) { k.Losses[0].Likely.Currency = "NOK" }),
		known(4, 1, 1000, func(k *catalog.Risk) { k.State = "closed" }))
	p := risk.PortfolioOf(s, question)
	if p.Problem != "no risk has figures yet" || len(p.Uncounted()) != 3 {
		t.Fatalf("problem %q, %d not in the curve", p.Problem, len(p.Uncounted()))
	}
	for n, want := range []string{"how often it happens", "what one event costs", "no exchange rate from NOK"} {
		if got := p.Uncounted()[n].Missing; !strings.Contains(got, want) {
			t.Errorf("risk %d lacks %q, want %q", n+1, got, want)
		}
	}
}

// A treatment that halves the events of a risk saves half of what it costs, and one in
// place since the estimate is taken off.
func TestTreatments(t *testing.T) {
	before := []record.Record{known(1, 4, 1000, nil), known(2, 1, 500, nil)}
	s := records.Snapshot(t, append(before, treatment(11, "agreed", nil, effect(1, 50)), treatment(12, "agreed", func(t *catalog.RiskTreatment) { t.Yearly = eur(5000) }, effect(2, 50)))...)
	worth := risk.WorthOf(s, question)
	if len(worth) != 2 || worth[0].Treatment.Number != 11 {
		t.Fatalf("worth is %+v", worth)
	}
	if w := worth[0]; w.Low.Minor > 200_000 || w.High.Minor < 200_000 || w.Pays() != "yes" {
		t.Errorf("half of 4,000 a year: %s to %s, pays %q", w.Low, w.High, w.Pays())
	}
	if w := worth[1]; w.Pays() != "no" {
		t.Errorf("250 a year for 5,000 pays %q", w.Pays())
	}
	done := treatment(11, "in_place", func(t *catalog.RiskTreatment) { t.DoneOn = record.Day(2026, 6, 1) }, effect(1, 50))
	if p := risk.PortfolioOf(records.Snapshot(t, append(before, done)...), question); p.Yearly != eur(2500) {
		t.Errorf("with half of the first gone expected are %s, want 2500", p.Yearly)
	}
	done.DoneOn = record.Day(2025, 6, 1)
	if p := risk.PortfolioOf(records.Snapshot(t, append(before, done)...), question); p.Yearly != eur(4500) {
		t.Errorf("what was in place before the estimate is taken off again: %s, want 4500", p.Yearly)
	}
}

// Six events in a year where one was estimated have a chance of 0.06 % by the Poisson
// distribution; one has 63 %.
func TestEstimatesAgainstEvents(t *testing.T) {
	all := []record.Record{known(1, 1, 1000, nil), &catalog.RiskEstimate{Header: records.Head(2, "holds"), Risk: record.To[catalog.Risk](records.ID(1)), On: record.Day(2025, 11, 21),
		Frequency: record.Exactly(1), Losses: record.Rows[catalog.LossForm]{{Form: "response", Likely: eur(1000)}}}}
	for n, want := range map[int]risk.Verdict{1: risk.Fits, 6: risk.TooFew} {
		with := all
		for e := range n {
			with = append(with[:len(with):len(with)], &catalog.LossEvent{Header: records.Head(10+e, "settled"), Risk: record.To[catalog.Risk](records.ID(1)), Kind: "loss", Happened: record.Day(2026, 3, 1+e), Loss: eur(1000)})
		}
		h := risk.HistoryOf(records.Snapshot(t, with...), question)
		if len(h.Kept) != 1 || len(h.Kept[0].Events) != n || h.Kept[0].Verdict() != want {
			t.Errorf("%d events: %+v, verdict %q, want %q", n, h.Kept, h.Kept[0].Verdict(), want)
		}
	}
}
