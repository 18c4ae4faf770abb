package loss

import (
	"math"
	"strconv"
	"sync"
	"sync/atomic"
)

// drawing draws the years of one scenario.
type drawing struct {
	run      *run
	model    *model
	events   float64 // expected a year
	numbers  stream
	counter  *counter
	event    eventDrawing
	hits     []hitDrawing
	samplers []*sampler
}

// hitDrawing draws what one shock brings, from streams of its own, so that a shock
// changes nothing else.
type hitDrawing struct {
	shock   *shockRun
	happens chance
	event   eventDrawing
}

func newDrawing(r *run, m *model, events float64) *drawing {
	seed, draws := r.settings.Seed, events*float64(r.years)
	d := &drawing{
		run: r, model: m, events: events, counter: newCounter(m.own),
		numbers: newStream(seed, "events", m.name), samplers: []*sampler{newSampler(m.primary, r.tables, draws)},
	}
	for _, s := range m.secondary {
		d.samplers = append(d.samplers, newSampler(s.law, r.tables, draws*s.chance))
	}
	d.event = d.eventFrom("")
	for _, h := range m.hits {
		shock := &r.shocks[h.shock]
		d.hits = append(d.hits, hitDrawing{shock, newChance(h.chance, newStream(seed, "hit", m.name, shock.name)), d.eventFrom(shock.name)})
	}
	return d
}

// tableError is the largest relative error of any of its tables.
func (d *drawing) tableError() float64 {
	worst := 0.0
	for _, s := range d.samplers {
		worst = max(worst, s.error)
	}
	return worst
}

// fill draws the yearly losses.
func (d *drawing) fill(column []float64) error {
	if err := d.blocks(column, d.own); err != nil {
		return err
	}
	if score := d.run.scores[d.model.name]; score != nil {
		score.arrange(column)
	}
	if len(d.hits) > 0 {
		if err := d.blocks(column, d.shocked); err != nil {
			return err
		}
	}
	if !d.model.year.plain() {
		for y, v := range column {
			column[y] = d.model.year.at(v)
		}
	}
	return nil
}

// blocks has goroutines work on so many years at a time that it takes them about a
// millisecond.
func (d *drawing) blocks(column []float64, work func(column []float64, first int)) error {
	size := int(min(max(1<<16/(1+d.events), 1), 8192))
	var next atomic.Int64
	var group sync.WaitGroup
	for range min(d.run.settings.goroutines(), (len(column)+size-1)/size) {
		group.Go(func() {
			for d.run.ctx.Err() == nil {
				from := int(next.Add(int64(size))) - size
				if from >= len(column) {
					return
				}
				work(column[from:min(from+size, len(column))], from)
			}
		})
	}
	group.Wait()
	return d.run.ctx.Err()
}

// own draws the years from first on, without shocks.
func (d *drawing) own(column []float64, first int) {
	events := 0
	for i := range column {
		year := first + i
		n := d.counter.draw(d.numbers.at(uint64(year)))
		events += n
		column[i] = d.event.sum(year, n)
	}
	d.run.events.Add(int64(events))
}

// shocked adds what shocks bring in the years from first on.
func (d *drawing) shocked(column []float64, first int) {
	events := 0
	for i := range column {
		year := first + i
		for h := range d.hits {
			hit := &d.hits[h]
			for event := range hit.shock.counter.draw(hit.shock.numbers.at(uint64(year))) {
				if number := eventOf(year, event); hit.happens.at(number) {
					column[i] += hit.event.at(number)
					events++
				}
			}
		}
	}
	d.run.events.Add(int64(events))
}

// eventDrawing draws the losses of events.
type eventDrawing struct {
	amounts   stream
	sampler   *sampler
	secondary []follow
	net       net
	simple    bool // an event is its primary loss
}

// follow is a secondary loss.
type follow struct {
	happens chance
	amounts stream
	sampler *sampler
}

func (d *drawing) eventFrom(origin string) eventDrawing {
	seed, name := d.run.settings.Seed, d.model.name
	e := eventDrawing{
		amounts: newStream(seed, "amount", name, origin), sampler: d.samplers[0],
		net: d.model.event, simple: len(d.model.secondary) == 0 && d.model.event.plain(),
	}
	for k, s := range d.model.secondary {
		number := strconv.Itoa(k)
		e.secondary = append(e.secondary, follow{
			newChance(s.chance, newStream(seed, "follows", name, origin, number)),
			newStream(seed, "secondary", name, origin, number), d.samplers[1+k],
		})
	}
	return e
}

// sum is the loss of the first n events of a year.
func (e *eventDrawing) sum(year, n int) float64 {
	if n == 0 {
		return 0
	}
	sum, number := 0.0, eventOf(year, 0)
	if !e.simple || !e.sampler.plain {
		for range n {
			sum += e.at(number)
			number++
		}
		return sum
	}
	for range n {
		sum += e.sampler.gross(e.amounts.at(number))
		number++
	}
	return sum
}

// at is the loss of one event.
func (e *eventDrawing) at(number uint64) float64 {
	v := e.sampler.draw(e.amounts.at(number))
	if e.simple {
		return v
	}
	for i := range e.secondary {
		if s := &e.secondary[i]; s.happens.at(number) {
			v += s.sampler.draw(s.amounts.at(number))
		}
	}
	return e.net.at(v)
}

// chance is whether something happens, by its number.
type chance struct {
	stream stream
	below  uint64 // of 2^64
}

func newChance(p float64, s stream) chance {
	if p >= 1 {
		return chance{s, math.MaxUint64}
	}
	return chance{s, uint64(p * (1 << 64))}
}

func (c chance) at(number uint64) bool {
	return c.below == math.MaxUint64 || c.stream.at(number) < c.below
}
