package loss

import (
	"context"
	"errors"
	"fmt"
	"math/cmplx"
)

// ErrNotExact is wrapped by the errors of problems whose curve only a simulation can
// give.
var ErrNotExact = errors.New("no exact curve")

// Exact computes the distribution of the yearly loss of a problem. Its chances lie
// between bounds that are certain but for rounding. The error wraps ErrNotExact where a
// shock hits several scenarios of which one has layers by the year, and where rank
// correlations are not those of common factors, one for each set of scenarios that are
// correlated with each other, are of scenarios with layers by the year, or are of so many
// that it would take too long. Such sets take some dozens of times as long as independent
// scenarios, some seconds where many.
func Exact(ctx context.Context, p *Problem, s Settings) (*Distribution, error) {
	if err := p.Check(); err != nil {
		return nil, err
	}
	if err := s.check(); err != nil {
		return nil, err
	}
	common, err := p.factors()
	if err != nil {
		return nil, err
	}
	if common.work() > mostPoints>>leastBits {
		return nil, fmt.Errorf("%w: so many correlated scenarios would take too long, so years must be drawn", ErrNotExact)
	}
	models, shocks := p.models()
	for i := range models {
		m := &models[i]
		m.block, m.loading = common.block[m.name], common.loading[m.name]
		if m.block > 0 && !m.year.plain() {
			return nil, fmt.Errorf("%w: scenario %q has layers by the year and rank correlations, so years must be drawn", ErrNotExact, m.name)
		}
		for _, h := range m.hits {
			if !m.year.plain() && shocks[h.shock].hits > 1 {
				return nil, fmt.Errorf("%w: scenario %q has layers by the year and shares the shock %q with others, so years must be drawn", ErrNotExact, m.name, shocks[h.shock].name)
			}
		}
	}
	e := &exact{ctx: ctx, settings: s, models: models, shocks: shocks, blocks: common.blocks, work: common.work()}
	c, err := e.curve()
	if err != nil {
		return nil, err
	}
	d := &Distribution{Method: "Fourier transform", Rounding: 1e-10, found: c}
	if e.blocks > 0 {
		d.Method, d.Rounding = "Fourier transform, integrated over common factors", 1e-8
	}
	if n := newNet(p.Layers); !n.plain() {
		d.found = retained{c, n}
	}
	return d, nil
}

// Mean is the expected yearly loss of a problem, in closed form where no layers
// prevent it and from exact curves elsewhere. Layers on the whole need [Exact].
func Mean(ctx context.Context, p *Problem, s Settings) (Figure, error) {
	if err := p.Check(); err != nil {
		return Figure{}, err
	}
	if len(p.Layers) > 0 {
		d, err := Exact(ctx, p, s)
		if err != nil {
			return Figure{}, err
		}
		return d.Mean(), nil
	}
	models, shocks := p.models()
	return (&exact{ctx: ctx, settings: s, models: models, shocks: shocks}).mean()
}

// exact finds one curve.
type exact struct {
	ctx      context.Context
	settings Settings
	models   []model
	shocks   []shock
	single   bool    // the sum is one event of the first model and not a year of events
	until    float64 // if above 0, losses above it need not be seen
	blocks   int     // of scenarios that are correlated
	work     int     // transforms that they need for a lattice
	fine     bool    // integrate over factors with half the step, to see what that changes

	turn  *transform
	tilt  []float64
	shift []complex128
}

const (
	finer       = 8    // how much finer each lattice is than the one before
	mostLevels  = 12   //
	fewLevels   = 3    // where only a mean is wanted
	farEnough   = 1e-6 // the chance beyond the coarsest lattice
	nearEnough  = 0.01 // the share of all losses below the finest lattice's reach
	mostWidened = 12
	leastBits   = 10 // of the number of cells of lattices of correlated scenarios
)

// cells chooses the length of lattices. The bounds are as far apart as there are
// events, in steps.
func (e *exact) cells() int {
	if e.settings.Cells > 0 {
		return e.settings.Cells
	}
	events := 0.0
	for _, m := range e.models {
		events += m.events(e.shocks)
	}
	n, most := 1<<14, 1<<18
	if e.pooled() {
		most = 1 << 16
	}
	if e.blocks > 0 {
		n, most = 1<<12, 1<<14 // fewer where they would take too long, down to 1<<leastBits
	}
	for n < most && float64(n) < 1024*events {
		n *= 2
	}
	for n*e.work > mostPoints {
		n /= 2
	}
	return n
}

