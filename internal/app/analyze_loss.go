package app

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"math"
	"time"

	"fairlead/engine/loss"
	"fairlead/engine/loss/scenario"
)

// lossQuestion is what the flags ask of scenarios.
type lossQuestion struct {
	seed     *uint64
	years    int
	appetite float64
	tornado  int
}

func (q *lossQuestion) flags(set *flag.FlagSet) {
	set.IntVar(&q.years, "years", 100_000, "how many years of losses to draw (0: none, the exact curve alone)")
	set.Float64Var(&q.appetite, "appetite", 0, "the yearly loss that should not be exceeded, if not the file's")
	set.IntVar(&q.tornado, "tornado", 5, "how many inputs to list by how much they move the result (0: none)")
}

func (q *lossQuestion) check() error {
	switch {
	case q.years < 0 || q.years > 100_000_000:
		return usage("--years must be between 0 and 100000000")
	case !(q.appetite >= 0) || math.IsInf(q.appetite, 1):
		return usage("--appetite must not be below zero")
	case q.tornado < 0 || q.tornado > 1000:
		return usage("--tornado must be between 0 and 1000")
	}
	return nil
}

// lossAnswer is what is said of scenarios, in JSON as it stands.
type lossAnswer struct {
	Model     string       `json:"model"`
	Appetite  float64      `json:"appetite"`   // 0: not said
	Exact     *lossSummary `json:"exact"`      // null where there is no exact curve
	NotExact  string       `json:"notExact"`   // why
	Simulated *lossSummary `json:"simulated"`  // null where no years were drawn
	Years     int          `json:"years"`      //
	Events    int64        `json:"events"`     // drawn
	Table     float64      `json:"tableError"` // relative, of a drawn loss
	Curve     []lossPoint  `json:"curve"`      // loss exceedance
	Scenarios []lossMean   `json:"scenarios"`  //
	Tornado   []lossSwing  `json:"tornado"`    // by the 10 and 90 % quantiles of each input
	Seconds   float64      `json:"seconds"`    //
	shown     *lossSummary // the one that the table tells
}

// lossFigure has no high end where nothing bounds it.
type lossFigure struct {
	Value float64  `json:"value"`
	Low   float64  `json:"low"`
	High  *float64 `json:"high"`
}

func figureOf(f loss.Figure) lossFigure {
	if math.IsInf(f.High, 1) {
		return lossFigure{f.Value, f.Low, nil}
	}
	return lossFigure{f.Value, f.Low, &f.High}
}

func (f lossFigure) String() string {
	if f.High == nil {
		return fmt.Sprintf("%.5g\tat least %.5g", f.Value, f.Low)
	}
	return fmt.Sprintf("%.5g\t%.5g to %.5g", f.Value, f.Low, *f.High)
}

type lossSummary struct {
	Method       string      `json:"method"`
	Mean         lossFigure  `json:"mean"`
	None         lossFigure  `json:"none"`         // chance of a year without loss
	OverAppetite *lossFigure `json:"overAppetite"` // chance of more than the appetite
	Levels       []lossLevel `json:"levels"`
}

type lossLevel struct {
	P         float64    `json:"p"`
	VaR       lossFigure `json:"valueAtRisk"`
	Shortfall lossFigure `json:"expectedShortfall"`
}

type lossPoint struct {
	Loss   float64    `json:"loss"`
	Exceed lossFigure `json:"exceed"`
}

type lossMean struct {
	Name string     `json:"name"`
	Mean lossFigure `json:"mean"`
}

type lossSwing struct {
	Of    string        `json:"of"`
	Input string        `json:"input"`
	Low   float64       `json:"low"`
	High  float64       `json:"high"`
	Mean  [2]lossFigure `json:"mean"`
}

func (q *lossQuestion) answer(ctx context.Context, model string, r io.Reader) (analysis, error) {
	file, err := scenario.Read(r, scenario.Limits{})
	if err != nil {
		return nil, err
	}
	start := time.Now()
	a := &lossAnswer{Model: model, Appetite: file.Appetite}
	if q.appetite > 0 {
		a.Appetite = q.appetite
	}
	settings := loss.Settings{Years: q.years, Seed: *q.seed}
	for _, step := range []func(context.Context, *loss.Problem, loss.Settings) error{a.curve, a.draw, a.means, a.swings(q.tornado)} {
		if err := step(ctx, &file.Problem, settings); err != nil {
			return nil, err
		}
	}
	a.Seconds = time.Since(start).Seconds()
	return a, nil
}

