package forecast

import "math"

// form is a model of exponential smoothing in state space form (Hyndman, Koehler,
// Ord and Snyder, "Forecasting with Exponential Smoothing", 2008): the error adds
// or multiplies, the trend is none, additive or damped, the season is none,
// additive or multiplicative.
type form struct {
	scaled bool // the error multiplies
	trend  bool
	damped bool
	season byte // 'N', 'A' or 'M'
}

// String names the form as the field does, e.g. ETS(M,Ad,N).
func (f form) String() string {
	e, t := "A", "N"
	if f.scaled {
		e = "M"
	}
	if f.trend {
		t = "A"
	}
	if f.damped {
		t = "Ad"
	}
	return "ETS(" + e + "," + t + "," + string(f.season) + ")"
}

// forms are those among which the choice is made, the seasonal ones last. A
// multiplicative season with an additive error is unstable and left out, as is a
// multiplicative trend.
var forms = [...]form{
	{season: 'N'}, {scaled: true, season: 'N'},
	{trend: true, season: 'N'}, {scaled: true, trend: true, season: 'N'},
	{trend: true, damped: true, season: 'N'}, {scaled: true, trend: true, damped: true, season: 'N'},
	{season: 'A'}, {scaled: true, season: 'A'},
	{trend: true, season: 'A'}, {scaled: true, trend: true, season: 'A'},
	{trend: true, damped: true, season: 'A'}, {scaled: true, trend: true, damped: true, season: 'A'},
	{scaled: true, season: 'M'}, {scaled: true, trend: true, season: 'M'}, {scaled: true, trend: true, damped: true, season: 'M'},
}

// smoothing is a form with its parameters and the states it starts from.
type smoothing struct {
	form
	alpha, beta, gamma, phi float64
	level, slope            float64
	season0                 []float64 // by place in the cycle
	sigma                   float64   // of one step; relative where the error multiplies
}

// count is how many numbers were fitted, the variance among them.
func (m *smoothing) count() int {
	k := 3
	if m.trend {
		k += 2
	}
	if m.damped {
		k++
	}
	if m.form.season != 'N' {
		k += len(m.season0)
	}
	return k
}

// run passes over a series and continues it into ahead. It gives the sum of
// squared (or squared relative) errors, and the sum of the logarithms of the
// forecasts where the error multiplies. Seasons are kept in s.
func (m *smoothing) run(y, ahead, s []float64) (sse, logs float64) {
	level, slope, phi := m.level, m.slope, m.phi
	if !m.trend {
		slope, phi = 0, 0
	}
	cycle := len(m.season0)
	if m.form.season == 'N' {
		cycle = 0
	}
	copy(s, m.season0[:cycle])
	ratio := m.form.season == 'M'
	place, product := 0, 1.0
	for t := 0; t < len(y); t++ {
		q := level + phi*slope
		forecast, p := q, y[t]
		if cycle > 0 {
			if ratio {
				forecast, p = q*s[place], y[t]/s[place]
			} else {
				forecast, p = q+s[place], y[t]-s[place]
			}
		}
		e := y[t] - forecast
		if m.scaled {
			e /= forecast
			product *= math.Abs(forecast)
			if product > 1e200 || product < 1e-200 {
				logs += math.Log(product)
				product = 1
			}
		}
		sse += e * e
		moved := m.alpha * (p - q)
		level = q + moved
		if m.trend {
			slope = phi*slope + m.beta*(p-q)
		}
		if cycle > 0 {
			if ratio {
				s[place] += m.gamma * (y[t]/q - s[place])
			} else {
				s[place] += m.gamma * (y[t] - q - s[place])
			}
			if place++; place == cycle {
				place = 0
			}
		}
	}
	if m.scaled {
		logs += math.Log(product)
	}
	for i := range ahead {
		slope *= phi
		level += slope
		ahead[i] = level
		if cycle > 0 {
			if ratio {
				ahead[i] *= s[place]
			} else {
				ahead[i] += s[place]
			}
			if place++; place == cycle {
				place = 0
			}
		}
	}
	return sse, logs
}

// spread is the standard deviation of each step ahead: exact for additive errors,
// and for others to the first order, about the mean.
func (m *smoothing) spread(mean, sd []float64) {
	sum, damp, growth := 0.0, 1.0, 0.0
	for i := range mean {
		sigma := m.sigma
		if m.scaled {
			sigma *= math.Abs(mean[i])
		}
		sd[i] = sigma * math.Sqrt(1+sum)
		c := m.alpha
		if m.trend {
			damp *= m.phi
			growth += damp
			c += m.beta * growth
		}
		if m.form.season != 'N' && (i+1)%len(m.season0) == 0 {
			c += m.gamma
		}
		sum += c * c
	}
}
