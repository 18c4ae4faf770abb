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

// rich makes scenarios in the manner of a register of risks: rates and losses as
// ranges and PERT estimates, secondary losses, caps and a common shock.
func rich(count int) *loss.Problem {
	p := many(count, 0.5)
	storm := loss.Shock{Name: "storm", Frequency: loss.Rate(0.1)}
	for i := range p.Scenarios {
		s := &p.Scenarios[i]
		s.Secondary = []loss.Secondary{{Name: "fine", Chance: 0.2, Magnitude: loss.PERT(1e4, 1e5, 2e6)}, {Name: "customers", Chance: 1, Magnitude: loss.Range(1e4, 1e5)}}
		if i%2 == 0 {
			s.Frequency = loss.RateRange(0.1, 2)
		}
		if i%3 == 0 {
			s.EventLayers = []loss.Layer{{Attach: 5e6}}
		}
		if i%4 == 0 {
			storm.Hits = append(storm.Hits, loss.Hit{Scenario: s.Name, Chance: 0.5})
		}
	}
	p.Shocks = append(p.Shocks, storm)
	return p
}

func BenchmarkExactRich(b *testing.B) {
	p := rich(30)
	for b.Loop() {
		if _, err := loss.Exact(b.Context(), p, loss.Settings{}); err != nil {
			b.Fatal(err)
		}
	}
}
