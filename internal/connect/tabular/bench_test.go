package tabular_test

import (
	"bytes"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"testing"
	"time"

	"github.com/xuri/excelize/v2"

	"fairlead/internal/connect/tabular"
)

// The benchmarks read and write 50,000 rows of 20 columns: texts, numbers,
// amounts, dates, instants. Those named after another package do the same work
// with it, to be compared in one run.
const (
	benchRows = 50_000
	benchCols = 20
)

func benchColumns() []tabular.Column {
	kinds := []tabular.Kind{tabular.KindText, tabular.KindInteger, tabular.KindText, tabular.KindAmount, tabular.KindDate, tabular.KindInstant, tabular.KindBoolean}
	columns := make([]tabular.Column, benchCols)
	for i := range columns {
		columns[i] = tabular.Column{Name: fmt.Sprintf("field %d", i+1), Kind: kinds[i%len(kinds)], Digits: 2}
	}
	return columns
}

func benchRow(columns []tabular.Column, row []tabular.Cell, n int) {
	for i, c := range columns {
		switch c.Kind {
		case tabular.KindText:
			row[i] = tabular.Text(fmt.Sprintf("router %d, rack %d", n, i))
		case tabular.KindInteger:
			row[i] = tabular.Integer(int64(n * i))
		case tabular.KindAmount:
			row[i] = tabular.Amount(int64(n*i) - 5000)
		case tabular.KindDate:
			row[i] = tabular.Day(tabular.Date{Year: 2020 + n%6, Month: 1 + n%12, Day: 1 + n%28})
		case tabular.KindInstant:
			row[i] = tabular.Instant(time.Unix(int64(1_700_000_000+n*60), 0))
		case tabular.KindBoolean:
			row[i] = tabular.Boolean(n%3 == 0)
		}
	}
}

func benchWrite(b *testing.B, start func(io.Writer, []tabular.Column) (tabular.Writer, error)) {
	columns := benchColumns()
	row := make([]tabular.Cell, len(columns))
	b.ReportAllocs()
	for b.Loop() {
		var size counter
		w, err := start(&size, columns)
		must(b, err)
		for n := range benchRows {
			benchRow(columns, row, n)
			must(b, w.WriteRow(row))
		}
		must(b, w.Close())
		b.SetBytes(int64(size))
	}
}

type counter int64

func (c *counter) Write(p []byte) (int, error) {
	*c += counter(len(p))
	return len(p), nil
}

func csvWriter(w io.Writer, columns []tabular.Column) (tabular.Writer, error) {
	return tabular.NewCSVWriter(w, columns, tabular.CSVStyle{})
}

func xlsxWriter(w io.Writer, columns []tabular.Column) (tabular.Writer, error) {
	return tabular.NewXLSXWriter(w, columns, "Table")
}

func jsonWriter(w io.Writer, columns []tabular.Column) (tabular.Writer, error) {
	return tabular.NewJSONWriter(w, columns)
}

func BenchmarkWriteCSV(b *testing.B)  { benchWrite(b, csvWriter) }
func BenchmarkWriteXLSX(b *testing.B) { benchWrite(b, xlsxWriter) }
func BenchmarkWriteJSON(b *testing.B) { benchWrite(b, jsonWriter) }

// BenchmarkWriteNothing is the part of the above that makes the cells.
func BenchmarkWriteNothing(b *testing.B) {
	columns := benchColumns()
	row := make([]tabular.Cell, len(columns))
	for b.Loop() {
		for n := range benchRows {
			benchRow(columns, row, n)
		}
	}
}

func BenchmarkWriteXLSXExcelize(b *testing.B) {
	columns := benchColumns()
	b.ReportAllocs()
	for b.Loop() {
		book := excelize.NewFile()
		w, err := book.NewStreamWriter("Sheet1")
		must(b, err)
		row := make([]any, len(columns))
		for n := range benchRows {
			for i, c := range columns {
				switch c.Kind {
				case tabular.KindText:
					row[i] = fmt.Sprintf("router %d, rack %d", n, i)
				case tabular.KindInteger:
					row[i] = int64(n * i)
				case tabular.KindAmount:
					row[i] = float64(n*i-5000) / 100
				case tabular.KindDate:
					row[i] = float64(44000 + n%2000)
				case tabular.KindInstant:
					row[i] = 45000 + float64(n)/1440
				case tabular.KindBoolean:
					row[i] = n%3 == 0
				}
			}
			must(b, w.SetRow(fmt.Sprintf("A%d", n+1), row))
		}
		must(b, w.Flush())
		var size counter
		must(b, book.Write(&size))
		b.SetBytes(int64(size))
		must(b, book.Close())
	}
}

// written is the benchmarks' table as a file.
func written(b *testing.B, start func(io.Writer, []tabular.Column) (tabular.Writer, error)) tabular.File {
	b.Helper()
	var out bytes.Buffer
	columns := benchColumns()
	w, err := start(&out, columns)
	must(b, err)
	row := make([]tabular.Cell, len(columns))
	for n := range benchRows {
		benchRow(columns, row, n)
		must(b, w.WriteRow(row))
	}
	must(b, w.Close())
	return tabular.File{Data: bytes.NewReader(out.Bytes()), Size: int64(out.Len())}
}

func benchRead(b *testing.B, f tabular.File) {
	format := sniff(b, f)
	b.SetBytes(f.Size)
	b.ReportAllocs()
	for b.Loop() {
		r, err := tabular.Open(f, format, tabular.Limits{})
		must(b, err)
		rows := 0
		for err == nil {
			if _, err = r.Next(); err == nil {
				rows++
			}
		}
		if rows != benchRows || !errors.Is(err, io.EOF) {
			b.Fatalf("%d rows, %v", rows, err)
		}
	}
}

func BenchmarkReadCSV(b *testing.B)  { benchRead(b, written(b, csvWriter)) }
func BenchmarkReadXLSX(b *testing.B) { benchRead(b, written(b, xlsxWriter)) }

func BenchmarkReadCSVEncodingCSV(b *testing.B) {
	f := written(b, csvWriter)
	b.SetBytes(f.Size)
	b.ReportAllocs()
	for b.Loop() {
		r := csv.NewReader(io.NewSectionReader(f.Data, 0, f.Size))
		var err error
		for err == nil {
			_, err = r.Read()
		}
		if !errors.Is(err, io.EOF) {
			b.Fatal(err)
		}
	}
}

func BenchmarkReadXLSXExcelize(b *testing.B) {
	f := written(b, xlsxWriter)
	b.SetBytes(f.Size)
	b.ReportAllocs()
	for b.Loop() {
		book, err := excelize.OpenReader(io.NewSectionReader(f.Data, 0, f.Size))
		must(b, err)
		rows, err := book.Rows("Table")
		must(b, err)
		n := 0
		for rows.Next() {
			_, err := rows.Columns(excelize.Options{RawCellValue: true})
			must(b, err)
			n++
		}
		if n != benchRows+1 {
			b.Fatalf("%d rows", n)
		}
		must(b, book.Close())
	}
}

func BenchmarkSniff(b *testing.B) {
	f := written(b, csvWriter)
	b.SetBytes(f.Size)
	for b.Loop() {
		sniff(b, f)
	}
}

func BenchmarkParseDate(b *testing.B) {
	for b.Loop() {
		if _, err := tabular.ParseDate("29/02/2016", tabular.DayFirst); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkParseDecimal(b *testing.B) {
	for b.Loop() {
		if _, err := tabular.ParseDecimal("1,234.50", tabular.DecimalPoint); err != nil {
			b.Fatal(err)
		}
	}
}
