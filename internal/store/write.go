package store

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"strings"

	"fairlead/internal/fault"
	"fairlead/internal/record"
)

// Insert writes new records and assigns their numbers. The fault is Conflict
// when a value that must be unique is taken, and names the field.
func (w *Writer) Insert(ctx context.Context, t *record.Type, records []record.Record) error {
	if len(records) == 0 {
		return nil
	}
	tb := w.s.table(t)
	number, err := w.reserve(ctx, tb.name, "number", len(records))
	if err != nil {
		return err
	}
	rows := make([][]any, len(records))
	for i, r := range records {
		r.Head().Number = number + int64(i)
		rows[i] = tb.row(r)
		if err := tb.checkIndexed(r, rows[i]); err != nil {
			return w.fail(err)
		}
	}
	if err := w.bulk(ctx, tb.name, tb.columns, rows); err != nil {
		return w.explain(tb, err)
	}
	for i := range tb.links {
		if err := w.bulk(ctx, tb.links[i].name, linkColumns, linkRows(&tb.links[i], records)); err != nil {
			return err
		}
	}
	w.written = append(w.written, written{table: tb, records: records})
	return nil
}

// reserve takes n numbers of a table that counts in a column, and gives the
// first. A number is never given twice, not even after its row is gone.
func (w *Writer) reserve(ctx context.Context, table, column string, n int) (first int64, err error) {
	q := w.s.statement().add(`INSERT INTO "counter" ("type", "last") VALUES (`)
	q.arg(record.ClassText, table).add(`, (SELECT coalesce(max(`, quote(column), `), 0) FROM `, quote(table), `) + `).arg(record.ClassInteger, int64(n))
	q.add(`) ON CONFLICT ("type") DO UPDATE SET "last" = "counter"."last" + `).arg(record.ClassInteger, int64(n)).add(` RETURNING "last"`)
	var last int64
	if _, err := w.one(ctx, q, &last); err != nil {
		return 0, w.fail(err)
	}
	return last - int64(n) + 1, nil
}

// bulk writes rows of record values into columns of a table.
func (w *Writer) bulk(ctx context.Context, table string, columns []column, rows [][]any) error {
	if len(rows) == 0 {
		return nil
	}
	for _, row := range rows {
		for i, c := range columns {
			row[i] = w.s.engine.bind(c.class, row[i])
		}
	}
	return w.fail(w.s.engine.insert(ctx, w, table, columns, rows))
}

// maxIndexed is the longest text that an indexed field keeps, in bytes:
// PostgreSQL takes no longer ones, and SQLite is held to the same.
const maxIndexed = 1000

// checkIndexed refuses texts that are too long for the index of their field.
func (tb *table) checkIndexed(r record.Record, row []any) error {
	var problems fault.List
	for _, fc := range tb.fields {
		if !fc.field.Index && !tb.inKey(fc.field) {
			continue
		}
		for _, v := range row[fc.at : fc.at+fc.n] {
			if text, ok := v.(string); ok && len(text) > maxIndexed {
				problems.Add(fc.field.Name, "%s is longer than %d characters; shorten it.", fc.field.Title, maxIndexed)
			}
		}
	}
	return problems.Err()
}

func (tb *table) inKey(f *record.Field) bool {
	return slices.ContainsFunc(tb.typ.Keys, func(key []string) bool { return slices.Contains(key, f.Name) })
}

// Update writes records that changed. Each must carry the version after the one
// stored; else the fault is Conflict and names the record.
func (w *Writer) Update(ctx context.Context, t *record.Type, records []record.Record) error {
	if len(records) == 0 {
		return nil
	}
	tb := w.s.table(t)
	ids := make([]record.ID, len(records))
	for i, r := range records {
		ids[i] = r.Head().ID
	}
	stored, err := w.GetMany(ctx, t, ids)
	if err != nil {
		return w.fail(err)
	}
	changes := map[string]*change{}
	for _, r := range records {
		old := stored[r.Head().ID]
		if err := checkVersion(t, old, r); err != nil {
			return w.fail(err)
		}
		if err := tb.compare(changes, old, r); err != nil {
			return w.fail(err)
		}
	}
	for _, key := range slices.Sorted(maps.Keys(changes)) {
		if err := w.apply(ctx, tb, changes[key]); err != nil {
			return w.explain(tb, err)
		}
	}
	if err := w.relink(ctx, tb, stored, records); err != nil {
		return err
	}
	w.written = append(w.written, written{table: tb, records: records})
	return nil
}

