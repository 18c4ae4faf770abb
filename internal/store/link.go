package store

import (
	"context"
	"fmt"
	"strings"

	"fairlead/internal/record"
)

// loadLinks fills the fields of kind references, all of them in one query.
func (r *Reader) loadLinks(ctx context.Context, tb *table, records []record.Record) error {
	if len(tb.links) == 0 || len(records) == 0 {
		return nil
	}
	owners := make(map[string]record.Record, len(records))
	ids := make([]record.ID, len(records))
	for i, rec := range records {
		ids[i] = rec.Head().ID
		owners[ids[i].String()] = rec
	}
	q := r.s.statement()
	wanted := q.ids(ids)
	for i, l := range tb.links {
		if i > 0 {
			q.add(" UNION ALL ")
		}
		q.add(fmt.Sprintf(`SELECT %d, l."owner", l."position", l."target" FROM %s l WHERE l."owner" IN %s`, i, quote(l.name), wanted))
	}
	return r.eachLink(ctx, q.add(" ORDER BY 1, 2, 3"), func(field int, owner string, targets []record.ID) {
		tb.links[field].field.Value(owners[owner]).(record.Many).SetTargets(targets)
	})
}

// eachLink runs a statement that gives field, owner, position and target in
// this order, and calls f once for each field of each owner.
func (r *Reader) eachLink(ctx context.Context, q *statement, f func(field int, owner string, targets []record.ID)) error {
	var field, at, position int
	var owner, last, target string
	var targets []record.ID
	flush := func() {
		if len(targets) > 0 {
			f(at, last, targets)
		}
		targets = nil
	}
	err := r.each(ctx, q, func() error {
		if field != at || owner != last {
			flush()
			at, last = field, owner
		}
		id, err := record.ParseID(target)
		targets = append(targets, id)
		return err
	}, &field, &owner, &position, &target)
	flush()
	return err
}

// linkRows gives the rows of a link table for some records.
func linkRows(l *link, records []record.Record) [][]any {
	var rows [][]any
	for _, rec := range records {
		position := int64(0)
		l.field.Value(rec).(record.Pointing).EachTarget(func(target record.ID) {
			rows = append(rows, []any{rec.Head().ID.String(), position, target.String()})
			position++
		})
	}
	return rows
}

var linkColumns = []column{
	{name: "owner", class: record.ClassID}, {name: "position", class: record.ClassInteger}, {name: "target", class: record.ClassID},
}

// sameTargets reports whether a field of kind references holds the same list in both records.
func sameTargets(f *record.Field, a, b record.Record) bool {
	return targetList(f, a) == targetList(f, b)
}

func targetList(f *record.Field, r record.Record) string {
	var b strings.Builder
	f.Value(r).(record.Pointing).EachTarget(func(id record.ID) { b.Write(id[:]) })
	return b.String()
}

// joined lists columns with a prefix such as "t.".
func joined(prefix string, columns []column) string {
	names := make([]string, len(columns))
	for i, c := range columns {
		names[i] = prefix + quote(c.name)
	}
	return strings.Join(names, ", ")
}
