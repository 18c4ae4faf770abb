package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"fmt"
	"slices"

	"fairlead/internal/fault"
	"fairlead/internal/record"
)

// Get reads a record. The fault is NotFound when there is none.
func (r *Reader) Get(ctx context.Context, t *record.Type, id record.ID) (record.Record, error) {
	q := r.s.selectFrom(r.s.table(t)).add(` WHERE t."id" = `).arg(record.ClassID, id.String())
	return r.single(ctx, t, q)
}

// ByNumber reads a record by its short number. The fault is NotFound when there is none.
func (r *Reader) ByNumber(ctx context.Context, t *record.Type, number int64) (record.Record, error) {
	q := r.s.selectFrom(r.s.table(t)).add(` WHERE t."number" = `).arg(record.ClassInteger, number)
	return r.single(ctx, t, q)
}

func (r *Reader) single(ctx context.Context, t *record.Type, q *statement) (record.Record, error) {
	records, err := r.records(ctx, t, q)
	if err != nil {
		return nil, err
	}
	if len(records) == 0 {
		return nil, fault.New(fault.NotFound, "There is no such %s.", t.Title)
	}
	return records[0], nil
}

// GetMany reads records by ID in a fixed number of queries. IDs without a
// record are left out of the answer.
func (r *Reader) GetMany(ctx context.Context, t *record.Type, ids []record.ID) (map[record.ID]record.Record, error) {
	out := make(map[record.ID]record.Record, len(ids))
	if len(ids) == 0 {
		return out, nil
	}
	q := r.s.selectFrom(r.s.table(t))
	q.add(` WHERE t."id" IN `, q.ids(ids))
	records, err := r.records(ctx, t, q)
	for _, rec := range records {
		out[rec.Head().ID] = rec
	}
	return out, err
}

// ByExternal reads the records of a source by what the source calls them. Names
// without a record are left out of the answer.
func (r *Reader) ByExternal(ctx context.Context, t *record.Type, source string, names []string) (map[string]record.Record, error) {
	out := make(map[string]record.Record, len(names))
	if len(names) == 0 {
		return out, nil
	}
	rows := make([][]any, len(names))
	for i, name := range names {
		rows[i] = []any{name}
	}
	q := r.s.selectFrom(r.s.table(t))
	q.add(` WHERE t."external_id" IN (SELECT c0 FROM `, q.rows(rows, record.ClassText), `) AND coalesce(t."source", '') = `)
	records, err := r.records(ctx, t, q.arg(record.ClassText, source))
	for _, rec := range records {
		out[rec.Head().ExternalID] = rec
	}
	return out, err
}

// ByKey finds stored records that have the same values in some fields as wanted
// ones, by the index of the wanted. Wanted records in which one of the fields is
// unknown match nothing; where several stored records match, the first counts.
func (r *Reader) ByKey(ctx context.Context, t *record.Type, fields []*record.Field, wanted []record.Record) (map[int]record.Record, error) {
	found, err := r.ManyByKey(ctx, t, fields, wanted, 1)
	out := make(map[int]record.Record, len(found))
	for i, list := range found {
		out[i] = list[0]
	}
	return out, err
}

// ManyByKey is ByKey with more than the first of the stored records that match,
// in the order of their numbers.
func (r *Reader) ManyByKey(ctx context.Context, t *record.Type, fields []*record.Field, wanted []record.Record, most int) (map[int][]record.Record, error) {
	tb := r.s.table(t)
	var columns []column
	for _, f := range fields {
		columns = append(columns, tb.columnsOf(f)...)
	}
	rows, at := keyRows(fields, wanted)
	if len(rows) == 0 {
		return nil, nil
	}
	classes := make([]record.Class, len(columns))
	q := r.s.statement().add("SELECT ", tb.columnList("t."), " FROM ")
	for i, c := range columns {
		classes[i] = c.class
	}
	// SQLite keeps the order of a cross join: for each key, what has it.
	q.add(q.rows(rows, classes...), " CROSS JOIN ", quote(tb.name), ` t WHERE t."id" IN (SELECT x."id" FROM `, quote(tb.name), " x WHERE ")
	if len(fields) == 1 { // the column archived leads the indexes of single fields, and of them alone
		q.add(`x."archived" IN (FALSE, TRUE) AND `)
	}
	for i, c := range columns {
		q.add("x.", quote(c.name), fmt.Sprintf(" = k.c%d AND ", i))
	}
	q.add(`TRUE ORDER BY x."number"`).limit(most).add(`) ORDER BY t."number"`)
	records, err := r.records(ctx, t, q)
	if err != nil {
		return nil, err
	}
	return matchKeys(fields, records, at), nil
}

