package demo_test

import (
	"bytes"
	"context"
	"slices"
	"testing"

	"fairlead/demo"
	"fairlead/internal/access"
	"fairlead/internal/connect/importer"
	"fairlead/internal/connect/tabular"
	"fairlead/internal/desk"
	"fairlead/internal/insight/briefing"
	"fairlead/internal/insight/signal"
	"fairlead/internal/record"
	"fairlead/internal/testkit/company"
	"fairlead/internal/testkit/desktest"

	"github.com/google/go-cmp/cmp"
)

// TestImport brings all files in by the maps that the importer suggests, twice.
// No row may be rejected, the second time nothing may change, and the briefing
// over the database must be the one that the tests' own reading gives.
func TestImport(t *testing.T) {
	clerk := desktest.Open(t).For(access.Program())
	for _, name := range demo.Order() {
		if p := bring(t, clerk, name); p.Created+p.Updated == 0 {
			t.Errorf("%s brought nothing: %+v", name, p)
		}
	}
	for _, name := range demo.Order() {
		if p := bring(t, clerk, name); p.Created+p.Updated > 0 {
			t.Errorf("%s again changed something: %+v", name, p)
		}
	}
	s, err := clerk.Snapshot()
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(titles(company.Load(t, today).Snapshot), titles(s)); diff != "" {
		t.Errorf("briefings (-read by the tests +imported):\n%s", diff)
	}
}

func bring(t *testing.T, clerk *desk.Clerk, name string) importer.Progress {
	t.Helper()
	text, err := demo.Files.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	file := tabular.File{Data: bytes.NewReader(text), Size: int64(len(text)), Name: name}
	look, err := importer.Analyse(clerk, file)
	if err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	typ, err := clerk.Type(demo.Type(name))
	if err != nil {
		t.Fatal(err)
	}
	i := slices.IndexFunc(look.Suggestions, func(s importer.Suggestion) bool { return s.Map.Type == typ.Name })
	if i < 0 {
		t.Fatalf("%s is not seen to hold %s", name, typ.Titles)
	}
	m := look.Suggestions[i].Map
	m.Source, m.ExternalID = demo.Source, "external_id"
	p, err := importer.Run(context.Background(), clerk, file, look.Format, m, importer.Options{
		Report: func(_ importer.Progress, rejects []importer.Reject) {
			for _, r := range rejects[:min(3, len(rejects))] {
				t.Errorf("%s line %d: %s", name, r.Line, r.Reason)
			}
		},
	})
	if err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	return p
}

// titles are the sentences of a briefing with their stakes and ranks, sorted:
// among equals the IDs decide, and those differ.
func titles(s *record.Snapshot) []string {
	q := briefing.Question{Question: signal.Question{Now: record.At(desktest.Noon()), Locale: record.International()}, Currency: "EUR"}
	var list []string
	for _, item := range briefing.Compose(s, q).Items {
		list = append(list, item.Title+" | "+item.Stake.Text()+" | "+item.Reason(q))
	}
	slices.Sort(list)
	return list
}
