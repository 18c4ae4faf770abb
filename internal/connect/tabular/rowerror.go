package tabular

import "fmt"

// RowError is a row that could not be taken as it stands. Reader.Next gives it
// in place of the row; the next call goes on behind it.
type RowError struct {
	Line     int // first line of the file that the row covers, from 1
	LastLine int
	Problem  string   // what is wrong
	Remedy   string   // what to do about it
	Cells    []string // the row as far as it could be cut into cells
}

// Error says what is wrong and what to do, for a person.
func (e *RowError) Error() string {
	return fmt.Sprintf("Line %d: %s. %s", e.Line, e.Problem, e.Remedy)
}

// problem is one thing that can be wrong with a row.
type problem int

const (
	sound problem = iota
	quoteUnclosed
	quoteInside
	rowTooLong
	lineTooLong
	cellTooLong
	nulInside
	notUTF8
	notUTF16
	noResult
	beyondColumns
)

// in makes the error of a row.
func (p problem) in(rec record) *RowError {
	what, remedy := p.text()
	return &RowError{Line: rec.line, LastLine: rec.last, Problem: what, Remedy: remedy, Cells: rec.cells}
}

func (p problem) text() (what, remedy string) {
	switch p {
	case quoteUnclosed:
		return "a cell begins with a quote that is not closed", "Close the quote; a quote inside a quoted cell is written twice."
	case quoteInside:
		return "a quoted cell goes on behind its closing quote", "Write a quote inside a quoted cell twice."
	case rowTooLong:
		return "the row is longer than can be read", "Shorten its cells; if it runs over many lines, look for a quote that is not closed."
	case lineTooLong:
		return "the line is longer than can be read", "Shorten its cells, or check the delimiter and the line ends of the file."
	case cellTooLong:
		return "a cell is longer than can be read", "Shorten the text."
	case nulInside:
		return "a cell holds a NUL character", "Take it out, or check the encoding of the file."
	case notUTF8:
		return "a cell holds bytes that are not UTF-8", "Save the file as UTF-8, or choose the encoding that it has."
	case notUTF16:
		return "a cell holds a character that cannot be read", "Save the file as UTF-8, or choose the encoding that it has."
	case beyondColumns:
		return "a cell stands further to the right than can be read", "Clear it, or move it to the left."
	case noResult:
		return "a formula has no stored result", "Open the workbook in a spreadsheet program, save it and try again."
	}
	return "the row cannot be read", "Check the row."
}