func (a *lossAnswer) curve(ctx context.Context, p *loss.Problem, s loss.Settings) error {
	d, err := loss.Exact(ctx, p, s)
	if errors.Is(err, loss.ErrNotExact) && s.Years > 0 {
		a.NotExact = err.Error()
		return nil
	}
	if err != nil {
		return err
	}
	a.Exact = a.summary(d)
	a.shown = a.Exact
	return nil
}

func (a *lossAnswer) draw(ctx context.Context, p *loss.Problem, s loss.Settings) error {
	if s.Years == 0 {
		return nil
	}
	drawn, err := loss.Simulate(ctx, p, s)
	if err != nil {
		return err
	}
	a.Simulated = a.summary(drawn.Total)
	a.Years, a.Events, a.Table = drawn.Years, drawn.Events, drawn.Table
	if a.shown == nil {
		a.shown = a.Simulated
	}
	return nil
}

func (a *lossAnswer) summary(d *loss.Distribution) *lossSummary {
	found := d.Summary(a.Appetite)
	s := &lossSummary{Method: d.Method, Mean: figureOf(found.Mean), None: figureOf(found.None)}
	if a.Appetite > 0 {
		over := figureOf(found.Over)
		s.OverAppetite = &over
	}
	for _, l := range found.Levels {
		s.Levels = append(s.Levels, lossLevel{l.P, figureOf(l.VaR), figureOf(l.Shortfall)})
	}
	if a.Curve == nil {
		for _, point := range d.Curve(41, 0.001) {
			a.Curve = append(a.Curve, lossPoint{point.Loss, figureOf(point.Exceed)})
		}
	}
	return s
}

func (a *lossAnswer) means(ctx context.Context, p *loss.Problem, s loss.Settings) error {
	for _, each := range p.Scenarios {
		mean, err := loss.Mean(ctx, p.Alone(each.Name), s)
		if err != nil {
			return err
		}
		a.Scenarios = append(a.Scenarios, lossMean{each.Name, figureOf(mean)})
	}
	return nil
}

func (a *lossAnswer) swings(most int) func(context.Context, *loss.Problem, loss.Settings) error {
	return func(ctx context.Context, p *loss.Problem, s loss.Settings) error {
		if most == 0 || len(p.Layers) > 0 && a.Exact == nil {
			return nil
		}
		found, err := loss.Tornado(ctx, p, 0, most, s)
		for _, w := range found {
			a.Tornado = append(a.Tornado, lossSwing{w.Of, w.Input, w.Low, w.High, [2]lossFigure{figureOf(w.Mean[0]), figureOf(w.Mean[1])}})
		}
		return err
	}
}

func (a *lossAnswer) table(w io.Writer) {
	fmt.Fprintf(w, "%s\t%s\t\n", a.Model, a.shown.Method)
	if a.NotExact != "" {
		fmt.Fprintf(w, "\t%s\n", a.NotExact)
	}
	fmt.Fprintf(w, "loss of a year\tvalue\tbetween\n")
	a.shown.table(w, a.Appetite)
	if a.Simulated != nil && a.shown != a.Simulated {
		fmt.Fprintf(w, "drawn\t%s\t\n", a.Simulated.Method)
		a.Simulated.table(w, a.Appetite)
	}
	fmt.Fprintf(w, "scenario\tmean\t\n")
	for _, s := range a.Scenarios {
		fmt.Fprintf(w, "  %s\t%.5g\t\n", s.Name, s.Mean.Value)
	}
	if len(a.Tornado) > 0 {
		fmt.Fprintf(w, "what moves the mean\tmean from\tto\n")
	}
	for _, s := range a.Tornado {
		fmt.Fprintf(w, "  %s of %s, %.4g to %.4g\t%.5g\t%.5g\n", s.Input, s.Of, s.Low, s.High, s.Mean[0].Value, s.Mean[1].Value)
	}
	fmt.Fprintf(w, "seconds\t%.3f\t\n", a.Seconds)
}

func (s *lossSummary) table(w io.Writer, appetite float64) {
	fmt.Fprintf(w, "  mean\t%v\n  chance of none\t%v\n", s.Mean, s.None)
	if s.OverAppetite != nil {
		fmt.Fprintf(w, "  chance of more than %.5g\t%v\n", appetite, *s.OverAppetite)
	}
	for _, l := range s.Levels {
		fmt.Fprintf(w, "  value at risk, %g %%\t%v\n  expected shortfall, %g %%\t%v\n", 100*l.P, l.VaR, 100*l.P, l.Shortfall)
	}
}
