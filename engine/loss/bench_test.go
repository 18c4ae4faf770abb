package loss_test

import (
	"fmt"
	"testing"

	"fairlead/engine/loss"
)

// many makes scenarios with ranges between 1e4 and 1e8 and so many events a year.
func many(count int, rate float64) *loss.Problem {
	p := &loss.Problem{}
	for i := range count {
		low := 1e4 * float64(1+i%10)
		p.Scenarios = append(p.Scenarios, loss.Scenario{
			Name: fmt.Sprint("scenario ", i), Frequency: loss.Rate(rate),
			Magnitude: loss.Range(low, low*float64(int(10)<<(i%7))),
		})
	}
	return p
}

// The goal: 50 scenarios with 5 events a year each, 100,000 years.
func BenchmarkSimulate(b *testing.B) {
	p := many(50, 5)
	var events int64
	for b.Loop() {
		s, err := loss.Simulate(b.Context(), p, loss.Settings{Goroutines: 1})
		if err != nil {
			b.Fatal(err)
		}
		events += s.Events
	}
	b.ReportMetric(float64(events)/b.Elapsed().Seconds(), "events/s")
}

func BenchmarkExact(b *testing.B) {
	for _, rate := range []float64{0.1, 1, 5} {
		p := many(200, rate)
		b.Run(fmt.Sprint(rate, " a year"), func(b *testing.B) {
			for b.Loop() {
				if _, err := loss.Exact(b.Context(), p, loss.Settings{}); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
