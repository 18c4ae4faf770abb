package store

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"fairlead/internal/record"
)

// table is how the records of one type lie in the database: what the header
// needs first, then the columns of the fields in their order.
type table struct {
	typ     *record.Type
	name    string
	columns []column
	fields  []fieldColumns // the fields that have columns of their own
	links   []link
	indexes []index
}

// column is one column of a table.
type column struct {
	name   string
	class  record.Class
	target string // table that it refers to, when it is a reference
	zero   string // SQL of the value in records from before the field; empty: unknown
}

// fieldColumns says where a field lies among the columns of its table.
type fieldColumns struct {
	field  *record.Field
	at, n  int
	always bool // known even in an empty record: numbers and booleans of Go
}

// link is the table of a field of kind references: owner, position, target.
type link struct {
	name   string
	owner  string // table of the type that has the field
	target string
	field  *record.Field
}

// index is an index over expressions of one table.
type index struct {
	name   string
	table  string
	on     []string // quoted columns or expressions
	unique bool
	where  string
	fields []string // of the record, for the message when a unique index is violated
}

// describe derives the tables of all types. The error names every clash.
func describe(d *record.Dictionary) (map[string]*table, error) {
	tables := make(map[string]*table, len(d.Types()))
	names := map[string]string{}
	for _, name := range systemTables {
		names[name] = "a table of the program"
	}
	var errs []error
	claim := func(name, by string) {
		if other, taken := names[name]; taken {
			errs = append(errs, fmt.Errorf("table %q of %s is taken by %s", name, by, other))
		}
		names[name] = by
	}
	for _, t := range d.Types() {
		tb := describeType(t)
		tables[t.Name] = tb
		claim(tb.name, "record type "+t.Name)
		for _, l := range tb.links {
			claim(l.name, "field "+t.Name+"."+l.field.Name)
		}
	}
	return tables, errors.Join(errs...)
}

func describeType(t *record.Type) *table {
	tb := &table{typ: t, name: t.Name}
	for _, h := range header {
		tb.columns = append(tb.columns, column{name: h.name, class: h.class})
	}
	for _, f := range t.Fields {
		switch {
		case f.Custom || isHeader(f.Name):
		case f.IsMany():
			tb.links = append(tb.links, link{name: t.Name + "_" + f.Name, owner: t.Name, target: f.Target, field: f})
		default:
			tb.addField(f)
		}
	}
	tb.addIndexes()
	return tb
}

func (tb *table) addField(f *record.Field) {
	empty := f.Value(tb.typ.New())
	fc := fieldColumns{field: f, at: len(tb.columns), n: len(f.Kind.Columns), always: empty.Known()}
	tb.fields = append(tb.fields, fc)
	for _, c := range f.Kind.Columns {
		col := column{name: f.Name, class: c.Class}
		if fc.always {
			col.zero = strings.ToUpper(empty.Text()) // FALSE or 0
		}
		if c.Suffix != "" {
			col.name += "_" + c.Suffix
		}
		if c.Class == record.ClassID {
			col.target = f.Target
		}
		tb.columns = append(tb.columns, col)
	}
}

// always reports whether a field is known in every record.
func (tb *table) always(f *record.Field) bool {
	if f.Custom {
		return f.Kind.Name == "boolean"
	}
	i := slices.IndexFunc(tb.fields, func(fc fieldColumns) bool { return fc.field.Name == f.Name })
	return i >= 0 && tb.fields[i].always || slices.Contains([]string{"number", "version", "archived"}, f.Name)
}

// columnsOf gives the columns of a field, header fields included; nil for
// fields without any.
func (tb *table) columnsOf(f *record.Field) []column {
	if i := headerIndex(f.Name); i >= 0 {
		return tb.columns[i : i+1]
	}
	for _, fc := range tb.fields {
		if fc.field.Name == f.Name {
			return tb.columns[fc.at : fc.at+fc.n]
		}
	}
	return nil
}

// link gives the link table of a field of kind references.
func (tb *table) link(f *record.Field) *link {
	i := slices.IndexFunc(tb.links, func(l link) bool { return l.field.Name == f.Name })
	return &tb.links[i]
}

