// Package table reads a series of observations from a file of columns: comma,
// semicolon or tab between them, a heading or none.
//
// One column holds the values: the one headed value, y, actual, amount, count or
// total, else the last that holds numbers and is no event. Columns whose heading
// begins with "event" say how strongly an event acts. The first other column names
// the steps. An empty cell, ?, NA, NaN or null is a value that is not known; rows
// after the last known value are steps ahead, for which only events are read. A
// file of a single row without a heading is a series from left to right.
package table

import (
	"bufio"
	"bytes"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"math"
	"slices"
	"strconv"
	"strings"

	"fairlead/engine/forecast"
)

// Limits of a file.
const (
	mostBytes   = 16 << 20
	mostColumns = 100
)

// Error is what is wrong in a file, and where.
type Error struct {
	Line int // from 1; 0 where it is no line
	Text string
}

// Error says where and what.
func (e *Error) Error() string {
	if e.Line == 0 {
		return e.Text
	}
	return fmt.Sprintf("line %d: %s", e.Line, e.Text)
}

// Series is what was read.
type Series struct {
	Labels []string  // of the observations; empty where no column names them
	Values []float64 // NaN where unknown
	Events []Event
	Ahead  int // rows after the last value
}

// Event is a column of strengths, past and ahead.
type Event struct {
	Name string
	On   []float64
}

// Read reads a series. Errors in the file are of type *Error.
func Read(r io.Reader) (*Series, error) {
	content, err := io.ReadAll(io.LimitReader(r, mostBytes+1))
	if err != nil {
		return nil, err
	}
	if len(content) > mostBytes {
		return nil, &Error{Text: fmt.Sprintf("the file is larger than %d MB", mostBytes>>20)}
	}
	rows, lines, err := split(bytes.TrimPrefix(content, []byte("\ufeff")))
	if err != nil {
		return nil, err
	}
	if len(rows) == 0 {
		return nil, &Error{Text: "the file is empty"}
	}
	if len(rows) == 1 && len(rows[0]) > 1 && allNumbers(rows[0]) {
		across := make([][]string, len(rows[0]))
		for i, cell := range rows[0] {
			across[i] = []string{cell}
		}
		rows, lines = across, slices.Repeat(lines[:1], len(across))
	}
	var heading []string
	if !slices.ContainsFunc(rows[0], known) {
		heading, rows, lines = rows[0], rows[1:], lines[1:]
	}
	return series(heading, rows, lines)
}

// split reads the cells; the line of each row stands beside it.
func split(content []byte) (rows [][]string, lines []int, err error) {
	reader := csv.NewReader(bytes.NewReader(content))
	reader.Comma, reader.TrimLeadingSpace, reader.FieldsPerRecord = delimiter(content), true, -1
	for {
		row, err := reader.Read()
		var bad *csv.ParseError
		switch {
		case errors.Is(err, io.EOF):
			return rows, lines, nil
		case errors.As(err, &bad):
			return nil, nil, &Error{Line: bad.Line, Text: "the quotes do not fit: " + bad.Err.Error()}
		case err != nil:
			return nil, nil, err
		}
		line, _ := reader.FieldPos(0)
		for i := range row {
			row[i] = strings.TrimSpace(row[i])
		}
		if len(rows) > 0 && len(row) > mostColumns && len(rows[0]) != len(row) || len(row) > forecast.MostValues {
			return nil, nil, &Error{Line: line, Text: fmt.Sprintf("more than %d columns", mostColumns)}
		}
		if len(rows) > forecast.MostValues {
			return nil, nil, &Error{Line: line, Text: fmt.Sprintf("more than %d rows", forecast.MostValues)}
		}
		if !strings.HasPrefix(row[0], "#") {
			rows, lines = append(rows, row), append(lines, line)
		}
	}
}

