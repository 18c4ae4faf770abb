package desk

import (
	"context"

	"fairlead/internal/fault"
	"fairlead/internal/record"
	"fairlead/internal/store"
)

// AsOf is the principal's view at an earlier position of the journal: today's
// view with every entry since undone, the newest first. Its cost grows with
// what has changed since, not with what there is.
func (c *Clerk) AsOf(ctx context.Context, position int64) (*record.Snapshot, error) {
	now := c.desk.snapshot()
	if position < 0 || position > now.Position() {
		return nil, fault.New(fault.Invalid, "The journal has %d entries; there is no position %d.", now.Position(), position)
	}
	past := now
	err := c.desk.store.View(ctx, func(r *store.Reader) (err error) {
		past, err = (&rewind{c: c, r: r, present: map[record.ID]record.Record{}}).to(ctx, now, position)
		return err
	})
	if err != nil || c.who.Program {
		return past, err
	}
	return c.restrict(past)
}

// rewind walks the journal backwards.
type rewind struct {
	c       *Clerk
	r       *store.Reader
	present map[record.ID]record.Record // every record touched so far, as of the entry reached; nil: not there
}

func (w *rewind) to(ctx context.Context, s *record.Snapshot, position int64) (*record.Snapshot, error) {
	for s.Position() > position {
		entries, err := w.r.Entries(ctx, store.JournalQuery{Before: s.Position() + 1, After: position, Limit: maxCatchUp})
		if err != nil || len(entries) == 0 {
			return s, err
		}
		if err := w.load(ctx, s, entries); err != nil {
			return nil, err
		}
		edits, err := w.undo(entries)
		if err != nil {
			return nil, err
		}
		s = s.With(entries[len(entries)-1].Position-1, edits...)
	}
	return s, nil
}

// load adds the records that entries touch, as they are in the view, or, for
// those that have left it, as they are stored.
func (w *rewind) load(ctx context.Context, s *record.Snapshot, entries []record.Entry) error {
	missing := map[*record.Type][]record.ID{}
	for _, e := range entries {
		t, err := w.c.desk.Type(e.Type)
		if _, known := w.present[e.Record]; known || err != nil {
			continue
		}
		rec := s.Find(t, e.Record)
		if rec == nil && !t.InMemory() {
			missing[t] = append(missing[t], e.Record)
		}
		w.present[e.Record] = rec
	}
	for t, ids := range missing {
		stored, err := w.r.GetMany(ctx, t, ids)
		if err != nil {
			return err
		}
		for id, rec := range stored {
			w.present[id] = rec
		}
	}
	return nil
}

// undo turns entries, the newest first, into edits that take them back.
func (w *rewind) undo(entries []record.Entry) ([]record.Edit, error) {
	after := map[record.ID]record.Record{}
	for i := range entries {
		e := &entries[i]
		t, err := w.c.desk.Type(e.Type)
		if err != nil {
			continue // the type is gone from the catalogue
		}
		if _, ok := after[e.Record]; !ok {
			after[e.Record] = w.present[e.Record]
		}
		if w.present[e.Record], err = t.Undo(e, w.present[e.Record]); err != nil {
			return nil, err
		}
	}
	edits := make([]record.Edit, 0, len(after))
	for id, now := range after {
		if now != nil || w.present[id] != nil {
			edits = append(edits, record.Edit{Old: now, New: w.present[id]})
		}
	}
	return edits, nil
}
