package app

import (
	"context"
	"flag"
	"fmt"
	"io"
	"math"
	"strconv"
	"strings"

	"fairlead/engine/forecast"
	"fairlead/engine/forecast/table"
)

// forecastQuestion is what the flags ask of series.
type forecastQuestion struct {
	seasons []int
	horizon int
	method  string
	limit   *float64
}

func (q *forecastQuestion) flags(set *flag.FlagSet) {
	set.Func("season", "how many observations make a cycle: 12 for months of a year; 24,168 for hours of a day and of a week", func(text string) error {
		q.seasons = nil
		for _, part := range strings.Split(text, ",") {
			n, err := strconv.Atoi(strings.TrimSpace(part))
			if err != nil || n < 1 || n > forecast.MostValues {
				return fmt.Errorf("must be a number from 1 to %d, or several", forecast.MostValues)
			}
			q.seasons = append(q.seasons, n)
		}
		return nil
	})
	set.IntVar(&q.horizon, "horizon", 12, "how many steps ahead")
	set.StringVar(&q.method, "method", string(forecast.Combination), "combination, theta, dynamic-theta, smoothing, damped, complex, arima, cycle-theta, naive or intermittent")
	set.Func("limit", "also tell when this value is reached", func(text string) error {
		v, err := strconv.ParseFloat(text, 64)
		if err != nil || math.IsNaN(v) || math.IsInf(v, 0) {
			return fmt.Errorf("must be a number")
		}
		q.limit = &v
		return nil
	})
}

func (q *forecastQuestion) check() error {
	if q.horizon < 1 || q.horizon > forecast.MostHorizon {
		return usage("--horizon must be between 1 and %d", forecast.MostHorizon)
	}
	if len(q.seasons) > forecast.MostSeasons {
		return usage("--season takes at most %d numbers", forecast.MostSeasons)
	}
	return nil
}

// forecastAnswer is what is said of a series, in JSON as it stands.
type forecastAnswer struct {
	Model    string            `json:"model"`
	Method   string            `json:"method"`
	Detail   []string          `json:"detail,omitempty"`
	Season   int               `json:"season"`
	Mean     []float64         `json:"mean"`
	Lower95  []float64         `json:"lower95"`
	Upper95  []float64         `json:"upper95"`
	Naive    []float64         `json:"seasonalNaive"`
	Test     *forecastTest     `json:"backTest,omitempty"` // absent where the series is too short
	Filled   []int             `json:"filled,omitempty"`   // observations from 1
	Events   []forecastEvent   `json:"events,omitempty"`
	Findings []forecastFinding `json:"findings,omitempty"`
	Limit    *forecastLimit    `json:"limit,omitempty"`
}

// forecastTest is how forecasts from past points did.
type forecastTest struct {
	Origins int            `json:"origins"`
	Own     forecastErrors `json:"forecast"`
	Naive   forecastErrors `json:"seasonalNaive"`
	Covered float64        `json:"covered95"`
	Better  bool           `json:"better"`
}

type forecastErrors struct {
	MAE   float64  `json:"mae"`
	MASE  *float64 `json:"mase"` // null where the seasonal naive makes no error within the series
	SMAPE float64  `json:"smape"`
}

type forecastEvent struct {
	Name   string   `json:"name"`
	Effect *float64 `json:"effect"` // null where it never acted before
	Error  float64  `json:"standardError"`
}

type forecastFinding struct {
	At   int    `json:"at"` // from 1
	Kind string `json:"kind"`
	Text string `json:"text"`
}

// forecastLimit is when a limit is reached, in steps from 1; null is beyond the
// horizon.
type forecastLimit struct {
	Value float64 `json:"value"`
	P10   *int    `json:"p10"`
	P50   *int    `json:"p50"`
	P90   *int    `json:"p90"`
}

