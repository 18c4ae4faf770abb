package app

import (
	"context"
	"log/slog"
	"testing"

	"fairlead/internal/access"
	"fairlead/internal/catalog"
	"fairlead/internal/record"
	"fairlead/internal/testkit/desktest"
)

// Every row of the demonstration comes in by the ordinary importer.
func TestLoadDemonstration(t *testing.T) {
	d := desktest.Open(t)
	b := &base{store: d.Store(), desk: d}
	if err := loadDemonstration(context.Background(), b, slog.New(slog.DiscardHandler)); err != nil {
		t.Fatal(err)
	}
	s, err := d.For(access.Program()).Snapshot()
	if err != nil {
		t.Fatal(err)
	}
	if n := s.Len(record.TypeFor[catalog.Person](s)); n < 700 {
		t.Errorf("%d people", n)
	}
}
