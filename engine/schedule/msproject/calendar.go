package msproject

import (
	"slices"
	"time"

	"fairlead/engine/schedule"
)

// calendar is one of the file before it is joined with the one that it builds on.
type calendar struct {
	*element
	name  string
	base  int // its number; -1: none
	week  [7][]schedule.Span
	said  [7]bool // days that it says itself
	other []schedule.Days
}

func (r *reader) calendars(root *element) error {
	for _, e := range root.child("Calendars").all("Calendar") {
		uid, err := e.child("UID").whole(-1)
		if err != nil {
			return err
		}
		c := &calendar{element: e, name: e.child("Name").text}
		if c.base, err = e.child("BaseCalendarUID").whole(-1); err != nil {
			return err
		}
		for _, d := range e.child("WeekDays").all("WeekDay") {
			if err := c.day(d); err != nil {
				return err
			}
		}
		for _, x := range e.child("Exceptions").all("Exception") {
			if kind := x.child("Type").text; kind != "" && kind != "1" {
				r.doubt("line %d: days that recur in calendar %q are not read", x.line, c.name)
				continue
			}
			if err := c.days(x); err != nil {
				return err
			}
		}
		r.read[uid] = c
	}
	return nil
}

// day reads a day of the week, or days of the year in the older form.
func (c *calendar) day(e *element) error {
	kind, err := e.child("DayType").whole(-1)
	switch {
	case err != nil:
		return err
	case kind == 0:
		return c.days(e)
	case kind < 1 || kind > 7:
		return e.errorf("there is no day %d of the week", kind)
	}
	c.said[kind-1] = true
	c.week[kind-1], err = working(e)
	return err
}

func (c *calendar) days(e *element) (err error) {
	period := e.child("TimePeriod")
	var d schedule.Days
	if d.First, err = period.child("FromDate").moment(); err != nil {
		return err
	}
	if d.Last, err = period.child("ToDate").moment(); err != nil {
		return err
	}
	if d.First.IsZero() || d.Last.Before(d.First) {
		return e.errorf("the days from %q to %q are not in order", period.child("FromDate").text, period.child("ToDate").text)
	}
	d.Hours, err = working(e)
	c.other = append(c.other, d)
	return err
}

// working reads the hours of a day.
func working(e *element) (hours []schedule.Span, err error) {
	if !e.child("DayWorking").yes() {
		return nil, nil
	}
	for _, w := range e.child("WorkingTimes").all("WorkingTime") {
		if w.child("FromTime").text == "" {
			continue
		}
		var s schedule.Span
		if s.From, err = w.child("FromTime").clock(); err != nil {
			return nil, err
		}
		if s.To, err = w.child("ToTime").clock(); err != nil {
			return nil, err
		}
		if s.To == 0 {
			s.To = 24 * time.Hour
		}
		if s.To <= s.From || len(hours) > 0 && s.From < hours[len(hours)-1].To {
			return nil, w.errorf("the hours %v to %v are not in order", s.From, s.To)
		}
		hours = append(hours, s)
	}
	return hours, nil
}

// calendar gives the hours of a number, joined with what it builds on; ok is false
// where there is none of that number. The same number has the same calendar.
func (r *reader) calendar(uid int) (c *schedule.Calendar, ok bool, err error) {
	if r.read[uid] == nil {
		return nil, false, nil
	}
	if have := r.joined[uid]; have != nil {
		return have, true, nil
	}
	of := r.read[uid]
	out := schedule.OfficeHours() // what the program that wrote it takes where nothing is said
	seen := []int{uid}
	for chain := of; chain.base >= 0 && r.read[chain.base] != nil; chain = r.read[chain.base] {
		if slices.Contains(seen, chain.base) {
			return nil, false, of.errorf("calendar %q builds on itself", of.name)
		}
		seen = append(seen, chain.base)
	}
	for _, at := range slices.Backward(seen) {
		for d, said := range r.read[at].said {
			if said {
				out.Week[d] = r.read[at].week[d]
			}
		}
		out.Other = append(out.Other, r.read[at].other...)
	}
	if !slices.ContainsFunc(out.Week[:], func(hours []schedule.Span) bool { return len(hours) > 0 }) {
		return nil, false, of.errorf("calendar %q has no hours of work in any week", of.name)
	}
	if same := r.same(&out); same != nil {
		r.joined[uid] = same
		return same, true, nil
	}
	r.joined[uid] = &out
	return &out, true, nil
}

// same is a calendar with the same hours that was read before, so that people of
// one calendar are known to share it.
func (r *reader) same(c *schedule.Calendar) *schedule.Calendar {
	for _, have := range r.joined {
		if slices.EqualFunc(have.Week[:], c.Week[:], slices.Equal) && slices.EqualFunc(have.Other, c.Other, func(a, b schedule.Days) bool {
			return a.First.Equal(b.First) && a.Last.Equal(b.Last) && slices.Equal(a.Hours, b.Hours)
		}) {
			return have
		}
	}
	return nil
}