// columnList lists the columns for SELECT and INSERT, each after a prefix such as "t.".
func (tb *table) columnList(prefix string) string {
	names := make([]string, len(tb.columns))
	for i, c := range tb.columns {
		names[i] = prefix + quote(c.name)
	}
	return strings.Join(names, ", ")
}

// quote writes an identifier. Identifiers come from the dictionary and from
// this package alone.
func quote(name string) string { return `"` + name + `"` }

// addIndexes derives the indexes that make lists, references and imports
// independent of the size of the table.
//
// Lists leave out archived records or show only those, so every index that a
// list is sorted by begins with that column. Those of references end with it, so
// that what points to a record is counted without looking at each. Of a type
// that grows most records are closed and most lists are of the others, so there
// the state stands at the end of each index and spares the look too.
func (tb *table) addIndexes() {
	tb.indexes = append(tb.indexes, index{
		name: indexName("uq", tb.name, "external"), table: tb.name, unique: true,
		on: []string{`"external_id"`, sourceKey}, where: `"external_id" IS NOT NULL`, fields: []string{"external_id"},
	})
	tb.addIndex(index{on: []string{"archived", "number"}})
	for _, f := range tb.typ.Fields {
		if f.Custom || f.IsMany() {
			continue
		}
		tb.indexField(f)
	}
	for _, key := range tb.typ.Keys {
		if f := tb.typ.Field(key[0]); len(key) > 1 || !f.Index {
			tb.indexKey(key)
		}
	}
	for _, p := range seriesParts(tb) {
		tb.indexSeries(p)
	}
}

// sourceKey makes records whose source is unknown share one source.
const sourceKey = `coalesce("source", '')`

func (tb *table) indexField(f *record.Field) {
	columns := tb.columnsOf(f)
	if f.Unique {
		tb.addIndex(index{on: columnNames(columns), unique: true, fields: []string{f.Name}})
	}
	switch {
	case f.IsReference():
		at := slices.IndexFunc(columns, func(c column) bool { return c.class == record.ClassID })
		tb.addIndex(index{on: tb.withState(columns[at].name, "number", "archived")})
	case f.Index && f.Name != "number" && f.Name != "archived":
		tb.addIndex(index{on: tb.withState(slices.Concat([]string{"archived"}, columnNames(columns), []string{"number"})...)})
	}
}

// withState ends the columns of an index with the state, if the type grows.
func (tb *table) withState(on ...string) []string {
	if tb.typ.Grows && !slices.Contains(on, "state") {
		on = append(on, "state")
	}
	return on
}

// indexSeries adds an index that alone answers the statement of a series, group
// by group: on start it is read instead of every record ever closed.
func (tb *table) indexSeries(p *seriesPart) {
	var on []string
	for _, name := range []string{p.by, p.on, p.choosing, p.sum} {
		if name == "" {
			continue
		}
		columns := tb.columnsOf(tb.typ.Field(name))
		if at := slices.IndexFunc(columns, func(c column) bool { return c.class == record.ClassID }); at >= 0 {
			columns = columns[at : at+1]
		}
		on = append(on, columnNames(columns)...)
	}
	tb.addIndex(index{on: on})
}

func (tb *table) indexKey(key []string) {
	var on []string
	for _, name := range key {
		if f := tb.typ.Field(name); f != nil && !f.IsMany() && !f.Custom {
			on = append(on, columnNames(tb.columnsOf(f))...)
		}
	}
	tb.addIndex(index{on: append(on, "number")})
}

func columnNames(columns []column) []string {
	names := make([]string, len(columns))
	for i, c := range columns {
		names[i] = c.name
	}
	return names
}

// addIndex adds an index over plain columns, named after them.
func (tb *table) addIndex(ix index) {
	prefix := "ix"
	if ix.unique {
		prefix = "uq"
	}
	ix.table, ix.name = tb.name, indexName(prefix, tb.name, ix.on...)
	for i, name := range ix.on {
		ix.on[i] = quote(name)
	}
	if !slices.ContainsFunc(tb.indexes, func(other index) bool { return other.name == ix.name }) {
		tb.indexes = append(tb.indexes, ix)
	}
}
