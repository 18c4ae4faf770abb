package store

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"fairlead/internal/record"
)

// where compiles filters into a condition on the records of a table named t, as
// text whose arguments are in q; all filters must hold. It is "TRUE" when they
// let everything through.
//
// A filter has two truth values and SQL has three. Comparisons with NULL give
// NULL, which counts as false wherever only AND and OR stand above it; NOT is
// written as IS NOT TRUE, which makes true of both false and NULL. So no
// comparison needs a guard, and indexes serve them.
func (r *Reader) where(ctx context.Context, q *statement, t *record.Type, filters []record.Filter) (string, error) {
	var all record.And
	for _, f := range filters {
		if f.Root != nil {
			all = append(all, f.Root)
		}
	}
	if len(all) == 0 {
		return "TRUE", nil
	}
	c := compiler{ctx: ctx, r: r, store: r.s, q: q}
	text := c.node(scope{r.s.table(t), "t"}, all)
	return text, c.err
}

// compiler writes the conditions of one statement. While it does, it may ask the
// database how many records a condition lets through, to choose between two ways
// to write it.
type compiler struct {
	ctx    context.Context
	r      *Reader
	store  *Store
	q      *statement
	tables int   // named so far
	err    error // of asking
}

// scope is a table under the name that a statement gives it.
type scope struct {
	table *table
	name  string
}

func (s scope) column(c column) string { return s.name + "." + quote(c.name) }

func (c *compiler) node(in scope, n record.Node) string {
	switch n := n.(type) {
	case record.And:
		return c.and(in, n)
	case record.Or:
		return c.join(in, n, " OR ")
	case record.Not:
		if known, ok := n.Node.(record.Known); ok && !known.Field.IsMany() && !in.table.always(known.Field) {
			return c.value(in, known.Field, 0).text + " IS NULL" // which an index serves
		}
		return "(" + c.node(in, n.Node) + " IS NOT TRUE)"
	case record.Known:
		return c.known(in, n.Field)
	case record.Test:
		return c.test(in, n)
	case record.Between:
		col := c.value(in, n.Field, 0)
		return "(" + col.text + " >= " + c.operand(col, n.From) + " AND " + col.text + " < " + c.operand(col, n.Until) + ")"
	case record.Points:
		return c.points(in, n.Field, "= "+c.q.param(record.ClassID, n.To.String()))
	case record.OfType:
		return c.value(in, n.Field, 0).text + " = " + c.q.param(record.ClassText, n.Target.Name)
	case record.Via:
		text, _ := c.via(in, n)
		return text
	case record.Words:
		return c.words(in, n)
	}
	panic(fmt.Sprintf("filter node %T cannot be written as SQL", n)) // a defect: the set is closed
}

// and joins conditions. Beside one that has an index, none is chosen for a
// reference that may lead to many records: SQLite takes it for few.
func (c *compiler) and(in scope, nodes record.And) string {
	parts := make([]string, len(nodes))
	for i, n := range nodes {
		via, ok := n.(record.Via)
		if !ok {
			parts[i] = c.node(in, n)
			continue
		}
		text, many := c.via(in, via)
		if many && slices.ContainsFunc(nodes, isNarrowTest) {
			text = c.store.engine.unindexed(text)
		}
		parts[i] = text
	}
	return "(" + strings.Join(parts, " AND ") + ")"
}

func (c *compiler) join(in scope, nodes []record.Node, word string) string {
	parts := make([]string, len(nodes))
	for i, n := range nodes {
		parts[i] = c.node(in, n)
	}
	return "(" + strings.Join(parts, word) + ")"
}

// expression is the SQL of a stored value, with its class.
type expression struct {
	text  string
	class record.Class
}

