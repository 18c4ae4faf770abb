package store

import (
	"context"

	"fairlead/internal/fault"
	"fairlead/internal/record"
)

// Count counts the records that match, and stops at most.
func (r *Reader) Count(ctx context.Context, t *record.Type, cq Query, most int) (int, error) {
	if cq.Held != nil {
		if found, ok := cq.Held.Matching(t, cq.Sought(most)); ok {
			return len(found), nil
		}
	}
	q := r.s.statement()
	where, err := r.conditions(ctx, q, t, cq)
	if err != nil {
		return 0, err
	}
	q.add("SELECT count(*) FROM (SELECT 1 FROM ", quote(r.s.table(t).name), " t WHERE ", where)
	q.limit(most).add(") found")
	var n int
	_, err = r.one(ctx, q, &n)
	return n, err
}

// conditions is what a query asks for, besides order and place.
func (r *Reader) conditions(ctx context.Context, q *statement, t *record.Type, cq Query) (string, error) {
	where, err := r.where(ctx, q, t, cq.Where)
	switch cq.Archived {
	case WithoutArchived:
		where += ` AND t."archived" = FALSE`
	case OnlyArchived:
		where += ` AND t."archived" = TRUE`
	}
	return where, err
}

// Group is what some records add up to.
type Group struct {
	Key      string // text of the grouping field, YYYY-MM for dates and instants; empty: unknown, or not grouped
	Currency string // of Total, when money is added up
	Count    int64  // records
	Known    int64  // records in which the summed field is known
	Total    int64  // minor units of money, seconds of durations, millionths of decimals
}

// maxGroups bounds the answer of Sums.
const maxGroups = 1000

// Sums counts the records that match by the values of a field, and adds up
// another; either may be nil. Money is added up by currency: a group comes once
// for each. The largest groups come first, at most a thousand.
//
// Grouping is by a field with one column, a reference or references (a record
// then counts for each target). Summing is of integers, durations, decimals,
// percentages and money. For other fields the fault is Invalid.
func (r *Reader) Sums(ctx context.Context, t *record.Type, sq Query, group, sum *record.Field) ([]Group, error) {
	q := r.s.statement()
	where, err := r.conditions(ctx, q, t, sq)
	if err != nil {
		return nil, err
	}
	c := compiler{store: r.s, q: q}
	in := scope{r.s.table(t), "t"}
	key, join, err := c.groupKey(in, group)
	if err != nil {
		return nil, err
	}
	currency, known, total, err := c.total(in, sum)
	if err != nil {
		return nil, err
	}
	q.add("SELECT coalesce(", key, ", '') AS g, coalesce(", currency, ", '') AS c, count(*) AS n, ", known, ", coalesce(", total, ", 0) FROM ",
		quote(in.table.name), " t", join, " WHERE ", where)
	q.add(" GROUP BY 1, 2 ORDER BY n DESC, g, c").limit(maxGroups)
	var out []Group
	var g Group
	err = r.each(ctx, q, func() error {
		out = append(out, g)
		return nil
	}, &g.Key, &g.Currency, &g.Count, &g.Known, &g.Total)
	return out, err
}

// groupKey is the text by which records are grouped, and a join that it needs.
func (c *compiler) groupKey(in scope, f *record.Field) (key, join string, err error) {
	switch {
	case f == nil:
		return "''", "", nil
	case f.IsMany() && !f.Custom:
		return c.store.engine.asText(expression{`l."target"`, record.ClassID}), " LEFT JOIN " + quote(in.table.link(f).name) + ` l ON l."owner" = t."id"`, nil
	case f.Kind.Name == "any":
		return c.store.engine.asText(c.value(in, f, 1)), "", nil
	case len(f.Kind.Columns) != 1 || f.Kind.Columns[0].Class == record.ClassJSON:
		return "", "", fault.New(fault.Invalid, "%s cannot be grouped by %s.", in.table.typ.Titles, f.Title)
	}
	v := c.value(in, f, 0)
	if v.class == record.ClassDate || v.class == record.ClassInstant {
		return c.store.engine.month(v), "", nil
	}
	return c.store.engine.asText(v), "", nil
}

// total is what a field adds up to: its currency, in how many records it is
// known, and the sum.
func (c *compiler) total(in scope, f *record.Field) (currency, known, total string, err error) {
	if f == nil {
		return "''", "0", "0", nil
	}
	if f.Kind.Name == "money" {
		minor := c.value(in, f, 0)
		return c.value(in, f, 1).text, "count(" + minor.text + ")", c.store.engine.sum(minor), nil
	}
	if len(f.Kind.Columns) == 1 {
		if v := c.value(in, f, 0); v.class == record.ClassInteger || v.class == record.ClassNumeric {
			return "''", "count(" + v.text + ")", c.store.engine.sum(v), nil
		}
	}
	return "", "", "", fault.New(fault.Invalid, "%s of %s cannot be added up.", f.Title, in.table.typ.Titles)
}
