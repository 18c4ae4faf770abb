// Command loss times drawn years and exact curves of losses beside the obvious ways:
// a plain loop in Go, and numpy. It prints the tables of docs/benchmarks/loss.md.
//
//	go run ./bench/loss [-rounds 5]
//
// Each round runs all sides after each other. Times are processor seconds of one
// core. numpy is that of /usr/bin/python3 (Debian: apt-get install python3-numpy);
// without it its row stays empty.
package main

import (
	"context"
	"flag"
	"fmt"
	"math"
	"math/rand/v2"
	"os"
	"os/exec"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"syscall"

	"fairlead/engine/loss"
)

const (
	scenarios = 50
	rate      = 5
	years     = 100_000
)

func main() {
	rounds := flag.Int("rounds", 5, "how often each side runs; the median counts")
	flag.Parse()
	runtime.GOMAXPROCS(1)
	if err := run(*rounds); err != nil {
		fmt.Fprintln(os.Stderr, "loss:", err)
		os.Exit(1)
	}
}

// side is one way to draw the years: it gives how many events it drew, the mean
// yearly loss and the processor seconds it took.
type side struct {
	name string
	draw func(low, high []float64) (events int64, mean, seconds float64, err error)
}

func run(rounds int) error {
	p := problem(scenarios, rate)
	var low, high []float64
	for i := range p.Scenarios {
		l, h := bounds(i)
		low, high = append(low, l), append(high, h)
	}
	sides := []side{{"Fairlead", fairlead(p)}, {"a plain loop in Go", timed(plain)}, {"numpy", numpy}}
	speeds, means := make([][]float64, len(sides)), make([]float64, len(sides))
	for range rounds {
		for i, s := range sides {
			events, mean, seconds, err := s.draw(low, high)
			if err != nil {
				return fmt.Errorf("%s: %w", s.name, err)
			}
			speeds[i], means[i] = append(speeds[i], float64(events)/seconds), mean
		}
	}
	expected, err := loss.Mean(context.Background(), p, loss.Settings{})
	if err != nil {
		return err
	}
	fmt.Printf("%d scenarios, %d events a year each, %d years; expected yearly loss %.5g. Load: %s\n\n", scenarios, rate, years, expected.Value, load())
	fmt.Println("| | events/s, median | best | ratio of medians | mean yearly loss |\n|---|--:|--:|--:|--:|")
	for i, s := range sides {
		m := median(speeds[i])
		fmt.Printf("| %s | %.2e | %.2e | %.2f | %.4g |\n", s.name, m, slices.Max(speeds[i]), median(speeds[0])/m, means[i])
	}
	return exact(rounds)
}

// exact times curves of 200 scenarios.
func exact(rounds int) error {
	fmt.Printf("\n| 200 scenarios, events a year each | exact curve, s, median | best | VaR 99 %% | known within ± | shortfall 99 %% | known within ± |\n|--:|--:|--:|--:|--:|--:|--:|\n")
	for _, rate := range []float64{0.1, 1, 5} {
		p := problem(200, rate)
		var times []float64
		var d *loss.Distribution
		for range rounds {
			start := processor()
			var err error
			if d, err = loss.Exact(context.Background(), p, loss.Settings{}); err != nil {
				return err
			}
			times = append(times, processor()-start)
		}
		v, s := d.VaR(0.99), d.Shortfall(0.99)
		fmt.Printf("| %g | %.3f | %.3f | %.5g | %.2g %% | %.5g | %.2g %% |\n", rate, median(times), slices.Min(times), v.Value, width(v), s.Value, width(s))
	}
	fmt.Println("\nLoad at the end:", load())
	return nil
}

func width(f loss.Figure) float64 { return 50 * (f.High - f.Low) / f.Value }

func bounds(i int) (low, high float64) {
	low = 1e4 * float64(1+i%10)
	return low, low * float64(int(10)<<(i%7))
}

