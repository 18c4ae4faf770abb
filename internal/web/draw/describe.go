package draw

import (
	"strconv"
	"strings"
	"time"
)

// sentences joins sentences to a text alternative, without empty ones. After
// eight it only counts the rest; they all stand in the table.
func sentences(all ...string) string {
	const most = 8
	var kept []string
	for _, s := range all {
		if s != "" {
			kept = append(kept, s)
		}
	}
	if more := len(kept) - most; more > 0 {
		kept = append(kept[:most], "And "+strconv.Itoa(more)+" more.")
	}
	return strings.Join(kept, " ")
}

// tell says in a sentence what a row of values does: first, last, lowest,
// highest, and how many are unknown. where names the place of the i-th value.
func (f Frame) tell(name string, values []float64, where func(int) string) string {
	var e extent
	first, last, low, high := -1, -1, 0, 0
	for i, v := range values {
		if !known(v) {
			continue
		}
		if first < 0 {
			first, low, high = i, i, i
		}
		last = i
		if v < values[low] {
			low = i
		}
		if v > values[high] {
			high = i
		}
		e.add(v)
	}
	at := func(word string, i int) string { return word + f.number(values[i]) + " (" + where(i) + ")" }
	var parts []string
	switch {
	case e.n == 0:
		parts = []string{"no known values"}
	case first == last:
		parts = []string{at("", first)}
	default:
		parts = []string{at("first ", first), at("last ", last), at("lowest ", low), at("highest ", high)}
	}
	if unknown := len(values) - e.n; unknown > 0 && e.n > 0 {
		parts = append(parts, strconv.Itoa(unknown)+" unknown")
	}
	return named(name, strings.Join(parts, ", ")) + "."
}

// tellSeries says what a series does over time.
func (f Frame) tellSeries(s Series) string {
	values := make([]float64, len(s.Points))
	for i, p := range s.Points {
		values[i] = p.Value
	}
	return f.tell(s.Name, values, func(i int) string { return f.date(s.Points[i].At) })
}

// tellLevel says what a level is.
func (f Frame) tellLevel(l *Level) string {
	if l == nil || !known(l.Value) {
		return ""
	}
	return named(l.Label, f.number(l.Value)) + "."
}

// tellExtent says from when to when a picture goes, and where today lies in it.
func (f Frame) tellExtent(a timeAxis, today time.Time) string {
	s := "From " + f.date(a.from) + " to " + f.date(a.to) + "."
	if a.holds(today) {
		s += " " + todayWord + " is " + f.date(today) + "."
	}
	return s
}

// count writes a number of things: "1 bar", "3 bars".
func count(n int, thing string) string {
	if n == 1 {
		return "1 " + thing
	}
	return strconv.Itoa(n) + " " + thing + "s"
}
