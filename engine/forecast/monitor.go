package forecast

import "math"

// Monitor scores values as they come: how many usual errors each lies off what
// was to be expected from level, trend and season so far. A value costs the same
// however many came before, and nothing is allocated. Outliers move it little
// (Gelper, Fried and Croux, "Robust forecasting with exponential and Holt-Winters
// smoothing", Journal of Forecasting 29, 2010). It is not safe for use by several
// goroutines at once.
type Monitor struct {
	season []float64
	place  int
	seen   int
	level  float64
	slope  float64
	spread float64 // variance of the error, clipped
	drift  float64 // mean of the clipped score: how long it lies off one way
}

// Score says how a value fits.
type Score struct {
	Expected float64
	Sigma    float64 // usual error
	Times    float64 // (value - expected) / sigma; 0 while there is too little to say
	Shift    float64 // mean of the last scores, clipped: beyond ±1.5 the level has changed rather than one value
	Ready    bool
}

// NewMonitor begins with nothing known, for a season of so many values; 1 is none.
// Seasons above [MostValues] are taken as none.
func NewMonitor(season int) *Monitor {
	if season < 2 || season > MostValues {
		season = 1
	}
	return &Monitor{season: make([]float64, season)}
}

// The weights of level, trend, season and spread.
const (
	levelWeight  = 0.15
	slopeWeight  = 0.02
	seasonWeight = 0.2
	spreadWeight = 0.05
	driftWeight  = 0.2
	clip         = 2.5
)

// Add takes the next value and scores it against what came before. NaN is a value
// that is not known: its place is passed over.
func (m *Monitor) Add(v float64) Score {
	defer m.step()
	expected := m.level + m.slope + m.season[m.place]
	s := Score{Expected: expected, Sigma: math.Sqrt(m.spread)}
	if math.IsNaN(v) || math.IsInf(v, 0) {
		m.level += m.slope
		return s
	}
	m.seen++
	if m.seen <= len(m.season) {
		m.begin(v)
		return s
	}
	warm := m.seen <= 2*len(m.season)+8
	e := v - expected
	if s.Ready = !warm && m.spread > 0; s.Ready {
		s.Times = e / s.Sigma
		m.drift += driftWeight * (math.Max(-clip, math.Min(clip, s.Times)) - m.drift)
		s.Shift = m.drift
	}
	m.learn(e, warm)
	return s
}

func (m *Monitor) step() {
	if m.place++; m.place == len(m.season) {
		m.place = 0
	}
}

// begin takes the first cycle: its mean is the level, what differs is the season.
func (m *Monitor) begin(v float64) {
	m.level += (v - m.level) / float64(m.seen)
	m.season[m.place] = v
	if m.seen < len(m.season) {
		return
	}
	for i := range m.season {
		m.season[i] -= m.level
	}
}

// learn moves the states by the error, clipped once the usual error is known.
func (m *Monitor) learn(e float64, warm bool) {
	weight := spreadWeight
	if warm {
		weight = math.Max(spreadWeight, 1/float64(m.seen-len(m.season)))
	}
	bounded := e
	if sigma := math.Sqrt(m.spread); !warm && sigma > 0 {
		bounded = math.Max(-clip*sigma, math.Min(clip*sigma, e))
	}
	m.spread += weight * (bounded*bounded*1.04 - m.spread)
	m.level += m.slope + levelWeight*bounded
	m.slope += slopeWeight * levelWeight * bounded
	if len(m.season) > 1 {
		m.season[m.place] += seasonWeight * (1 - levelWeight) * bounded
	}
}
