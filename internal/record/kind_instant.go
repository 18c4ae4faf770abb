package record

import (
	"cmp"
	"errors"
	"regexp"
	"strings"
	"time"
)

// Instant is an optional moment, to the millisecond, in the years 1 to 9999 of
// UTC. The zero Instant is unknown.
type Instant struct {
	n int64 // milliseconds, 1 is 0001-01-01T00:00:00.000Z
}

const (
	unixInstant = (unixDay-1)*daySeconds*1000 + 1
	maxInstant  = maxDay * daySeconds * 1000
	instantText = "2006-01-02T15:04:05.000Z"
)

var errInstant = errors.New("is not a date and time; write it like 2026-03-04 10:20")

// At is the moment of a time, rounded down to the millisecond; unknown for the
// zero time and out of range.
func At(t time.Time) Instant {
	if t.IsZero() {
		return Instant{}
	}
	return instantOf(t)
}

func instantOf(t time.Time) Instant {
	seconds := t.Unix()
	if seconds < -unixInstant/1000 || seconds > maxInstant/1000 {
		return Instant{}
	}
	n := t.UnixMilli() + unixInstant
	if n < 1 || n > maxInstant {
		return Instant{}
	}
	return Instant{n}
}

func instantKind() *Kind {
	return &Kind{
		Name: "instant", Columns: []Column{{Class: ClassInstant}}, Widget: "instant",
		Ops:    orderOps(),
		New:    func(*Field) Value { return new(Instant) },
		Schema: func(*Field) map[string]any { return map[string]any{"type": "string", "format": "date-time"} },
	}
}

// Kind describes the kind.
func (i *Instant) Kind() *Kind { return instantKind() }

// Known reports whether there is a moment.
func (i Instant) Known() bool { return i.n != 0 }

// Clear makes the moment unknown.
func (i *Instant) Clear() { *i = Instant{} }

// Time is the moment in UTC; the zero time when unknown.
func (i Instant) Time() time.Time {
	if i.n == 0 {
		return time.Time{}
	}
	return time.UnixMilli(i.n - unixInstant).UTC()
}

// Date is the day on which the moment falls in a zone; unknown when it is.
func (i Instant) Date(zone *time.Location) Date {
	if i.n == 0 {
		return Date{}
	}
	return Day(i.Time().In(zone).Date())
}

// Before reports whether i is earlier; false when either is unknown.
func (i Instant) Before(other Instant) bool { return i.n != 0 && other.n != 0 && i.n < other.n }

// After reports whether i is later; false when either is unknown.
func (i Instant) After(other Instant) bool { return other.Before(i) }

// Sub is the time from another moment to this one. Both must be known;
// otherwise it is 0. Differences over 290 years are cut to that.
func (i Instant) Sub(other Instant) time.Duration {
	if i.n == 0 || other.n == 0 {
		return 0
	}
	return i.Time().Sub(other.Time())
}

// Equal reports whether two moments are the same, or both unknown.
func (i Instant) Equal(other Instant) bool { return i == other }

// String is the moment in ISO 8601, empty when unknown.
func (i Instant) String() string { return i.Text() }

var timeOfDay = regexp.MustCompile(`^(.*?)(?: +|,? +at +|[Tt])(\d{1,2}):(\d{2})(?::(\d{2})(?:[.,](\d{1,9}))?)?(?: ?([AaPp])\.?[Mm]\.?)?(?: ?(Z|z|UTC|GMT|[+-]\d{2}:?\d{2}))?$`)

// Parse accepts a date as the kind date does, with a time of day and
// optionally an offset: 2026-03-04T10:20:00Z, 4.3.2026 10:20, today+1d 10:00.
// Times without offset are in in.Zone, dates without time are midnight there.
func (i *Instant) Parse(text string, in Reading) error {
	text = strings.TrimSpace(text)
	if text == "" {
		*i = Instant{}
		return nil
	}
	clock, zone := dayTime{}, in.Zone
	if zone == nil {
		zone = time.UTC
	}
	if parts := timeOfDay.FindStringSubmatch(text); parts != nil {
		var err error
		if clock, err = readClock(parts[2:7]); err != nil {
			return err
		}
		if parts[7] != "" {
			if zone, err = readOffset(parts[7]); err != nil {
				return err
			}
		}
		text = strings.TrimSuffix(parts[1], ",")
	}
	date, err := parseDate(text, in)
	if errors.Is(err, errDate) {
		return errInstant
	}
	if err != nil {
		return err
	}
	return i.setTime(clock.on(date, zone))
}

