package comeback

import (
	"math"
	"slices"

	"fairlead/internal/catalog"
	"fairlead/internal/insight/continuity"
	"fairlead/internal/insight/recovery"
	"fairlead/internal/insight/signal"
	"fairlead/internal/record"
)

// Hours are those over which a cost is told.
func Hours() [6]float64 { return [6]float64{1, 4, 8, 24, 48, 72} }

// Curve is what a loss is expected to have cost in all, after each of Hours.
type Curve struct {
	Timed   [6]record.Money // of the services of which it is known when they are back
	Untimed [6]record.Money // of the others, until what failed is back by itself, if that is known
	Nothing [6]record.Money // of all, if nothing were brought back
	Settled record.Money    // of the timed ones, once all of them are back
}

// curveOf adds up what each service has lost by a time, or until it is back where
// that is earlier, on average over all draws. Services whose loss nobody knows are
// not in it.
func curveOf(losses *continuity.Losses, backs []Back, over *recovery.Course, shift recovery.Shift) Curve {
	c, none := emptyCurve(losses), []float64{math.Inf(1)}
	end := none
	if over.Known() {
		end = over.Of(shift).Hours
	}
	for i := range backs {
		b, sum := &backs[i], &c.Untimed
		if !losses.After(b.Service, 1).Known() {
			continue
		}
		until := end
		if b.Timed() {
			until, sum = b.Out[shift].Hours, &c.Timed
		}
		a, never := accrue(losses, b.Service, until), accrue(losses, b.Service, none)
		for k, at := range Hours() {
			sum[k] = signal.Plus(sum[k], a.by(losses, at))
			c.Nothing[k] = signal.Plus(c.Nothing[k], never.by(losses, at))
		}
		if b.Timed() {
			c.Settled = signal.Plus(c.Settled, a.mean(len(a.hours), 0))
		}
	}
	return c
}

func emptyCurve(losses *continuity.Losses) (c Curve) {
	c.Settled, _ = losses.Of(nil, 0)
	for k := range c.Timed {
		c.Timed[k], c.Untimed[k], c.Nothing[k] = c.Settled, c.Settled, c.Settled
	}
	return c
}

// accrual is what one service loses until it is back, over many draws.
type accrual struct {
	service *catalog.Service
	hours   []float64 // until it is back, rising
	sums    []int64   // of the losses of the first so many draws, in minor units
	unit    record.Money
}

func accrue(losses *continuity.Losses, service *catalog.Service, hours []float64) accrual {
	a := accrual{service, hours, make([]int64, len(hours)+1), losses.After(service, 0)}
	for i, h := range hours {
		if math.IsInf(h, 1) {
			break // it is never settled
		}
		a.sums[i+1] = a.sums[i] + losses.After(service, h).Minor
	}
	return a
}

// by is what it has lost on average after some hours.
func (a *accrual) by(losses *continuity.Losses, at float64) record.Money {
	n, _ := slices.BinarySearch(a.hours, at)
	return a.mean(n, losses.After(a.service, at).Minor)
}

// mean is the average where the first n draws are settled and the others have lost
// an amount so far.
func (a *accrual) mean(n int, soFar int64) record.Money {
	m := a.unit
	m.Minor = (a.sums[n] + int64(len(a.hours)-n)*soFar) / int64(len(a.hours))
	return m
}
