package forecast_test

import (
	"bytes"
	"encoding/csv"
	"math"
	"strconv"
	"strings"
	"testing"

	"fairlead/engine/forecast"
	"fairlead/internal/testkit/corpus"
)

// contest is one series of the M competitions with what came after it.
type contest struct {
	period  string
	season  int
	y, next []float64
}

func contests(t testing.TB, file string) []contest {
	t.Helper()
	rows, err := csv.NewReader(bytes.NewReader(corpus.Read(t, "forecast/"+file))).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	var out []contest
	for _, row := range rows[1:] {
		season, _ := strconv.Atoi(row[4])
		out = append(out, contest{row[1], season, numbers(strings.Fields(row[6])), numbers(strings.Fields(row[7]))})
	}
	return out
}

func (c contest) problem() forecast.Problem {
	return forecast.Problem{Values: c.y, Seasons: []int{c.season}, Horizon: len(c.next)}
}

// marks are the errors of forecasts of many series, as the competitions count.
type marks struct{ smape, mase, covered float64 }

func judge(t testing.TB, all []contest, s forecast.Settings) marks {
	t.Helper()
	var problems []forecast.Problem
	for _, c := range all {
		problems = append(problems, c.problem())
	}
	results, err := forecast.SolveAll(t.Context(), problems, s)
	if err != nil {
		t.Fatal(err)
	}
	var m marks
	steps := 0.0
	for i, c := range all {
		scale, n := 0.0, float64(len(c.next))
		for t := c.season; t < len(c.y); t++ {
			scale += math.Abs(c.y[t]-c.y[t-c.season]) / float64(len(c.y)-c.season)
		}
		for h, v := range c.next {
			e := math.Abs(v - results[i].Mean[h])
			m.smape += 200 * e / (math.Abs(v) + math.Abs(results[i].Mean[h])) / n
			m.mase += e / scale / n
			if steps++; v >= results[i].Lower[h] && v <= results[i].Upper[h] {
				m.covered++
			}
		}
	}
	n := float64(len(all))
	return marks{m.smape / n, m.mase / n, m.covered / steps}
}

func only(all []contest, period string) []contest {
	var out []contest
	for _, c := range all {
		if c.period == period {
			out = append(out, c)
		}
	}
	return out
}

// Theta makes the errors that R's thetaf makes on the same series: its sMAPE is
// 14.18 in the same count (bench/forecast prints it).
func TestThetaInCompetition(t *testing.T) {
	got := judge(t, only(contests(t, "m3_half.csv"), "MONTHLY"), forecast.Settings{Method: forecast.Theta, Origins: -1})
	if math.Abs(got.smape-14.1800) > 0.001 {
		t.Errorf("sMAPE %.4f", got.smape)
	}
}

// The combination beats Theta, and its intervals hold what they promise, on every
// fourth monthly series of either competition. The whole is measured in
// docs/benchmarks/forecast.md.
func TestCombinationInCompetition(t *testing.T) {
	for _, file := range []string{"m1.csv", "m3_half.csv"} {
		var some []contest
		for i, c := range only(contests(t, file), "MONTHLY") {
			if i%4 == 0 {
				some = append(some, c)
			}
		}
		theta := judge(t, some, forecast.Settings{Method: forecast.Theta, Origins: -1})
		got := judge(t, some, forecast.Settings{})
		if got.smape > theta.smape || got.mase > theta.mase || got.covered < 0.92 || got.covered > 0.985 {
			t.Errorf("%s: %+v, Theta %+v", file, got, theta)
		}
	}
}

func BenchmarkTheta(b *testing.B) {
	benchmark(b, forecast.Settings{Method: forecast.Theta, Origins: -1})
}
func BenchmarkCombination(b *testing.B) { benchmark(b, forecast.Settings{Origins: -1}) }
func BenchmarkCalibrated(b *testing.B)  { benchmark(b, forecast.Settings{}) }

// benchmark forecasts monthly series of M3 one after another.
func benchmark(b *testing.B, s forecast.Settings) {
	all := only(contests(b, "m3_half.csv"), "MONTHLY")
	b.ResetTimer()
	for i := 0; b.Loop(); i++ {
		if _, err := forecast.Solve(b.Context(), all[i%len(all)].problem(), s); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "series/s")
}

func BenchmarkMonitor(b *testing.B) {
	m := forecast.NewMonitor(24)
	for i := 0; b.Loop(); i++ {
		m.Add(float64(i % 24))
	}
}
