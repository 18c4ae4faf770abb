package loss

import (
	"math"
)

// Distribution is that of the loss of one year. It does not change and may be read by
// several goroutines.
type Distribution struct {
	Method   string  // how it was found
	Rounding float64 // chances of exact figures are off by about this from rounding, beyond their bounds
	found    finding
}

// finding is what an exact curve and a simulation both can say.
type finding interface {
	mean() Figure
	exceed(x float64) Figure
	quantile(p float64) Figure
	shortfall(p float64) Figure
}

// Mean is the expected loss of a year.
func (d *Distribution) Mean() Figure { return d.found.mean() }

// None is the chance of a year without any loss.
func (d *Distribution) None() Figure {
	some := d.Exceed(0)
	return Figure{1 - some.Value, 1 - some.High, 1 - some.Low}
}

// Exceed is the chance of a yearly loss above x.
func (d *Distribution) Exceed(x float64) Figure {
	if x < 0 {
		return known(1)
	}
	return d.found.exceed(x)
}

// VaR is the value at risk: the least loss that is exceeded with a chance of at most
// 1−p. It is NaN unless 0 < p < 1.
func (d *Distribution) VaR(p float64) Figure {
	if !(p > 0 && p < 1) {
		return known(math.NaN())
	}
	return d.found.quantile(p)
}

// Shortfall is the expected shortfall: the mean of the worst 1−p of all years. It is
// NaN unless 0 < p < 1.
func (d *Distribution) Shortfall(p float64) Figure {
	if !(p > 0 && p < 1) {
		return known(math.NaN())
	}
	return d.found.shortfall(p)
}

// Point of a loss exceedance curve: a loss, and the chance of a year with more.
type Point struct {
	Loss   float64
	Exceed Figure
}

// Curve is the loss exceedance curve at so many losses, evenly apart on a
// logarithmic scale, from where it begins to fall to the loss exceeded with the
// chance least (0: 0.001). It is nil where there is hardly ever a loss.
func (d *Distribution) Curve(count int, least float64) []Point {
	if least <= 0 {
		least = 0.001
	}
	some := d.Exceed(0).Value
	if some <= least || count < 2 {
		return nil
	}
	to := d.VaR(1 - least).Value
	from := d.VaR(1 - some*0.98).Value
	from = max(from, to/1e6)
	if !(to > 0) {
		return nil
	}
	points := make([]Point, count)
	for i := range points {
		x := from * math.Pow(to/from, float64(i)/float64(count-1))
		points[i] = Point{x, d.Exceed(x)}
	}
	return points
}

// Summary is what is usually told of a distribution.
type Summary struct {
	Mean, None Figure
	Over       Figure // the chance of a loss above the appetite
	Levels     []Level
}

// Level is the value at risk and the expected shortfall at one probability.
type Level struct {
	P              float64
	VaR, Shortfall Figure
}

// Summary tells of the mean, of no loss, of more than the appetite, and of levels
// (without any: 0.95, 0.99 and 0.999).
func (d *Distribution) Summary(appetite float64, levels ...float64) Summary {
	if len(levels) == 0 {
		levels = []float64{0.95, 0.99, 0.999}
	}
	s := Summary{Mean: d.Mean(), None: d.None(), Over: d.Exceed(appetite)}
	for _, p := range levels {
		s.Levels = append(s.Levels, Level{p, d.VaR(p), d.Shortfall(p)})
	}
	return s
}
