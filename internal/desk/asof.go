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
	now := c.desk.current.Load().snapshot
	if position < 0 || position > now.Position() {
		return nil, fault.New(fault.Invalid, "The journal has %d entries; there is no position %d.", now.Position(), position)
	}
	past := now
	err := c.desk.store.View(ctx, func(r *store.Reader) error {
		for before := now.Position() + 1; before > position+1; {
			entries, err := r.Entries(ctx, store.JournalQuery{Before: before, After: position, Limit: maxCatchUp})
			if err != nil || len(entries) == 0 {
				return err
			}
			edits, err := c.undo(ctx, r, past, entries)
			if err != nil {
				return err
			}
			before = entries[len(entries)-1].Position
			past = past.With(before-1, edits...)
		}
		return nil
	})
	if err != nil || c.who.Program {
		return past, err
	}
	return past.Restricted(c.audience(), func(t *record.Type) func(record.Record) record.Record {
		see, failed := c.seer(t)
		if failed != nil {
			err = failed
		}
		return see
	}), err
}

// undo turns entries, the newest first, into edits that take them back.
func (c *Clerk) undo(ctx context.Context, r *store.Reader, s *record.Snapshot, entries []record.Entry) ([]record.Edit, error) {
	present, err := c.present(ctx, r, s, entries)
	if err != nil {
		return nil, err
	}
	first := map[record.ID]record.Record{}
	for i := range entries {
		e := &entries[i]
		t, err := c.desk.Type(e.Type)
		if err != nil {
			continue // the type is gone from the catalogue
		}
		if _, ok := first[e.Record]; !ok {
			first[e.Record] = present[e.Record]
		}
		if present[e.Record], err = t.Undo(e, present[e.Record]); err != nil {
			return nil, err
		}
	}
	edits := make([]record.Edit, 0, len(first))
	for id, now := range first {
		if now != nil || present[id] != nil {
			edits = append(edits, record.Edit{Old: now, New: present[id]})
		}
	}
	return edits, nil
}

// present gives the records that entries touch, as they are in the view, or,
// for those that have left it, as they are stored.
func (c *Clerk) present(ctx context.Context, r *store.Reader, s *record.Snapshot, entries []record.Entry) (map[record.ID]record.Record, error) {
	out := map[record.ID]record.Record{}
	missing := map[*record.Type][]record.ID{}
	for _, e := range entries {
		t, err := c.desk.Type(e.Type)
		if err != nil {
			continue
		}
		if rec := s.Find(t, e.Record); rec != nil {
			out[e.Record] = rec
		} else if t.Grows {
			missing[t] = append(missing[t], e.Record)
		}
	}
	for t, ids := range missing {
		stored, err := r.GetMany(ctx, t, ids)
		if err != nil {
			return nil, err
		}
		for id, rec := range stored {
			out[id] = rec
		}
	}
	return out, nil
}
