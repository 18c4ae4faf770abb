package store

import (
	"context"
	"slices"

	"fairlead/internal/fault"
	"fairlead/internal/record"
)

// explain names the field whose value must be unique, when that is what an
// error is about.
func (w *Writer) explain(tb *table, err error) error {
	v := w.s.engine.violated(err)
	if v == nil || !v.unique {
		return err
	}
	f := fault.Because(err, fault.Conflict, "Another %s has this already.", tb.typ.Title)
	for _, name := range tb.uniqueFields(v) {
		title := name
		if field := tb.typ.Field(name); field != nil {
			title = field.Title
		}
		f.Public = "Another " + tb.typ.Title + " has the same " + title + " already."
		f.Fields = append(f.Fields, fault.Field{Path: name, Problem: title + " must be different in each " + tb.typ.Title + "."})
	}
	w.err = f
	return f
}

// uniqueFields gives the fields of a violated index, which one engine names by
// itself and the other by its columns.
func (tb *table) uniqueFields(v *violation) []string {
	for _, ix := range tb.indexes {
		if ix.unique && ix.name == v.index {
			return ix.fields
		}
	}
	var names []string
	for _, c := range v.column {
		for _, fc := range tb.fields {
			covers := slices.ContainsFunc(tb.columns[fc.at:fc.at+fc.n], func(col column) bool { return col.name == c })
			if covers && !slices.Contains(names, fc.field.Name) {
				names = append(names, fc.field.Name)
			}
		}
	}
	return names
}

// explainCommit finds out which reference dangles: the databases check
// references at the end, and SQLite does not say which one failed.
func (w *Writer) explainCommit(ctx context.Context, cause error) error {
	v := w.s.engine.violated(cause)
	if v == nil || v.unique {
		return cause
	}
	made := map[record.ID]bool{}
	for _, wr := range w.written {
		for _, r := range wr.records {
			made[r.Head().ID] = !wr.removed
		}
	}
	result := error(fault.Because(cause, fault.Conflict, "A record that this one points to does not exist."))
	err := w.s.View(ctx, func(r *Reader) error {
		for _, wr := range w.written {
			blame := r.dangling
			if wr.removed {
				blame = r.pointedAt
			}
			f, err := blame(ctx, wr, made)
			if err != nil || f != nil {
				result = orFault(f, cause, result)
				return err
			}
		}
		return nil
	})
	if err != nil {
		return cause
	}
	return result
}

func orFault(f *fault.Error, cause, otherwise error) error {
	if f == nil {
		return otherwise
	}
	f.Cause = cause
	return f
}

// dangling finds the first reference of written records that leads nowhere.
// Records that the failed transaction made or removed are as it left them.
func (r *Reader) dangling(ctx context.Context, wr written, made map[record.ID]bool) (*fault.Error, error) {
	for _, f := range wr.table.typ.Fields {
		if f.Target == "" || f.Custom {
			continue
		}
		missing, err := r.missing(ctx, f, wr.records, made)
		if err != nil {
			return nil, err
		}
		for _, rec := range wr.records {
			found := fault.New(fault.Invalid, "%s points to a record that does not exist.", f.Title)
			found.Fields = []fault.Field{{Path: f.Name, Problem: f.Title + " points to a record that does not exist. Choose another."}}
			dangles := false
			f.Value(rec).(record.Pointing).EachTarget(func(id record.ID) { dangles = dangles || missing[id] })
			if dangles {
				return found, nil
			}
		}
	}
	return nil, nil
}

// missing gives the targets of a field that do not exist.
func (r *Reader) missing(ctx context.Context, f *record.Field, records []record.Record, made map[record.ID]bool) (map[record.ID]bool, error) {
	missing := map[record.ID]bool{}
	var ask []record.ID
	for _, rec := range records {
		f.Value(rec).(record.Pointing).EachTarget(func(id record.ID) {
			if exists, known := made[id]; known {
				missing[id] = !exists
			} else {
				ask = append(ask, id)
				missing[id] = true
			}
		})
	}
	target := r.s.dict.Type(f.Target)
	found, err := r.GetMany(ctx, target, ask)
	for id := range found {
		missing[id] = false
	}
	return missing, err
}

// pointedAt finds the first removed record that others still point to.
func (r *Reader) pointedAt(ctx context.Context, wr written, _ map[record.ID]bool) (*fault.Error, error) {
	for _, rec := range wr.records {
		inbound, err := r.Inbound(ctx, wr.table.typ, rec.Head().ID, InboundQuery{First: 1})
		if err != nil {
			return nil, err
		}
		if len(inbound) > 0 && inbound[0].Field.Kind.Name != "any" {
			in := inbound[0]
			return fault.New(fault.Conflict, "%s is still the %s of %d %s and cannot be removed.",
				wr.table.typ.Number(rec.Head().Number), in.Field.Title, in.Count, in.Type.Titles), nil
		}
	}
	return nil, nil
}
