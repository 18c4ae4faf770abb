package store

import (
	"context"
	"slices"

	"fairlead/internal/record"
)

// Changes is what was written after some position of the journal.
type Changes struct {
	Position int64          // that of the last entry in it
	Entries  []record.Entry // the oldest first
	Edits    []record.Edit  // one for each record that they touch: before the first entry and after the last
}

// Changes reads what was written after a snapshot was taken, up to limit
// entries: s.With(c.Position, c.Edits...) is the snapshot at c.Position. Where
// there is nothing new, the position is that of the snapshot.
func (s *Store) Changes(ctx context.Context, snapshot *record.Snapshot, limit int) (Changes, error) {
	c := Changes{Position: snapshot.Position()}
	err := s.View(ctx, func(r *Reader) error {
		err := r.entriesFrom(ctx, snapshot.Position(), limit, func(e record.Entry) error {
			c.Entries = append(c.Entries, e)
			c.Position = e.Position
			return nil
		})
		if err != nil || len(c.Entries) == 0 {
			return err
		}
		later, err := r.laterOf(ctx, c)
		if err != nil {
			return err
		}
		c.Edits, err = r.edits(ctx, c, later)
		return err
	})
	return c, err
}

// laterOf reads the entries behind the changes that touch the same records:
// what is stored now is newer than the changes where there are any.
func (r *Reader) laterOf(ctx context.Context, c Changes) ([]record.Entry, error) {
	var ids []record.ID
	for _, e := range c.Entries {
		ids = append(ids, e.Record)
	}
	q := r.s.statement().add("SELECT ", joined("", journalColumns), ` FROM "journal" WHERE "position" > `).arg(record.ClassInteger, c.Position)
	q.add(` AND "record" IN `, q.ids(ids), ` ORDER BY "position"`)
	var later []record.Entry
	err := r.entries(ctx, q, func(e record.Entry) error {
		later = append(later, e)
		return nil
	})
	return later, err
}

// edits goes back from the records as they are now, entry by entry.
func (r *Reader) edits(ctx context.Context, c Changes, later []record.Entry) ([]record.Edit, error) {
	now, order, err := r.touched(ctx, c.Entries)
	if err != nil {
		return nil, err
	}
	if err := r.rewind(now, later); err != nil {
		return nil, err
	}
	edits := make([]record.Edit, len(order))
	for i, id := range order {
		edits[i].New = now[id]
	}
	if err := r.rewind(now, c.Entries); err != nil {
		return nil, err
	}
	for i, id := range order {
		edits[i].Old = now[id]
	}
	return slices.DeleteFunc(edits, func(e record.Edit) bool { return e.Old == nil && e.New == nil }), nil
}

// touched reads the records of entries as they are stored, and gives their IDs
// in the order in which they first appear. Entries of types that the catalogue
// no longer has are passed over.
func (r *Reader) touched(ctx context.Context, entries []record.Entry) (now map[record.ID]record.Record, order []record.ID, err error) {
	now = map[record.ID]record.Record{}
	byType := map[*record.Type][]record.ID{}
	seen := map[record.ID]bool{}
	for _, e := range entries {
		t := r.s.dict.Type(e.Type)
		if t == nil || seen[e.Record] {
			continue
		}
		seen[e.Record] = true
		order = append(order, e.Record)
		byType[t] = append(byType[t], e.Record)
	}
	for t, ids := range byType {
		found, err := r.GetMany(ctx, t, ids)
		if err != nil {
			return nil, nil, err
		}
		for id, rec := range found {
			now[id] = rec
		}
	}
	return now, order, nil
}

// rewind takes entries back, the last first.
func (r *Reader) rewind(records map[record.ID]record.Record, entries []record.Entry) error {
	for _, e := range slices.Backward(entries) {
		t := r.s.dict.Type(e.Type)
		if t == nil {
			continue
		}
		if e.Changes == "" {
			e.Changes = "{}" // an entry that only says that something happened
		}
		before, err := t.Undo(&e, records[e.Record])
		if err != nil {
			return err
		}
		records[e.Record] = before
	}
	return nil
}
