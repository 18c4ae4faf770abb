// Package records makes small snapshots by hand.
package records

import (
	"encoding/binary"
	"testing"

	"fairlead/internal/catalog"
	"fairlead/internal/record"
)

// ID is the nth record of a test.
func ID(n int) record.ID {
	var id record.ID
	binary.BigEndian.PutUint64(id[8:], uint64(n))
	return id
}

// Head is the header of the nth record of a test, in a state.
func Head(n int, state string) record.Header {
	return record.Header{ID: ID(n), Number: int64(n), Version: 1, State: state}
}

// Snapshot holds some records, with what follows from their fields filled in.
func Snapshot(t testing.TB, all ...record.Record) *record.Snapshot {
	t.Helper()
	dict, err := catalog.Dictionary()
	if err != nil {
		t.Fatal(err)
	}
	edits := make([]record.Edit, len(all))
	for i, r := range all {
		if r.Head().ID.IsZero() {
			t.Fatalf("record %d has no ID", i)
		}
		dict.TypeOf(r).Normalise(r)
		edits[i] = record.Edit{New: r}
	}
	return record.NewSnapshot(dict).With(1, edits...)
}