func (i *Instant) setTime(t time.Time) error {
	moment := instantOf(t)
	if !moment.Known() {
		return errors.New("must lie between the years 1 and 9999")
	}
	*i = moment
	return nil
}

// dayTime is a time of day.
type dayTime struct{ hour, minute, second, nano int }

func (c dayTime) on(d Date, zone *time.Location) time.Time {
	year, month, day := d.Time().Date()
	return time.Date(year, month, day, c.hour, c.minute, c.second, c.nano, zone)
}

// readClock reads hour, minute, second, fraction and the letter of am or pm.
func readClock(parts []string) (dayTime, error) {
	c := dayTime{hour: number(parts[0]), minute: number(parts[1]), second: number(parts[2])}
	if parts[3] != "" {
		c.nano = number((parts[3] + "00000000")[:9])
	}
	if half := strings.ToLower(parts[4]); half != "" {
		if c.hour < 1 || c.hour > 12 {
			return c, errInstant
		}
		c.hour %= 12
		if half == "p" {
			c.hour += 12
		}
	}
	if c.hour > 23 || c.minute > 59 || c.second > 59 {
		return c, errors.New("has a time of day that no clock shows; write it like 2026-03-04 10:20")
	}
	return c, nil
}

// readOffset reads Z, +02:00 or +0200.
func readOffset(text string) (*time.Location, error) {
	if text[0] != '+' && text[0] != '-' {
		return time.UTC, nil
	}
	hours, minutes := number(text[1:3]), number(text[len(text)-2:])
	if hours > 23 || minutes > 59 {
		return nil, errors.New("has an offset from UTC that does not exist; write it like +02:00")
	}
	seconds := (hours*60 + minutes) * 60
	if text[0] == '-' {
		seconds = -seconds
	}
	return time.FixedZone("", seconds), nil
}

// Text is the moment in UTC, in ISO 8601 with milliseconds. Texts order as the
// moments do.
func (i Instant) Text() string {
	if i.n == 0 {
		return ""
	}
	return i.Time().Format(instantText)
}

// Format is date and time as the locale writes them, in its zone.
func (i Instant) Format(in Locale) string {
	if i.n == 0 {
		return ""
	}
	zone := in.Zone
	if zone == nil {
		zone = time.UTC
	}
	return i.Time().In(zone).Format(in.Date + " 15:04")
}

// JSON is the canonical text.
func (i *Instant) JSON() any {
	if i.n == 0 {
		return nil
	}
	return i.Text()
}

// SetJSON accepts RFC 3339.
func (i *Instant) SetJSON(v any) error {
	text, err := jsonString(v)
	if err != nil {
		return err
	}
	return i.setRFC(text)
}

func (i *Instant) setRFC(text string) error {
	if text == "" {
		*i = Instant{}
		return nil
	}
	t, err := time.Parse(time.RFC3339, text)
	if err != nil {
		return errors.New("is not a date and time; write it like 2026-03-04T10:20:00Z")
	}
	return i.setTime(t)
}

// Store gives the canonical text, NULL when unknown.
func (i *Instant) Store() []any { return []any{i.JSON()} }

// Load accepts text in RFC 3339, or a time.
func (i *Instant) Load(columns []any) error {
	if t, ok := columns[0].(time.Time); ok {
		*i = instantOf(t)
		return nil
	}
	text, err := loadString(columns[0])
	if err != nil {
		return err
	}
	return i.setRFC(text)
}

// Compare orders by time.
func (i *Instant) Compare(other Value) int { return cmp.Compare(i.n, other.(*Instant).n) }

// MarshalJSON writes the canonical text, null when unknown.
func (i Instant) MarshalJSON() ([]byte, error) { return marshalValue(&i) }

// UnmarshalJSON accepts RFC 3339.
func (i *Instant) UnmarshalJSON(data []byte) error { return unmarshalValue(i, data) }
