package forecast

import "math"

// ets chooses a form by the corrected criterion of Akaike and forecasts with it.
// What was chosen before is kept where the series suits it.
func (w *work) ets(y []float64, m, h int, c *choice, out *path) {
	if c.form != nil && suits(*c.form, y, m) {
		w.fitForm(*c.form, y, m)
		w.forecastForm(&w.found, y, h, out)
		return
	}
	best, criterion := smoothing{}, math.Inf(1)
	for _, f := range forms {
		if !suits(f, y, m) {
			continue
		}
		if v := w.fitForm(f, y, m); v < criterion || best.season == 0 {
			criterion, best = v, w.found
			best.season0 = append(w.kept[:0], w.found.season0...)
			w.kept = best.season0
		}
	}
	if c.form == nil {
		chosen := best.form
		c.form = &chosen
	}
	w.forecastForm(&best, y, h, out)
}

// suits says whether there is enough of a series for a form, and of the kind that
// it takes.
func suits(f form, y []float64, m int) bool {
	if (f.scaled || f.season == 'M') && !positive(y) {
		return false
	}
	k := 3
	if f.trend {
		k += 2
	}
	if f.damped {
		k++
	}
	if f.season != 'N' {
		if m < 2 || m > longestCycle || len(y) < 2*m+1 {
			return false
		}
		k += m
	}
	return len(y) > k+1 || !f.trend && f.season == 'N'
}

// longestCycle is the longest season that exponential smoothing carries itself;
// longer ones are taken out beforehand.
const longestCycle = 24

// fitForm fits one form into w.found and gives its criterion, or infinity.
func (w *work) fitForm(f form, y []float64, m int) float64 {
	s := &w.found
	*s = smoothing{form: f, phi: 1}
	w.startStates(s, y, m)
	n := float64(len(y))
	w.states = grow(w.states, len(s.season0))
	scale := math.Abs(average(y)) + 1e-9
	k := pack(s, w.x[:], w.step[:], scale)
	target := func(x []float64) float64 {
		unpack(s, x, scale)
		sse, logs := s.run(y, nil, w.states)
		return n*math.Log(sse/n+1e-300) + 2*logs
	}
	v := w.search.minimise(target, w.x[:k], w.step[:k], 60*k)
	unpack(s, w.x[:k], scale)
	sse, _ := s.run(y, nil, w.states)
	p := float64(s.count())
	s.sigma = math.Sqrt(sse / math.Max(1, n-p))
	if n-p-1 <= 0 {
		return v + 2*p + 1e6
	}
	return v + 2*p + 2*p*(p+1)/(n-p-1)
}

func (w *work) forecastForm(s *smoothing, y []float64, h int, out *path) {
	w.states = grow(w.states, len(s.season0))
	s.run(y, out.mean[:h], w.states)
	s.spread(out.mean[:h], out.sd[:h])
}

// startStates sets the first season from a classical decomposition, and the first
// level and slope from a straight line through the first observations without it.
func (w *work) startStates(s *smoothing, y []float64, m int) {
	x := y
	if s.form.season != 'N' {
		w.first = grow(w.first, m)
		w.trend = grow(w.trend, len(y))
		w.plain = grow(w.plain, len(y))
		s.season0 = w.first
		c := cycle{length: m, ratio: s.form.season == 'M', index: w.first}
		if !indices(y, m, c.ratio, w.first, w.trend) {
			for i := range w.first {
				w.first[i] = map[bool]float64{true: 1}[c.ratio]
			}
		}
		c.strip(y, w.plain)
		x = w.plain
	}
	x = x[:min(len(x), max(10, 2*m))]
	if s.trend {
		s.level, s.slope = line(x)
		s.level -= s.slope
		return
	}
	s.level = average(x)
}

// pack writes the parameters of a form into x, unbounded, with first steps; it
// gives their number. Unpack reads them back.
func pack(s *smoothing, x, step []float64, scale float64) int {
	x[0], step[0] = unshare(0.3, 0.0001, 0.9999), 1
	k := 1
	if s.trend {
		x[k], step[k] = unshare(0.1, 0.0001, 0.9999), 1
		k++
	}
	if s.damped {
		x[k], step[k] = unshare(0.95, 0.8, 0.98), 0.7
		k++
	}
	if s.form.season != 'N' {
		x[k], step[k] = unshare(0.05, 0.0001, 0.9999), 1
		k++
	}
	x[k], step[k] = s.level/scale, 0.1*math.Abs(s.level/scale)+0.01
	k++
	if s.trend {
		x[k], step[k] = s.slope/scale, 0.1*math.Abs(s.slope/scale)+0.001
		k++
	}
	return k
}

func unpack(s *smoothing, x []float64, scale float64) {
	s.alpha = share(x[0], 0.0001, 0.9999)
	k := 1
	if s.trend {
		s.beta = s.alpha * share(x[k], 0.0001, 0.9999)
		k++
	}
	if s.damped {
		s.phi = share(x[k], 0.8, 0.98)
		k++
	}
	if s.form.season != 'N' {
		s.gamma = (1 - s.alpha) * share(x[k], 0.0001, 0.9999)
		k++
	}
	s.level = x[k] * scale
	k++
	if s.trend {
		s.slope = x[k] * scale
	}
}
