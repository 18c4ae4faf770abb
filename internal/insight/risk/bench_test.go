package risk_test

import (
	"syscall"
	"testing"

	"fairlead/internal/catalog"
	"fairlead/internal/insight/risk"
	"fairlead/internal/insight/signal"
	"fairlead/internal/record"
	"fairlead/internal/testkit/company"
)

// answers is all that the first page of risk asks.
func answers(s *record.Snapshot, q risk.Question) {
	risk.PortfolioOf(s, q)
	risk.HeldOf(s, q)
	risk.WorthOf(s, q)
	risk.HistoryOf(s, q)
	signal.Ask(s, signal.Question{Now: record.At(question.Day.Time()), Locale: record.International()}, risk.Rules()...)
}

// processor is what this process has taken of its processors, in milliseconds.
func processor(b *testing.B) float64 {
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		b.Fatal(err)
	}
	return float64(u.Utime.Nano()+u.Stime.Nano()) / 1e6
}

// BenchmarkFirst asks the first time; BenchmarkChange after a change of one risk.
func BenchmarkFirst(b *testing.B) {
	q := risk.Question{Currency: "EUR", Day: question.Day}
	taken := 0.0
	for b.Loop() {
		b.StopTimer()
		s := company.Load(b, question.Day).Snapshot
		b.StartTimer()
		from := processor(b)
		answers(s, q)
		taken += processor(b) - from
	}
	b.ReportMetric(taken/float64(b.N), "cpu-ms/op")
}

func BenchmarkChange(b *testing.B) {
	q := risk.Question{Currency: "EUR", Day: question.Day}
	s := company.Load(b, question.Day).Snapshot
	answers(s, q)
	t := record.TypeFor[catalog.Risk](s)
	n, from := 0, processor(b)
	for b.Loop() {
		n++
		var old *catalog.Risk
		for k := range record.Each[catalog.Risk](s) {
			if k.Frequency.Known() && len(k.Losses) > 0 && k.Open() {
				old = k
				break
			}
		}
		changed := t.Clone(old).(*catalog.Risk)
		changed.Head().Version++
		changed.Losses[0].Likely = record.Money{}
		changed.Losses[0].High.Minor += int64(n)
		s = s.With(s.Position()+1, record.Edit{Old: old, New: changed})
		answers(s, q)
	}
	b.ReportMetric((processor(b)-from)/float64(b.N), "cpu-ms/op")
}
