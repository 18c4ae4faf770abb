package tabular

import "strings"

// dateForm is how the three parts of a date are arranged.
type dateForm int

const (
	formYearFirst dateForm = iota // 2018-03-04
	formCompact                   // 20180304
	formNumbers                   // 04/03/2018: two orders are possible
	formDayName                   // 4-Mar-18
	formNameDay                   // March 4, 2018
)

// clock is how a time of day is written.
type clock int

const (
	noClock clock = iota
	hourMinute
	hourSecond
	hourFraction
)

// dateShape is how a date is written, without its values. Shapes are compared.
type dateShape struct {
	form      dateForm
	sep       byte // between the parts of the date; 0 for none
	shortYear bool
	longMonth bool
	joint     byte // between date and time: ' ' or 'T'
	clock     clock
	half      bool // with am or pm
	zone      byte // 'Z' for UTC, '+' for an offset, 0 for none
}

// written is a date as it stands in a text, before it is known which of two
// numbers is the day.
type written struct {
	shape    dateShape
	parts    [3]int // by form: year month day, or the two numbers and the year
	unpadded bool   // a part below ten has one digit
	time     DateTime
}

// date is the calendar date under an order; it may be invalid.
func (w written) date(order DateOrder) Date {
	p := w.parts
	switch {
	case w.shape.form == formYearFirst || w.shape.form == formCompact:
		return Date{Year: p[0], Month: p[1], Day: p[2]}
	case w.shape.form == formNumbers && order == MonthFirst, w.shape.form == formNameDay:
		return Date{Year: p[2], Month: p[0], Day: p[1]}
	}
	return Date{Year: p[2], Month: p[1], Day: p[0]}
}

// plausible reports whether the date is valid under at least one order.
func (w written) plausible() bool {
	return w.date(DayFirst).valid() || w.date(MonthFirst).valid()
}

// scanDate takes a date with an optional time of day apart.
func scanDate(text string) (written, bool) {
	c := &cursor{s: strings.TrimSpace(text)}
	var w written
	if len(c.s) < 6 || len(c.s) > 60 || !w.scanDay(c) {
		return w, false
	}
	if c.done() {
		return w, true
	}
	if !w.scanJoint(c) || !w.scanClock(c) || !w.scanZone(c) {
		return w, false
	}
	return w, c.done()
}

func (w *written) scanDay(c *cursor) bool {
	if isLetter(c.peek()) {
		return w.scanNameFirst(c)
	}
	n, count := c.digits()
	switch count {
	case 4:
		w.shape.form = formYearFirst
		w.parts[0] = n
		return w.separator(c, "-/.") && w.part(c, 1) && c.take(w.shape.sep) && w.part(c, 2)
	case 8:
		w.shape.form = formCompact
		w.parts = [3]int{n / 10000, n / 100 % 100, n % 100}
		return true
	case 1, 2:
		w.parts[0] = n
		w.unpadded = count == 1
		return w.scanDayFirst(c)
	}
	return false
}

// scanDayFirst goes on behind a number of one or two digits.
func (w *written) scanDayFirst(c *cursor) bool {
	if !w.separator(c, "/-. ") {
		return false
	}
	if !isLetter(c.peek()) {
		w.shape.form = formNumbers
		return w.shape.sep != ' ' && w.part(c, 1) && c.take(w.shape.sep) && w.year(c)
	}
	w.shape.form = formDayName
	if !w.month(c, 1) {
		return false
	}
	if w.shape.sep == ' ' {
		c.take(',')
	}
	return c.take(w.shape.sep) && w.year(c)
}

// scanNameFirst reads March 4, 2018, and dates behind the name of a weekday.
func (w *written) scanNameFirst(c *cursor) bool {
	start := c.i
	if isWeekday(c.word()) {
		c.take(',')
		if !c.spaces() {
			return false
		}
		if !isLetter(c.peek()) {
			return w.scanDay(c)
		}
		start = c.i
	}
	c.i = start
	w.shape.form = formNameDay
	if !w.month(c, 0) || !w.separator(c, " -") || !w.part(c, 1) {
		return false
	}
	c.take(',')
	return c.takeAny(" -") != 0 && w.year(c)
}

