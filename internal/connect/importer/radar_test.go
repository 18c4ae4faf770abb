package importer_test

import (
	"bytes"
	"testing"

	"fairlead/internal/connect/importer"
	"fairlead/internal/connect/tabular"
	"fairlead/internal/record"
	"fairlead/internal/testkit/desktest"
)

// A file for the radar of Thoughtworks is known by its columns, and comes in whole.
func TestRadarFile(t *testing.T) {
	text := []byte("name,ring,quadrant,isNew,description\nBabel,Adopt,Tools,TRUE,Compiles\nMob programming,trial,techniques,FALSE,Together\nRust,assess,Languages & Frameworks,FALSE,\n")
	clerk := desktest.Clerk(t, desktest.Open(t), "Ada", record.Director)
	file := tabular.File{Data: bytes.NewReader(text), Size: int64(len(text)), Name: "radar.csv"}
	look, err := importer.Analyse(clerk, file)
	if err != nil || len(look.Suggestions) == 0 || look.Suggestions[0].Map.Name != "technology-radar" {
		t.Fatalf("suggested %+v, %v", look.Suggestions, err)
	}
	p, err := importer.Run(t.Context(), clerk, file, look.Format, look.Suggestions[0].Map, importer.Options{})
	if err != nil || p.Created != 3 || p.Rejected != 0 {
		t.Fatalf("%+v, %v", p, err)
	}
}
