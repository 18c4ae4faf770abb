package desk

import (
	"context"
	"slices"

	"fairlead/internal/access"
	"fairlead/internal/record"
	"fairlead/internal/store"
)

// Detail is all that the page of one record shows.
type Detail struct {
	Type        *record.Type
	Record      record.Record
	Transitions []record.Transition // that the principal may ask for now
	MayUpdate   bool
	MayArchive  bool
	Inbound     []Inbound // records that point here
	History     []Event   // the newest first
	Comments    []record.Record
	Attachments []record.Record
	Approvals   []record.Record // that are waiting
	Names       Names
}

// Inbound is the records that point to one through one field.
type Inbound struct {
	Type  *record.Type
	Field *record.Field
	Count int // up to MaxInbound
	First []record.Record
}

// Bounds of what the page of one record shows at once; lists hold the rest.
const (
	MaxInbound    = 1000
	shownInbound  = 5
	shownHistory  = 30
	shownHangings = 100
)

// Detail reads a record with what hangs on it, in a number of queries that
// does not depend on how much that is.
func (c *Clerk) Detail(ctx context.Context, t *record.Type, key string) (*Detail, error) {
	d := &Detail{Type: t}
	err := c.desk.store.View(ctx, func(r *store.Reader) error {
		raw, seen, err := c.one(ctx, r, t, key)
		if err != nil {
			return err
		}
		d.Record = seen
		d.MayUpdate = c.MayWith(record.Update, t, raw)
		d.MayArchive = c.MayWith(record.Archive, t, raw)
		if d.MayUpdate {
			d.Transitions = access.Transitions(c.who, t, raw.Head().State)
		}
		return c.addLinked(ctx, r, d)
	})
	return d, err
}

func (c *Clerk) addLinked(ctx context.Context, r *store.Reader, d *Detail) (err error) {
	id := d.Record.Head().ID
	if d.History, err = c.history(ctx, r, store.JournalQuery{Record: id, Limit: shownHistory}); err != nil {
		return err
	}
	s, err := c.alongside(ctx, r)
	if err != nil {
		return err
	}
	for _, in := range c.desk.dict.Inbound(d.Type) {
		t, err := c.desk.Type(in.Type.Name)
		if err != nil {
			return err
		}
		if !c.May(record.Read, t) || !access.Sees(c.who, in.Field) {
			continue
		}
		if err := c.addInbound(ctx, r, s, d, t, in.Field); err != nil {
			return err
		}
	}
	ids := pointed(d.Type, d.Record)
	for _, e := range d.History {
		ids = append(ids, e.mentions()...)
	}
	for _, hanging := range slices.Concat(d.Comments, d.Attachments, d.Approvals) {
		ids = append(ids, pointed(c.desk.dict.TypeOf(hanging), hanging)...)
	}
	d.Names, err = c.namesOf(ctx, r, ids)
	return err
}

// addInbound reads what points to the record through one field: comments,
// attachments and approvals whole, others counted with the first few.
func (c *Clerk) addInbound(ctx context.Context, r *store.Reader, s *record.Snapshot, d *Detail, t *record.Type, f *record.Field) error {
	read, err := c.scope(record.Read, t)
	if err != nil {
		return err
	}
	points := record.Filter{Type: t, Root: record.Points{Field: f, To: d.Record.Head().ID}}
	where := append(read.filters(t), points)
	limit := shownInbound
	if t.SubjectField() == f || t.Name == "approval" {
		limit = shownHangings
	}
	page, err := r.List(ctx, t, store.Query{Where: where, Limit: limit, Order: record.Order{Descending: true}, Held: s})
	if err != nil {
		return err
	}
	records := make([]record.Record, len(page.Records))
	for i, rec := range page.Records {
		records[i] = c.mask(t, rec)
	}
	switch {
	case t.Name == "comment":
		d.Comments = records
	case t.Name == "attachment":
		d.Attachments = records
	case t.Name == "approval":
		d.Approvals = waiting(records)
	case len(records) > 0:
		in := Inbound{Type: t, Field: f, Count: len(records), First: records}
		if page.Next != "" {
			if in.Count, err = r.Count(ctx, t, store.Query{Where: where, Held: s}, MaxInbound); err != nil {
				return err
			}
		}
		d.Inbound = append(d.Inbound, in)
	}
	return nil
}

func waiting(approvals []record.Record) []record.Record {
	var out []record.Record
	for _, a := range approvals {
		if a.Head().State == "waiting" {
			out = append(out, a)
		}
	}
	return out
}
