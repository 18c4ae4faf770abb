package tabular

import (
	"io"
	"strings"
)

// RejectsWriter writes the rows that were not taken, with the reason, as a CSV
// file that can be corrected and read again: the first column is the reason,
// under ReasonHeader, by which the reader knows it and leaves it out; the other
// cells are as they came, also where their number is wrong.
type RejectsWriter struct {
	lines lineWriter
}

// NewRejectsWriter begins a rejects file with the header of the original, as
// Reader.Original gives it. A table without header gets the names of
// Reader.Header.
func NewRejectsWriter(w io.Writer, header []string, style CSVStyle) (*RejectsWriter, error) {
	lines, err := newLineWriter(w, style)
	if err != nil {
		return nil, err
	}
	rejects := &RejectsWriter{lines: lines}
	return rejects, rejects.Write(ReasonHeader, header)
}

// Write writes one row and why it was not taken.
func (w *RejectsWriter) Write(reason string, cells []string) error {
	w.lines.text(reason)
	for _, cell := range cells {
		if negativeNumber(cell) {
			w.lines.cell(cell)
		} else {
			w.lines.text(cell)
		}
	}
	return w.lines.end()
}

// Close writes what is still held back.
func (w *RejectsWriter) Close() error { return w.lines.out.Flush() }

// negativeNumber reports whether a cell is a minus and digits with marks
// between them: no formula, though it begins like one.
func negativeNumber(cell string) bool {
	digits, found := strings.CutPrefix(cell, "-")
	if !found || digits == "" || !isDigit(digits[len(digits)-1]) {
		return false
	}
	return isDigit(digits[0]) && strings.Trim(digits, "0123456789.,") == ""
}