func (q *forecastQuestion) answer(ctx context.Context, model string, r io.Reader) (analysis, error) {
	series, err := table.Read(r)
	if err != nil {
		return nil, err
	}
	found, err := forecast.Solve(ctx, series.Problem(q.horizon, q.seasons...), forecast.Settings{Method: forecast.Method(q.method)})
	if err != nil {
		return nil, err
	}
	a := &forecastAnswer{
		Model: model, Method: string(found.Method), Detail: found.Detail, Season: found.Season,
		Mean: found.Mean, Lower95: found.Lower, Upper95: found.Upper, Naive: found.Naive,
	}
	if t := found.Test; t.Origins > 0 {
		a.Test = &forecastTest{Origins: t.Origins, Own: errorsOf(t.Own), Naive: errorsOf(t.Naive), Covered: t.Covered, Better: t.Better()}
	}
	for _, at := range found.Filled {
		a.Filled = append(a.Filled, at+1)
	}
	a.tell(found)
	if q.limit != nil {
		a.Limit = limitOf(found, series.Values[len(series.Values)-1], *q.limit)
	}
	return a, nil
}

func errorsOf(e forecast.Errors) forecastErrors {
	out := forecastErrors{MAE: e.MAE, SMAPE: e.SMAPE}
	if !math.IsNaN(e.MASE) {
		out.MASE = &e.MASE
	}
	return out
}

// tell adds events, outliers and changes.
func (a *forecastAnswer) tell(found *forecast.Result) {
	for _, e := range found.Events {
		told := forecastEvent{Name: e.Name, Error: e.Error}
		if !e.Unknown {
			told.Effect = &e.Effect
		}
		a.Events = append(a.Events, told)
	}
	for _, o := range found.Outliers {
		a.Findings = append(a.Findings, forecastFinding{o.At + 1, "outlier", o.String()})
	}
	for _, c := range found.Changes {
		a.Findings = append(a.Findings, forecastFinding{c.At + 1, string(c.Kind), c.String()})
	}
}

func limitOf(found *forecast.Result, last, limit float64) *forecastLimit {
	reach := found.Reaches(limit)
	if limit < last {
		reach = found.Falls(limit)
	}
	step := func(p float64) *int {
		at, ok := reach.Quantile(p)
		if !ok {
			return nil
		}
		at++
		return &at
	}
	return &forecastLimit{Value: limit, P10: step(0.1), P50: step(0.5), P90: step(0.9)}
}

func (a *forecastAnswer) table(w io.Writer) {
	fmt.Fprintf(w, "%s\t%s\t%s\n", a.Model, a.Method, strings.Join(a.Detail, ", "))
	if a.Test == nil {
		fmt.Fprintf(w, "too short to tell how well it would have done\n")
	} else {
		verdict := "better than the seasonal naive"
		if !a.Test.Better {
			verdict = "NOT better than the seasonal naive"
		}
		fmt.Fprintf(w, "mean error from %d past points\t%.4g\tseasonal naive %.4g\t%s\n", a.Test.Origins, a.Test.Own.MAE, a.Test.Naive.MAE, verdict)
	}
	fmt.Fprintf(w, "step\tmean\tlower 95 %%\tupper 95 %%\tseasonal naive\n")
	for i := range a.Mean {
		fmt.Fprintf(w, "  %d\t%.6g\t%.6g\t%.6g\t%.6g\n", i+1, a.Mean[i], a.Lower95[i], a.Upper95[i], a.Naive[i])
	}
	for _, e := range a.Events {
		if e.Effect == nil {
			fmt.Fprintf(w, "event %s\tnot known: it never acted before\n", e.Name)
			continue
		}
		fmt.Fprintf(w, "event %s\t%.4g\tgive or take %.2g\n", e.Name, *e.Effect, e.Error)
	}
	for _, f := range a.Findings {
		fmt.Fprintln(w, f.Text)
	}
	if l := a.Limit; l != nil {
		fmt.Fprintf(w, "%g is reached at step\t%s (1 in 10)\t%s (even chance)\t%s (9 in 10)\n", l.Value, stepText(l.P10), stepText(l.P50), stepText(l.P90))
	}
}

func stepText(step *int) string {
	if step == nil {
		return "beyond the horizon"
	}
	return strconv.Itoa(*step)
}