func checkVersion(t *record.Type, old, r record.Record) error {
	if old == nil {
		return fault.New(fault.Conflict, "%s has been removed in the meantime.", t.Number(r.Head().Number))
	}
	if old.Head().Version+1 != r.Head().Version {
		return fault.New(fault.Conflict, "%s was changed by somebody else in the meantime. Look at it again and repeat your change.", t.Number(old.Head().Number))
	}
	return nil
}

// change is records of which the same columns change, so that an update leaves
// the indexes of all other columns alone.
type change struct {
	columns []column // the number first, by which the record is found
	rows    [][]any
}

// compare files a record under the columns in which it differs from the stored one.
func (tb *table) compare(changes map[string]*change, old, r record.Record) error {
	before, after := tb.row(old), tb.row(r)
	after[0] = before[0]
	if err := tb.checkIndexed(r, after); err != nil {
		return err
	}
	columns, row := tb.columns[:1:1], after[:1:1]
	var key strings.Builder
	for i := 1; i < len(before); i++ {
		if before[i] != after[i] {
			columns, row = append(columns, tb.columns[i]), append(row, after[i])
			fmt.Fprint(&key, i, ",")
		}
	}
	c := changes[key.String()]
	if c == nil {
		c = &change{columns: columns}
		changes[key.String()] = c
	}
	c.rows = append(c.rows, row)
	return nil
}

// batch is how many rows one statement carries in a JSON parameter.
const batch = 1000

func (w *Writer) apply(ctx context.Context, tb *table, c *change) error {
	classes := make([]record.Class, len(c.columns))
	sets := make([]string, 0, len(c.columns))
	for i, col := range c.columns {
		classes[i] = col.class
		if i > 0 {
			sets = append(sets, fmt.Sprintf("%s = k.c%d", quote(col.name), i))
		}
	}
	for rows := range slices.Chunk(c.rows, batch) {
		q := w.s.statement().add("UPDATE ", quote(tb.name), " SET ", strings.Join(sets, ", "), " FROM ")
		q.add(q.rows(rows, classes...), ` WHERE `, quote(tb.name), `."number" = k.c0`)
		n, err := w.exec(ctx, q)
		if err != nil {
			return err
		}
		if n != int64(len(rows)) {
			return w.fail(fmt.Errorf("updating %d records of %s changed %d", len(rows), tb.name, n))
		}
	}
	return nil
}

// relink rewrites the lists of references that changed.
func (w *Writer) relink(ctx context.Context, tb *table, stored map[record.ID]record.Record, records []record.Record) error {
	for i := range tb.links {
		l := &tb.links[i]
		var changed []record.Record
		var ids []record.ID
		for _, r := range records {
			if !sameTargets(l.field, stored[r.Head().ID], r) {
				changed, ids = append(changed, r), append(ids, r.Head().ID)
			}
		}
		if err := w.unlink(ctx, l, ids); err != nil {
			return err
		}
		if err := w.bulk(ctx, l.name, linkColumns, linkRows(l, changed)); err != nil {
			return err
		}
	}
	return nil
}

func (w *Writer) unlink(ctx context.Context, l *link, owners []record.ID) error {
	if len(owners) == 0 {
		return nil
	}
	q := w.s.statement().add("DELETE FROM ", quote(l.name), ` WHERE "owner" IN `)
	_, err := w.exec(ctx, q.add(q.ids(owners)))
	return err
}

// Remove deletes records for good, with their names in the search. The fault is
// Conflict when others still point to one of them.
func (w *Writer) Remove(ctx context.Context, t *record.Type, records []record.Record) error {
	if len(records) == 0 {
		return nil
	}
	tb := w.s.table(t)
	ids := make([]record.ID, len(records))
	for i, r := range records {
		ids[i] = r.Head().ID
	}
	for i := range tb.links {
		if err := w.unlink(ctx, &tb.links[i], ids); err != nil {
			return err
		}
	}
	if err := w.unindex(ctx, ids); err != nil {
		return err
	}
	q := w.s.statement().add("DELETE FROM ", quote(tb.name), ` WHERE "id" IN `)
	if _, err := w.exec(ctx, q.add(q.ids(ids))); err != nil {
		return err
	}
	w.written = append(w.written, written{table: tb, records: records, removed: true})
	return nil
}
