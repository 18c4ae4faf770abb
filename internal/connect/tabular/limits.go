package tabular

import "fairlead/internal/fault"

// Limits bounds what is read. A zero field means the default named beside it.
type Limits struct {
	Rows     int   // rows below the header; 1,000,000
	Columns  int   // columns; 500
	Cell     int   // bytes of one cell; 64 kB. A whole row of text may have 16 times as much
	File     int64 // bytes of the file; 200 MB
	Unzipped int64 // bytes of a workbook once unzipped; 1 GB. Its table of texts may have a quarter of that
}

func (l Limits) withDefaults() Limits {
	l.Rows = orDefault(l.Rows, 1_000_000)
	l.Columns = orDefault(l.Columns, 500)
	l.Cell = orDefault(l.Cell, 64<<10)
	l.File = orDefault(l.File, 200<<20)
	l.Unzipped = orDefault(l.Unzipped, 1<<30)
	return l
}

// row bounds what is held at once: a row of text, or one token of XML.
func (l Limits) row() int { return 16 * l.Cell }

func orDefault[N int | int64](n, otherwise N) N {
	if n <= 0 {
		return otherwise
	}
	return n
}

func (l Limits) checkFile(size int64) error {
	switch {
	case size == 0:
		return fault.New(fault.Invalid, "The file is empty. Choose a file with at least a header row.")
	case size > l.File:
		return fault.New(fault.TooLarge, "The file has %d MB; at most %d MB can be read at once. Split it and import the parts one after the other.", size>>20, l.File>>20)
	}
	return nil
}
