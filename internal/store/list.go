package store

import (
	"context"

	"fairlead/internal/record"
)

// Archived says what a list does with archived records.
type Archived int

// The ways to treat archived records. The zero value leaves them out.
const (
	WithoutArchived Archived = iota
	WithArchived
	OnlyArchived
)

// Query asks for a page of the records of a type.
type Query struct {
	Where    []record.Filter // all must hold
	Order    record.Order    // by a Sortable field, or by number
	After    string          // Next of the page before; empty for the first
	Limit    int             // at most; zero means 50
	Archived Archived
	// Held, if given, is a view of the same moment and of all records. What it has a
	// short way to comes from there, and of what the database finds only those
	// that it has not are read. They are shared: nobody may change them.
	Held *record.Snapshot
}

// Page is a part of a list.
type Page struct {
	Records []record.Record // references included
	Next    string          // for Query.After; empty at the end
	Count   int             // how many match, Counted+1 when more; zero when that was not found out on the way
}

// Counted is how far a list counts.
const Counted = 500

const defaultLimit = 50

// List reads a page. Records in which the field of the order is unknown come
// last in both directions. The fault is Invalid when q.After is not of this order.
func (r *Reader) List(ctx context.Context, t *record.Type, q Query) (Page, error) {
	after, err := parseCursor(q.Order, q.After)
	if err != nil {
		return Page{}, err
	}
	limit := q.Limit
	if limit <= 0 {
		limit = defaultLimit
	}
	l := lister{r: r, tb: r.s.table(t), q: q}
	found, ok := l.remember(after, limit+1)
	if !ok {
		if found, err = l.ask(ctx, after, limit+1); err != nil {
			return Page{}, err
		}
	}
	page := Page{Records: found, Count: l.count}
	if len(found) > limit {
		page.Records = found[:limit]
		page.Next = cursorAt(q.Order, found[limit-1]).String()
	}
	return page, r.loadLinks(ctx, l.tb, l.loaded)
}

// ask reads a page from the database.
func (l *lister) ask(ctx context.Context, after *cursor, limit int) (found []record.Record, err error) {
	l.filter = l.r.s.statement()
	if l.where, err = l.r.where(ctx, l.filter, l.tb.typ, l.q.Where); err != nil {
		return nil, err
	}
	if err := l.narrow(ctx); err != nil {
		return nil, err
	}
	for _, s := range l.stretches(after) {
		more, err := l.read(ctx, s, limit) // the same for each, so that statements read the same
		if err != nil {
			return nil, err
		}
		if found = append(found, more...); len(found) >= limit {
			break
		}
	}
	return found[:min(len(found), limit)], nil
}

// lister reads one page.
//
// A list in the order of a field is up to three stretches, each of which one
// index gives in order and from any place on: records with the value of the
// cursor and numbers behind it, those with values behind it, and those in which
// the field is unknown.
type lister struct {
	r      *Reader
	tb     *table
	q      Query
	filter *statement // holds the arguments of where
	where  string
	many   bool            // the filter has an index and lets many records through; see narrow
	loaded []record.Record // those that came from the database, their lists of references not yet
	count  int             // how many it lets through, up to one more than gathered; zero when not known
}

// stretch is a part of a list: a condition, and by what it is ordered.
type stretch struct {
	where func(q *statement) string
	order string
	by    *column // the field that it is in the order of; nil for the number
	until string  // by is this or before it, as the beginning of a condition
}

