// Package company reads the demonstration company into a snapshot, as the
// importer would, but without a database.
package company

import (
	"encoding/binary"
	"encoding/csv"
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"

	"fairlead/demo"
	"fairlead/internal/catalog"
	"fairlead/internal/record"
)

// Company is the demonstration company on one day.
type Company struct {
	Snapshot *record.Snapshot
	ByKey    map[string]record.Record // by type name and external ID: asset:osl-core-1
	Closed   []record.Record          // those that are not in the snapshot
}

// Load reads all files. The test fails at every header, cell, reference or
// record that the importer would refuse.
func Load(t testing.TB, today record.Date) *Company {
	t.Helper()
	dict, err := catalog.Dictionary()
	if err != nil {
		t.Fatal(err)
	}
	c := &Company{ByKey: map[string]record.Record{}}
	for _, file := range demo.Order() {
		c.read(t, dict, file, today)
	}
	var edits []record.Edit
	for _, key := range slices.Sorted(maps.Keys(c.ByKey)) {
		r := c.ByKey[key]
		typ := dict.TypeOf(r)
		typ.Normalise(r)
		for _, problem := range typ.Check(r) {
			t.Errorf("%s: %s: %s", key, problem.Path, problem.Problem)
		}
		if !typ.InSnapshot(r) {
			c.Closed = append(c.Closed, r)
		}
		edits = append(edits, record.Edit{New: r})
	}
	c.Snapshot = record.NewSnapshot(dict).With(1, edits...)
	return c
}

// read takes one file in. Its rows can refer to records of earlier files only,
// because the importer looks references up before it saves.
func (c *Company) read(t testing.TB, dict *record.Dictionary, file string, today record.Date) {
	t.Helper()
	typ := dict.Type(demo.Type(file))
	if typ == nil {
		t.Fatalf("%s: there is no record type %q", file, demo.Type(file))
	}
	f, err := demo.Files.Open(file)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	rows, err := csv.NewReader(f).ReadAll()
	if err != nil {
		t.Fatalf("%s: %v", file, err)
	}
	fresh := map[string]record.Record{}
	in := record.Reading{Today: today, Find: c.find}
	for i, row := range rows[1:] {
		key := typ.Name + ":" + row[0]
		r := c.ByKey[key]
		if r == nil {
			r = c.make(typ, row[0], len(c.ByKey)+len(fresh))
		}
		if fresh[key] != nil {
			t.Errorf("%s line %d: %s is there twice", file, i+2, key)
		}
		fresh[key] = r
		fill(t, fmt.Sprintf("%s line %d", file, i+2), typ, r, rows[0], row, in)
	}
	for key, r := range fresh {
		c.ByKey[key] = r
	}
}

func (c *Company) make(typ *record.Type, key string, n int) record.Record {
	r := typ.New()
	h := r.Head()
	binary.BigEndian.PutUint32(h.ID[:], uint32(n+1))
	h.ID[4] = byte(typ.Index() + 1)
	h.Number, h.Version, h.Source, h.ExternalID = int64(n+1), 1, demo.Source, key
	if state := typ.Lifecycle.Imported; state != "" {
		h.State = state
	}
	return r
}

func fill(t testing.TB, at string, typ *record.Type, r record.Record, header, row []string, in record.Reading) {
	t.Helper()
	for i, name := range header {
		if name == "external_id" {
			if i != 0 || row[i] == "" {
				t.Errorf("%s: external_id must come first and be filled", at)
			}
			continue
		}
		field := typ.Field(name)
		if field == nil {
			t.Fatalf("%s: %s has no field %q", at, typ.Name, name)
		}
		if err := field.Parse(r, row[i], in); err != nil {
			t.Errorf("%s: %s %q: %v", at, name, row[i], err)
		}
	}
}

func (c *Company) find(target, text string) (record.AnyRef, error) {
	key := text
	if target != "" {
		key = target + ":" + text
	}
	r := c.ByKey[key]
	if r == nil {
		return record.AnyRef{}, fmt.Errorf("there is no %s", key)
	}
	typ, _, _ := strings.Cut(key, ":")
	return record.AnyRef{Type: typ, ID: r.Head().ID}, nil
}
