package schedule

import (
	"slices"
	"time"
)

const (
	day  = 24 * 60 // minutes
	week = 7 * day
)

// hours are the working hours of a calendar, or of what several share, in minutes
// from the midnight a week before the plan begins. The first week and the last that
// are listed have no days of their own, and repeat before and after the list.
type hours struct {
	always bool // day and night: nothing is listed, and counting costs nothing
	spans  []span
	first  []int32 // of each day: the first span that ends after it begins
	done   []int   // minutes worked before each span, and before the end
	end    int     // of the list, at a midnight
	week   int     // minutes worked in a week that repeats
}

// dayAndNight are the hours of those who always work.
func dayAndNight() *hours { return &hours{always: true, week: week} }

type span struct{ from, to int }

// listed is how many days a calendar is listed for beyond its last own day.
const listed = 2 * 365

// hoursOf lists a calendar for some days from a midnight on.
func hoursOf(c *Calendar, from time.Time, days int) *hours {
	if c.always() && len(c.Other) == 0 {
		return dayAndNight()
	}
	var spans []span
	plain := &Calendar{Week: c.Week}
	for d := range days {
		of := c
		if d < 7 || d >= days-7 {
			of = plain
		}
		for _, s := range of.On(from.AddDate(0, 0, d)) {
			spans = appendSpan(spans, span{d*day + int(s.From/time.Minute), d*day + int(s.To/time.Minute)})
		}
	}
	return newHours(spans, days)
}

// appendSpan joins spans that touch.
func appendSpan(spans []span, s span) []span {
	if n := len(spans); n > 0 && spans[n-1].to == s.from && s.from%day != 0 {
		spans[n-1].to = s.to
		return spans
	}
	return append(spans, s)
}

func newHours(spans []span, days int) *hours {
	h := &hours{spans: spans, end: days * day, done: make([]int, len(spans)+1), first: make([]int32, days+1)}
	k := 0
	for d := range h.first {
		for k < len(spans) && spans[k].to <= d*day {
			k++
		}
		h.first[d] = int32(k)
	}
	for i, s := range spans {
		h.done[i+1] = h.done[i] + s.to - s.from
	}
	h.week = h.work(h.end) - h.work(h.end-week)
	return h
}

// both are the hours that two have in common.
func (h *hours) both(o *hours) *hours {
	switch {
	case h.always:
		return o
	case o.always:
		return h
	}
	var spans []span
	for i, k := 0, 0; i < len(h.spans) && k < len(o.spans); {
		a, b := h.spans[i], o.spans[k]
		if from, to := max(a.from, b.from), min(a.to, b.to); from < to {
			spans = append(spans, span{from, to})
		}
		if a.to < b.to {
			i++
		} else {
			k++
		}
	}
	return newHours(spans, h.end/day)
}

// either are the hours in which at least one of two works.
func (h *hours) either(o *hours) *hours {
	if h.always || o.always {
		return dayAndNight()
	}
	all := slices.Concat(h.spans, o.spans)
	slices.SortFunc(all, func(a, b span) int { return a.from - b.from })
	var spans []span
	for _, s := range all {
		if n := len(spans); n > 0 && s.from <= spans[n-1].to && s.from/day == spans[n-1].from/day {
			spans[n-1].to = max(spans[n-1].to, s.to)
		} else {
			spans = append(spans, s)
		}
	}
	return newHours(spans, h.end/day)
}

// work is how many minutes are worked up to a moment.
func (h *hours) work(t int) int {
	switch {
	case h.always:
		return t
	case t < 0:
		k := (-t + week - 1) / week
		return h.work(t+k*week) - k*h.week
	case t > h.end:
		k := (t - h.end + week - 1) / week
		return h.work(t-k*week) + k*h.week
	}
	i := int(h.first[t/day])
	for i < len(h.spans) && h.spans[i].to <= t {
		i++
	}
	if i < len(h.spans) && h.spans[i].from < t {
		return h.done[i] + t - h.spans[i].from
	}
	return h.done[i]
}

// until is the earliest moment by which so many minutes were worked. A week must
// have hours.
func (h *hours) until(work int) int {
	if h.always {
		return work
	}
	if k := h.weeks(work, 1); k != 0 {
		return h.until(work-k*h.week) + k*week
	}
	i := h.find(work - 1)
	return h.spans[i].from + work - h.done[i]
}

// from is the latest moment up to which so many minutes were worked: when the
// next one begins.
func (h *hours) from(work int) int {
	if h.always {
		return work
	}
	if k := h.weeks(work, 0); k != 0 {
		return h.from(work-k*h.week) + k*week
	}
	i := h.find(work)
	return h.spans[i].from + work - h.done[i]
}

// weeks is by how many weeks a count of minutes lies outside of the list, which
// holds those from least on, up to as many before its end.
func (h *hours) weeks(work, least int) int {
	total := h.done[len(h.spans)] - 1 + least
	switch {
	case work < least:
		return -((least - work + h.week - 1) / h.week)
	case work > total:
		return (work - total + h.week - 1) / h.week
	}
	return 0
}

// find is the span in which the minute is worked before which so many were.
func (h *hours) find(work int) int {
	lo, hi := 0, len(h.spans)
	for hi-lo > 1 {
		if mid := int(uint(lo+hi) >> 1); h.done[mid] <= work {
			lo = mid
		} else {
			hi = mid
		}
	}
	return lo
}

// next is the first moment from t on at which work is done.
func (h *hours) next(t int) int { return h.from(h.work(t)) }

// add is when so many minutes of work are done that begin at t.
func (h *hours) add(t, minutes int) int {
	if minutes == 0 {
		return t
	}
	return h.until(h.work(t) + minutes)
}

// back is when so many minutes of work must begin that are to end at t.
func (h *hours) back(t, minutes int) int {
	if minutes == 0 {
		return t
	}
	return h.from(h.work(t) - minutes)
}

// shift moves a moment by a lag, forward or back, to the first moment at which it
// is over.
func (h *hours) shift(t, lag int) int {
	if lag == 0 {
		return t
	}
	return h.until(h.work(t) + lag)
}

// unshift is the last moment from which a lag is over at t.
func (h *hours) unshift(t, lag int) int {
	if lag == 0 {
		return t
	}
	return h.from(h.work(t) - lag)
}

// never reports whether no work is ever done again.
func (h *hours) never() bool { return h.week == 0 }
