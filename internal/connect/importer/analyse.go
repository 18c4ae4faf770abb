package importer

import (
	"errors"
	"io"
	"slices"

	"fairlead/internal/catalog"
	"fairlead/internal/connect/tabular"
	"fairlead/internal/desk"
	"fairlead/internal/record"
)

// Look is what is found out about a file before it is imported.
type Look struct {
	Format      tabular.Format
	Header      []string
	Sample      []tabular.Row // the first rows
	Suggestions []Suggestion  // the best first; none when nothing fits
}

// sampleRows is how many rows are shown before an import.
const sampleRows = 5

// Analyse looks at a file: its format, its columns, and the ways in which it
// could be imported by somebody.
func Analyse(clerk *desk.Clerk, file tabular.File) (Look, error) {
	return AnalyseAs(clerk, file, tabular.Format{})
}

// AnalyseAs is Analyse with a part of the format settled by a person.
func AnalyseAs(clerk *desk.Clerk, file tabular.File, known tabular.Format) (Look, error) {
	format, err := tabular.Sniff(file, known, tabular.Limits{})
	if err != nil {
		return Look{}, err
	}
	rows, err := tabular.Open(file, format, tabular.Limits{})
	if err != nil {
		return Look{}, err
	}
	look := Look{Format: format, Header: rows.Header()}
	for len(look.Sample) < sampleRows {
		row, err := rows.Next()
		var bad *tabular.RowError
		if errors.As(err, &bad) {
			continue // it will be among the rejects
		}
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return Look{}, err
		}
		look.Sample = append(look.Sample, row)
	}
	maps, err := Maps(clerk)
	if err != nil {
		return Look{}, err
	}
	look.Suggestions = Suggest(file.Name, format, look.Header, maps, Importable(clerk))
	if len(look.Suggestions) > 0 && look.Suggestions[0].Map.ID != "" {
		look.Format.Missing = nil // an export of ours has no marks for what is not there
	}
	return look, nil
}

// Importable lists the types that the principal may import: not those that hang on
// another record, and not those of which the program alone writes what they say.
func Importable(clerk *desk.Clerk) []*record.Type {
	var types []*record.Type
	for _, t := range clerk.Types() {
		if clerk.May(record.Create, t) && t.SubjectField() == nil && slices.ContainsFunc(t.Fields, func(f *record.Field) bool { return !f.System }) {
			types = append(types, t)
		}
	}
	return types
}

// Maps lists the maps that a principal can use: those that people kept, then
// those that come with the program.
func Maps(clerk *desk.Clerk) ([]Map, error) {
	s, err := clerk.Snapshot()
	if err != nil {
		return nil, err
	}
	var maps []Map
	for kept := range record.Each[catalog.ImportMap](s) {
		if !kept.Archived {
			maps = append(maps, fromRecord(kept))
		}
	}
	shipped, err := Shipped()
	return append(maps, shipped...), err
}
