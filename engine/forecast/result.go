package forecast

import "math"

// Result is a forecast, step by step ahead, in the unit of the values.
type Result struct {
	Method Method
	Detail []string // what was chosen, e.g. "ETS(M,Ad,N)"

	Mean  []float64
	Sigma []float64 // standard deviation of the error, calibrated
	Lower []float64 // ends of the interval of Level
	Upper []float64
	Level float64

	// Naive is the yardstick beside it: what it was a cycle ago.
	Naive []float64
	// Test is how both did when made from past points.
	Test Test

	Season   int           // the cycle that the forecast rests on; 1 is none
	Filled   []int         // observations that were not known and were put in between others
	Events   []EventEffect // what each event does
	Outliers []Outlier
	Changes  []Change

	nonNegative bool
	errors      student // of the forecast, over Sigma
}

// Test holds the errors of forecasts made from past points, each against what
// came after it, of the same kind as the forecast and of the seasonal naive. With
// no origins nothing is known, and the other figures are zero.
type Test struct {
	Origins   int // how many past points
	Forecasts int // how many single forecasts
	Own       Errors
	Naive     Errors
	// Covered is the share of these that the interval held, after calibration. It is
	// measured on what it was calibrated with, and so a little too good.
	Covered float64
	// Widened is by how much the intervals of the models were widened, on the mean.
	Widened float64
	// Together is how far errors of different steps from one origin go the same way,
	// from 0 to 1. It says how uncertain a sum is; see [Result.Sum].
	Together float64
}

// Better says whether the forecast beat the seasonal naive in the test.
func (t Test) Better() bool { return t.Origins > 0 && t.Own.MAE < t.Naive.MAE }

// Errors are mean errors of forecasts.
type Errors struct {
	MAE   float64 // mean absolute error, in the unit of the values
	RMSE  float64 // root of the mean squared error
	MASE  float64 // absolute error over that of the seasonal naive within the series, one cycle ahead; NaN if that is zero
	SMAPE float64 // symmetric absolute percentage error, 0 to 200
}

// EventEffect is what an event of strength one does to a value.
type EventEffect struct {
	Name    string
	Effect  float64
	Error   float64 // standard error; 0 where the effect was given
	Unknown bool    // it never acted in the past, and nothing was given: it is left out
}

// Quantile is the value that step i ahead (0 the next) stays below with
// probability p.
func (r *Result) Quantile(i int, p float64) float64 {
	return r.floor(r.Mean[i] + r.Sigma[i]*r.errors.quantile(p))
}

// Sum is the total of the steps from one to before another, and its standard
// deviation given how far errors go together.
func (r *Result) Sum(from, to int) (mean, sigma float64) {
	sum, squares := 0.0, 0.0
	for i := from; i < to; i++ {
		mean += r.Mean[i]
		sum += r.Sigma[i]
		squares += r.Sigma[i] * r.Sigma[i]
	}
	return mean, math.Sqrt(squares + r.Test.Together*(sum*sum-squares))
}

func (r *Result) floor(v float64) float64 {
	if r.nonNegative && v < 0 {
		return 0
	}
	return v
}
