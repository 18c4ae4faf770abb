package store

import (
	"context"

	"fairlead/internal/record"
)

// Inbound is the records that point to one through one field.
type Inbound struct {
	Type  *record.Type
	Field *record.Field
	Count int             // up to the limit of the query
	First []record.Record // the newest
}

// InboundQuery bounds what Inbound reads for each field.
type InboundQuery struct {
	First int // records read; zero means none
	Count int // records counted; zero means 1000
}

// Inbound tells what points to a record, field by field. It takes up to two
// queries for each field that can point to the type, whatever they give.
// Archived records count.
func (r *Reader) Inbound(ctx context.Context, t *record.Type, id record.ID, iq InboundQuery) ([]Inbound, error) {
	most := iq.Count
	if most <= 0 {
		most = 1000
	}
	var out []Inbound
	for _, in := range r.s.dict.Inbound(t) {
		where := []record.Filter{{Type: in.Type, Root: record.Points{Field: in.Field, To: id}}}
		n, err := r.Count(ctx, in.Type, Query{Where: where, Archived: WithArchived}, most)
		if err != nil {
			return nil, err
		}
		if n == 0 {
			continue
		}
		found := Inbound{Type: in.Type, Field: in.Field, Count: n}
		if iq.First > 0 {
			page, err := r.List(ctx, in.Type, Query{Where: where, Archived: WithArchived, Limit: iq.First, Order: record.Order{Descending: true}})
			if err != nil {
				return nil, err
			}
			found.First = page.Records
		}
		out = append(out, found)
	}
	return out, nil
}
