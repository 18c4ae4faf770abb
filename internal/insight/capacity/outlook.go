// Package capacity answers when what there is only so much of runs out: storage,
// lines, licences, power, and by which day more must be ordered.
package capacity

import (
	"cmp"
	"context"
	"math"
	"slices"

	"fairlead/engine/forecast"
	"fairlead/internal/catalog"
	"fairlead/internal/insight/signal"
	"fairlead/internal/record"
)

// horizon is how far ahead limits are looked for, in days.
const horizon = 3 * 365

// Outlook is how much of something is in use, and when its limit is reached.
type Outlook struct {
	Measure *catalog.CapacityMeasure
	Missing string // why nothing can be said; "" where it can
	Full    bool   // the limit is reached already

	// Known are the readings at equal distances, read off between those recorded
	// where these are not.
	Known []Point
	// Ahead is what is expected, with ends that hold it eight times in ten.
	Ahead []Range
	// Early, Even and Late are the days by which the limit is reached with a chance of
	// one in ten, one in two and nine in ten; unknown beyond three years.
	Early, Even, Late record.Date
	Test              forecast.Test
	Odd               []Oddity
}

// Point is a value on a day.
type Point struct {
	On    record.Date
	Value float64
}

// Range is what is expected on a day.
type Range struct {
	On             record.Date
	Low, Mid, High float64
}

// Oddity is a reading that does not fit, or from which on all changed.
type Oddity struct {
	On   record.Date
	Text string
}

// Used is the share of the limit that is in use, by the newest reading.
func (o *Outlook) Used() (share float64, ok bool) {
	last := o.Measure.Last()
	if last == nil || o.Measure.Limit.Float() <= 0 {
		return 0, false
	}
	return last.Value.Float() / o.Measure.Limit.Float(), true
}

// OrderBy is the last day to order more so that it is there before the limit is
// reached, nine times in ten; unknown where either is, or the limit is far.
func (o *Outlook) OrderBy() record.Date {
	if !o.Early.Known() || !o.Measure.LeadDays.Known() {
		return record.Date{}
	}
	return o.Early.AddDays(-int(o.Measure.LeadDays.N()))
}

// Ordered reports whether what is on order comes before the limit is reached with
// a chance of one in ten.
func (o *Outlook) Ordered() bool {
	return o.Measure.Ordered.Known() && (!o.Early.Known() || !o.Measure.Ordered.After(o.Early))
}

// Outlooks gives all measures in use, those that run out first before others.
func Outlooks(s *record.Snapshot, today record.Date) []*Outlook {
	return record.Answer(s, "capacity.outlooks", today, func(s *record.Snapshot, today record.Date) []*Outlook {
		var all []*Outlook
		for m := range record.Each[catalog.CapacityMeasure](s) {
			if !m.Archived && m.State == "in_use" {
				all = append(all, outlook(m, today))
			}
		}
		slices.SortFunc(all, func(a, b *Outlook) int {
			return cmp.Or(cmp.Compare(a.rank(), b.rank()), cmp.Compare(a.Measure.Name, b.Measure.Name))
		})
		return all
	})
}

// rank orders by the even chance, what is far or unknown last.
func (o *Outlook) rank() int {
	first := record.Day(1970, 1, 1)
	switch {
	case o.Full:
		return 0
	case o.Even.Known():
		return first.DaysUntil(o.Even)
	case o.Early.Known():
		return first.DaysUntil(o.Early) + horizon
	case o.Missing != "":
		return math.MaxInt
	}
	return math.MaxInt - 1
}

// fewest is how many readings it takes to say when a limit is reached.
const fewest = 6

func outlook(m *catalog.CapacityMeasure, today record.Date) *Outlook {
	o := &Outlook{Measure: m}
	last := m.Last()
	switch {
	case last == nil:
		o.Missing = "Nothing was read yet."
		return o
	case o.reached():
		o.Full = true
	case len(m.Readings) < fewest:
		o.Missing = "Fewer than six readings say nothing about when."
		return o
	case last.On.DaysUntil(today) > 4*m.Every():
		o.Missing = "The newest reading is too old: " + last.On.String() + "."
		return o
	}
	o.Known = even(m)
	if len(o.Known) < fewest {
		o.Missing = "The readings span too short a time to say when."
		return o
	}
	o.solve(today)
	return o
}