// value is the nth column of a field, or what stands for it in the JSON of the
// custom fields.
func (c *compiler) value(in scope, f *record.Field, n int) expression {
	kind := f.Kind.Columns[n]
	if !f.Custom {
		return expression{in.column(in.table.columnsOf(f)[n]), kind.Class}
	}
	custom := in.name + `."custom"`
	name := c.q.param(record.ClassText, f.Name)
	switch {
	case f.Kind.Name == "duration":
		return expression{c.store.engine.customDuration(custom, name), kind.Class}
	case f.Kind.Name == "money" && n == 0:
		return expression{c.store.engine.customMinor(custom, name), kind.Class}
	case kind.Suffix != "":
		part := c.q.param(record.ClassText, kind.Suffix)
		return expression{c.store.engine.custom(c.store.engine.customPart(custom, name), part, kind.Class), kind.Class}
	}
	return expression{c.store.engine.custom(custom, name, kind.Class), kind.Class}
}

// operand is the parameter for what a column is compared with.
func (c *compiler) operand(col expression, v record.Value) string {
	return c.q.param(col.class, v.Store()[0])
}

func (c *compiler) known(in scope, f *record.Field) string {
	switch {
	case f.IsMany() && !f.Custom:
		return in.name + `."id" IN (SELECT "owner" FROM ` + quote(in.table.link(f).name) + ")"
	case f.IsMany():
		return c.store.engine.customPart(in.name+`."custom"`, c.q.param(record.ClassText, f.Name)) + " IS NOT NULL"
	case in.table.always(f):
		return "TRUE"
	}
	return c.value(in, f, 0).text + " IS NOT NULL"
}

func (c *compiler) test(in scope, t record.Test) string {
	if m, ok := t.Operand.(*record.Money); ok {
		return c.money(in, t, m)
	}
	col := c.value(in, t.Field, 0)
	if t.Op == record.Has && col.class == record.ClassJSON {
		return c.store.engine.listed(c.q, col.text, t.Operand.Text())
	}
	if t.Op == record.StartsWith {
		return c.q.startsWith(col.text, t.Operand.Text())
	}
	part := c.operand(col, t.Operand)
	switch t.Op {
	case record.Has:
		return c.store.engine.within("lower("+col.text+")", part)
	case record.Contains:
		return c.store.engine.within(col.text, part)
	case record.EndsWith:
		return c.store.engine.suffix(col.text, part)
	}
	return col.text + " " + string(t.Op) + " " + part
}

// money compares minor units within each group of currencies that have as many
// decimals.
func (c *compiler) money(in scope, t record.Test, m *record.Money) string {
	bounds := m.Bounds(t.Op)
	if len(bounds) == 0 {
		return "FALSE"
	}
	minor, currency := c.value(in, t.Field, 0), c.value(in, t.Field, 1)
	parts := make([]string, len(bounds))
	for i, b := range bounds {
		of, codes := "IN", b.Of
		if len(codes) == 0 {
			of, codes = "NOT IN", b.Except
		}
		list := make([]string, len(codes))
		for i, code := range codes {
			list[i] = c.q.param(record.ClassText, code)
		}
		parts[i] = fmt.Sprintf("(%s %s (%s) AND %s %s %s)", currency.text, of, strings.Join(list, ", "),
			minor.text, b.Op, c.q.param(record.ClassInteger, b.Minor))
	}
	return "(" + strings.Join(parts, " OR ") + ")"
}

// points is true when a target of a reference satisfies a condition such as
// "= ?" or "IN (…)".
func (c *compiler) points(in scope, f *record.Field, condition string) string {
	switch {
	case f.IsMany() && f.Custom:
		return c.store.engine.customTargets(in.name+`."custom"`, c.q.param(record.ClassText, f.Name), condition)
	case f.IsMany():
		return in.name + `."id" IN (SELECT "owner" FROM ` + quote(in.table.link(f).name) + ` WHERE "target" ` + condition + ")"
	}
	at := slices.IndexFunc(f.Kind.Columns, func(c record.Column) bool { return c.Class == record.ClassID })
	return c.value(in, f, at).text + " " + condition
}

// few is how many records a reference may lead to and still be a list of IDs.
const few = 1000

