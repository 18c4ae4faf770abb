package forecast

import (
	"errors"
	"fmt"
	"math"
)

// Limits of a problem.
const (
	MostValues  = 100_000 // observations of a series
	MostHorizon = 10_000  // steps ahead
	MostEvents  = 20      // events of a problem
	MostSeasons = 4       // seasons of a series
	Fewest      = 3       // known values that a forecast needs
)

// Problem is a series and what is known of its future. Its zero value is no
// problem: values and a horizon must be given.
type Problem struct {
	// Values are the observations at equal distances, oldest first, in any unit.
	// NaN stands for one that is not known.
	Values []float64
	// Seasons are the lengths of the cycles in observations: 12 for months of a
	// year, 24 and 168 for hours of a day and of a week. None means no season.
	Seasons []int
	// Horizon is how many steps ahead are asked for.
	Horizon int
	// Exposure, when given, is how much of the thing measured fits into each step,
	// past and future (len(Values)+Horizon of them, all above zero): working days of
	// a month, weeks of a fiscal period. What is forecast is the rate, and the
	// answer is the rate times the exposure. See [WorkingDays] and [FiscalWeeks].
	Exposure []float64
	// Events are what is known to act beside level, trend and season.
	Events []Event
	// NonNegative says that nothing below zero can happen.
	NonNegative bool
}

// Event is something known beforehand that moves the series: a renewal, a
// project, a campaign. On says how strongly it acts at each step, past and future
// (len(Values)+Horizon of them); where its effect is not given it is estimated
// from the past, for which it must have acted at least once.
type Event struct {
	Name   string
	On     []float64
	Effect *float64 // of a strength of one, in the unit of the values; nil to estimate
}

// Method is a way to forecast.
type Method string

// The methods. The zero value is the combination.
const (
	Combination  Method = "combination"   // the middle of the six marked *
	Theta        Method = "theta"         // the standard Theta method
	DynamicTheta Method = "dynamic-theta" // * Theta, optimised
	Smoothing    Method = "smoothing"     // * exponential smoothing, the form chosen
	Damped       Method = "damped"        // * exponential smoothing with a damped trend
	Complex      Method = "complex"       // * complex exponential smoothing
	ARIMA        Method = "arima"         // * ARIMA, the order chosen
	CycleTheta   Method = "cycle-theta"   // * Theta on the means of whole cycles
	Naive        Method = "naive"         // what it was a cycle ago
	Intermittent Method = "intermittent"  // for series that are mostly zero
)

// Settings say how to go about it. The zero value asks for the combination with
// 95 % intervals.
type Settings struct {
	Method     Method
	Level      float64 // of the intervals, between 0 and 1; 0 is 0.95
	Origins    int     // from how many past points to forecast, to learn the error; 0 is 8, negative none
	Goroutines int     // for [SolveAll]; 0 is one for each processor. The result does not depend on it
}

// check says what is wrong with a problem.
func (p *Problem) check() error {
	known, n := 0, len(p.Values)
	for i, v := range p.Values {
		if math.IsInf(v, 0) || math.Abs(v) > 1e100 {
			return fmt.Errorf("values[%d]: %g is not a value", i, v)
		}
		if !math.IsNaN(v) {
			known++
		}
		if p.NonNegative && v < 0 {
			return fmt.Errorf("values[%d]: %g is below zero, which NonNegative rules out", i, v)
		}
	}
	switch {
	case n > MostValues:
		return fmt.Errorf("values: %d are more than %d", n, MostValues)
	case known < Fewest:
		return fmt.Errorf("values: %d known, and a forecast needs %d", known, Fewest)
	case p.Horizon < 1 || p.Horizon > MostHorizon:
		return fmt.Errorf("horizon: must be between 1 and %d", MostHorizon)
	case len(p.Seasons) > MostSeasons:
		return fmt.Errorf("seasons: more than %d", MostSeasons)
	case len(p.Events) > MostEvents:
		return fmt.Errorf("events: more than %d", MostEvents)
	}
	for i, s := range p.Seasons {
		if s < 1 || s > MostValues {
			return fmt.Errorf("seasons[%d]: must be between 1 and %d", i, MostValues)
		}
	}
	return errors.Join(p.checkExposure(), p.checkEvents())
}

func (p *Problem) checkExposure() error {
	if p.Exposure == nil {
		return nil
	}
	if len(p.Exposure) != len(p.Values)+p.Horizon {
		return fmt.Errorf("exposure: %d steps, expected %d of the past and %d ahead", len(p.Exposure), len(p.Values), p.Horizon)
	}
	for i, v := range p.Exposure {
		if !(v > 0) || math.IsInf(v, 0) {
			return fmt.Errorf("exposure[%d]: must be above zero", i)
		}
	}
	return nil
}

func (p *Problem) checkEvents() error {
	for i, e := range p.Events {
		if len(e.On) != len(p.Values)+p.Horizon {
			return fmt.Errorf("events[%d].On: %d steps, expected %d of the past and %d ahead", i, len(e.On), len(p.Values), p.Horizon)
		}
		for t, v := range e.On {
			if math.IsNaN(v) || math.Abs(v) > 1e100 {
				return fmt.Errorf("events[%d].On[%d]: %g is not a strength", i, t, v)
			}
		}
		if e.Effect != nil && (math.IsNaN(*e.Effect) || math.Abs(*e.Effect) > 1e100) {
			return fmt.Errorf("events[%d].Effect: %g is not an effect", i, *e.Effect)
		}
	}
	return nil
}

func (s Settings) withDefaults() (Settings, error) {
	if s.Method == "" {
		s.Method = Combination
	}
	if s.Level == 0 {
		s.Level = 0.95
	}
	if s.Origins == 0 {
		s.Origins = 8
	}
	switch {
	case makers[s.Method] == nil && s.Method != Combination:
		return s, fmt.Errorf("method: %q is not known", s.Method)
	case !(s.Level > 0 && s.Level < 1):
		return s, errors.New("level: must be between 0 and 1")
	case s.Origins > 1000:
		return s, errors.New("origins: more than 1000")
	}
	return s, nil
}
