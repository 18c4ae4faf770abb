package importer

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"fairlead/internal/connect/tabular"
	"fairlead/internal/desk"
	"fairlead/internal/fault"
	"fairlead/internal/record"
)

// text fills a template, or reads a column, from a row. It is empty when any of
// the columns has no value.
func (r *run) text(row tabular.Row, template string) string {
	if !strings.Contains(template, "{") {
		return r.cell(row, template)
	}
	var b strings.Builder
	for rest := template; rest != ""; {
		before, after, ok := strings.Cut(rest, "{")
		b.WriteString(before)
		if !ok {
			break
		}
		name, tail, _ := strings.Cut(after, "}")
		value := r.cell(row, name)
		if value == "" {
			return ""
		}
		b.WriteString(value)
		rest = tail
	}
	return b.String()
}

// cell is the value of a column, empty when it is missing or marked as missing.
func (r *run) cell(row tabular.Row, column string) string {
	i, ok := r.columns[column]
	if !ok || i >= len(row.Cells) || r.format.IsMissing(row.Cells[i]) {
		return ""
	}
	return strings.TrimSpace(row.Cells[i])
}

// value is the text that a rule gives for a row, translated.
func (r *run) value(row tabular.Row, rule Rule) string {
	text := rule.Value
	switch {
	case rule.Template != "":
		text = r.text(row, rule.Template)
	case rule.Column != "":
		text = r.cell(row, rule.Column)
	}
	if text == "" || rule.Values == nil {
		return text
	}
	if translated, ok := rule.Values[strings.ToLower(text)]; ok {
		return translated
	}
	if other, ok := rule.Values["*"]; ok {
		return other
	}
	return text
}

// references lists the texts by which some rows refer to other records.
func (r *run) references(batch []tabular.Row) []wanted {
	var out []wanted
	for _, rule := range r.rules {
		if !rule.field.IsReference() && !rule.field.IsMany() {
			continue
		}
		for _, row := range batch {
			for _, text := range splitReferences(rule.field, r.value(row, rule.Rule)) {
				out = append(out, wanted{target: rule.field.Target, text: text, create: rule.Create})
			}
		}
	}
	return out
}

func splitReferences(f *record.Field, text string) []string {
	if text == "" {
		return nil
	}
	if !f.IsMany() {
		return []string{text}
	}
	parts := strings.FieldsFunc(text, func(c rune) bool { return c == ';' || c == ',' })
	for i := range parts {
		parts[i] = strings.TrimSpace(parts[i])
	}
	return parts
}

// build makes the changes of a layer: each row is read into the record that it
// stands for, or into a new one.
func (r *run) build(ctx context.Context, layer []*item) error {
	existing, err := r.existing(ctx, layer)
	if err != nil {
		return err
	}
	for i, it := range layer {
		rec := existing[i]
		fresh := rec == nil
		if fresh {
			rec = r.typ.New()
			rec.Head().State = "" // as the file says, or where imported records begin
		} else {
			rec = r.typ.Clone(rec)
		}
		if it.key != "" && (fresh || rec.Head().ExternalID == "") {
			rec.Head().Source, rec.Head().ExternalID = r.m.Source, it.key
		} else if fresh {
			rec.Head().Source = r.m.Source
		}
		it.err = r.fill(rec, it.row)
		it.change = &desk.Change{Type: r.typ, Record: rec, Imported: true, Note: "Imported from " + r.m.Source}
		if r.o.DryRun && fresh && it.key != "" {
			it.change.Repeats(r.seen[it.key])
			r.seen[it.key] = true
		}
	}
	return nil
}

// fill reads the cells of a row into a record. A cell without a value leaves
// the field as it is.
func (r *run) fill(rec record.Record, row tabular.Row) error {
	in := r.reading()
	var problems fault.List
	filled := map[string]bool{}
	for _, rule := range r.rules {
		text := r.value(row, rule.Rule)
		if text == "" || filled[rule.Field] {
			continue
		}
		if err := rule.field.Parse(rec, text, in); err != nil {
			if !rule.Try {
				problems.Add(rule.Field, "%s %s", rule.source(), strings.TrimSuffix(err.Error(), ".")+".")
			}
			continue
		}
		filled[rule.Field] = true
	}
	return problems.Err()
}

// source names where a value came from, for a message.
func (b boundRule) source() string {
	if b.Column != "" {
		return fmt.Sprintf("%s (column %q)", b.field.Title, b.Column)
	}
	return b.field.Title
}

// reading is how the file writes its values.
func (r *run) reading() record.Reading {
	in := record.Reading{
		Today: r.clerk.Env().Today, Currency: r.o.Currency, Find: r.resolver.find,
		DecimalComma: r.format.Decimal == tabular.DecimalComma,
	}
	switch r.format.DateOrder {
	case tabular.DayFirst:
		in.Order = record.DayFirst
	case tabular.MonthFirst:
		in.Order = record.MonthFirst
	}
	return in
}

// existing finds the record that each row of a layer stands for: by its
// external ID, else by the first key of the type that the row fills.
func (r *run) existing(ctx context.Context, layer []*item) ([]record.Record, error) {
	probes := make([]record.Record, len(layer))
	keys := make([]string, len(layer))
	for i, it := range layer {
		probes[i] = r.typ.New()
		_ = r.fill(probes[i], it.row) // what cannot be read is reported when the record is built
		keys[i] = it.key
	}
	return r.clerk.Match(ctx, r.typ, r.m.Source, keys, probes)
}

// reason writes an error for the rejects file: every field, in plain words.
func reason(err error) string {
	var list []string
	for _, f := range fault.FieldsOf(err) {
		list = append(list, f.Problem)
	}
	if len(list) > 0 {
		return strings.Join(list, " ")
	}
	var row *tabular.RowError
	if errors.As(err, &row) {
		return row.Error()
	}
	return fault.Public(err)
}
