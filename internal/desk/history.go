package desk

import (
	"context"
	"slices"

	"fairlead/internal/access"
	"fairlead/internal/fault"
	"fairlead/internal/record"
	"fairlead/internal/store"
)

// Event is an entry of the journal as the principal may see it.
type Event struct {
	record.Entry
	Changes []record.Change // without fields that are hidden from the principal
}

// mentions lists the records that the event names: who did it, and references
// before and after.
func (e Event) mentions() []record.ID {
	ids := []record.ID{e.By, e.Record}
	for _, change := range e.Changes {
		for _, v := range []any{change.Before, change.After} {
			if text, ok := v.(string); ok {
				if id, err := record.ParseID(text); err == nil {
					ids = append(ids, id)
				}
			}
		}
	}
	return ids
}

// history reads entries of the journal about records that the caller has
// already found readable.
func (c *Clerk) history(ctx context.Context, r *store.Reader, q store.JournalQuery) ([]Event, error) {
	entries, err := r.Entries(ctx, q)
	if err != nil {
		return nil, err
	}
	events := make([]Event, 0, len(entries))
	for _, e := range entries {
		seen, err := c.asSeen(e)
		if err != nil {
			return nil, err
		}
		events = append(events, seen)
	}
	return events, nil
}

// asSeen is an entry without the fields that are hidden from the principal.
func (c *Clerk) asSeen(e record.Entry) (Event, error) {
	changes, err := e.Decode()
	if err != nil {
		return Event{}, err
	}
	if t, err := c.desk.Type(e.Type); err == nil {
		changes = slices.DeleteFunc(changes, func(change record.Change) bool {
			f := t.Field(change.Field)
			return f != nil && !access.Sees(c.who, f)
		})
	}
	return Event{Entry: e, Changes: changes}, nil
}

// Journal is a page of the journal.
type Journal struct {
	Events []Event
	Next   int64 // position to read on before; zero when nothing older is left
	Names  Names
}

// Journal reads the journal, the newest first, before a position (zero: from
// the end). It shows entries about types of which the principal may read every
// record, and is for those who may see the whole record of what was done.
func (c *Clerk) Journal(ctx context.Context, before int64, limit int) (Journal, error) {
	if !c.who.HasAny(record.Administrator, record.Director, record.Auditor) {
		return Journal{}, fault.New(fault.Forbidden, "The journal is for administrators, directors and auditors.")
	}
	var j Journal
	err := c.desk.store.View(ctx, func(r *store.Reader) (err error) {
		if j.Events, j.Next, err = c.visibleEvents(ctx, r, before, limit); err != nil {
			return err
		}
		var ids []record.ID
		for _, e := range j.Events {
			ids = append(ids, e.mentions()...)
		}
		j.Names, err = c.namesOf(ctx, r, ids)
		return err
	})
	return j, err
}

// maxSkipped bounds how many entries one page looks at: where a program writes
// much that the reader may not see, a page may hold less than was asked for.
const maxSkipped = 5000

// visibleEvents reads entries before a position (zero: from the end) that the
// principal may see. next is where to go on; zero at the beginning of time.
func (c *Clerk) visibleEvents(ctx context.Context, r *store.Reader, before int64, limit int) (events []Event, next int64, err error) {
	if before <= 0 {
		if before, err = r.Position(ctx); err != nil {
			return nil, 0, err
		}
		before++
	}
	q := store.JournalQuery{Before: before, After: max(before-1-maxSkipped, 0), Limit: limit}
	open := c.openTypes()
	for _, t := range c.desk.Types() {
		if !open[t.Name] {
			q.Without = append(q.Without, t)
		}
	}
	events, err = c.history(ctx, r, q)
	switch {
	case err != nil:
		return nil, 0, err
	case len(events) == limit:
		next = events[limit-1].Position
	case q.After > 0:
		next = q.After + 1
	}
	// Of a type that the program no longer knows, nobody can say who may see it.
	return slices.DeleteFunc(events, func(e Event) bool { return !open[e.Type] }), next, nil
}

// openTypes are those of which the principal may read every record.
func (c *Clerk) openTypes() map[string]bool {
	open := map[string]bool{}
	for _, t := range c.desk.Types() {
		g := access.May(c.who, record.Read, t)
		open[t.Name] = g.Allowed && len(g.Where) == 0 && t.SubjectField() == nil
	}
	return open
}

// historyPage is how many events one page of a record's history has.
const historyPage = 100

// History reads what happened to a record before a journal position (zero: from
// the end), the newest first.
func (c *Clerk) History(ctx context.Context, t *record.Type, key string, before int64) (events []Event, err error) {
	rec, err := c.Get(ctx, t, key)
	if err != nil {
		return nil, err
	}
	err = c.desk.store.View(ctx, func(r *store.Reader) (err error) {
		events, err = c.history(ctx, r, store.JournalQuery{Record: rec.Head().ID, Before: before, Limit: historyPage})
		return err
	})
	return events, err
}
