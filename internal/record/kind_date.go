package record

import (
	"cmp"
	"time"
)

// Date is an optional day of the Gregorian calendar, from 0001-01-01 to
// 9999-12-31. The zero Date is unknown.
type Date struct {
	n int32 // days, 1 is 0001-01-01
}

const (
	maxDay     = 3652059 // 9999-12-31
	unixDay    = 719163  // 1970-01-01
	daySeconds = 24 * 60 * 60
)

// Day is the date with a year, month and day. Days past the end of a month run
// on into the next, as in package time. Dates out of range are unknown.
func Day(year int, month time.Month, day int) Date {
	return dayOf(time.Date(year, month, day, 0, 0, 0, 0, time.UTC))
}

// DateOf is the day on which a moment falls in its own location; unknown for
// the zero time.
func DateOf(t time.Time) Date {
	if t.IsZero() {
		return Date{}
	}
	return Day(t.Date())
}

// dayOf is the date of a midnight UTC.
func dayOf(t time.Time) Date { return dateNumber(floorDiv(t.Unix(), daySeconds) + unixDay) }

func dateNumber(n int64) Date {
	if n < 1 || n > maxDay {
		return Date{}
	}
	return Date{int32(n)}
}

func floorDiv(a, b int64) int64 {
	q := a / b
	if a%b < 0 {
		q--
	}
	return q
}

func dateKind() *Kind {
	return &Kind{
		Name: "date", Columns: []Column{{Class: ClassDate}}, Widget: "date",
		Ops:    orderOps(),
		New:    func(*Field) Value { return new(Date) },
		Schema: func(*Field) map[string]any { return map[string]any{"type": "string", "format": "date"} },
	}
}

// Kind describes the kind.
func (d *Date) Kind() *Kind { return dateKind() }

// Known reports whether there is a date.
func (d Date) Known() bool { return d.n != 0 }

// Clear makes the date unknown.
func (d *Date) Clear() { *d = Date{} }

// Time is midnight UTC of the day; the zero time when unknown.
func (d Date) Time() time.Time {
	if d.n == 0 {
		return time.Time{}
	}
	return time.Unix((int64(d.n)-unixDay)*daySeconds, 0).UTC()
}

// Year is the year, 0 when unknown.
func (d Date) Year() int {
	if d.n == 0 {
		return 0
	}
	return d.Time().Year()
}

// Month is the month, 0 when unknown.
func (d Date) Month() time.Month {
	if d.n == 0 {
		return 0
	}
	return d.Time().Month()
}

// AddDays is the date some days later. It is unknown when d is, or out of range.
func (d Date) AddDays(days int) Date {
	if d.n == 0 || days > maxDay || days < -maxDay {
		return Date{}
	}
	return dateNumber(int64(d.n) + int64(days))
}

// AddMonths is the same day some months later, or the last of that month where
// it has no such day. It is unknown when d is, or out of range.
func (d Date) AddMonths(months int) Date {
	if d.n == 0 || months > 12*9999 || months < -12*9999 {
		return Date{}
	}
	year, month, day := d.Time().Date()
	first := time.Date(year, month+time.Month(months), 1, 0, 0, 0, 0, time.UTC)
	last := first.AddDate(0, 1, -1).Day()
	return Day(first.Year(), first.Month(), min(day, last))
}

// DaysUntil is the number of days from d to another date, negative when that
// is earlier. Both must be known; otherwise it is 0.
func (d Date) DaysUntil(other Date) int {
	if d.n == 0 || other.n == 0 {
		return 0
	}
	return int(other.n - d.n)
}

// Before reports whether d is earlier; false when either is unknown.
func (d Date) Before(other Date) bool { return d.n != 0 && other.n != 0 && d.n < other.n }

// After reports whether d is later; false when either is unknown.
func (d Date) After(other Date) bool { return other.Before(d) }

// Equal reports whether two dates are the same, or both unknown.
func (d Date) Equal(other Date) bool { return d == other }

// String is the date in ISO 8601, empty when unknown.
func (d Date) String() string { return d.Text() }

// Text is the date in ISO 8601: 2026-03-04.
func (d Date) Text() string {
	if d.n == 0 {
		return ""
	}
	return d.Time().Format(time.DateOnly)
}

// Format is the date as the locale writes it.
func (d Date) Format(in Locale) string {
	if d.n == 0 {
		return ""
	}
	return d.Time().Format(in.Date)
}

// JSON is the date in ISO 8601.
func (d *Date) JSON() any {
	if d.n == 0 {
		return nil
	}
	return d.Text()
}

// SetJSON accepts a date in ISO 8601.
func (d *Date) SetJSON(v any) error {
	text, err := jsonString(v)
	if err != nil {
		return err
	}
	return d.setISO(text)
}

func (d *Date) setISO(text string) error {
	if text == "" {
		*d = Date{}
		return nil
	}
	parsed, ok := isoDate(text)
	if !ok {
		return errDate
	}
	*d = parsed
	return nil
}

// Store gives the date in ISO 8601, NULL when unknown.
func (d *Date) Store() []any { return []any{d.JSON()} }

// Load accepts text in ISO 8601, or a time of which the day counts.
func (d *Date) Load(columns []any) error {
	if t, ok := columns[0].(time.Time); ok {
		*d = Day(t.Date())
		return nil
	}
	text, err := loadString(columns[0])
	if err != nil {
		return err
	}
	return d.setISO(text)
}

// Compare orders by time.
func (d *Date) Compare(other Value) int { return cmp.Compare(d.n, other.(*Date).n) }

// MarshalJSON writes the date in ISO 8601, null when unknown.
func (d Date) MarshalJSON() ([]byte, error) { return marshalValue(&d) }

// UnmarshalJSON accepts a date in ISO 8601.
func (d *Date) UnmarshalJSON(data []byte) error { return unmarshalValue(d, data) }
