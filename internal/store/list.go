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
	l := lister{r: r, tb: r.s.table(t), q: q, filter: r.s.statement()}
	if l.where, err = r.where(ctx, l.filter, t, q.Where); err != nil {
		return Page{}, err
	}
	if err := l.narrow(ctx); err != nil {
		return Page{}, err
	}
	var found []record.Record
	for _, s := range l.stretches(after) {
		more, err := l.read(ctx, s, limit+1-len(found))
		if err != nil {
			return Page{}, err
		}
		if found = append(found, more...); len(found) > limit {
			break
		}
	}
	page := Page{Records: found, Count: l.count}
	if len(found) > limit {
		page.Records = found[:limit]
		page.Next = cursorAt(q.Order, found[limit-1]).String()
	}
	return page, r.loadLinks(ctx, l.tb, page.Records)
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
	many   bool // the filter has an index and lets many records through; see narrow
	count  int  // how many it lets through, up to one more than gathered; zero when not known
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
		q.add(") b) t ORDER BY ", s.order, " LIMIT ").arg(record.ClassInteger, int64(limit))
	} else {
		l.part(q, s, l.side(), l.where, limit)
	}
	return l.r.bare(ctx, l.tb, q)
}

func (l *lister) part(q *statement, s stretch, archived, where string, limit int) {
	q.add("SELECT ", l.tb.columnList("t."), " FROM ", quote(l.tb.name), ` t WHERE t."archived" = `, archived)
	if s.where != nil {
		q.add(" AND ", s.where(q))
	}
	q.add(" AND ", where, " ORDER BY ", s.order, " LIMIT ").arg(record.ClassInteger, int64(limit))
}
