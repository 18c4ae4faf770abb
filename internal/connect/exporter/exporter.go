// Package exporter writes lists of records as tables: CSV, XLSX or JSON, safe
// against formula injection, and such that the importer reads them back, here or
// in another installation.
//
// A reference is written by the record's name. An amount of money becomes two
// columns, the amount and "field.currency". The last columns are for the
// importer: "id" says which record a row is and, where all fields are exported,
// "field.id" which record a reference means.
package exporter

import (
	"context"
	"io"
	"slices"

	"fairlead/internal/connect/tabular"
	"fairlead/internal/desk"
	"fairlead/internal/fault"
	"fairlead/internal/record"
)

// Format is a file format.
type Format string

// The formats.
const (
	CSV  Format = "csv"
	XLSX Format = "xlsx"
	JSON Format = "json"
)

// MediaType is what HTTP calls the format; empty for one that is not known.
func (f Format) MediaType() string {
	switch f {
	case CSV:
		return "text/csv; charset=utf-8"
	case XLSX:
		return "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
	case JSON:
		return "application/json"
	}
	return ""
}

// MaxRows bounds an export.
const MaxRows = 1_000_000

// Write writes every record that a query finds and the clerk's principal may
// see, page by page, with the named fields, or with all when none is named.
func Write(ctx context.Context, clerk *desk.Clerk, t *record.Type, q desk.Query, fields []string, format Format, w io.Writer) error {
	chosen, err := choose(clerk, t, fields)
	if err != nil {
		return err
	}
	var columns []column
	for _, f := range chosen {
		columns = append(columns, columnsOf(f)...)
	}
	if len(fields) > 0 {
		chosen = nil
	}
	columns = append(columns, identities(chosen)...)
	out, err := open(format, t, columns, w)
	if err != nil {
		return err
	}
	q.Limit = desk.MaxPage
	for rows := 0; rows < MaxRows; {
		page, err := clerk.List(ctx, t, q)
		if err != nil {
			return err
		}
		for _, r := range page.Records {
			if err := out.WriteRow(row(page, columns, r)); err != nil {
				return err
			}
		}
		rows += len(page.Records)
		if q.After = page.Next; q.After == "" {
			break
		}
	}
	return out.Close()
}

// choose gives the fields to write, the number first.
func choose(clerk *desk.Clerk, t *record.Type, names []string) ([]*record.Field, error) {
	visible := clerk.Fields(t)
	if len(names) == 0 {
		return slices.DeleteFunc(slices.Clone(visible), func(f *record.Field) bool {
			return f.Name == "version" || f.Name == "archived"
		}), nil
	}
	chosen := []*record.Field{t.Field("number")}
	for _, name := range names {
		f := t.Field(name)
		if f == nil || !slices.Contains(visible, f) {
			return nil, fault.New(fault.Invalid, "%s have no field %q.", t.Titles, name)
		}
		if !slices.Contains(chosen, f) {
			chosen = append(chosen, f)
		}
	}
	return chosen, nil
}

func open(format Format, t *record.Type, columns []column, w io.Writer) (tabular.Writer, error) {
	heads := make([]tabular.Column, len(columns))
	for i, c := range columns {
		heads[i] = tabular.Column{Name: c.name, Kind: c.kind}
	}
	switch format {
	case CSV:
		return tabular.NewCSVWriter(w, heads, tabular.CSVStyle{Mark: true})
	case XLSX:
		return tabular.NewXLSXWriter(w, heads, t.Titles)
	case JSON:
		return tabular.NewJSONWriter(w, heads)
	}
	return nil, fault.New(fault.Invalid, "There is no export format %q; use csv, xlsx or json.", format)
}

func row(page desk.Page, columns []column, r record.Record) []tabular.Cell {
	cells := make([]tabular.Cell, len(columns))
	for i, c := range columns {
		cells[i] = c.cell(page, r)
	}
	return cells
}
