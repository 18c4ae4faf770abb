package tabular

import (
	"bytes"

	"fairlead/internal/fault"
)

// giveUp reports the first line of the current row as bad and goes on behind it.
func (s *scanner) giveUp(p problem) (record, error) {
	scanned := s.p
	length, whole := s.firstLine()
	text := string(trimEnd(s.buf[s.r : s.r+length]))
	rec := record{line: s.line, last: s.line, cells: splitLine(text, s.delim)}
	if !whole {
		rec.bad = lineTooLong.in(rec)
		s.skipLine()
		return rec, nil
	}
	rec.bad = p.in(rec)
	s.advance(length, 1)
	if s.wasted += int64(scanned); s.wasted > wasteLimit {
		return record{}, fault.New(fault.Invalid, "Line %d: too many cells of this file have broken quotes. Check that the delimiter is right, or export the file again.", rec.line)
	}
	return rec, nil
}

// firstLine is the length of the line at r with its end; not whole when it is
// longer than a row may be, and then the length of a beginning worth showing.
func (s *scanner) firstLine() (length int, whole bool) {
	for {
		window := s.buf[s.r:s.w]
		n := s.lineLength(window)
		if n < len(window) {
			return n, true
		}
		if n > s.limits.row() {
			return s.limits.Cell, false
		}
		s.p = n
		if !s.more() {
			return n, true
		}
	}
}

// skipLine drops the line at r unseen.
func (s *scanner) skipLine() {
	for s.p = 0; s.more(); s.p = 0 {
		if n, whole := s.firstLine(); whole {
			s.advance(n, 1)
			return
		}
		s.advance(s.w-s.r-1, 0) // the last byte may be the CR of a CRLF
	}
}

func (s *scanner) advance(n, lines int) {
	s.r += n
	s.line += lines
	s.p = 0
}

// lineLength is the length of the first line of b with its end; len(b) where
// none ends.
func (s *scanner) lineLength(b []byte) int {
	n := bytes.IndexByte(b, '\n') + 1
	if n == 0 {
		n = len(b)
	}
	if !s.crEnds {
		return n
	}
	cr := bytes.IndexByte(b[:n], '\r') + 1
	if cr == 0 || cr < len(b) && b[cr] == '\n' {
		return n
	}
	return cr
}

// trimEnd takes the line end from a line.
func trimEnd(line []byte) []byte {
	return bytes.TrimSuffix(bytes.TrimSuffix(line, []byte{'\n'}), []byte{'\r'})
}

// countLines is the number of lines that raw covers, the last with or without
// its end.
func (s *scanner) countLines(raw []byte) int {
	if !s.crEnds {
		n := bytes.Count(raw, []byte{'\n'})
		if raw[len(raw)-1] != '\n' {
			n++
		}
		return n
	}
	n := 0
	for len(raw) > 0 {
		raw = raw[s.lineLength(raw):]
		n++
	}
	return n
}

// cut makes one string into cells that share its memory.
func cut(text string, ends []int) []string {
	cells := make([]string, len(ends))
	start := 0
	for i, end := range ends {
		cells[i], start = text[start:end], end
	}
	return cells
}
