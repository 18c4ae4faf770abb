package record

import (
	"errors"
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"time"
)

var errDate = errors.New("is not a date; write it like 2026-03-04")

// Parse accepts ISO 8601, dates in numbers by in.Order, dates with an English
// month, and days counted from today where in.Today is known:
// 2026-03-04, 4.3.2026, 4 Mar 2026, today-1y+3d.
func (d *Date) Parse(text string, in Reading) error {
	text = strings.TrimSpace(text)
	if text == "" {
		*d = Date{}
		return nil
	}
	parsed, err := parseDate(withoutMidnight(text), in)
	if err == nil {
		*d = parsed
	}
	return err
}

var midnight = regexp.MustCompile(`[T ]0?0:00(:00([.,]0+)?)?(Z|\+00:00)?$`)

// withoutMidnight takes off the time that spreadsheets add to a date.
func withoutMidnight(text string) string { return midnight.ReplaceAllString(text, "") }

func parseDate(text string, in Reading) (Date, error) {
	if date, ok := isoDate(text); ok {
		return date, nil
	}
	if rest, ok := strings.CutPrefix(strings.ToLower(text), "today"); ok {
		return relativeDate(rest, in.Today)
	}
	if parts := numericDate.FindStringSubmatch(text); parts != nil && parts[2] == parts[4] {
		return orderDate(parts[1], parts[3], parts[5], in.Order)
	}
	if parts := dayMonth.FindStringSubmatch(text); parts != nil {
		return namedDate(parts[1], parts[2], parts[3])
	}
	if parts := monthDay.FindStringSubmatch(text); parts != nil {
		return namedDate(parts[2], parts[1], parts[3])
	}
	return Date{}, errDate
}

var (
	numericDate = regexp.MustCompile(`^(\d{1,4})([./-]) ?(\d{1,2})([./-]) ?(\d{1,4})$`)
	dayMonth    = regexp.MustCompile(`^(\d{1,2})(?:st|nd|rd|th)?[ .-]{0,2}([A-Za-z]{3,9})\.?[ ,-]{1,2}(\d{2}|\d{4})$`)
	monthDay    = regexp.MustCompile(`^([A-Za-z]{3,9})\.? (\d{1,2})(?:st|nd|rd|th)?,? (\d{4})$`)
	relative    = regexp.MustCompile(`^([+-])(\d{1,5})([dwmy])`)
)

// isoDate reads YYYY-MM-DD.
func isoDate(text string) (Date, bool) {
	if len(text) != 10 || text[4] != '-' || text[7] != '-' {
		return Date{}, false
	}
	if !digits(text[:4]) || !digits(text[5:7]) || !digits(text[8:]) {
		return Date{}, false
	}
	return exactDate(number(text[:4]), number(text[5:7]), number(text[8:]))
}

// number reads digits; they are few enough to fit.
func number(digits string) int {
	n := 0
	for i := range len(digits) {
		n = n*10 + int(digits[i]-'0')
	}
	return n
}

// exactDate is false for days that the calendar does not have.
func exactDate(year, month, day int) (Date, bool) {
	if year < 1 || year > 9999 || month < 1 || month > 12 || day < 1 || day > daysIn(year, month) {
		return Date{}, false
	}
	past := year - 1
	n := 365*past + past/4 - past/100 + past/400 + daysBefore[month-1] + day
	if month > 2 && isLeap(year) {
		n++
	}
	return Date{int32(n)}, true
}

// daysBefore counts the days of a common year before each month, and of the
// whole year.
var daysBefore = [...]int{0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334, 365}

func daysIn(year, month int) int {
	if month == 2 && isLeap(year) {
		return 29
	}
	return daysBefore[month] - daysBefore[month-1]
}

func isLeap(year int) bool { return year%4 == 0 && (year%100 != 0 || year%400 == 0) }

// orderDate reads a date of three numbers. A year in four digits shows itself;
// where the order is not known, a date that can be read in one way only is read.
func orderDate(a, b, c string, order DateOrder) (Date, error) {
	if len(a) == 4 && len(c) <= 2 {
		return calendarDate(number(a), number(b), number(c))
	}
	if len(a) > 2 || len(c) != 2 && len(c) != 4 {
		return Date{}, errDate
	}
	year := fullYear(c)
	switch {
	case order == DayFirst:
		return calendarDate(year, number(b), number(a))
	case order == MonthFirst:
		return calendarDate(year, number(a), number(b))
	case len(c) == 2:
		return Date{}, errors.New("could be read in several ways; write the date like 2026-03-04")
	}
	dayFirst, one := exactDate(year, number(b), number(a))
	monthFirst, other := exactDate(year, number(a), number(b))
	switch {
	case one && other && dayFirst != monthFirst:
		return Date{}, fmt.Errorf("could be %s or %s; write the one that is meant", dayFirst, monthFirst)
	case one:
		return dayFirst, nil
	case other:
		return monthFirst, nil
	}
	return Date{}, fmt.Errorf("is no day of the calendar")
}

func calendarDate(year, month, day int) (Date, error) {
	if month < 1 || month > 12 {
		return Date{}, fmt.Errorf("has month %d; check the order of day and month, or write the date like 2026-03-04", month)
	}
	date, ok := exactDate(year, month, day)
	if !ok {
		return Date{}, fmt.Errorf("is no day of the calendar: %s %d has no day %d", time.Month(month), year, day)
	}
	return date, nil
}

// fullYear completes a year of two digits as POSIX does: 69 to 99 are of the
// 20th century, 00 to 68 of the 21st (IEEE Std 1003.1, strptime, %y).
func fullYear(digits string) int {
	year := number(digits)
	switch {
	case len(digits) != 2:
		return year
	case year >= 69:
		return 1900 + year
	}
	return 2000 + year
}

// namedDate reads a date with the English name of a month, or its beginning.
func namedDate(day, month, year string) (Date, error) {
	month = strings.ToLower(month)
	for m := time.January; m <= time.December; m++ {
		if strings.HasPrefix(strings.ToLower(m.String()), month) || month == "sept" && m == time.September {
			return calendarDate(fullYear(year), int(m), number(day))
		}
	}
	return Date{}, errDate
}

// relativeDate reads what follows "today": any number of +30d, -2w, +6m, -1y.
func relativeDate(rest string, today Date) (Date, error) {
	if !today.Known() {
		return Date{}, errors.New("must be a date of the calendar here, not one that is counted from today")
	}
	rest = strings.ReplaceAll(rest, " ", "")
	for rest != "" {
		step := relative.FindStringSubmatch(rest)
		if step == nil {
			return Date{}, errors.New("is not a date; count from today like today+30d, today-2w, today+6m or today-1y")
		}
		rest = rest[len(step[0]):]
		n, _ := strconv.Atoi(step[1] + step[2]) // at most five digits
		if today = stepDate(today, n, step[3]); !today.Known() {
			return Date{}, errors.New("must lie between the years 1 and 9999")
		}
	}
	return today, nil
}

func stepDate(d Date, n int, unit string) Date {
	switch unit {
	case "d":
		return d.AddDays(n)
	case "w":
		return d.AddDays(7 * n)
	case "m":
		return d.AddMonths(n)
	}
	return d.AddMonths(12 * n)
}