// reached reports whether the limit is reached: by the newest reading, or, of what
// comes in and swings, by the mean of the last three.
func (o *Outlook) reached() bool {
	readings, sum := o.Measure.Readings, int64(0)
	last := readings[len(readings)-1:]
	if o.Arrives() {
		last = readings[max(0, len(readings)-3):]
	}
	for _, r := range last {
		sum += r.Value.Micro()
	}
	return sum >= o.Measure.Limit.Micro()*int64(len(last))
}

// even reads values off at equal distances, back from the newest: straight lines
// between readings, nothing where these lie too far apart.
func even(m *catalog.CapacityMeasure) []Point {
	every, readings := m.Every(), m.Readings
	first, last := readings[0].On, readings[len(readings)-1].On
	steps := first.DaysUntil(last) / every
	steps = min(steps, 2000)
	var out []Point
	at := 0
	for i := steps; i >= 0; i-- {
		day := last.AddDays(-i * every)
		for at+1 < len(readings) && readings[at+1].On.Before(day) {
			at++
		}
		out = append(out, Point{day, valueOn(readings, at, day, every)})
	}
	return out
}

func valueOn(readings record.Rows[catalog.Reading], at int, day record.Date, every int) float64 {
	a := readings[at]
	if a.On == day || at+1 == len(readings) {
		return a.Value.Float()
	}
	b := readings[at+1]
	days := a.On.DaysUntil(b.On)
	if days > 3*every && b.On != day {
		return math.NaN()
	}
	return a.Value.Float() + (b.Value.Float()-a.Value.Float())*float64(a.On.DaysUntil(day))/float64(days)
}

func (o *Outlook) solve(today record.Date) {
	every := o.Measure.Every()
	last := o.Known[len(o.Known)-1].On
	steps := max(1, (last.DaysUntil(today)+horizon)/every)
	p := forecast.Problem{Horizon: min(steps, forecast.MostHorizon), NonNegative: true}
	for _, k := range o.Known {
		p.Values = append(p.Values, k.Value)
	}
	if o.Measure.Season.Known() {
		p.Seasons = []int{int(o.Measure.Season.N())}
	}
	r, err := forecast.Solve(context.Background(), p, forecast.Settings{Level: 0.8})
	if err != nil {
		o.Missing = "The readings do not say when."
		return
	}
	o.Test = r.Test
	for i := range r.Mean {
		o.Ahead = append(o.Ahead, Range{last.AddDays((i + 1) * every), r.Lower[i], r.Mean[i], r.Upper[i]})
	}
	o.oddities(r)
	if o.Full {
		o.Early, o.Even, o.Late = today, today, today
		return
	}
	reach := r.Reaches(o.Measure.Limit.Float())
	day := func(chance float64) record.Date {
		step, ok := reach.Quantile(chance)
		if !ok {
			return record.Date{}
		}
		return last.AddDays((step + 1) * every)
	}
	o.Early, o.Even, o.Late = day(0.1), day(0.5), day(0.9)
}

func (o *Outlook) oddities(r *forecast.Result) {
	unit := " " + o.Measure.Unit
	for _, x := range r.Outliers {
		o.Odd = append(o.Odd, Oddity{o.Known[x.At].On, "read " + Amount(x.Value) + unit + " where " + Amount(x.Expected) + unit + " was to be expected"})
	}
	for _, c := range r.Changes {
		text := "from here on " + Amount(math.Abs(c.Size)) + unit + map[bool]string{true: " less", false: " more"}[c.Size < 0]
		if c.Kind == forecast.TrendChange {
			text = "from here on it grows otherwise than before"
		}
		o.Odd = append(o.Odd, Oddity{o.Known[c.At].On, text})
	}
}

// Amount writes a value with as many places as are worth reading.
func Amount(v float64) string {
	return record.NewDecimal(int64(math.Round(v*10)) * 100_000).Format(record.International())
}

// services are those that stand still when it is full, the dearest first.
func (o *Outlook) services(s *record.Snapshot) []*catalog.Service {
	var out []*catalog.Service
	for _, ref := range o.Measure.Services {
		if service := record.Get(s, ref); service != nil && !service.Archived {
			out = append(out, service)
		}
	}
	slices.SortStableFunc(out, func(a, b *catalog.Service) int { return cmp.Compare(b.LossPerHour.Minor, a.LossPerHour.Minor) })
	return out
}

// Rules lists what the module looks for.
func Rules() []signal.Rule { return []signal.Rule{{Name: "capacity.full", Find: full}} }
