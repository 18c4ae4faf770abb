package tabular

import (
	"bytes"
	"io"
	"unicode/utf8"
)

// record is one row as it stands in the file, before a header gives it meaning.
type record struct {
	line, last int // first and last line of the file that it covers, from 1
	cells      []string
	native     []bool    // XLSX only: which cells are true numbers
	bad        *RowError // nil when the row is sound
}

// scanner cuts delimited text (RFC 4180) into records. A quote inside an
// unquoted cell is an ordinary character, as in 17.9" and as spreadsheets read
// it. Where quoting is broken, the row is given up at its first line and
// scanning goes on with the line behind it; so an unclosed quote costs one line.
type scanner struct {
	src    io.Reader
	buf    []byte
	r, w   int   // buf[r:w] has been read and not yet given out
	p      int   // how far behind r the current row has been scanned
	err    error // why src gives no more: io.EOF or worse
	line   int   // number of the line at r
	delim  byte
	crEnds bool
	limits Limits
	width  int // cells of the header; 0 until known

	text   []byte // the cells of the current row without their quoting
	ends   []int  // where in text each cell ends
	wasted int64  // bytes scanned in vain, in rows that were given up
}

// wasteLimit bounds the work on a file made to be scanned again and again.
const wasteLimit = 256 << 20

// stop is what ended a cell.
type stop int

const (
	atDelimiter stop = iota
	atRowEnd
	atProblem
)

func newScanner(src io.Reader, f Format, limits Limits) *scanner {
	s := &scanner{src: src, buf: make([]byte, 64<<10), line: 1, delim: f.Delimiter[0], crEnds: f.LineEnd == CR, limits: limits}
	for i := 0; i < f.SkipLines && s.more(); i++ {
		s.skipLine()
	}
	return s
}

// next gives the next record, sound or bad; io.EOF behind the last.
func (s *scanner) next() (record, error) {
	s.p, s.text, s.ends = 0, s.text[:0], s.ends[:0]
	if !s.more() {
		return record{}, s.err
	}
	for {
		stop, problem := s.cell()
		switch {
		case s.err != nil && s.err != io.EOF:
			return record{}, s.err
		case stop == atProblem:
			return s.giveUp(problem)
		case stop == atRowEnd:
			return s.finish()
		}
	}
}

// more makes sure that there is a byte at p; false at the end of the input.
func (s *scanner) more() bool {
	for s.r+s.p >= s.w {
		if s.err != nil {
			return false
		}
		s.fill()
	}
	return true
}

// fill reads on, first making room: rows are kept whole until given out.
func (s *scanner) fill() {
	if s.r > 0 {
		copy(s.buf, s.buf[s.r:s.w])
		s.r, s.w = 0, s.w-s.r
	}
	if s.w == len(s.buf) {
		s.buf = append(s.buf, make([]byte, len(s.buf))...)
	}
	var n int
	for tries := 0; n == 0 && s.err == nil; tries++ {
		n, s.err = s.src.Read(s.buf[s.w:])
		if tries == 100 {
			s.err = io.ErrNoProgress
		}
	}
	s.w += n
}

func (s *scanner) at() byte { return s.buf[s.r+s.p] }

func (s *scanner) cell() (stop, problem) {
	if s.p > s.limits.row() {
		return atProblem, rowTooLong
	}
	if s.more() && s.at() == '"' {
		return s.quoted()
	}
	return s.plain()
}

func (s *scanner) plain() (stop, problem) {
	for s.more() {
		chunk := s.buf[s.r+s.p : s.w]
		n := s.plainLength(chunk)
		s.text = append(s.text, chunk[:n]...)
		s.p += n
		if n < len(chunk) {
			return s.endCell(true), sound
		}
		if s.p > s.limits.row() {
			return atProblem, rowTooLong
		}
	}
	return s.endCell(true), sound
}

// plainLength is the length of the unquoted text at the start of chunk.
func (s *scanner) plainLength(chunk []byte) int {
	for i, c := range chunk {
		if c == s.delim || c == '\n' || c == '\r' && s.crEnds {
			return i
		}
	}
	return len(chunk)
}

func (s *scanner) quoted() (stop, problem) {
	s.p++
	for s.more() {
		chunk := s.buf[s.r+s.p : s.w]
		n := bytes.IndexByte(chunk, '"')
		if n < 0 {
			n = len(chunk)
		}
		s.text = append(s.text, chunk[:n]...)
		s.p += n
		switch {
		case s.p > s.limits.row():
			return atProblem, quoteUnclosed
		case n == len(chunk):
			continue
		}
		s.p++
		if !s.more() || s.at() != '"' {
			return s.closeQuote()
		}
		s.text = append(s.text, '"')
		s.p++
	}
	return atProblem, quoteUnclosed
}

// closeQuote checks that a closing quote is followed by the end of the cell.
func (s *scanner) closeQuote() (stop, problem) {
	if !s.more() || s.at() == s.delim || s.at() == '\n' || s.at() == '\r' && s.crEnds {
		return s.endCell(false), sound
	}
	if s.at() == '\r' {
		s.p++
		if !s.more() || s.at() == '\n' {
			return s.endCell(false), sound
		}
	}
	return atProblem, quoteInside
}

// endCell closes the cell at a delimiter, a line end or the end of the file.
// The CR of a CRLF has been taken for text by a plain cell.
func (s *scanner) endCell(plain bool) stop {
	end := s.p
	more := s.more()
	if plain && (!more || s.at() == '\n') {
		if n := len(s.text); n > s.cellStart() && s.text[n-1] == '\r' {
			s.text = s.text[:n-1]
		}
	}
	s.ends = append(s.ends, len(s.text))
	if !more {
		return atRowEnd
	}
	s.p++
	if s.buf[s.r+end] == s.delim {
		return atDelimiter
	}
	if s.buf[s.r+end] == '\r' && s.more() && s.at() == '\n' {
		s.p++
	}
	return atRowEnd
}

func (s *scanner) cellStart() int {
	if len(s.ends) == 0 {
		return 0
	}
	return s.ends[len(s.ends)-1]
}

// finish gives out the scanned row.
func (s *scanner) finish() (record, error) {
	raw := s.buf[s.r : s.r+s.p]
	lines := s.countLines(raw)
	if lines > 1 && s.swallowedRows(raw) {
		return s.giveUp(quoteUnclosed)
	}
	rec := record{line: s.line, last: s.line + lines - 1, cells: cut(string(s.text), s.ends)}
	if p := s.badText(); p != sound {
		rec.bad = p.in(rec)
	}
	s.advance(s.p, lines)
	return rec, nil
}

// swallowedRows tells a row that is too short or too long because a quote was
// left open and closed by a stray one far below from a row that merely is
// ragged: the line behind the first is by itself a whole row without quotes.
func (s *scanner) swallowedRows(raw []byte) bool {
	if s.width < 2 || len(s.ends) == s.width {
		return false
	}
	inner := raw[s.lineLength(raw):]
	length := s.lineLength(inner)
	if length == len(inner) {
		return false
	}
	inner = inner[:length]
	return bytes.IndexByte(inner, '"') < 0 && bytes.Count(inner, []byte{s.delim})+1 == s.width
}

// badText finds what no cell may hold.
func (s *scanner) badText() problem {
	start := 0
	for _, end := range s.ends {
		if end-start > s.limits.Cell {
			return cellTooLong
		}
		start = end
	}
	switch {
	case bytes.IndexByte(s.text, 0) >= 0:
		return nulInside
	case !utf8.Valid(s.text):
		return notUTF8
	}
	return sound
}
