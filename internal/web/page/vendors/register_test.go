package vendors

import (
	"archive/zip"
	"bytes"
	"encoding/csv"
	"io"
	"strings"
	"testing"

	"fairlead/internal/catalog"
	"fairlead/internal/insight/vendors/register"
	"fairlead/internal/record"
	"fairlead/internal/testkit/records"

	"github.com/google/go-cmp/cmp"
)

// The ZIP holds a file for each template, headed by the columns of the regulation,
// and reading it back gives the same cells, but that nothing in it is a formula.
func TestRegisterFile(t *testing.T) {
	vendor := record.To[catalog.Vendor](records.ID(2))
	s := records.Snapshot(t,
		&catalog.Vendor{Header: records.Head(2, "active"), Name: "=cmd|' /C calc'!A1"},
		&catalog.Contract{Header: records.Head(1, "in_force"), Name: "Hosting", Reference: "C-1", Vendor: vendor, Services: record.ToAll[catalog.Service](records.ID(3))},
		&catalog.Service{Header: records.Head(3, "live"), Name: "Booking, “front”"},
	)
	r := register.Build(s, register.Question{Today: record.Day(2026, 11, 22), Currency: "EUR"})
	var out bytes.Buffer
	if err := WriteRegister(&out, r, s, record.Day(2026, 11, 22)); err != nil {
		t.Fatal(err)
	}
	files := unpack(t, out.Bytes())
	for _, table := range r.Tables {
		rows, err := csv.NewReader(strings.NewReader(files[table.Code+".csv"])).ReadAll()
		if err != nil {
			t.Fatalf("%s: %v", table.Code, err)
		}
		var head []string
		for _, c := range table.Columns {
			head = append(head, c.Code)
		}
		want := append([][]string{head}, table.Rows...)
		for _, row := range want {
			for i := range row {
				if strings.HasPrefix(row[i], "=") {
					row[i] = "'" + row[i]
				}
			}
		}
		if diff := cmp.Diff(want, rows); diff != "" {
			t.Errorf("%s: %s", table.Code, diff)
		}
	}
	for name, part := range map[string]string{
		"README.txt":  "as of 2026-11-22: 1 contractual arrangements",
		"columns.csv": "B_06.01,Functions identification,c0110,Impact of discontinuing the function",
		"missing.csv": "B_02.02.0060,CON-0001,Hosting,Type of ICT service",
		"B_01.01.csv": "c0010,c0020,c0030,c0040,c0050,c0060\r\n",
	} {
		if !strings.Contains(files[name], part) {
			t.Errorf("%s lacks %q:\n%s", name, part, files[name])
		}
	}
}

func unpack(t *testing.T, data []byte) map[string]string {
	t.Helper()
	archive, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		t.Fatal(err)
	}
	files := map[string]string{}
	for _, f := range archive.File {
		in, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		text, err := io.ReadAll(in)
		if err != nil {
			t.Fatal(err)
		}
		files[f.Name] = string(text)
	}
	return files
}