func (l *lister) stretches(after *cursor) []stretch {
	way, beyond, upTo := " ASC", " > ", " <= "
	if l.q.Order.Descending {
		way, beyond, upTo = " DESC", " < ", " >= "
	}
	byNumber := `t."number"` + way
	behind := func(q *statement) string { return `t."number"` + beyond + q.param(record.ClassInteger, after.Number) }
	f := sortField(l.q.Order)
	if f == nil {
		if after == nil {
			return []stretch{{order: byNumber}}
		}
		return []stretch{{where: behind, order: byNumber}}
	}
	col := l.tb.columnsOf(f)[0]
	name := "t." + quote(col.name)
	unknown := stretch{where: func(*statement) string { return name + " IS NULL" }, order: byNumber}
	known := stretch{where: func(*statement) string { return name + " IS NOT NULL" }, order: name + way + ", " + byNumber, by: &col, until: name + upTo}
	switch {
	case after == nil && l.tb.always(f):
		return []stretch{known}
	case after == nil:
		return []stretch{known, unknown}
	case after.Value == nil:
		return []stretch{{where: func(q *statement) string { return name + " IS NULL AND " + behind(q) }, order: byNumber}}
	}
	same := stretch{where: func(q *statement) string { return name + " = " + q.param(col.class, after.Value) + " AND " + behind(q) }, order: byNumber}
	known.where = func(q *statement) string { return name + beyond + q.param(col.class, after.Value) }
	return []stretch{same, known, unknown}
}

// read reads the records at the start of a stretch, without their lists of references.
func (l *lister) read(ctx context.Context, s stretch, limit int) ([]record.Record, error) {
	if l.many && s.by != nil {
		found, enough, err := l.walk(ctx, s, limit)
		if err != nil || enough {
			return found, err
		}
	}
	q := l.filter.fork()
	if l.q.Archived == WithArchived { // the indexes begin with the column, so each side is read by itself
		q.add("SELECT * FROM (SELECT * FROM (")
		l.part(q, s, "FALSE", l.where, limit)
		q.add(") a UNION ALL SELECT * FROM (")
		l.part(q, s, "TRUE", l.where, limit)
		q.add(") b) t ORDER BY ", s.order).limit(limit)
	} else {
		l.part(q, s, l.side(), l.where, limit)
	}
	return l.fetch(ctx, q)
}

// columns are what a statement of the list reads, and what it is ordered by.
func (l *lister) columns(s stretch) string {
	switch {
	case l.q.Held == nil:
		return l.tb.columnList("t.")
	case s.by != nil:
		return `t."number", t.` + quote(s.by.name)
	}
	return `t."number"`
}

// fetch gives the records of a statement in its order.
func (l *lister) fetch(ctx context.Context, q *statement) ([]record.Record, error) {
	if l.q.Held == nil {
		found, err := l.r.bare(ctx, l.tb, q)
		l.loaded = append(l.loaded, found...)
		return found, err
	}
	var found []record.Record
	missing := map[int64]int{} // where the record with a number belongs
	err := l.r.numbers(ctx, q, func(number int64) {
		rec := l.q.Held.Numbered(l.tb.typ, number)
		if rec == nil {
			missing[number] = len(found)
		}
		found = append(found, rec)
	})
	if err != nil || len(missing) == 0 {
		return found, err
	}
	numbers := make([][]any, 0, len(missing))
	for n := range missing {
		numbers = append(numbers, []any{n})
	}
	rest := l.r.s.selectFrom(l.tb)
	rest.add(` WHERE t."number" IN (SELECT c0 FROM `, rest.rows(numbers, record.ClassInteger), ")")
	stored, err := l.r.bare(ctx, l.tb, rest)
	for _, rec := range stored {
		found[missing[rec.Head().Number]] = rec
	}
	l.loaded = append(l.loaded, stored...)
	return found, err
}

// numbers goes through the first column of a statement.
func (r *Reader) numbers(ctx context.Context, q *statement, f func(int64)) error {
	rows, err := r.query(ctx, q)
	if err != nil {
		return err
	}
	defer rows.Close()
	columns, err := rows.Columns()
	if err != nil {
		return err
	}
	var number int64
	into := make([]any, len(columns))
	into[0] = &number
	for i := range into[1:] {
		into[i+1] = new(any)
	}
	for rows.Next() {
		if err := rows.Scan(into...); err != nil {
			return err
		}
		f(number)
	}
	return rows.Err()
}

func (l *lister) part(q *statement, s stretch, archived, where string, limit int) {
	q.add("SELECT ", l.columns(s), " FROM ", quote(l.tb.name), ` t WHERE t."archived" = `, archived)
	if s.where != nil {
		q.add(" AND ", s.where(q))
	}
	q.add(" AND ", where, " ORDER BY ", s.order).limit(limit)
}
