package risk_test

import (
	"math"
	"strings"
	"testing"

	"fairlead/internal/catalog"
	"fairlead/internal/insight/risk"
	"fairlead/internal/insight/signal"
	"fairlead/internal/record"
	"fairlead/internal/testkit/records"
)

func percent(p int64) record.Percent { return record.NewPercent(p * 1_000_000) }

// Each rule: what it says, what is at stake, and when it says nothing. The risk happens
// twice a year and costs 1,000 each time: 2,000 a year.
func TestSignals(t *testing.T) {
	today := question.Day
	of := record.To[catalog.Risk](records.ID(1))
	appetite := func(loss, chance int64) *catalog.RiskAppetite {
		return &catalog.RiskAppetite{Header: records.Head(20, "in_force"), Title: "Board", Limits: record.Rows[catalog.AppetitePoint]{{Loss: eur(loss), Chance: percent(chance)}}}
	}
	acceptance := func(amount int64, days int) *catalog.RiskAcceptance {
		return &catalog.RiskAcceptance{Header: records.Head(20, "given"), Title: "Borne", Risk: of, Amount: eur(amount), Expires: today.AddDays(days)}
	}
	due := func(state string, days int, yearly int64) *catalog.RiskTreatment {
		return treatment(20, state, func(t *catalog.RiskTreatment) { t.Due, t.Yearly = today.AddDays(days), eur(yearly) }, effect(1, 50))
	}
	reads := func(direction catalog.IndicatorDirection, value int64, days int) *catalog.RiskIndicator {
		return &catalog.RiskIndicator{Header: records.Head(20, "in_use"), Name: "Holes", Unit: "machines", Direction: direction, Risks: record.Refs[catalog.Risk]{of},
			Threshold: record.NewDecimal(5_000_000), Readings: record.Rows[catalog.Reading]{{On: today.AddDays(days), Value: record.NewDecimal(value * 1_000_000)}}}
	}
	estimate := &catalog.RiskEstimate{Header: records.Head(20, "holds"), Risk: of, On: today.AddDays(-365), Frequency: record.Exactly(2),
		Losses: record.Rows[catalog.LossForm]{{Form: "response", Likely: eur(1000)}}}
	events := func(n int) (all []record.Record) {
		for i := range n {
			all = append(all, event(30+i, "loss", "settled", today.AddDays(-200-i)))
		}
		return append(all, estimate)
	}
	for _, c := range []struct {
		name  string
		with  []record.Record
		title string // of the one signal; empty for none
		stake float64
		off   float64 // by how much the stake may be off, as it is drawn
	}{
		// More than 1,500 is two times or more: 1 − 3·exp(−2) = 59.4 %. Beyond it are lost
		// 2,000 − 1,500 + 1,500·exp(−2) + 500·2·exp(−2) = 838.34 on average.
		{"beyond what is accepted", []record.Record{appetite(1500, 50)}, "The chance of losing more than €1.50 k in a year is 59 %, accepted are 50 %", 838.34, 15},
		{"inside what is accepted", []record.Record{appetite(1500, 65)}, "", 0, 0},
		{"an appetite that is not in force", []record.Record{&catalog.RiskAppetite{Header: records.Head(20, "proposed"), Title: "Board", Limits: record.Rows[catalog.AppetitePoint]{{Loss: eur(1), Chance: percent(1)}}}}, "", 0, 0},
		{"borne too little", []record.Record{acceptance(1500, 300)}, "“Risk A” costs €2.00 k a year, borne are €1.50 k", 2000, 0},
		{"borne enough", []record.Record{acceptance(2000, 300)}, "", 0, 0},
		{"borne soon no longer", []record.Record{acceptance(2500, 9)}, "The acceptance “Borne” ends in 9 days", 2000, 0},
		{"borne until lately", []record.Record{acceptance(2500, -3)}, "The acceptance “Borne” ended 3 days ago", 2000, 0},
		{"a treatment that is late", []record.Record{due("agreed", -1, 100)}, "“Treatment” should have been in place yesterday", 1000, 0},
		{"a late proposal", []record.Record{due("proposed", -1, 100)}, "", 0, 0},
		{"a treatment that costs more than it saves", []record.Record{due("agreed", 30, 1500)}, "“Treatment” costs €1.50 k a year and saves €1.00 k", 500, 0},
		{"a treatment that pays", []record.Record{due("agreed", 30, 900)}, "", 0, 0},
		{"an indicator at its threshold", []record.Record{reads("rises", 5, -3)}, "Holes: 5 machines, the threshold is 5", 2000, 0},
		{"an indicator below it", []record.Record{reads("rises", 4, -3)}, "", 0, 0},
		{"an indicator that falls below", []record.Record{reads("falls", 4, -3)}, "Holes: 4 machines, the threshold is 5", 2000, 0},
		{"an indicator that nobody reads", []record.Record{reads("rises", 1, -46)}, "Holes was last read 46 days ago", 2000, 0},
		{"an indicator that is a little late", []record.Record{reads("rises", 1, -45)}, "", 0, 0},
		// Seven times or more, where two are expected, have a chance of 0.45 %.
		{"more events than the estimate says", events(7), "“Risk A” came true 7 times; the estimate says 0 to 5", 2000, 0},
		{"as many as it says", events(3), "", 0, 0},
		{"a review that is past", []record.Record{known(1, 2, 1000, func(k *catalog.Risk) { k.Review = today.AddDays(-2) })}, "The estimate of “Risk A” was to be reviewed 2 days ago", 2000, 0},
		{"a review to come", []record.Record{known(1, 2, 1000, func(k *catalog.Risk) { k.Review = today })}, "", 0, 0},
	} {
		t.Run(c.name, func(t *testing.T) {
			s := records.Snapshot(t, append([]record.Record{known(1, 2, 1000, nil)}, c.with...)...)
			found := signal.Ask(s, signal.Question{Now: record.At(today.Time()), Locale: record.International()}, risk.Rules()...)
			if c.title == "" {
				if len(found) > 0 {
					t.Errorf("found %q", found[0].Title)
				}
				return
			}
			if len(found) != 1 || strings.ReplaceAll(found[0].Title, "\u00a0", " ") != c.title {
				t.Fatalf("found %+v, want %q", found, c.title)
			}
			if got := float64(found[0].Stake.Minor) / 100; math.Abs(got-c.stake) > c.off {
				t.Errorf("at stake are %g, want %g", got, c.stake)
			}
			if len(found[0].Acts) == 0 || found[0].StakeBasis == "" {
				t.Errorf("without acts or a basis: %+v", found[0])
			}
		})
	}
}

// What is at stake is not known where the risk has no figures, and is then not nothing.
func TestSignalsWithoutFigures(t *testing.T) {
	s := records.Snapshot(t, known(1, 2, 1000, func(k *catalog.Risk) { k.Losses, k.Review = nil, question.Day.AddDays(-1) }))
	found := signal.Ask(s, signal.Question{Now: record.At(question.Day.Time()), Locale: record.International()}, risk.Rules()...)
	if len(found) != 1 || found[0].Stake.Known() || found[0].Title != "Of “Risk A” it is not known what one event costs" {
		t.Errorf("found %+v", found)
	}
}
