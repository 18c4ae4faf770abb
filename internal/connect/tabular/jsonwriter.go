package tabular

import (
	"bufio"
	"encoding/json"
	"fmt"
	"io"
)

// JSONWriter writes a table as an array of objects, a row a line, with the keys
// in the order of the columns. Empty cells are null. Numbers are JSON numbers
// with all their digits; a program that reads them as binary fractions may
// round what is longer than 15 digits.
type JSONWriter struct {
	out     *bufio.Writer
	columns []Column
	keys    [][]byte // with what stands before and behind them
	rows    int
	line    []byte
}

// NewJSONWriter begins a JSON file. Two columns of the same name are an error.
func NewJSONWriter(w io.Writer, columns []Column) (*JSONWriter, error) {
	if err := checkColumns(columns); err != nil {
		return nil, err
	}
	j := &JSONWriter{out: bufio.NewWriterSize(w, 64<<10), columns: columns}
	taken := map[string]bool{}
	for i, c := range columns {
		if taken[c.Name] {
			return nil, fmt.Errorf("tabular: two columns are called %q", c.Name)
		}
		taken[c.Name] = true
		before := ","
		if i == 0 {
			before = "{"
		}
		key, err := appendJSONText([]byte(before), c.Name)
		if err != nil {
			return nil, err
		}
		j.keys = append(j.keys, append(key, ':'))
	}
	_, err := j.out.WriteString("[")
	return j, err
}

// WriteRow writes one object.
func (j *JSONWriter) WriteRow(row []Cell) error {
	if err := checkRow(j.columns, row); err != nil {
		return err
	}
	j.line = j.line[:0]
	if j.rows > 0 {
		j.line = append(j.line, ',')
	}
	j.rows++
	j.line = append(j.line, '\n')
	for i, c := range row {
		j.line = append(j.line, j.keys[i]...)
		var err error
		if j.line, err = c.appendJSON(j.line, j.columns[i]); err != nil {
			return err
		}
	}
	j.line = append(j.line, '}')
	_, err := j.out.Write(j.line)
	return err
}

// Close ends the array and writes what is still held back.
func (j *JSONWriter) Close() error {
	if _, err := j.out.WriteString("\n]\n"); err != nil {
		return err
	}
	return j.out.Flush()
}

func (c Cell) appendJSON(b []byte, column Column) ([]byte, error) {
	switch c.kind {
	case "":
		return append(b, "null"...), nil
	case KindText:
		return appendJSONText(b, c.text)
	case KindDate, KindInstant:
		b = append(b, '"')
		b = c.append(b, column)
		return append(b, '"'), nil
	}
	return c.append(b, column), nil
}

// appendJSONText appends a JSON string.
func appendJSONText(b []byte, text string) ([]byte, error) {
	quoted, err := json.Marshal(text)
	return append(b, quoted...), err
}
