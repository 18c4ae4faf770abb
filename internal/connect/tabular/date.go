package tabular

import (
	"fmt"
	"strings"
	"time"

	"fairlead/internal/fault"
)

// Date is a day of the calendar.
type Date struct {
	Year  int // 1 to 9999
	Month int // 1 to 12
	Day   int // 1 to 31
}

// String is the date as YYYY-MM-DD.
func (d Date) String() string { return fmt.Sprintf("%04d-%02d-%02d", d.Year, d.Month, d.Day) }

func (d Date) valid() bool {
	return d.Year >= 1 && d.Month >= 1 && d.Month <= 12 && d.Day >= 1 && d.Day <= daysIn(d.Year, d.Month)
}

func daysIn(year, month int) int {
	return time.Date(year, time.Month(month)+1, 0, 0, 0, 0, 0, time.UTC).Day()
}

// DateTime is a date with a time of day, and with an offset from UTC where the
// text had one.
type DateTime struct {
	Date
	Hour, Minute, Second int
	Nanosecond           int
	Offset               int  // seconds east of UTC; meaningful with HasOffset
	HasOffset            bool // the text said its offset
}

// In is the instant, taken to be in loc where the text had no offset.
func (d DateTime) In(loc *time.Location) time.Time {
	if d.HasOffset {
		loc = time.FixedZone("", d.Offset)
	}
	return time.Date(d.Year, time.Month(d.Month), d.Day, d.Hour, d.Minute, d.Second, d.Nanosecond, loc)
}

func (d DateTime) midnight() bool {
	return d.Hour == 0 && d.Minute == 0 && d.Second == 0 && d.Nanosecond == 0
}

// ParseDate reads a date: 2018-03-04 (also with / or . and as 20180304),
// 4-Mar-18, 4 March 2018, March 4, 2018, and 04/03/2018 or 4.3.18 by the given
// order. A time of day is accepted only if it is midnight. Years of two digits
// are 1969 to 2068, as in POSIX. The error is a fault.Invalid for a person.
func ParseDate(text string, order DateOrder) (Date, error) {
	d, err := ParseDateTime(text, order)
	if err == nil && !d.midnight() {
		err = fault.New(fault.Invalid, "“%s” is a date with a time of day; only a date is expected here.", shorten(text))
	}
	if err != nil {
		return Date{}, err
	}
	return d.Date, nil
}

// ParseDateTime reads what ParseDate reads, with an optional time of day:
// 01:16, 01:16:00.5, 1:16 pm, after a blank or T, and an optional Z, UTC, GMT or
// +02:00. Without a time of day it is midnight. The error is a fault.Invalid
// for a person.
func ParseDateTime(text string, order DateOrder) (DateTime, error) {
	w, ok := scanDate(text)
	if !ok {
		return DateTime{}, fault.New(fault.Invalid, "“%s” is not a date. Write it as 2018-03-04.", shorten(text))
	}
	if w.shape.form == formNumbers && order == "" {
		return DateTime{}, fault.New(fault.Invalid, "“%s” may have the day or the month first. Say which for this file.", shorten(text))
	}
	d := w.date(order)
	if !d.valid() {
		return DateTime{}, fault.New(fault.Invalid, "“%s” is not a day of the calendar%s.", shorten(text), orderNote(w.shape.form, order))
	}
	w.time.Date = d
	return w.time, nil
}

func orderNote(form dateForm, order DateOrder) string {
	if form != formNumbers {
		return ""
	}
	return " with the " + string(order)
}

// shorten makes a cell fit to be quoted in a message.
func shorten(text string) string {
	text = strings.ToValidUTF8(strings.TrimSpace(text), "�")
	if r := []rune(text); len(r) > 40 {
		return string(r[:40]) + "…"
	}
	return text
}