// delimiter is the one that the first line has most of; a comma where it has none.
func delimiter(content []byte) rune {
	first, _ := bufio.NewReader(bytes.NewReader(content)).ReadString('\n')
	best := ','
	for _, d := range []rune{';', '\t'} {
		if strings.Count(first, string(d)) > strings.Count(first, string(best)) {
			best = d
		}
	}
	return best
}

// unknown says whether a cell stands for a value that is not known.
func unknown(cell string) bool {
	switch strings.ToLower(cell) {
	case "", "?", "na", "n/a", "nan", "null":
		return true
	}
	return false
}

// known says whether a cell is a number.
func known(cell string) bool {
	v, err := strconv.ParseFloat(cell, 64)
	return err == nil && !math.IsNaN(v) && !math.IsInf(v, 0)
}

func allNumbers(cells []string) bool {
	return !slices.ContainsFunc(cells, func(c string) bool { return !known(c) && !unknown(c) })
}

func series(heading []string, rows [][]string, lines []int) (*Series, error) {
	column, err := valueColumn(heading, rows)
	if err != nil {
		return nil, err
	}
	s := &Series{}
	last := -1
	for i, row := range rows {
		v, err := number(row, column, lines[i])
		if err != nil {
			return nil, err
		}
		if s.Values = append(s.Values, v); !math.IsNaN(v) {
			last = i
		}
		if label := 0; label != column && !isEvent(heading, label) && len(row) > 0 {
			s.Labels = append(s.Labels, row[label])
		}
	}
	s.Ahead = len(s.Values) - last - 1
	s.Values = s.Values[:last+1]
	s.Labels = s.Labels[:min(len(s.Labels), last+1)]
	return s, s.readEvents(heading, rows, lines)
}

func (s *Series) readEvents(heading []string, rows [][]string, lines []int) error {
	for c, name := range heading {
		if !isEvent(heading, c) {
			continue
		}
		e := Event{Name: strings.Trim(name[len("event"):], " _:-")}
		for i, row := range rows {
			v, err := number(row, c, lines[i])
			if err != nil {
				return err
			}
			if math.IsNaN(v) {
				v = 0
			}
			e.On = append(e.On, v)
		}
		if s.Events = append(s.Events, e); len(s.Events) > forecast.MostEvents {
			return &Error{Line: 1, Text: fmt.Sprintf("more than %d events", forecast.MostEvents)}
		}
	}
	return nil
}

func isEvent(heading []string, column int) bool {
	return column < len(heading) && strings.HasPrefix(strings.ToLower(heading[column]), "event")
}

func valueColumn(heading []string, rows [][]string) (int, error) {
	for _, name := range []string{"value", "y", "actual", "amount", "count", "total"} {
		if i := slices.IndexFunc(heading, func(h string) bool { return strings.EqualFold(h, name) }); i >= 0 {
			return i, nil
		}
	}
	widest := 0
	for _, row := range rows {
		widest = max(widest, len(row))
	}
	for c := widest - 1; c >= 0; c-- {
		if isEvent(heading, c) {
			continue
		}
		for _, row := range rows {
			if c < len(row) && known(row[c]) {
				return c, nil
			}
		}
	}
	return 0, &Error{Text: "no column holds numbers"}
}

func number(row []string, column, line int) (float64, error) {
	if column >= len(row) || unknown(row[column]) {
		return math.NaN(), nil
	}
	if !known(row[column]) {
		return 0, &Error{Line: line, Text: fmt.Sprintf("%q is not a number", row[column])}
	}
	return strconv.ParseFloat(row[column], 64)
}

// Problem asks for a horizon ahead of the series. Events end with the file: they
// do not act beyond it.
func (s *Series) Problem(horizon int, seasons ...int) forecast.Problem {
	p := forecast.Problem{Values: s.Values, Horizon: horizon, Seasons: seasons}
	for _, e := range s.Events {
		on := make([]float64, len(s.Values)+max(0, horizon))
		copy(on, e.On)
		p.Events = append(p.Events, forecast.Event{Name: e.Name, On: on})
	}
	return p
}
