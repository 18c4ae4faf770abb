package tabular

import (
	"slices"
	"strings"
	"unicode/utf8"
)

// missingMarks are texts that people and programs write where there is no
// value. "NA", "none" and "nil" are left out: they are values somewhere.
var missingMarks = []string{"?", "-", "--", "–", "—", "N/A", "n/a", "#N/A", "NULL", "null", "(null)", "NaN", "nan", `\N`}

// The shares of values from which a column is what they look like. Identifiers
// are often numbers for the most part.
const (
	fitEnough  = 0.8
	numbersFit = 0.95
)

// tally counts what the values of one column look like.
type tally struct {
	name    string
	rows    int
	missing int
	longest int
	samples []string

	booleans int
	dates    map[dateShape]int
	unpadded bool
	clocks   int // of the dates, those with a time of day other than midnight
	days     evidence
	numbers  numberTally
	amounts  int // of the numbers, those with a currency
}

// evidence collects what tells two readings of a file apart.
type evidence struct {
	first, second example // first: proof of day first, or of the point
	ambiguous     int
}

// example is a value that proves a reading, with the line of the first one.
type example struct {
	count int
	text  string
	line  int
}

func (e *example) add(text string, line int) {
	if e.count++; e.count == 1 {
		e.text, e.line = strings.TrimSpace(text), line
	}
}

func (e *evidence) merge(other evidence) {
	e.first.merge(other.first)
	e.second.merge(other.second)
	e.ambiguous += other.ambiguous
}

func (e *example) merge(other example) {
	if e.count == 0 || other.count > 0 && other.line < e.line {
		e.text, e.line = other.text, other.line
	}
	e.count += other.count
}

func (e evidence) settled() bool { return e.first.count+e.second.count > 0 }

type numberTally struct {
	point, comma int // numbers under each style
	wholePoint   int // of those, whole ones
	wholeComma   int
	marks        evidence
}

// add counts one value. A native value is a true number of a workbook.
func (t *tally) add(cell string, native bool, line int) {
	t.rows++
	cell = strings.TrimSpace(cell)
	if cell == "" || slices.Contains(missingMarks, cell) {
		t.missing++
		return
	}
	t.longest = max(t.longest, utf8.RuneCountInString(cell))
	if len(t.samples) < 3 && !slices.Contains(t.samples, shorten(cell)) {
		t.samples = append(t.samples, shorten(cell))
	}
	if native {
		t.numbers.addNative(cell)
		return
	}
	if _, ok := boolean(cell); ok && cell != "1" && cell != "0" {
		t.booleans++
	}
	t.addDate(cell, line)
	t.addNumber(cell, line)
}

func (t *tally) addDate(cell string, line int) {
	w, ok := scanDate(cell)
	if !ok || !w.plausible() || w.shape.form == formCompact && (w.parts[0] < 1900 || w.parts[0] > 2099) {
		return
	}
	if t.dates == nil {
		t.dates = map[dateShape]int{}
	}
	t.dates[w.shape]++
	t.unpadded = t.unpadded || w.unpadded
	if !w.time.midnight() {
		t.clocks++
	}
	if w.shape.form == formNumbers {
		t.days.addDay(w, cell, line)
	}
}

func (e *evidence) addDay(w written, cell string, line int) {
	dayFirst, monthFirst := w.date(DayFirst).valid(), w.date(MonthFirst).valid()
	switch {
	case dayFirst && !monthFirst:
		e.first.add(cell, line)
	case monthFirst && !dayFirst:
		e.second.add(cell, line)
	case w.parts[0] != w.parts[1]:
		e.ambiguous++
	}
}

func (t *tally) addNumber(cell string, line int) {
	body, unit := splitCurrency(cell)
	n, ok := scanNumber(body)
	if !ok || n.coded && !n.marked {
		return
	}
	if unit != "" {
		t.amounts++
	}
	t.numbers.add(n, cell, line)
}

func (t *numberTally) add(n number, cell string, line int) {
	count(n.point, &t.point, &t.wholePoint)
	count(n.comma, &t.comma, &t.wholeComma)
	t.marks.addMark(n, cell, line)
}

func (e *evidence) addMark(n number, cell string, line int) {
	switch {
	case !n.marked:
	case n.comma == "":
		e.first.add(cell, line)
	case n.point == "":
		e.second.add(cell, line)
	case n.point != n.comma:
		e.ambiguous++
	}
}

// settle takes from a further value only what decides between two readings of
// the column that are both still open, and reports whether it did.
func (t *tally) settle(cell string, line int) bool {
	switch {
	case isOpen(t.days) && t.isDate():
		if w, ok := scanDate(cell); ok && w.shape.form == formNumbers {
			t.days.addDay(w, cell, line)
		}
		return t.days.settled()
	case isOpen(t.numbers.marks) && t.isNumber():
		body, _ := splitCurrency(cell)
		if n, ok := scanNumber(body); ok {
			t.numbers.marks.addMark(n, cell, line)
		}
		return t.numbers.marks.settled()
	}
	return false
}

// addNative counts a number that is one under either style.
func (t *numberTally) addNative(cell string) {
	count(cell, &t.point, &t.wholePoint)
	count(cell, &t.comma, &t.wholeComma)
}

func count(canonical string, all, whole *int) {
	if canonical == "" {
		return
	}
	*all++
	if !strings.Contains(canonical, ".") {
		*whole++
	}
}

func (t *tally) values() int { return t.rows - t.missing }

// share is n as a part of the present values.
func (t *tally) share(n int) float64 {
	if t.values() == 0 {
		return 0
	}
	return float64(n) / float64(t.values())
}

func (t *tally) dateCount() int {
	n := 0
	for _, c := range t.dates {
		n += c
	}
	return n
}

func (t *tally) isDate() bool { return t.share(t.dateCount()) >= fitEnough }

func (t *tally) isNumber() bool {
	return t.share(max(t.numbers.point, t.numbers.comma)) >= numbersFit
}

// content is what the column is under a decimal style, and how well it fits.
func (t *tally) content(style DecimalStyle) (Content, float64) {
	numbers, whole := t.numbers.point, t.numbers.wholePoint
	if style == DecimalComma {
		numbers, whole = t.numbers.comma, t.numbers.wholeComma
	}
	switch {
	case t.values() == 0:
		return ContentEmpty, 1
	case t.share(t.booleans) >= fitEnough:
		return ContentBoolean, t.share(t.booleans)
	case t.isDate() && t.clocks > 0:
		return ContentDateTime, t.share(t.dateCount())
	case t.isDate():
		return ContentDate, t.share(t.dateCount())
	case t.share(numbers) < numbersFit:
		return ContentText, 1
	case t.amounts*2 > numbers:
		return ContentAmount, t.share(numbers)
	case whole == numbers:
		return ContentInteger, t.share(numbers)
	}
	return ContentDecimal, t.share(numbers)
}

// layout is the most frequent one of the dates.
func (t *tally) layout(order DateOrder) string {
	best, most := "", 0
	for shape, n := range t.dates {
		layout := shape.layout(order, t.unpadded)
		if n > most || n == most && layout < best {
			best, most = layout, n
		}
	}
	return best
}

func (t *tally) guess(order DateOrder, style DecimalStyle) ColumnGuess {
	g := ColumnGuess{Name: t.name, Samples: t.samples, MaxLength: t.longest}
	g.Content, g.Fit = t.content(style)
	if t.rows > 0 {
		g.Empty = float64(t.missing) / float64(t.rows)
	}
	if g.Content == ContentDate || g.Content == ContentDateTime {
		g.Layout = t.layout(order)
	}
	return g
}
