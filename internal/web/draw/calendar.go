package draw

import "time"

// Step is a unit of the calendar that a time axis counts in.
type Step int

// The steps of a time axis, from fine to coarse.
const (
	Hour Step = iota
	Day
	Month
	Quarter
	Year
)

// english writes a date as a label of an axis in this step.
func (s Step) english(t time.Time) string {
	switch s {
	case Hour:
		return t.Format("15:04")
	case Day:
		return t.Format("2 Jan")
	case Month:
		return t.Format("Jan")
	case Quarter:
		return "Q" + string(rune('1'+(t.Month()-1)/3))
	}
	return t.Format("2006")
}

// length is the usual length of the step.
func (s Step) length() time.Duration {
	const day = 24 * time.Hour
	return [...]time.Duration{time.Hour, day, 30 * day, 91 * day, 365 * day}[s]
}

// room is how much of the axis a label in this step needs, in units.
func (s Step) room() float64 { return [...]float64{46, 88, 38, 44, 44}[s] }

// outer is the step that a label's second line is in: the day of an hour, the
// year of anything else.
func (s Step) outer() Step {
	if s == Hour {
		return Day
	}
	return Year
}

// pace is a number of steps from one tick to the next.
type pace struct {
	step  Step
	count int
}

// paces lists what a time axis may count in, from fine to coarse; after them
// come years in round numbers.
func paces() []pace {
	return []pace{
		{Hour, 1}, {Hour, 3}, {Hour, 6}, {Hour, 12},
		{Day, 1}, {Day, 2}, {Day, 7}, {Day, 14},
		{Month, 1}, {Quarter, 1}, {Month, 6},
		{Year, 1}, {Year, 2}, {Year, 5}, {Year, 10}, {Year, 20}, {Year, 50},
		{Year, 100}, {Year, 200}, {Year, 500}, {Year, 1000}, {Year, 2000},
	}
}

// choosePace returns the finest pace whose labels have room on an axis of the
// given width. Hours are left out where the dates have no time of day.
func choosePace(from, to time.Time, width float64, hours bool) pace {
	var p pace
	for _, p = range paces() {
		if p.step == Hour && !hours {
			continue
		}
		ticks := float64(to.Unix()-from.Unix()) / (p.step.length().Seconds() * float64(p.count))
		if ticks*p.step.room() <= width {
			break
		}
	}
	return p
}

// base is the last tick at or before t.
func (p pace) base(t time.Time) time.Time {
	y, m, d := t.Date()
	switch p.step {
	case Hour:
		return time.Date(y, m, d, t.Hour()-t.Hour()%p.count, 0, 0, 0, t.Location())
	case Day: // counted from Monday, 5 January 1970
		days := int(time.Date(y, m, d, 0, 0, 0, 0, time.UTC).Unix()/86400) - 4
		return time.Date(y, m, d-((days%p.count)+p.count)%p.count, 0, 0, 0, 0, t.Location())
	case Month:
		return time.Date(y, m-time.Month((int(m)-1)%p.count), 1, 0, 0, 0, 0, t.Location())
	case Quarter:
		return time.Date(y, m-(m-1)%3, 1, 0, 0, 0, 0, t.Location())
	}
	return time.Date(y-y%p.count, 1, 1, 0, 0, 0, 0, t.Location())
}

// after is the tick that comes k ticks after base.
func (p pace) after(base time.Time, k int) time.Time {
	n := k * p.count
	switch p.step {
	case Hour:
		return time.Date(base.Year(), base.Month(), base.Day(), base.Hour()+n, 0, 0, 0, base.Location())
	case Day:
		return base.AddDate(0, 0, n)
	case Month:
		return base.AddDate(0, n, 0)
	case Quarter:
		return base.AddDate(0, 3*n, 0)
	}
	return base.AddDate(n, 0, 0)
}

// ticks returns the ticks from one time to another, both included. Each is
// reckoned from the first, so that a clock put back or forward stops nothing.
func (p pace) ticks(from, to time.Time) []time.Time {
	var ticks []time.Time
	base := p.base(from)
	last := from.Add(-1)
	for k := 0; ; k++ {
		t := p.after(base, k)
		if t.After(to) {
			return ticks
		}
		if t.After(last) {
			ticks = append(ticks, t)
			last = t
		}
	}
}

// hasClock tells whether a time is other than midnight.
func hasClock(t time.Time) bool {
	hour, minute, second := t.Clock()
	return hour+minute+second > 0
}
