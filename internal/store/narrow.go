package store

import (
	"context"
	"slices"
	"strconv"

	"fairlead/internal/record"
)

// A list that is filtered by one field and ordered by another has an index for
// each and none for both. The planner of SQLite does not weigh that a page is
// short: it gathers all that the filter lets through and sorts it, where the
// order would soon come upon a page of them. So a list first looks whether they
// are few. If they are, they are the list; if not, it goes some way along its
// order, and only then leaves the statement to the planner.

const (
	gathered = Counted // records that are sorted without a second thought
	walked   = 2000    // records looked at along the order of a list
)

// Part of a text has no index to go by. But where the text itself has one, going
// through all of that takes a fraction of the time of going through the records.

// narrow finds out whether the filter of a list lets few records through, where
// an index helps to.
func (l *lister) narrow(ctx context.Context) error {
	ordered := sortField(l.q.Order) != nil && anyOf(l.q.Where, narrows)
	if l.many || l.q.Archived == WithArchived || !ordered && !anyOf(l.q.Where, isScan) {
		return nil
	}
	q := l.filter.fork().add(`SELECT t."number" FROM `, quote(l.tb.name), ` t WHERE t."archived" = `, l.side(), " AND ", l.where).limit(gathered + 1)
	numbers := [][]any{}
	var number int64
	err := l.r.each(ctx, q, func() error {
		numbers = append(numbers, []any{number})
		return nil
	}, &number)
	l.count = len(numbers)
	if l.many = len(numbers) > gathered; l.many || err != nil {
		return err
	}
	l.filter = l.r.s.statement()
	l.where = `t."number" IN (SELECT c0 FROM ` + l.filter.rows(numbers, record.ClassInteger) + ")"
	return nil
}

// side is the value of the column archived in a list of one side.
func (l *lister) side() string {
	if l.q.Archived == OnlyArchived {
		return "TRUE"
	}
	return "FALSE"
}

// walk reads a stretch from among the first records of its order. enough is
// false when there may be more than it found.
func (l *lister) walk(ctx context.Context, s stretch, limit int) (found []record.Record, enough bool, err error) {
	end, long, err := l.end(ctx, s)
	if err != nil {
		return nil, false, err
	}
	near := s
	if long {
		near.where = func(q *statement) string { return s.where(q) + " AND " + s.until + q.param(s.by.class, end) }
	}
	q := l.filter.fork()
	l.part(q, near, l.side(), l.r.s.engine.unindexed(l.where), limit)
	found, err = l.fetch(ctx, q)
	return found, !long || len(found) == limit, err
}

// end is the value by which a stretch is ordered in the last record to be looked
// at; long is false when the stretch is shorter.
func (l *lister) end(ctx context.Context, s stretch) (value any, long bool, err error) {
	q := l.r.s.statement().add("SELECT t.", quote(s.by.name), " FROM ", quote(l.tb.name), ` t WHERE t."archived" = `, l.side())
	q.add(" AND ", s.where(q), " ORDER BY ", s.order).limit(1).add(" OFFSET ", strconv.Itoa(walked))
	if long, err = l.r.one(ctx, q, &value); long {
		value = l.r.s.engine.unbind(s.by.class, value)
	}
	return value, long, err
}

// anyOf reports whether one of some filters, which must all hold, is of a kind.
func anyOf(filters []record.Filter, is func(record.Node) bool) bool {
	return slices.ContainsFunc(filters, func(f record.Filter) bool { return f.Root != nil && is(f.Root) })
}

// isScan reports whether a condition looks for a part of a text that an index holds.
func isScan(n record.Node) bool {
	switch n := n.(type) {
	case record.And:
		return slices.ContainsFunc(n, isScan)
	case record.Test:
		return within(n.Op) && n.Field.Kind.Name == "text" && (n.Field.Index || n.Field.Label) && !n.Field.Custom
	}
	return false
}

func within(op record.Op) bool {
	return op == record.EndsWith || op == record.Contains || op == record.Has
}

// narrows reports whether a condition is served by an index.
func narrows(n record.Node) bool {
	switch n := n.(type) {
	case record.And:
		return slices.ContainsFunc(n, narrows)
	case record.Or:
		return !slices.ContainsFunc(n, func(part record.Node) bool { return !narrows(part) })
	case record.Via:
		return !n.Field.Custom
	}
	return isNarrowTest(n)
}

func isNarrowTest(n record.Node) bool {
	switch n := n.(type) {
	case record.Test:
		_, isMoney := n.Operand.(*record.Money)
		return n.Field.Index && !n.Field.Custom && !isMoney && !within(n.Op)
	case record.Between:
		return n.Field.Index && !n.Field.Custom
	case record.Points:
		return !n.Field.Custom
	}
	return false
}