// keyRows gives the column values of the wanted keys, and where each was wanted.
func keyRows(fields []*record.Field, wanted []record.Record) (rows [][]any, at map[string][]int) {
	at = map[string][]int{}
	for i, rec := range wanted {
		key, row := keyOf(fields, rec)
		if row == nil {
			continue
		}
		if at[key] == nil {
			rows = append(rows, row)
		}
		at[key] = append(at[key], i)
	}
	return rows, at
}

// keyOf gives the values of some fields as columns and as one text; no columns
// when one of the fields is unknown.
func keyOf(fields []*record.Field, rec record.Record) (key string, row []any) {
	for _, f := range fields {
		v := f.Value(rec)
		if !v.Known() {
			return "", nil
		}
		row = append(row, v.Store()...)
	}
	if slices.Contains(row, nil) {
		return "", nil
	}
	return jsonText(row), row
}

func matchKeys(fields []*record.Field, records []record.Record, at map[string][]int) map[int][]record.Record {
	out := make(map[int][]record.Record, len(records))
	for _, rec := range records {
		key, _ := keyOf(fields, rec)
		for _, i := range at[key] {
			out[i] = append(out[i], rec)
		}
	}
	return out
}

// selectFrom starts a statement that reads whole records of a table named t.
func (s *Store) selectFrom(tb *table) *statement {
	return s.statement().add("SELECT ", tb.columnList("t."), " FROM ", quote(tb.name), " t")
}

// records runs a statement of selectFrom and reads what it gives, lists of
// references included.
func (r *Reader) records(ctx context.Context, t *record.Type, q *statement) ([]record.Record, error) {
	tb := r.s.table(t)
	records, err := r.bare(ctx, tb, q)
	if err != nil {
		return nil, err
	}
	return records, r.loadLinks(ctx, tb, records)
}

// bare is records without the lists of references.
func (r *Reader) bare(ctx context.Context, tb *table, q *statement) ([]record.Record, error) {
	rows, err := r.query(ctx, q)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var out []record.Record
	read := r.s.rowReader(tb)
	for rows.Next() {
		rec, err := read(rows)
		if err != nil {
			return nil, err
		}
		out = append(out, rec)
	}
	return out, rows.Err()
}

// rowReader gives a function that reads one record from the current row. It
// keeps one buffer, so it is for one goroutine.
func (s *Store) rowReader(tb *table) func(*sql.Rows) (record.Record, error) {
	row := make([]any, len(tb.columns))
	into := make([]any, len(row))
	for i := range row {
		into[i] = &row[i]
	}
	return func(rows *sql.Rows) (record.Record, error) {
		if err := rows.Scan(into...); err != nil {
			return nil, err
		}
		for i, c := range tb.columns {
			if row[i] != nil {
				row[i] = s.engine.unbind(c.class, row[i])
			}
		}
		return tb.load(row)
	}
}

// ids is a list of IDs as the right side of IN.
func (q *statement) ids(ids []record.ID) string {
	rows := make([][]any, len(ids))
	for i, id := range ids {
		rows[i] = []any{id.String()}
	}
	return "(SELECT c0 FROM " + q.rows(rows, record.ClassID) + ")"
}

// rows passes rows as one parameter and gives them as a table with columns c0,
// c1, ..., so that a statement reads the same however many there are.
func (q *statement) rows(rows [][]any, classes ...record.Class) string {
	return q.engine.rowset(q.param(record.ClassJSON, jsonText(rows)), classes...)
}

func jsonText(v any) string {
	text, err := json.Marshal(v)
	if err != nil {
		panic(err) // driver values are texts, numbers and booleans
	}
	return string(text)
}