func problem(count int, rate float64) *loss.Problem {
	p := &loss.Problem{}
	for i := range count {
		low, high := bounds(i)
		p.Scenarios = append(p.Scenarios, loss.Scenario{Name: fmt.Sprint("scenario ", i), Frequency: loss.Rate(rate), Magnitude: loss.Range(low, high)})
	}
	return p
}

// fairlead draws with one goroutine, and with all that a simulation says: quantiles
// and intervals of each scenario and of the whole.
func fairlead(p *loss.Problem) func(low, high []float64) (int64, float64, float64, error) {
	return func(_, _ []float64) (int64, float64, float64, error) {
		start := processor()
		s, err := loss.Simulate(context.Background(), p, loss.Settings{Years: years, Goroutines: 1})
		if err != nil {
			return 0, 0, 0, err
		}
		return s.Events, s.Total.Mean().Value, processor() - start, nil
	}
}

func timed(draw func(low, high []float64) (int64, float64)) func(low, high []float64) (int64, float64, float64, error) {
	return func(low, high []float64) (int64, float64, float64, error) {
		start := processor()
		events, mean := draw(low, high)
		return events, mean, processor() - start, nil
	}
}

// plain is the loop that one writes first: Knuth's Poisson numbers, the standard
// library's normals and exponentials, and the totals sorted at the end.
func plain(low, high []float64) (events int64, mean float64) {
	random := rand.New(rand.NewPCG(1, 2))
	totals := make([]float64, years)
	for i := range low {
		mu := (math.Log(low[i]) + math.Log(high[i])) / 2
		sigma := (math.Log(high[i]) - math.Log(low[i])) / (2 * 1.6448536269514722)
		for y := range totals {
			for product := random.Float64(); product > math.Exp(-rate); product *= random.Float64() {
				totals[y] += math.Exp(mu + sigma*random.NormFloat64())
				events++
			}
		}
	}
	slices.Sort(totals)
	for _, v := range totals {
		mean += v / years
	}
	return events, mean
}

// script is vectorised: all counts of a scenario at once, all losses at once, and
// sums by year; then the totals are sorted.
const script = `
import sys, time, numpy as np
low, high = (np.array([float(x) for x in a.split(",")]) for a in sys.argv[1:3])
rate, years = float(sys.argv[3]), int(sys.argv[4])
start = time.process_time()
random = np.random.default_rng(1)
totals, events = np.zeros(years), 0
for l, h in zip(np.log(low), np.log(high)):
    n = random.poisson(rate, years)
    x = random.lognormal((l + h) / 2, (h - l) / (2 * 1.6448536269514722), n.sum())
    totals += np.bincount(np.repeat(np.arange(years), n), weights=x, minlength=years)
    events += len(x)
totals.sort()
print(events, totals.mean(), time.process_time() - start)
`

func numpy(low, high []float64) (int64, float64, float64, error) {
	command := exec.Command("/usr/bin/python3", "-c", script, listed(low), listed(high), fmt.Sprint(rate), fmt.Sprint(years))
	command.Env = append(os.Environ(), "OMP_NUM_THREADS=1", "OPENBLAS_NUM_THREADS=1")
	out, err := command.Output()
	if err != nil {
		return 0, math.NaN(), math.NaN(), nil // no numpy here
	}
	var events int64
	var mean, seconds float64
	_, err = fmt.Sscan(string(out), &events, &mean, &seconds)
	return events, mean, seconds, err
}

func listed(values []float64) string {
	var all []string
	for _, v := range values {
		all = append(all, strconv.FormatFloat(v, 'g', -1, 64))
	}
	return strings.Join(all, ",")
}

// processor is what this process has taken of its processors, in seconds.
func processor() float64 {
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		return math.NaN()
	}
	return float64(u.Utime.Nano()+u.Stime.Nano()) / 1e9
}

func median(values []float64) float64 {
	sorted := slices.Sorted(slices.Values(values))
	return sorted[len(sorted)/2]
}

func load() string {
	content, err := os.ReadFile("/proc/loadavg")
	if err != nil {
		return "not known"
	}
	return strings.Join(strings.Fields(string(content))[:3], " ")
}
