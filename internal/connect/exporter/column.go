package exporter

import (
	"strings"

	"fairlead/internal/connect/tabular"
	"fairlead/internal/desk"
	"fairlead/internal/record"
)

// column is one column of an export: a field, or a part of one.
type column struct {
	name  string
	kind  tabular.Kind
	field *record.Field
	part  part
}

// part is which part of a field a column holds.
type part int

const (
	whole part = iota
	names      // of the records referred to
	ids        // of the records referred to
	amount
	currency
)

func columnsOf(f *record.Field) []column {
	one := func(kind tabular.Kind) []column { return []column{{f.Name, kind, f, whole}} }
	switch f.Kind.Name {
	case "integer":
		if f.Name == "number" {
			return one(tabular.KindText)
		}
		return one(tabular.KindInteger)
	case "decimal", "percent":
		return one(tabular.KindDecimal)
	case "boolean":
		return one(tabular.KindBoolean)
	case "date":
		return one(tabular.KindDate)
	case "instant":
		return one(tabular.KindInstant)
	case "money":
		return []column{{f.Name, tabular.KindDecimal, f, amount}, {f.Name + ".currency", tabular.KindText, f, currency}}
	case "reference", "references", "any":
		return []column{{f.Name, tabular.KindText, f, names}}
	}
	return one(tabular.KindText)
}

// identities are the columns by which the importer recognises records, also in
// another installation. They stand at the end, out of the way of people.
func identities(fields []*record.Field) []column {
	list := []column{{name: "id", kind: tabular.KindText}}
	for _, f := range fields {
		if f.IsReference() || f.IsMany() {
			list = append(list, column{f.Name + ".id", tabular.KindText, f, ids})
		}
	}
	return list
}

func (c column) cell(page desk.Page, r record.Record) tabular.Cell {
	if c.field == nil {
		return tabular.Text(r.Head().ID.String())
	}
	v := c.field.Value(r)
	if !v.Known() {
		return tabular.Cell{}
	}
	if c.field.Name == "number" {
		return tabular.Text(page.Type.Number(r.Head().Number))
	}
	switch c.part {
	case names, ids:
		return tabular.Text(c.references(page, v.(record.Pointing)))
	case amount:
		return decimal(v.(*record.Money).Amount())
	case currency:
		return tabular.Text(v.(*record.Money).Currency)
	}
	switch v := v.(type) {
	case *record.Int:
		return tabular.Integer(v.N())
	case *record.Date:
		return tabular.Day(tabular.Date{Year: v.Year(), Month: int(v.Month()), Day: v.Time().Day()})
	case *record.Instant:
		return tabular.Instant(v.Time())
	}
	switch c.kind {
	case tabular.KindDecimal:
		return decimal(v.Text())
	case tabular.KindBoolean:
		return tabular.Boolean(v.Text() == "true")
	}
	return tabular.Text(v.Text())
}

// decimal brings a plain number to the form that tabular asks for.
func decimal(plain string) tabular.Cell {
	plain = strings.TrimSuffix(strings.TrimSpace(plain), "%")
	canonical, err := tabular.ParseDecimal(strings.TrimSpace(plain), tabular.DecimalPoint)
	if err != nil {
		return tabular.Cell{}
	}
	return tabular.Decimal(canonical)
}

// references writes the records that a field points to. Those that the reader
// may not see are left out. Where they may be of any type, the type stands before
// each: asset:osl-core-1.
func (c column) references(page desk.Page, p record.Pointing) string {
	var list []string
	p.EachTarget(func(id record.ID) {
		n, ok := page.Names[id]
		if !ok || n.Hidden {
			return
		}
		text := n.Label
		if c.part == ids {
			text = id.String()
		}
		if c.field.Target == "" {
			text = n.Type + ":" + text
		}
		list = append(list, text)
	})
	return strings.Join(list, "; ")
}
