package tabular

import (
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
)

// decide settles the date order and the decimal mark of the file.
func (s *sniffer) decide(tallies []*tally) error {
	days, marks := gather(tallies)
	s.format.Columns = guesses(tallies, s.format)
	if s.part && (isOpen(days) || isOpen(marks)) {
		if err := s.readOn(tallies); err != nil {
			return err
		}
		days, marks = gather(tallies)
	}
	f := &s.format
	if f.DateOrder == "" {
		f.DateOrder, f.DateOrderSure, f.DateEvidence = decideOrder(days)
	}
	if f.Decimal == "" {
		f.Decimal, f.DecimalSure = decideMark(marks)
	}
	f.Columns = guesses(tallies, *f)
	f.Missing = s.marksSeen()
	return nil
}

// isOpen reports whether there are values that can be read in two ways, and none
// that says how.
func isOpen(e evidence) bool { return e.ambiguous > 0 && !e.settled() }

func gather(tallies []*tally) (days, marks evidence) {
	for _, t := range tallies {
		if t.isDate() {
			days.merge(t.days)
		} else if t.isNumber() {
			marks.merge(t.numbers.marks)
		}
	}
	return days, marks
}

func guesses(tallies []*tally, f Format) []ColumnGuess {
	out := make([]ColumnGuess, len(tallies))
	for i, t := range tallies {
		out[i] = t.guess(f.DateOrder, f.Decimal)
	}
	return out
}

// readOn reads the whole file for what the sample left open.
func (s *sniffer) readOn(tallies []*tally) error {
	r, err := Open(s.file, s.format, s.limits)
	if err != nil {
		return err
	}
	for {
		row, err := r.Next()
		var bad *RowError
		switch {
		case errors.As(err, &bad):
			continue
		case errors.Is(err, io.EOF):
			return nil
		case err != nil:
			return err
		}
		if s.look(tallies, row) {
			return nil
		}
	}
}

// look takes the evidence of one more row and reports whether nothing is open
// any more.
func (s *sniffer) look(tallies []*tally, row Row) bool {
	proof := false
	for i, t := range tallies {
		proof = t.settle(row.Cells[i], row.Line) || proof
	}
	if !proof {
		return false
	}
	days, marks := gather(tallies)
	return !isOpen(days) && !isOpen(marks)
}

func decideOrder(e evidence) (DateOrder, Confidence, string) {
	first := func(x example, part string) string {
		return fmt.Sprintf("“%s” in line %d has the %s first.", x.text, x.line, part)
	}
	switch {
	case e.first.count > 0 && e.second.count == 0:
		return DayFirst, Certain, first(e.first, "day")
	case e.second.count > 0 && e.first.count == 0:
		return MonthFirst, Certain, first(e.second, "month")
	case e.first.count > 0:
		order := DayFirst
		if e.second.count > e.first.count {
			order = MonthFirst
		}
		return order, Guess, first(e.first, "day") + " But " + first(e.second, "month")
	case e.ambiguous > 0:
		return DayFirst, Guess, "Every date in the file could be read either way. The day is taken to come first."
	}
	return "", "", ""
}

func decideMark(e evidence) (DecimalStyle, Confidence) {
	switch {
	case e.second.count > e.first.count:
		return DecimalComma, sureUnless(e.first.count > 0)
	case e.first.count > 0:
		return DecimalPoint, sureUnless(e.second.count > 0)
	case e.ambiguous > 0:
		return DecimalPoint, Guess
	}
	return "", ""
}

func sureUnless(contradicted bool) Confidence {
	if contradicted {
		return Guess
	}
	return Certain
}

// marksSeen lists the marks for missing values that are in the sample.
func (s *sniffer) marksSeen() []string {
	var seen []string
	for _, mark := range missingMarks {
		is := func(cell string) bool { return strings.TrimSpace(cell) == mark }
		if slices.ContainsFunc(s.recs, func(rec record) bool { return slices.ContainsFunc(rec.cells, is) }) {
			seen = append(seen, mark)
		}
	}
	return seen
}
