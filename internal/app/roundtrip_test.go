package app

import (
	"bytes"
	"testing"

	"fairlead/internal/connect/exporter"
	"fairlead/internal/connect/importer"
	"fairlead/internal/connect/tabular"
	"fairlead/internal/desk"
	"fairlead/internal/fault"
)

// What is exported comes in again without a change and without a second of
// anything: every type of the demonstration, in the formats that imports read.
func TestExportComesInAgain(t *testing.T) {
	w := theWorld(t)
	clerk := w.clerk()
	kinds := map[exporter.Format]string{exporter.CSV: "records.csv", exporter.XLSX: "records.xlsx"}
	records := 0
	for _, typ := range importer.Importable(clerk) {
		if typ.Name == "approval" {
			continue // it is given here, and does not come from a file
		}
		for format, name := range kinds {
			var file bytes.Buffer
			err := exporter.Write(t.Context(), clerk, typ, desk.Query{}, nil, format, &file)
			if format == exporter.XLSX && fault.KindOf(err) == fault.TooLarge {
				continue // a cell of a worksheet holds so much and no more; the error says so
			}
			if err != nil {
				t.Fatalf("%s: %v", typ.Name, err)
			}
			f := tabular.File{Data: bytes.NewReader(file.Bytes()), Size: int64(file.Len()), Name: name}
			look, err := importer.Analyse(clerk, f)
			if err != nil {
				t.Fatalf("%s as %s: %v", typ.Name, format, err)
			}
			if len(look.Suggestions) == 0 || look.Suggestions[0].Map.Type != typ.Name {
				t.Errorf("%s as %s is not known for what it is", typ.Name, format)
				continue
			}
			before, reason := w.desk.Position(), ""
			p, err := importer.Run(t.Context(), clerk, f, look.Format, look.Suggestions[0].Map, importer.Options{Currency: "EUR", Report: func(_ importer.Progress, rejects []importer.Reject) {
				for _, r := range rejects {
					reason = r.Reason
				}
			}})
			if err != nil {
				t.Errorf("%s as %s: %v", typ.Name, format, err)
				continue
			}
			if p.Unchanged != p.Rows || w.desk.Position() != before {
				t.Errorf("%s as %s: %+v %s", typ.Name, format, p, reason)
			}
			records += p.Rows
		}
	}
	if records == 0 {
		t.Error("nothing came back")
	}
	t.Logf("%d rows", records)
}
