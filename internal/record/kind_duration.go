package record

import (
	"cmp"
	"errors"
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"time"
)

// Duration is an optional length of time in whole seconds, never negative. A
// day is 24 hours. The zero Duration is unknown.
type Duration struct {
	seconds int64
	known   bool
}

// maxSeconds is 10,000 years.
const maxSeconds = 10_000 * 366 * daySeconds

var errDuration = errors.New("is not a duration; write it like 4h 30m, 90m or 2d")

// Lasting is a known duration, rounded down to the second. Negative ones are unknown.
func Lasting(d time.Duration) Duration {
	if d < 0 {
		return Duration{}
	}
	return Duration{int64(d / time.Second), true}
}

func durationKind() *Kind {
	return &Kind{
		Name: "duration", Columns: []Column{{Class: ClassInteger}}, Widget: "duration", Numeric: true,
		Ops:    orderOps(),
		New:    func(*Field) Value { return new(Duration) },
		Schema: func(*Field) map[string]any { return map[string]any{"type": "string", "format": "duration"} },
	}
}

// Kind describes the kind.
func (d *Duration) Kind() *Kind { return durationKind() }

// Known reports whether there is a duration.
func (d Duration) Known() bool { return d.known }

// Clear makes the duration unknown.
func (d *Duration) Clear() { *d = Duration{} }

// Seconds is the length in seconds, 0 when unknown.
func (d Duration) Seconds() int64 { return d.seconds }

// Hours is the length in hours, 0 when unknown.
func (d Duration) Hours() float64 { return float64(d.seconds) / 3600 }

// Equal reports whether two durations are the same, or both unknown.
func (d Duration) Equal(other Duration) bool { return d == other }

// String is the canonical form, empty when unknown.
func (d Duration) String() string { return d.Text() }

var (
	isoDuration   = regexp.MustCompile(`^P(?:(\d{1,9})W)?(?:(\d{1,9})D)?(?:T(?:(\d{1,9})H)?(?:(\d{1,9})M)?(?:(\d{1,12})S)?)?$`)
	clockDuration = regexp.MustCompile(`^(\d{1,7}):([0-5]\d)(?::([0-5]\d))?$`)
	durationPart  = regexp.MustCompile(`^ *(\d[\d.,]*) *([a-z]+),?`)
)

// Parse accepts amounts with units (4h 30m, 1.5 days), hours and minutes
// (1:30), and ISO 8601 (PT4H30M). A number alone counts the field's unit when
// that is seconds, minutes, days or weeks, else hours.
func (d *Duration) Parse(text string, in Reading) error {
	text = strings.TrimSpace(text)
	if text == "" {
		*d = Duration{}
		return nil
	}
	seconds, err := parseDuration(text, in)
	if err != nil {
		return err
	}
	if seconds > maxSeconds {
		return errors.New("must be at most 10,000 years")
	}
	*d = Duration{seconds, true}
	return nil
}

func parseDuration(text string, in Reading) (int64, error) {
	if parts := clockDuration.FindStringSubmatch(text); parts != nil {
		return int64(number(parts[1]))*3600 + int64(number(parts[2]))*60 + int64(number(parts[3])), nil
	}
	if parts := isoDuration.FindStringSubmatch(strings.ToUpper(text)); parts != nil && len(text) > 2 && !strings.HasSuffix(strings.ToUpper(text), "T") {
		var seconds int64
		for i, unit := range []int64{7 * daySeconds, daySeconds, 3600, 60, 1} {
			seconds += int64(number(parts[i+1])) * unit
		}
		return seconds, nil
	}
	if _, err := numeral(text, in.DecimalComma); err == nil {
		return durationUnits(text, plainUnit(in.Field), in.DecimalComma)
	}
	var total int64
	for rest := strings.ToLower(text); rest != ""; {
		part := durationPart.FindStringSubmatch(rest)
		if part == nil {
			return 0, errDuration
		}
		seconds, err := durationUnits(part[1], unitSeconds(part[2]), in.DecimalComma)
		if err != nil {
			return 0, err
		}
		total += seconds
		rest = rest[len(part[0]):]
		if total > maxSeconds {
			break
		}
	}
	return total, nil
}

