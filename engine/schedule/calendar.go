package schedule

import (
	"fmt"
	"slices"
	"time"
)

// Calendar says when work is done. The zero value works day and night.
type Calendar struct {
	Week  [7][]Span // by time.Weekday; all empty: day and night
	Other []Days    // days with hours of their own; of two that meet, the later counts
}

// Span is a part of a day, from midnight; To may be 24 hours.
type Span struct{ From, To time.Duration }

// Days are days in a row, both included, with the same hours.
type Days struct {
	First, Last time.Time
	Hours       []Span // none: nobody works
}

// OfficeHours are eight hours from Monday to Friday: 8 to 12 and 13 to 17.
func OfficeHours() Calendar {
	day := []Span{{8 * time.Hour, 12 * time.Hour}, {13 * time.Hour, 17 * time.Hour}}
	return Calendar{Week: [7][]Span{nil, day, day, day, day, day, nil}}
}

// On gives the hours of a day, in order.
func (c *Calendar) On(day time.Time) []Span {
	key := dayNumber(day)
	for _, o := range slices.Backward(c.Other) {
		if dayNumber(o.First) <= key && key <= dayNumber(o.Last) {
			return o.Hours
		}
	}
	if c.always() {
		return []Span{{0, 24 * time.Hour}}
	}
	return c.Week[day.Weekday()]
}

func (c *Calendar) always() bool {
	for _, hours := range c.Week {
		if len(hours) > 0 {
			return false
		}
	}
	return true
}

// dayNumber counts days by the date on the wall.
func dayNumber(t time.Time) int {
	y, m, d := t.Date()
	return int(time.Date(y, m, d, 0, 0, 0, 0, time.UTC).Unix() / 86400)
}

func (c *Calendar) check(name string) error {
	for d, hours := range c.Week {
		if err := checkSpans(hours); err != nil {
			return fmt.Errorf("%s: %s: %w", name, time.Weekday(d), err)
		}
	}
	if len(c.Other) > MaxTasks {
		return fmt.Errorf("%s: %d days of their own are more than %d", name, len(c.Other), MaxTasks)
	}
	for _, o := range c.Other {
		if err := checkSpans(o.Hours); err != nil {
			return fmt.Errorf("%s: %s: %w", name, o.First.Format(time.DateOnly), err)
		}
		if o.Last.Before(o.First) {
			return fmt.Errorf("%s: days from %s end before they begin", name, o.First.Format(time.DateOnly))
		}
	}
	return nil
}

func checkSpans(hours []Span) error {
	last := time.Duration(0)
	for _, s := range hours {
		if s.From < last || s.To <= s.From || s.To > 24*time.Hour || s.From%time.Minute != 0 || s.To%time.Minute != 0 {
			return fmt.Errorf("the hours %v to %v are not in order within the day and to the minute", s.From, s.To)
		}
		last = s.To
	}
	return nil
}