// pooled reports whether all is one Poisson sum.
func (e *exact) pooled() bool {
	for i := range e.models {
		if _, ok := e.models[i].own.plain(); !ok || !e.models[i].simple() {
			return false
		}
	}
	return !e.single
}

// curve makes lattices from coarse to fine.
func (e *exact) curve() (*curve, error) {
	mean, err := e.mean()
	if err != nil {
		return nil, err
	}
	c := &curve{average: mean}
	n := e.cells()
	if need := int64(n) * 16 * int64(24+3*len(e.shocks)); need > e.settings.memory() {
		return nil, fmt.Errorf("lattices of %d points need %d bytes, more than the memory allowed", n, need)
	}
	e.turn, e.tilt, e.shift = newTransform(2*n), tilts(2*n), shifts(2*n)
	top, levels := e.guess(), mostLevels
	if e.until > 0 {
		top, levels = e.until*1.01, fewLevels
	}
	for range mostWidened {
		l, err := e.lattice(top/float64(n), n)
		if err != nil {
			return nil, err
		}
		c.levels = []lattice{l}
		if e.until > 0 || l.covers() {
			break
		}
		top *= 4
	}
	for len(c.levels) < levels && c.more() {
		l, err := e.lattice(c.levels[len(c.levels)-1].step/finer, n)
		if err != nil {
			return nil, err
		}
		if len(l.exceed[down]) < 3 {
			break
		}
		c.levels = append(c.levels, l)
	}
	return c, nil
}

// guess is a loss that is hardly exceeded in a year.
func (e *exact) guess() float64 {
	mean, largest := 0.0, 0.0
	for _, m := range e.models {
		mean += m.events(e.shocks) * m.grossEvent()
		for _, part := range append([]secondary{{1, m.primary}}, m.secondary...) {
			often := max(1, m.events(e.shocks)*part.chance)
			largest = max(largest, part.law.quantile(min(0.5, farEnough/10/often), true))
		}
	}
	if e.single {
		mean = 0
	}
	return max(2*mean+largest, 1e-9)
}

// lattice finds the distribution on one lattice.
func (e *exact) lattice(step float64, n int) (lattice, error) {
	d := &desk{step: step, n: n, reach: n, turn: e.turn, tilt: e.tilt, shift: e.shift, work: make([]complex128, 2*n)}
	total, err := e.total(d)
	if err != nil {
		return lattice{}, err
	}
	masses := d.masses(total)
	l := newLattice(step, masses, max(d.reach, 1))
	if e.pooled() {
		l.tighten(masses[centre], d.spread)
	}
	return l, nil
}

// total multiplies the spectra of all scenarios and shocks. Scenarios that need
// nothing of their own are put on the lattice together, as one Poisson sum.
func (e *exact) total(d *desk) (spectra, error) {
	logs, factors := d.blank(0), d.blank(1)
	shocked := make([]spectra, len(e.shocks))
	blocks := make([][]correlated, e.blocks)
	pooled := &pool{cells: newCells(d.n), step: d.step}
	for i := range e.models {
		if err := e.ctx.Err(); err != nil {
			return spectra{}, err
		}
		m := &e.models[i]
		if rate, ok := m.own.plain(); ok && m.simple() && !e.single {
			pooled.add(m.primary, rate)
			continue
		}
		if own := e.scenario(d, m, shocked, logs, factors); m.block > 0 {
			blocks[m.block-1] = append(blocks[m.block-1], newCorrelated(d.masses(own), m.loading))
		}
	}
	for _, block := range blocks {
		mixed, err := e.mixture(d, block)
		if err != nil {
			return spectra{}, err
		}
		factors.each(func(way, k int, v complex128) complex128 { return v * mixed[way][k] })
	}
	if pooled.rate > 0 {
		all := pooled.done()
		d.spread = all.spread()
		each := d.of(all)
		logs.each(func(way, k int, v complex128) complex128 { return v + each[way][k] - complex(pooled.rate, 0) })
	}
	for k, s := range shocked {
		if s[down] != nil {
			counts := &e.shocks[k].counts
			factors.each(func(way, k int, v complex128) complex128 { return v * counts.generating(s[way][k]) })
		}
	}
	factors.each(func(way, k int, v complex128) complex128 { return v * cmplx.Exp(logs[way][k]) })
	return factors, nil
}

