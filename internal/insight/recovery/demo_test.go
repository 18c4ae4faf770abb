package recovery_test

import (
	"testing"

	"fairlead/internal/insight/recovery"
	"fairlead/internal/insight/signal"
	"fairlead/internal/record"
	"fairlead/internal/testkit/company"
)

func TestLookDemo(t *testing.T) {
	today := record.Day(2026, 11, 21)
	c := company.Load(t, today)
	for _, p := range recovery.Promises(c.Snapshot, signal.Question{Now: record.At(today.Time()), Locale: record.International()}) {
		if p.Outlook == nil {
			t.Logf("%-30s %s rto %s verdict %d data %s", p.Service.Name, p.Service.Tier, p.RTO.Text(), p.Verdict, p.Loss.Verdict.Title())
			continue
		}
		o := p.Outlook
		t.Logf("%-30s rto %s day %s/%s night %s/%s chance %s (day %s) v%d data %s %v %v %s", p.Service.Name, p.RTO.Text(), recovery.Span(o.Day.At(.5)), recovery.Span(o.Day.At(.9)), recovery.Span(o.Night.At(.5)), recovery.Span(o.Night.At(.9)), recovery.Percent(p.Chance.Share()), recovery.Percent(o.Day.Within(p.RTO.Hours()).Share()), p.Verdict, p.Loss.Verdict.Title(), o.Missing, o.Doubts, o.Mostly(p.Worse))
		for _, l := range recovery.Levers(c.Snapshot, o.Plan.ID, today) {
			t.Logf("      %s: %s -> %s", l.What, recovery.Span(l.Saves), recovery.Percent(l.After.Within(p.RTO.Hours()).Share()))
		}
	}
	for _, s := range signal.Ask(c.Snapshot, signal.Question{Now: record.At(today.Time()), Locale: record.International()}, recovery.Rules()...) {
		t.Logf("%s | %s | %s | %s", s.Title, s.Why, s.Stake.Text(), s.StakeBasis)
	}
}
