package importer

import (
	"context"

	"fairlead/internal/catalog"
	"fairlead/internal/desk"
	"fairlead/internal/fault"
	"fairlead/internal/record"
	"fairlead/internal/store"
)

// Keep saves a map under a name, so that the next file with its columns is
// understood at once. A map of the same name is replaced.
func Keep(ctx context.Context, clerk *desk.Clerk, m Map, name string) error {
	t, err := clerk.Type("import_map")
	if err != nil {
		return err
	}
	kept := toRecord(m, name)
	if kept.Name == "" {
		return fault.New(fault.Invalid, "Give the mapping a name, for example “Assets from the old inventory”.")
	}
	var found []record.Record
	err = clerk.Desk().Store().View(ctx, func(tx *store.Reader) error {
		found, err = matcher{typ: t}.match(ctx, tx, []record.Record{kept})
		return err
	})
	if err != nil {
		return err
	}
	change := &desk.Change{Type: t, Record: kept, Note: "Kept at an import"}
	if found[0] != nil {
		h := *found[0].Head()
		h.Archived = false
		kept.Header = h
	}
	return clerk.Save(ctx, change)
}

func toRecord(m Map, name string) *catalog.ImportMap {
	kept := &catalog.ImportMap{Name: name, List: m.Type, Origin: m.Source, Identity: m.ExternalID, IDColumn: m.ID}
	for _, r := range m.Fields {
		row := catalog.ImportColumn{
			Field: r.Field, Column: r.Column, Template: r.Template, Value: r.Value, IDColumn: r.ID,
			Create: r.Create, Try: r.Try,
		}
		row.SetTranslations(r.Values)
		kept.Columns = append(kept.Columns, row)
	}
	return kept
}

// fromRecord reads a map that somebody kept. It recognises the files that have
// all its columns.
func fromRecord(kept *catalog.ImportMap) Map {
	m := Map{
		Name: kept.Name, Title: kept.Name, Type: kept.List, Source: kept.Origin, ExternalID: kept.Identity, ID: kept.IDColumn,
	}
	m.Recognise = append(placeholders(m.ExternalID), placeholders(m.ID)...)
	for _, row := range kept.Columns {
		m.Fields = append(m.Fields, Rule{
			Field: row.Field, Column: row.Column, Template: row.Template, Value: row.Value, ID: row.IDColumn,
			Values: row.Translations(), Create: row.Create, Try: row.Try,
		})
		m.Recognise = append(m.Recognise, placeholders(row.Template)...)
		for _, name := range []string{row.Column, row.IDColumn} {
			if name != "" {
				m.Recognise = append(m.Recognise, name)
			}
		}
	}
	return m
}
