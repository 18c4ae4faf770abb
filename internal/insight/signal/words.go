package signal

import (
	"fmt"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"fairlead/internal/record"
)

// Count is a number with its noun: 1 service, 3 services.
func Count(n int, one, many string) string {
	return fmt.Sprintf("%d %s", n, Plural(n, one, many))
}

// Plural is the word that goes with a number.
func Plural(n int, one, many string) string {
	if n == 1 {
		return one
	}
	return many
}

// Away is how far a day is from today: today, in 2 days, 6 days ago. It is
// empty when either is unknown.
func Away(today, day record.Date) string {
	if !today.Known() || !day.Known() {
		return ""
	}
	switch n := today.DaysUntil(day); {
	case n == 0:
		return "today"
	case n == 1:
		return "tomorrow"
	case n == -1:
		return "yesterday"
	case n < 0:
		return fmt.Sprintf("%d days ago", -n)
	default:
		return fmt.Sprintf("in %d days", n)
	}
}

// Age is a length of time in one unit: 45 minutes, 31 hours, 5 days.
func Age(d time.Duration) string {
	switch {
	case d < 2*time.Hour:
		return Count(int(d/time.Minute), "minute", "minutes")
	case d < 72*time.Hour:
		return Count(int(d/time.Hour), "hour", "hours")
	}
	return Count(int(d/(24*time.Hour)), "day", "days")
}

// List joins names: a, b and c. Past the most it ends: a, b and 3 more.
func List(names []string, most int) string {
	if len(names) > most {
		return strings.Join(names[:most], ", ") + fmt.Sprintf(" and %d more", len(names)-most)
	}
	if len(names) < 2 {
		return strings.Join(names, "")
	}
	last := len(names) - 1
	return strings.Join(names[:last], ", ") + " and " + names[last]
}

// Capital begins a text, which is not empty, with a capital letter.
func Capital(text string) string {
	first, size := utf8.DecodeRuneInString(text)
	return string(unicode.ToUpper(first)) + text[size:]
}
