package desk

import (
	"context"

	"fairlead/internal/record"
	"fairlead/internal/store"
)

// Lately is what has changed of some types since a moment.
type Lately struct {
	// Before is the principal's view with those changes undone; nil where there were
	// more than are undone here.
	Before *record.Snapshot
	Events []Event // the changes that the principal may see, the newest first
}

// mostLately bounds how many changes are undone, mostBack how far back in the journal
// they are looked for: a page waits for it.
const mostLately, mostBack = 2000, 50_000

// Lately undoes what has changed of some types since a moment. Its cost grows with
// what has changed, up to a bound. Events are of types of which the principal may
// read every record, without fields that are hidden from them.
func (c *Clerk) Lately(ctx context.Context, since record.Instant, types ...*record.Type) (out Lately, err error) {
	now, past := c.desk.snapshot(), (*record.Snapshot)(nil)
	err = c.desk.store.View(ctx, func(r *store.Reader) error {
		entries, all, err := c.entriesSince(ctx, r, now.Position(), since, types)
		if err != nil || !all {
			return err
		}
		w := &rewind{c: c, r: r, present: map[record.ID]record.Record{}}
		if err := w.load(ctx, now, entries); err != nil {
			return err
		}
		edits, err := w.undo(entries)
		if err != nil {
			return err
		}
		past = now.With(now.Position(), edits...)
		out.Events, err = c.seen(entries)
		return err
	})
	if err != nil || past == nil || c.who.Program {
		out.Before = past
		return out, err
	}
	out.Before, err = c.restrict(past)
	return out, err
}

// entriesSince are the entries up to a position; all is false where there are more
// than are looked at.
func (c *Clerk) entriesSince(ctx context.Context, r *store.Reader, position int64, since record.Instant, types []*record.Type) (entries []record.Entry, all bool, err error) {
	q := store.JournalQuery{Types: types, Since: since, Before: position + 1, After: max(position-mostBack, 0), Limit: mostLately + 1}
	entries, err = r.Entries(ctx, q)
	if err != nil || len(entries) > mostLately {
		return nil, false, err
	}
	if q.After > 0 { // does what is looked at reach back far enough?
		last, err := r.Entries(ctx, store.JournalQuery{Before: q.After + 1, Limit: 1})
		if err != nil || len(last) > 0 && !last[0].At.Before(since) {
			return nil, false, err
		}
	}
	return entries, true, nil
}

// seen are the entries that the principal may see, as they may see them.
func (c *Clerk) seen(entries []record.Entry) (events []Event, err error) {
	open := c.openTypes()
	for _, e := range entries {
		if !open[e.Type] && !c.who.Program {
			continue
		}
		seen, err := c.asSeen(e)
		if err != nil {
			return nil, err
		}
		events = append(events, seen)
	}
	return events, nil
}
