package importer

import (
	"context"
	"errors"

	"fairlead/internal/connect/tabular"
	"fairlead/internal/desk"
	"fairlead/internal/fault"
	"fairlead/internal/record"
	"fairlead/internal/store"
)

// fill reads the rows that have not been read, or that name records which may be
// there by now.
func (r *run) fill(ctx context.Context, rows []*item) error {
	var unread []*item
	var named []wanted
	for _, it := range rows {
		if it.unread == nil && (it.record == nil || it.waits) {
			unread = append(unread, it)
			named = append(named, r.row.references(it.row)...)
		}
	}
	if err := r.resolver.resolve(ctx, named); err != nil {
		return err
	}
	in := r.reading(ctx)
	for _, it := range unread {
		r.row.read(it, r.resolver, in)
	}
	return nil
}

// reading is how the file writes its values.
func (r *run) reading(ctx context.Context) record.Reading {
	in := record.Reading{
		Today: r.clerk.Env().Today, Currency: r.o.Currency, Find: r.resolver.finder(ctx),
		DecimalComma: r.format.Decimal == tabular.DecimalComma,
	}
	switch r.format.DateOrder {
	case tabular.DayFirst:
		in.Order = record.DayFirst
	case tabular.MonthFirst:
		in.Order = record.MonthFirst
	}
	return in
}

// build makes the changes of a step: each row is laid over the record that it
// stands for, or becomes a new one. Rows that stand for the same record as one
// before them are left for a later step.
func (w *work) build(ctx context.Context, tx *store.Reader) (step []*item, err error) {
	stored, err := w.match(ctx, tx)
	if err != nil {
		return nil, err
	}
	w.later = nil
	var fresh []*item
	taken := map[record.ID]bool{}
	for i, it := range w.rows {
		it.err = it.unread
		switch before := stored[i]; {
		case it.err != nil:
		case before == nil:
			it.change = w.run.change(w.run.typ.Clone(it.record))
			fresh = append(fresh, it)
		case taken[before.Head().ID]:
			w.later = append(w.later, it)
			continue
		default:
			taken[before.Head().ID] = true
			it.change = w.run.change(w.run.overlaid(before, it))
			if w.run.ghosts != nil {
				it.change.Assume(before)
			}
		}
		step = append(step, it)
	}
	return step, w.run.begin(ctx, fresh)
}

func (r *run) change(rec record.Record) *desk.Change {
	return &desk.Change{Type: r.typ, Record: rec, Imported: true, Note: "Imported from " + r.m.Source}
}

// match finds the record that each row stands for: nil for new ones, and for
// rows that cannot be read.
func (w *work) match(ctx context.Context, tx *store.Reader) ([]record.Record, error) {
	var rows []record.Record
	var at []int
	for i, it := range w.rows {
		if it.unread == nil {
			rows, at = append(rows, it.record), append(at, i)
		}
	}
	found, err := matcher{w.run.typ, w.run.ghosts}.match(ctx, tx, rows)
	out := make([]record.Record, len(w.rows))
	for j, stored := range found {
		out[at[j]] = stored
	}
	return out, err
}

// overlaid is a stored record with what a row says of it.
func (r *run) overlaid(stored record.Record, it *item) record.Record {
	rec := r.typ.Clone(stored)
	for _, f := range it.filled {
		if err := f.Set(rec, f.Value(it.record)); err != nil {
			panic(err) // it was read by the same kind
		}
	}
	if h, row := rec.Head(), it.record.Head(); h.ExternalID == "" && row.ExternalID != "" {
		h.Source, h.ExternalID = row.Source, row.ExternalID
	}
	return rec
}

// begin settles the headers of new records. An ID that the file gives is kept,
// so that records which refer to each other do so wherever they are brought,
// unless it is that of something else here.
func (r *run) begin(ctx context.Context, fresh []*item) error {
	var ids []record.ID
	for _, it := range fresh {
		h := it.change.Record.Head()
		if h.Source == "" && r.m.ID == "" {
			h.Source = r.m.Source
		}
		if !h.ID.IsZero() {
			ids = append(ids, h.ID)
		}
	}
	if len(ids) == 0 {
		return nil
	}
	taken, err := r.clerk.Names(ctx, ids...)
	for _, it := range fresh {
		if h := it.change.Record.Head(); taken[h.ID].Type != "" {
			h.ID = record.ID{}
		}
	}
	return err
}

// reason writes an error for the rejects file: every field, in plain words.
func reason(err error) string {
	var row *tabular.RowError
	if errors.As(err, &row) {
		return row.Error()
	}
	return fault.Sentence(err)
}