func (w *written) separator(c *cursor, set string) bool {
	w.shape.sep = c.takeAny(set)
	return w.shape.sep != 0
}

// part reads a number of one or two digits.
func (w *written) part(c *cursor, i int) bool {
	n, count := c.digits()
	w.parts[i] = n
	w.unpadded = w.unpadded || count == 1
	return count == 1 || count == 2
}

// year reads a last part of four or two digits.
func (w *written) year(c *cursor) bool {
	n, count := c.digits()
	switch {
	case count == 4:
	case count == 2 && n < 69:
		n += 2000
	case count == 2:
		n += 1900
	default:
		return false
	}
	w.parts[2] = n
	w.shape.shortYear = count == 2
	return true
}

func (w *written) month(c *cursor, i int) bool {
	name := c.word()
	w.parts[i] = monthNumber(name)
	w.shape.longMonth = len(name) > 3
	return w.parts[i] > 0
}

const monthNames = "january february march april may june july august september october november december"

// monthNumber reads an English month by its name, its first three letters, or
// "Sept"; 0 for anything else.
func monthNumber(name string) int {
	name = strings.ToLower(name)
	for i, full := range strings.Fields(monthNames) {
		if name == full || name == full[:3] || name == "sept" && i == 8 {
			return i + 1
		}
	}
	return 0
}

const weekdayNames = "monday tuesday wednesday thursday friday saturday sunday"

func isWeekday(name string) bool {
	name = strings.ToLower(name)
	for _, full := range strings.Fields(weekdayNames) {
		if name == full || name == full[:3] {
			return true
		}
	}
	return false
}

func (w *written) scanJoint(c *cursor) bool {
	if c.takeAny("Tt") != 0 {
		w.shape.joint = 'T'
		return true
	}
	c.take(',')
	w.shape.joint = ' '
	return c.spaces()
}

func (w *written) scanClock(c *cursor) bool {
	hour, count := c.digits()
	if count < 1 || count > 2 || !c.take(':') || !sixtieth(c, &w.time.Minute) {
		return false
	}
	w.shape.clock = hourMinute
	if c.take(':') {
		w.shape.clock = hourSecond
		if !sixtieth(c, &w.time.Second) || !w.fraction(c) {
			return false
		}
	}
	return w.hour(c, hour)
}

func sixtieth(c *cursor, into *int) bool {
	n, count := c.digits()
	*into = n
	return count == 2 && n < 60
}

func (w *written) fraction(c *cursor) bool {
	if c.takeAny(".,") == 0 {
		return true
	}
	w.shape.clock = hourFraction
	n, count := c.digits()
	for i := count; i < 9; i++ {
		n *= 10
	}
	w.time.Nanosecond = n
	return count > 0
}

// hour reads am or pm and settles the hour.
func (w *written) hour(c *cursor, hour int) bool {
	w.time.Hour = hour
	start := c.i
	c.spaces()
	half := strings.ToLower(c.word())
	if half != "am" && half != "pm" {
		c.i = start
		return hour < 24
	}
	w.shape.half = true
	w.time.Hour = hour % 12
	if half == "pm" {
		w.time.Hour += 12
	}
	return hour >= 1 && hour <= 12
}

func (w *written) scanZone(c *cursor) bool {
	c.spaces()
	if c.done() {
		return true
	}
	w.time.HasOffset = true
	if isLetter(c.peek()) {
		w.shape.zone = 'Z'
		name := strings.ToUpper(c.word())
		return name == "Z" || name == "UTC" || name == "GMT"
	}
	w.shape.zone = '+'
	sign := c.takeAny("+-")
	n, count := c.digits()
	if sign == 0 || count != 2 && count != 4 {
		return false
	}
	minutes := 0
	switch {
	case count == 4:
		n, minutes = n/100, n%100
	case c.take(':') && !sixtieth(c, &minutes):
		return false
	}
	w.time.Offset = (n*60 + minutes) * 60
	if sign == '-' {
		w.time.Offset = -w.time.Offset
	}
	return n < 24 && minutes < 60
}