// durationUnits is a number of units in seconds, rounded to the nearest.
func durationUnits(amount string, unit int64, comma bool) (int64, error) {
	if unit == 0 {
		return 0, errDuration
	}
	var n Decimal
	if err := n.Parse(amount, Reading{DecimalComma: comma}); err != nil {
		return 0, err
	}
	if n.Micro() < 0 {
		return 0, errors.New("must not be negative")
	}
	whole, part := n.Micro()/1e6, n.Micro()%1e6
	return whole*unit + (part*unit+5e5)/1e6, nil
}

// unitSeconds is how long a unit is; 0 for words that are no unit.
func unitSeconds(word string) int64 {
	switch word {
	case "s", "sec", "secs", "second", "seconds":
		return 1
	case "m", "min", "mins", "minute", "minutes":
		return 60
	case "h", "hr", "hrs", "hour", "hours":
		return 3600
	case "d", "day", "days":
		return daySeconds
	case "w", "week", "weeks":
		return 7 * daySeconds
	}
	return 0
}

// plainUnit is what a number alone counts in a field.
func plainUnit(f *Field) int64 {
	if f != nil {
		if unit := unitSeconds(strings.ToLower(f.Unit)); unit != 0 {
			return unit
		}
	}
	return 3600
}

// Text is the length in hours, minutes and seconds, or in days where those are
// whole: 4h30m, 36h, 2d.
func (d Duration) Text() string { return d.write("") }

// Format is as Text, with spaces.
func (d Duration) Format(Locale) string { return d.write(" ") }

func (d Duration) write(space string) string {
	switch {
	case !d.known:
		return ""
	case d.seconds == 0:
		return "0h"
	case d.seconds%daySeconds == 0:
		return fmt.Sprintf("%dd", d.seconds/daySeconds)
	}
	var parts []string
	for _, u := range []struct {
		count int64
		unit  string
	}{{d.seconds / 3600, "h"}, {d.seconds / 60 % 60, "m"}, {d.seconds % 60, "s"}} {
		if u.count > 0 {
			parts = append(parts, strconv.FormatInt(u.count, 10)+u.unit)
		}
	}
	return strings.Join(parts, space)
}

// JSON is the duration in ISO 8601: PT4H30M.
func (d *Duration) JSON() any {
	if !d.known {
		return nil
	}
	text := strings.ToUpper(d.Text())
	if strings.HasSuffix(text, "D") {
		return "P" + text
	}
	return "PT" + text
}

// SetJSON accepts ISO 8601, or amounts with units.
func (d *Duration) SetJSON(v any) error {
	text, err := jsonString(v)
	if err != nil {
		return errors.New(`must be a duration in quotes, like "PT4H30M"`)
	}
	if _, err := numeral(text, false); err == nil {
		return errors.New(`has no unit; write it like "PT4H30M"`)
	}
	return d.Parse(text, Reading{})
}

// Store gives the seconds as int64, NULL when unknown.
func (d *Duration) Store() []any {
	if !d.known {
		return []any{nil}
	}
	return []any{d.seconds}
}

// Load accepts seconds as int64.
func (d *Duration) Load(columns []any) error {
	seconds, known, err := loadInteger(columns[0])
	*d = Duration{seconds, known}
	return err
}

// Compare orders by length.
func (d *Duration) Compare(other Value) int {
	return cmp.Compare(d.seconds, other.(*Duration).seconds)
}

// MarshalJSON writes ISO 8601, null when unknown.
func (d Duration) MarshalJSON() ([]byte, error) { return marshalValue(&d) }

// UnmarshalJSON accepts ISO 8601, or amounts with units.
func (d *Duration) UnmarshalJSON(data []byte) error { return unmarshalValue(d, data) }

// check holds bounds to be in the unit in which the field is counted.
func (d *Duration) check(f *Field) error {
	return f.checkBounds(float64(d.seconds) / float64(plainUnit(f)))
}
