package msproject

import (
	"math"
	"strconv"
	"strings"
	"time"
)

// whole reads a number; what is missing is the other value.
func (e *element) whole(missing int) (int, error) {
	if e.text == "" {
		return missing, nil
	}
	n, err := strconv.Atoi(e.text)
	if err != nil || n < -1<<40 || n > 1<<40 {
		return 0, e.errorf("%q is not a whole number", short(e.text))
	}
	return n, nil
}

func (e *element) decimal(missing float64) (float64, error) {
	if e.text == "" {
		return missing, nil
	}
	x, err := strconv.ParseFloat(e.text, 64)
	if err != nil || math.IsNaN(x) || math.IsInf(x, 0) {
		return 0, e.errorf("%q is not a number", short(e.text))
	}
	return x, nil
}

func (e *element) yes() bool { return e.text == "1" || strings.EqualFold(e.text, "true") }

// moment reads a date with its time on the wall; the zero time where there is none.
func (e *element) moment() (time.Time, error) {
	if e.text == "" || e.text == "NA" {
		return time.Time{}, nil
	}
	t, err := time.Parse("2006-01-02T15:04:05", e.text)
	if err != nil {
		return time.Time{}, e.errorf("%q is not a date and time like 2026-03-02T08:00:00", short(e.text))
	}
	return t.Truncate(time.Minute), nil
}

// clock reads a time of day.
func (e *element) clock() (time.Duration, error) {
	t, err := time.Parse("15:04:05", e.text)
	if err != nil {
		return 0, e.errorf("%q is not a time of day like 08:00:00", short(e.text))
	}
	return (time.Duration(t.Hour())*time.Hour + time.Duration(t.Minute())*time.Minute), nil
}

// span reads a time like PT8H30M0S, to the minute; ok is false where there is none.
func (e *element) span() (d time.Duration, ok bool, err error) {
	if e.text == "" {
		return 0, false, nil
	}
	text, found := strings.CutPrefix(e.text, "PT")
	if d, err = time.ParseDuration(strings.ToLower(text)); !found || err != nil || d < 0 {
		return 0, false, e.errorf("%q is not a time like PT8H30M0S", short(e.text))
	}
	return d.Round(time.Minute), true, nil
}

func short(text string) string {
	if len(text) > 40 {
		return text[:40] + "…"
	}
	return text
}
