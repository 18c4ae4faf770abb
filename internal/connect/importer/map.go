// Package importer brings records of any type in from a table, as CSV or XLSX.
//
// A file is looked at first (Analyse): its format is found and a Map from its
// columns to the fields of a record type is suggested. A person may correct
// both. Then it is run (Run), for real or dry. Rows that cannot be taken come
// back with their reasons, in a file that can be corrected and imported again.
// An import can be repeated: records are recognised by their external ID, else
// by the keys of their type, and nothing is made twice.
package importer

import (
	"embed"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"slices"
	"strings"

	"fairlead/internal/fault"
	"fairlead/internal/record"
)

// Map says how the columns of a file become the fields of records.
type Map struct {
	Name       string   `json:"name"`
	Title      string   `json:"title,omitempty"`
	Type       string   `json:"type"`
	Source     string   `json:"source"`                // of the external IDs: the system that the file comes from
	ExternalID string   `json:"external_id,omitempty"` // column, or template, that identifies a row in its source
	ID         string   `json:"id,omitempty"`          // column with the IDs of the records, as exports of this program have it
	Recognise  []string `json:"recognise,omitempty"`   // columns that together identify files of this kind
	Fields     []Rule   `json:"fields"`
}

// Rule fills one field. The text comes from a column or a template, is
// translated, and read by the field's kind. Several rules may fill one field:
// the first whose text can be read is taken.
type Rule struct {
	Field    string            `json:"field"`
	Column   string            `json:"column,omitempty"`
	Template string            `json:"template,omitempty"` // text with {column} in it
	Value    string            `json:"value,omitempty"`    // the same for every row
	Values   map[string]string `json:"values,omitempty"`   // translation, regardless of case; "*" for all others
	ID       string            `json:"id,omitempty"`       // column with the IDs of the records that Column names
	Create   bool              `json:"create,omitempty"`   // make a referenced record that is not there yet
	Try      bool              `json:"try,omitempty"`      // text that cannot be read is passed over, not an error
}

//go:embed maps/*.json
var shipped embed.FS

// Shipped lists the maps that come with the program, for the exports of
// well-known systems.
func Shipped() ([]Map, error) {
	paths, err := fs.Glob(shipped, "maps/*.json")
	if err != nil {
		return nil, err
	}
	maps := make([]Map, 0, len(paths))
	for _, path := range paths {
		text, err := shipped.ReadFile(path)
		if err != nil {
			return nil, err
		}
		m, err := ParseMap(text)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", path, err)
		}
		maps = append(maps, m)
	}
	return maps, nil
}

// ParseMap reads a map from JSON.
func ParseMap(text []byte) (Map, error) {
	var m Map
	d := json.NewDecoder(strings.NewReader(string(text)))
	d.DisallowUnknownFields()
	err := d.Decode(&m)
	if err == nil {
		if _, more := d.Token(); !errors.Is(more, io.EOF) {
			err = errors.New("something follows the map")
		}
	}
	if err != nil {
		return Map{}, fault.Because(err, fault.Invalid, "The map is not valid JSON of a column map: %v.", err)
	}
	return m, nil
}

// Check says what in a map does not fit a record type and the columns of a file.
func (m Map) Check(t *record.Type, header []string) error {
	var problems fault.List
	columns := func(path string, names ...string) {
		for _, name := range names {
			if name != "" && !slices.Contains(header, name) {
				problems.Add(path, "The file has no column %q.", name)
			}
		}
	}
	columns("external_id", placeholders(m.ExternalID)...)
	columns("id", placeholders(m.ID)...)
	if m.ExternalID != "" && m.Source == "" {
		problems.Add("source", "Name the system that the file comes from: its rows are told apart by that.")
	}
	for _, r := range m.Fields {
		f := t.Field(r.Field)
		if f == nil || f.System && !m.importable(f) {
			problems.Add(r.Field, "%s have no field %q that can be imported.", t.Titles, r.Field)
			continue
		}
		columns(r.Field, append(placeholders(r.Template), r.Column, r.ID)...)
	}
	for _, f := range m.lacks(t) {
		problems.Add(f.Name, "%s must be filled: choose a column for it.", f.Title)
	}
	return problems.Err()
}

// Importable lists the fields of a type that a map can fill.
func (m Map) Importable(t *record.Type) []*record.Field {
	return slices.DeleteFunc(slices.Clone(t.Fields), func(f *record.Field) bool { return f.System && !m.importable(f) })
}

// Fits reports whether a file has every column that the map speaks of.
func (m Map) Fits(header []string) bool { return containsAll(header, m.columns()) }

// importable tells which of the fields that the program keeps may come from a
// file: state and tags, stamps (moments that another system recorded), and where
// a record of our own once came from.
func (m Map) importable(f *record.Field) bool {
	switch f.Name {
	case "state", "tags", "archived":
		return true
	case "source", "external_id":
		return m.ID != ""
	case "created", "updated":
		return false
	}
	return f.Kind.Name == "instant" || f.Kind.Name == "date"
}

// placeholders lists the columns that a template names. A text without braces
// is a column itself.
func placeholders(template string) []string {
	if template == "" {
		return nil
	}
	if !strings.Contains(template, "{") {
		return []string{template}
	}
	var names []string
	for rest := template; ; {
		_, after, ok := strings.Cut(rest, "{")
		if !ok {
			return names
		}
		name, tail, ok := strings.Cut(after, "}")
		if !ok {
			return names
		}
		names, rest = append(names, name), tail
	}
}
