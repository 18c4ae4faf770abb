package main

import (
	"encoding/csv"
	"fmt"
	"math"
	"os"
	"slices"
	"strconv"
	"strings"
	"syscall"

	"fairlead/engine/forecast"
)

// contest is one series with what came after it.
type contest struct {
	period  string
	season  int
	y, next []float64
}

type sample []contest

func read(path string) (sample, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	rows, err := csv.NewReader(f).ReadAll()
	if err != nil {
		return nil, err
	}
	var out sample
	for _, row := range rows[1:] {
		season, err := strconv.Atoi(row[4])
		if err != nil {
			return nil, err
		}
		out = append(out, contest{row[1], season, numbers(row[6]), numbers(row[7])})
	}
	return out, nil
}

func numbers(text string) []float64 {
	var out []float64
	for _, word := range strings.Fields(text) {
		v, _ := strconv.ParseFloat(word, 64)
		out = append(out, v)
	}
	return out
}

func (s sample) periods() []string {
	var out []string
	for _, c := range s {
		if !slices.Contains(out, c.period) {
			out = append(out, c.period)
		}
	}
	return out
}

func (s sample) of(period string) sample {
	var out sample
	for _, c := range s {
		if c.period == period {
			out = append(out, c)
		}
	}
	return out
}

func (s sample) problems() []forecast.Problem {
	var out []forecast.Problem
	for _, c := range s {
		out = append(out, forecast.Problem{Values: c.y, Seasons: []int{c.season}, Horizon: len(c.next)})
	}
	return out
}

// marks are errors counted as the competitions do.
type marks struct {
	n, smape, mase float64
	held, steps    []float64 // by step
}

func newMarks() *marks { return &marks{held: make([]float64, 50), steps: make([]float64, 50)} }

func (m *marks) add(c contest, mean, lower, upper []float64) {
	scale, n := 0.0, float64(len(c.next))
	for t := c.season; t < len(c.y); t++ {
		scale += math.Abs(c.y[t]-c.y[t-c.season]) / float64(len(c.y)-c.season)
	}
	for h, v := range c.next {
		e := math.Abs(v - mean[h])
		m.smape += 200 * e / (math.Abs(v) + math.Abs(mean[h])) / n
		m.mase += e / scale / n
		if m.steps[h]++; v >= lower[h] && v <= upper[h] {
			m.held[h]++
		}
	}
	m.n++
}

func (m *marks) covered() float64 {
	held, steps := 0.0, 0.0
	for h := range m.steps {
		held, steps = held+m.held[h], steps+m.steps[h]
	}
	return 100 * held / steps
}

func (m *marks) bySteps() string {
	var out []string
	for h, n := range m.steps {
		if n > 0 {
			out = append(out, fmt.Sprintf("%.0f", 100*m.held[h]/n))
		}
	}
	return strings.Join(out, " ")
}

func (m *marks) row(name, method string, seconds float64) string {
	return fmt.Sprintf("| %s (%.0f) | %s | %.2f | %.3f | %.1f %% | %.3f | %.0f |", name, m.n, method, m.smape/m.n, m.mase/m.n, m.covered(), 1000*seconds/m.n, m.n/seconds)
}

// cpu is the processor time of this program so far, in seconds.
func cpu() float64 {
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		return 0
	}
	return float64(u.Utime.Nano()+u.Stime.Nano()) / 1e9
}
