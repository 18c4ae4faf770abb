package forecast

import "math"

// seasonal says whether a series has a season of m observations: whether its
// autocorrelation at that lag stands out at 90 % (Assimakopoulos and
// Nikolopoulos, "The theta model", International Journal of Forecasting 16,
// 2000).
func seasonal(y []float64, m int) bool {
	n := len(y)
	if m < 2 || n <= 2*m {
		return false
	}
	mean := average(y)
	variance := 0.0
	for _, v := range y {
		variance += (v - mean) * (v - mean)
	}
	if variance <= 1e-12*float64(n)*mean*mean || variance == 0 {
		return false
	}
	sum, last := 0.0, 0.0
	for lag := 1; lag <= m; lag++ {
		c := 0.0
		for t := lag; t < n; t++ {
			c += (y[t] - mean) * (y[t-lag] - mean)
		}
		last = c / variance
		if lag < m {
			sum += last * last
		}
	}
	return math.Abs(last) > normal95*math.Sqrt((1+2*sum)/float64(n))
}

// normal95 and normal975 are quantiles of the normal distribution.
const (
	normal95  = 1.6448536269514722
	normal975 = 1.959963984540054
)

// indices are the seasonal figures of a series by classical decomposition: the
// mean ratio to (or distance from) a centred moving average, for each place in
// the cycle, the first observation being at place 0. It says false when a place
// has no figure, or when a ratio is not one to divide by.
func indices(y []float64, m int, ratio bool, index, trend []float64) bool {
	centred(y, m, trend)
	total, half := 0.0, m/2
	for i := range m {
		sum, count := 0.0, 0
		for t := i; t < len(y)-half; t += m {
			if t < half {
				continue
			}
			if ratio {
				sum += y[t] / trend[t]
			} else {
				sum += y[t] - trend[t]
			}
			count++
		}
		if count == 0 {
			return false
		}
		index[i] = sum / float64(count)
		total += index[i]
	}
	total /= float64(m)
	for i := range m {
		if ratio {
			index[i] /= total
			if !(index[i] > 1e-6) || math.IsInf(index[i], 0) {
				return false
			}
		} else {
			index[i] -= total
		}
	}
	return true
}

// centred is the moving average over a cycle, which for an even number gives half
// a weight to either end. The first and last m/2 are left as they are.
func centred(y []float64, m int, trend []float64) {
	half := m / 2
	if len(y) <= 2*half {
		return
	}
	sum := 0.0
	for _, v := range y[:2*half+1] {
		sum += v
	}
	for t := half; t < len(y)-half; t++ {
		if t > half {
			sum += y[t+half] - y[t-half-1]
		}
		if m%2 == 0 {
			trend[t] = (sum - (y[t-half]+y[t+half])/2) / float64(m)
		} else {
			trend[t] = sum / float64(m)
		}
	}
}

// cycle is one season taken out of a series.
type cycle struct {
	length int
	ratio  bool
	index  []float64
}

// strip takes a season out of a series into another slice; back puts the season
// of observation t in again.
func (c *cycle) strip(y, to []float64) {
	for t, v := range y {
		if c.ratio {
			to[t] = v / c.index[t%c.length]
		} else {
			to[t] = v - c.index[t%c.length]
		}
	}
}

func (c *cycle) back(v float64, t int) float64 {
	if c.ratio {
		return v * c.index[t%c.length]
	}
	return v + c.index[t%c.length]
}

// width is by how much the season widens an interval at t.
func (c *cycle) width(t int) float64 {
	if c.ratio {
		return c.index[t%c.length]
	}
	return 1
}

func average(y []float64) float64 {
	sum := 0.0
	for _, v := range y {
		sum += v
	}
	return sum / float64(len(y))
}

// line fits a straight line by least squares to y over 0, 1, 2, …
func line(y []float64) (level, slope float64) {
	n := float64(len(y))
	middle, mean := (n-1)/2, average(y)
	num, den := 0.0, 0.0
	for t, v := range y {
		d := float64(t) - middle
		num += d * (v - mean)
		den += d * d
	}
	if den == 0 {
		return mean, 0
	}
	slope = num / den
	return mean - slope*middle, slope
}

// positive says whether ratios can be taken of a series.
func positive(y []float64) bool {
	for _, v := range y {
		if v <= 0 {
			return false
		}
	}
	return true
}
