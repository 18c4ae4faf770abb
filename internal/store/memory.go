package store

import (
	"cmp"
	"slices"

	"fairlead/internal/record"
)

// A list whose every record is in memory needs no statement where memory has a
// short way to them; the database is left what it has an index for and memory
// has none.

// Sought is the same question to memory, without the order.
func (q Query) Sought(most int) record.Sought {
	s := record.Sought{Where: q.Where, Most: most}
	if q.Archived != WithArchived {
		only := q.Archived == OnlyArchived
		s.Archived = &only
	}
	return s
}

// remember reads a page from memory, one record more than the page where there
// are more. ok is false where it cannot.
func (l *lister) remember(after *cursor, limit int) (found []record.Record, ok bool) {
	if l.q.Held == nil {
		return nil, false
	}
	f := sortField(l.q.Order)
	if f == nil {
		sought := l.q.Sought(limit)
		sought.Order.Way = way(l.q.Order)
		if after != nil {
			sought.Order.After = &after.Number
		}
		return l.q.Held.Matching(l.tb.typ, sought)
	}
	if found, ok = l.q.Held.Matching(l.tb.typ, l.q.Sought(gathered+1)); !ok {
		return nil, false
	}
	l.count = len(found)
	if len(found) > gathered {
		l.many = anyOf(l.q.Where, narrows)
		return nil, false
	}
	return arrange(found, l.q.Order, after, limit), true
}

// way is the sign of an order.
func way(o record.Order) int {
	if o.Descending {
		return -1
	}
	return 1
}

// arrange sorts records as the database would and cuts out the page behind a cursor.
func arrange(records []record.Record, o record.Order, after *cursor, limit int) []record.Record {
	places := make([]place, len(records))
	for i, r := range records {
		places[i] = place{o.Field.Value(r), r.Head().Number, r}
	}
	slices.SortFunc(places, func(a, b place) int { return a.compare(b, way(o)) })
	page := make([]record.Record, 0, min(len(places), limit))
	for _, p := range places {
		if len(page) < limit && (after == nil || p.compare(after.place(o), way(o)) > 0) {
			page = append(page, p.record)
		}
	}
	return page
}

// place is where a record stands in a list.
type place struct {
	value  record.Value
	number int64
	record record.Record
}

// place is where the cursor stands. Its value was checked when it was read.
func (c *cursor) place(o record.Order) place {
	v := o.Field.Kind.New(o.Field)
	if c.Value != nil {
		_ = v.Load([]any{c.Value})
	}
	return place{value: v, number: c.Number}
}

// compare orders two places of a list; unknown values come last either way.
func (p place) compare(other place, way int) int {
	a, b := p.value.Known(), other.value.Known()
	switch {
	case a && b:
		return way * cmp.Or(p.value.Compare(other.value), cmp.Compare(p.number, other.number))
	case a:
		return -1
	case b:
		return 1
	}
	return way * cmp.Compare(p.number, other.number)
}