// via asks first which records satisfy the inner condition. Where they are few,
// an index finds what points to them. Where they are many, so are the records
// that point to them, and a list soon comes upon some in its own order; it would
// be slow to gather and sort all. many says that they are more than a planner
// would think.
func (c *compiler) via(in scope, v record.Via) (text string, many bool) {
	ids, err := c.targets(v)
	if err != nil {
		c.err = errors.Join(c.err, err)
		return "FALSE", false
	}
	switch {
	case len(ids) == 1: // of a known one the planner knows how many point to it
		return c.points(in, v.Field, "= "+c.q.param(record.ClassID, ids[0].String())), false
	case len(ids) <= few:
		return c.points(in, v.Field, "IN "+c.q.ids(ids)), len(ids) > 20
	}
	return c.exists(in, v), false
}

// targets gives the records that satisfy the inner condition, up to one more
// than few.
func (c *compiler) targets(v record.Via) (ids []record.ID, err error) {
	q := c.store.statement()
	inner := compiler{ctx: c.ctx, r: c.r, store: c.store, q: q}
	where := inner.node(scope{c.store.table(v.Target), "t"}, v.Where)
	if inner.err != nil {
		return nil, inner.err
	}
	q.add(`SELECT t."id" FROM `, quote(v.Target.Name), " t WHERE ", where).limit(few + 1)
	var text string
	err = c.r.each(c.ctx, q, func() error {
		id, err := record.ParseID(text)
		ids = append(ids, id)
		return err
	}, &text)
	return ids, err
}

// exists is true when a target of a reference satisfies the inner condition.
func (c *compiler) exists(in scope, v record.Via) string {
	c.tables++
	target := scope{c.store.table(v.Target), fmt.Sprintf("x%d", c.tables)}
	from := quote(target.table.name) + " " + target.name
	id := target.name + `."id"`
	where := c.node(target, v.Where)
	switch {
	case v.Field.IsMany() && v.Field.Custom:
		return c.points(in, v.Field, "IN (SELECT "+id+" FROM "+from+" WHERE "+where+")")
	case v.Field.IsMany():
		l := fmt.Sprintf("l%d", c.tables)
		return "EXISTS (SELECT 1 FROM " + quote(in.table.link(v.Field).name) + " " + l + " JOIN " + from + " ON " + id + " = " + l + `."target" WHERE ` +
			l + `."owner" = ` + in.name + `."id" AND ` + where + ")"
	}
	return "EXISTS (SELECT 1 FROM " + from + " WHERE " + c.points(in, v.Field, "= "+id) + " AND " + where + ")"
}

func (c *compiler) words(in scope, w record.Words) string {
	part := c.q.param(record.ClassText, w.Text)
	var parts []string
	for _, f := range w.Fields {
		if len(f.Kind.Columns) == 1 {
			text := c.store.engine.asText(c.value(in, f, 0))
			parts = append(parts, c.store.engine.within("lower("+text+")", part))
		}
	}
	if len(parts) == 0 {
		return "FALSE"
	}
	return "(" + strings.Join(parts, " OR ") + ")"
}

// startsWith is a range of the order of bytes, which an index serves.
func (q *statement) startsWith(text, part string) string {
	condition := text + " >= " + q.param(record.ClassText, part)
	if next, ok := behindAll(part); ok {
		condition += " AND " + text + " < " + q.param(record.ClassText, next)
	}
	return "(" + condition + ")"
}

// behindAll is the first text, in the order of bytes, behind all that begin
// with part; there is none when part is made of the last character.
func behindAll(part string) (string, bool) {
	runes := []rune(part)
	for i := len(runes) - 1; i >= 0; i-- {
		next := runes[i] + 1
		if next == surrogates {
			next = behindSurrogates
		}
		if next <= utf8.MaxRune {
			return string(append(runes[:i], next)), true
		}
	}
	return "", false
}

// The code points between these are not characters.
const (
	surrogates       = 0xD800
	behindSurrogates = 0xE000
)
