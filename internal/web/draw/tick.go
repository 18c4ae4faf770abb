package draw

import "math"

// niceTicks returns about n round values, rising in equal steps of 1, 2 or 5
// times a power of ten, of which the first is not above the extent and the last
// not below it ("loose labels").
//
// The method is that of Paul S. Heckbert, "Nice Numbers for Graph Labels", in
// Graphics Gems, Academic Press 1990, pages 61 to 63. Values that are all the
// same get an axis that begins or ends at zero.
func niceTicks(e extent, n int) []float64 {
	if e.single() {
		e = e.withZero()
	}
	if e.single() { // all are zero
		e.hi = 1
	}
	mantissa, exponent := niceStep((e.hi - e.lo) / float64(max(n-1, 1)))
	first := math.Floor(multiple(e.lo, mantissa, exponent) + 1e-9)
	last := math.Ceil(multiple(e.hi, mantissa, exponent) - 1e-9)
	ticks := make([]float64, 0, int(last-first)+1)
	for k := first; k <= last; k++ {
		ticks = append(ticks, scaled(k*mantissa, exponent))
	}
	return ticks
}

// niceStep returns the round number nearest to a raw step as mantissa (1, 2 or
// 5) and power of ten.
func niceStep(raw float64) (mantissa float64, exponent int) {
	exponent = int(math.Floor(math.Log10(raw)))
	switch part := raw / math.Pow10(exponent); {
	case part < 1.5:
		return 1, exponent
	case part < 3:
		return 2, exponent
	case part < 7:
		return 5, exponent
	}
	return 1, exponent + 1
}

// multiple is how many steps of mantissa times ten to the exponent make v.
func multiple(v, mantissa float64, exponent int) float64 {
	return scaled(v, -exponent) / mantissa
}

// scaled is v times ten to the exponent. Small powers are divided by, not
// multiplied with, so that 3 tenths come out as 0.3 and not as 0.30000000000000004.
func scaled(v float64, exponent int) float64 {
	if exponent < 0 {
		return v / math.Pow10(-exponent)
	}
	return v * math.Pow10(exponent)
}
