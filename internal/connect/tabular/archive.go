package tabular

import (
	"archive/zip"
	"errors"
	"io"
	"math"
	"strings"

	"fairlead/internal/fault"
)

// openArchive reads the directory of a ZIP archive.
func openArchive(f File) (*zip.Reader, error) {
	guard := &directoryGuard{src: f.Data, left: indexLimit}
	archive, err := zip.NewReader(guard, f.Size)
	if err != nil {
		return nil, damaged(err)
	}
	guard.left = math.MaxInt64
	return archive, nil
}

// directoryGuard bounds what is read of an archive's directory: every entry
// takes memory, and the number of entries that an archive states may lie.
type directoryGuard struct {
	src  io.ReaderAt
	left int64
}

func (g *directoryGuard) ReadAt(p []byte, off int64) (int, error) {
	if g.left < int64(len(p)) {
		return 0, errors.New("the directory of the archive is too large")
	}
	n, err := g.src.ReadAt(p, off)
	g.left -= int64(n)
	return n, err
}

// checkWorkbook tells an XLSX workbook from the other files that are ZIP
// archives inside.
func checkWorkbook(f File) error {
	archive, err := openArchive(f)
	if err != nil {
		return err
	}
	for _, part := range archive.File {
		switch part.Name {
		case "xl/workbook.bin":
			return fault.New(fault.Invalid, "This is a binary workbook (.xlsb). Save it as .xlsx.")
		case "mimetype":
			return fault.New(fault.Invalid, "This is an OpenDocument file. Save it as .xlsx or CSV.")
		}
	}
	for _, part := range archive.File {
		if strings.HasPrefix(part.Name, "xl/") {
			return nil
		}
	}
	return fault.New(fault.Invalid, "This is a ZIP archive without a workbook in it. Unpack it and choose the table.")
}

// open gives the content of a part, within the limit on unzipped bytes.
func (wb *workbook) open(name string) (*unzipGuard, error) {
	part, found := wb.parts[strings.ToLower(name)]
	if !found {
		return nil, damaged(errors.New("no part " + name))
	}
	content, err := part.Open()
	if err != nil {
		return nil, damaged(err)
	}
	return &unzipGuard{src: content, wb: wb, limit: math.MaxInt64, size: part.UncompressedSize64}, nil
}

// unzipGuard counts what is really unzipped: the sizes in an archive may lie.
type unzipGuard struct {
	src   io.Reader
	wb    *workbook
	read  int64  // bytes of this part so far
	limit int64  // bytes of this part at most
	size  uint64 // bytes of this part as the archive states them
}

func (g *unzipGuard) Read(p []byte) (int, error) {
	n, err := g.src.Read(p)
	g.read += int64(n)
	g.wb.unzipped += int64(n)
	if g.read > g.limit || g.wb.unzipped > g.wb.limits.Unzipped {
		return 0, g.wb.tooLarge()
	}
	return n, err
}

func (wb *workbook) tooLarge() error {
	return fault.New(fault.TooLarge, "The workbook is too large once unpacked; at most %d MB can be read. Split it and import the parts one after the other.", wb.limits.Unzipped>>20)
}

func damaged(cause error) error {
	return fault.Because(cause, fault.Invalid, "The workbook is damaged. Open it in a spreadsheet program, save it again and try once more.")
}

// workbookFault says in a person's words what went wrong with a workbook.
func workbookFault(err error) error {
	var known *fault.Error
	if err == nil || errors.Is(err, io.EOF) || errors.As(err, &known) {
		return err
	}
	return damaged(err)
}