// simple reports whether a scenario is nothing but events of its own.
func (m *model) simple() bool {
	return len(m.secondary) == 0 && m.event.plain() && m.year.plain() && len(m.hits) == 0 && m.block == 0
}

func (s spectra) each(change func(way, k int, v complex128) complex128) {
	for way := range s {
		for k, v := range s[way] {
			s[way][k] = change(way, k, v)
		}
	}
}

// scenario multiplies a scenario into the total, and its share of an event into the
// shocks that hit it. Of a correlated one it gives the year of its own events, which is
// not in the total yet.
func (e *exact) scenario(d *desk, m *model, shocked []spectra, logs, factors spectra) (own spectra) {
	event := m.eventSpectra(d)
	if e.single {
		factors.each(func(way, k int, v complex128) complex128 { return v * event[way][k] })
		return own
	}
	if m.year.plain() {
		if rate, ok := m.own.plain(); m.block > 0 {
			own = d.blank(1)
			own.each(func(way, k int, _ complex128) complex128 { return m.own.generating(event[way][k]) })
		} else if ok {
			logs.each(func(way, k int, v complex128) complex128 { return v + complex(rate, 0)*(event[way][k]-1) })
		} else {
			factors.each(func(way, k int, v complex128) complex128 { return v * m.own.generating(event[way][k]) })
		}
		for _, h := range m.hits {
			if shocked[h.shock][down] == nil {
				shocked[h.shock] = d.blank(1)
			}
			shocked[h.shock].each(func(way, k int, v complex128) complex128 {
				return v * (1 + complex(h.chance, 0)*(event[way][k]-1))
			})
		}
		return own
	}
	year := d.blank(1)
	year.each(func(way, k int, _ complex128) complex128 {
		v := m.own.generating(event[way][k])
		for _, h := range m.hits {
			v *= e.shocks[h.shock].counts.generating(1 + complex(h.chance, 0)*(event[way][k]-1))
		}
		return v
	})
	kept := d.keep(year, m.year)
	factors.each(func(way, k int, v complex128) complex128 { return v * kept[way][k] })
	return own
}

// eventSpectra are those of the loss of one event.
func (m *model) eventSpectra(d *desk) spectra {
	event := d.one(m.primary)
	for _, s := range m.secondary {
		more := d.one(s.law)
		event.each(func(way, k int, v complex128) complex128 {
			return v * (1 + complex(s.chance, 0)*(more[way][k]-1))
		})
	}
	if !m.event.plain() {
		return d.keep(event, m.event)
	}
	return event
}

func (d *desk) one(l law) spectra {
	p := &pool{cells: newCells(d.n), step: d.step}
	p.add(l, 1)
	return d.of(p.done())
}

// mean is the expected sum, which needs a curve only where layers are on what has no
// distribution in closed form.
func (e *exact) mean() (Figure, error) {
	var sum Figure
	for _, m := range e.models {
		event, err := e.eventMean(m)
		if err != nil {
			return Figure{}, err
		}
		if e.single {
			return event, nil
		}
		year := event.times(m.events(e.shocks))
		if !m.year.plain() {
			gross := m
			gross.year = newNet(nil)
			end, _ := m.year.end()
			alone := exact{ctx: e.ctx, settings: e.settings, models: []model{gross}, shocks: e.shocks, until: end}
			c, err := alone.curve()
			if err != nil {
				return Figure{}, err
			}
			year = retained{c, m.year}.mean()
		}
		sum = sum.plus(year)
	}
	return sum, nil
}

func (e *exact) eventMean(m model) (Figure, error) {
	if m.event.plain() {
		return known(m.grossEvent()), nil
	}
	gross := m
	gross.event = newNet(nil)
	end, _ := m.event.end()
	one := exact{ctx: e.ctx, settings: e.settings, models: []model{gross}, shocks: e.shocks, single: true, until: end}
	c, err := one.curve()
	if err != nil {
		return Figure{}, err
	}
	return retained{c, m.event}.mean(), nil
}
