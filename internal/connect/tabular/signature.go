package tabular

import (
	"bytes"
	"errors"
	"io"
	"strings"

	"fairlead/internal/fault"
)

// detectKind judges a file by its first bytes, and refuses what people take for
// a table but is none that can be read, saying what to do instead.
func detectKind(f File) (FileKind, error) {
	head := make([]byte, min(f.Size, 512))
	if _, err := f.Data.ReadAt(head, 0); err != nil && !errors.Is(err, io.EOF) {
		return "", readFault(err)
	}
	switch {
	case hasPrefix(head, "PK\x03\x04"), hasPrefix(head, "PK\x05\x06"):
		return XLSX, checkWorkbook(f)
	case hasPrefix(head, "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"):
		return "", fault.New(fault.Invalid, "This is a workbook of the old .xls kind, or one that is protected by a password. Save it as .xlsx without a password.")
	case hasPrefix(head, "%PDF-"):
		return "", fault.New(fault.Invalid, "This is a PDF document. Export the table as CSV or XLSX.")
	case hasPrefix(head, "\x1f\x8b"):
		return "", fault.New(fault.Invalid, "This file is compressed. Unpack it first.")
	case looksLikeMarkup(head):
		return "", fault.New(fault.Invalid, "This is a web page or an XML file, whatever its name says. Open it in a spreadsheet program and save it as CSV or XLSX.")
	}
	return CSV, nil
}

func hasPrefix(head []byte, magic string) bool { return bytes.HasPrefix(head, []byte(magic)) }

func looksLikeMarkup(head []byte) bool {
	text := strings.ToLower(string(bytes.TrimSpace(bytes.TrimPrefix(head, []byte("\xef\xbb\xbf")))))
	for _, start := range []string{"<?xml", "<!doctype", "<html", "<table"} {
		if strings.HasPrefix(text, start) {
			return true
		}
	}
	return false
}
