package api_test

import (
	"slices"
	"testing"

	"pgregory.net/rapid"

	"fairlead/internal/access"
	"fairlead/internal/desk"
	"fairlead/internal/record"
	"fairlead/internal/testkit/filters"
)

// perType is how many records of each type a seeded desk holds.
const perType = 4

// seed puts records of every type into the database, those to which random
// records of filters.Record point. They have what is required and a state.
func seed(t testing.TB, d *desk.Desk) map[string][]record.Record {
	t.Helper()
	seeded := map[string][]record.Record{}
	for attempt := range 200 {
		var changes []*desk.Change
		for _, typ := range d.Types() {
			for n := len(seeded[typ.Name]) + 1; n <= perType; n++ {
				changes = append(changes, &desk.Change{Type: typ, Record: required(d, typ, n, attempt), Imported: true})
			}
		}
		if len(changes) == 0 {
			return seeded
		}
		problems, err := d.For(access.Program()).SaveGood(background(), nil, changes...)
		if err != nil {
			t.Fatal(err)
		}
		for i, ch := range changes {
			// In the order of their numbers: the next attempt goes on behind.
			if name := ch.Type.Name; problems[i] == nil && len(seeded[name]) == place(ch) {
				seeded[name] = append(seeded[name], ch.Record)
			}
		}
	}
	t.Fatal("no valid records of every type in 200 attempts")
	return nil
}

// place is the position of a record among those of its type, from zero.
func place(ch *desk.Change) int {
	for n := range perType {
		if filters.ID(ch.Type, n+1) == ch.Record.Head().ID {
			return n
		}
	}
	return -1
}

// required draws the n-th record of a type with nothing but what is required.
func required(d *desk.Desk, typ *record.Type, n, attempt int) record.Record {
	draw := rapid.Custom(func(t *rapid.T) record.Record { return filters.Record(t, d.Dictionary(), typ, n) })
	r := draw.Example(attempt*perType + n)
	h := r.Head()
	h.Version, h.Archived, h.ExternalID, h.Source = 0, false, "", ""
	for _, f := range typ.Fields {
		if !f.Required && !slices.Contains([]string{"state", "number", "version", "archived"}, f.Name) {
			v := f.Value(r)
			v.Clear()
			_ = f.Set(r, v) // clearing never fails
		}
	}
	return r
}
