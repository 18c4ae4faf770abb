package loss

import (
	"context"
	"fmt"
	"slices"
	"sync/atomic"
)

// Simulation is what drawing years found.
type Simulation struct {
	Total     *Distribution // of the whole
	Scenarios []ScenarioResult
	Years     int
	Events    int64     // that were drawn, of scenarios
	Losses    []float64 // of the whole, year by year
	Table     float64   // the largest relative error of a drawn loss that the tables of quantiles make
}

// ScenarioResult is what was drawn of one scenario, after its layers.
type ScenarioResult struct {
	Name    string
	Mean    Figure
	None    Figure  // the chance of a year without loss
	Levels  []Level // 0.95, 0.99 and 0.999
	Largest float64
	Losses  []float64 // year by year, where Settings.Keep asks for it
}

// Simulate draws years of a problem. The same seed gives the same years, for any
// number of goroutines. It fails where the problem or the settings are wrong, where
// the memory is not enough and when ctx is done.
//
// Rank correlations are those of a Gaussian copula: the yearly losses of a scenario
// are put into the order of correlated normals (Iman and Conover, "A
// distribution-free approach to inducing rank correlation", Communications in
// Statistics B 11(3), 1982), so that each keeps its distribution. Years without loss
// have no order among themselves, which weakens the correlation of rare losses.
func Simulate(ctx context.Context, p *Problem, s Settings) (*Simulation, error) {
	if err := p.Check(); err != nil {
		return nil, err
	}
	if err := s.check(); err != nil {
		return nil, err
	}
	columns := 4
	if s.Keep {
		columns += len(p.Scenarios)
	}
	if need := int64(s.years()) * 8 * int64(columns); need > s.memory() {
		return nil, fmt.Errorf("%d years need %d bytes, more than the memory allowed", s.years(), need)
	}
	scores, err := p.scores(s.Seed)
	if err != nil {
		return nil, err
	}
	run := &run{ctx: ctx, settings: s, years: s.years(), scores: scores, tables: s.tables()}
	return run.all(p)
}

// Drawn is the distribution of yearly losses that were drawn: those of [Simulate], or
// sums of such. Years of several problems may be added up, year by year, where they
// were drawn with the same seed and number of years and each scenario and shock has
// its own name: the sum is then what one simulation of all gives. It takes the slice
// over. Confidence is that of the settings.
func Drawn(losses []float64, s Settings) *Distribution {
	return &Distribution{Method: fmt.Sprintf("simulation of %d years", len(losses)), found: newSample(losses, s.confidence())}
}

type run struct {
	ctx      context.Context
	settings Settings
	years    int
	scores   map[string]*score
	shocks   []shockRun
	tables   *Tables
	events   atomic.Int64
}

type shockRun struct {
	name    string
	numbers stream
	counter *counter
}

func (r *run) all(p *Problem) (*Simulation, error) {
	models, shocks := p.models()
	for _, s := range shocks {
		r.shocks = append(r.shocks, shockRun{s.name, newStream(r.settings.Seed, "shock", s.name), newCounter(s.counts)})
	}
	result := &Simulation{Years: r.years, Losses: make([]float64, r.years)}
	column := make([]float64, r.years)
	for i := range models {
		if r.settings.Keep {
			column = make([]float64, r.years)
		}
		d := newDrawing(r, &models[i], models[i].events(shocks))
		if err := d.fill(column); err != nil {
			return nil, err
		}
		for y, v := range column {
			result.Losses[y] += v
		}
		result.Table = max(result.Table, d.tableError())
		result.Scenarios = append(result.Scenarios, r.scenario(models[i].name, column))
	}
	if n := newNet(p.Layers); !n.plain() {
		for y, v := range result.Losses {
			result.Losses[y] = n.at(v)
		}
	}
	result.Events = r.events.Load()
	result.Total = Drawn(slices.Clone(result.Losses), r.settings)
	return result, nil
}

func (r *run) scenario(name string, column []float64) ScenarioResult {
	s := newSample(slices.Clone(column), r.settings.confidence())
	d := Distribution{found: s}
	result := ScenarioResult{Name: name, Mean: d.Mean(), None: d.None(), Largest: s.sorted[len(s.sorted)-1]}
	for _, p := range []float64{0.95, 0.99, 0.999} {
		result.Levels = append(result.Levels, Level{p, d.VaR(p), d.Shortfall(p)})
	}
	if r.settings.Keep {
		result.Losses = column
	}
	return result
}
