package catalog

import (
	"strings"

	"fairlead/internal/record"
)

// ImportMap is how the columns of a kind of file become the fields of records,
// kept so that the next file of that kind is understood at once.
type ImportMap struct {
	record.Header
	Name     string                    `record:"required,label"`
	List     string                    `record:"required,index" title:"Record type" help:"For example asset"`
	Origin   string                    `record:"required" title:"System" help:"Where the files come from; with it, external IDs are told apart"`
	Identity string                    `help:"Column, or text with {column} in it, that identifies a row in its system"`
	Columns  record.Rows[ImportColumn] `record:"required"`
	Author   record.Ref[Person]        `record:"system"`
}

// ImportColumn fills one field.
type ImportColumn struct {
	Field    string `record:"required"`
	Column   string `help:"In the file"`
	Template string `help:"Text with {column} in it, instead of one column"`
	Value    string `help:"The same for every row"`
	Values   string `help:"Translations, like: active = in_use; failed = in_repair; * = other"`
	Create   bool   `help:"Make records that are named and not there yet"`
	Try      bool   `help:"Pass over what cannot be read"`
}

// Translations reads the values that are written otherwise in the file.
func (c ImportColumn) Translations() map[string]string {
	if c.Values == "" {
		return nil
	}
	out := map[string]string{}
	for _, pair := range strings.Split(c.Values, ";") {
		if from, to, ok := strings.Cut(pair, "="); ok {
			out[strings.ToLower(strings.TrimSpace(from))] = strings.TrimSpace(to)
		}
	}
	return out
}

func importMap() record.Declaration {
	return record.Declare(record.Spec[ImportMap]{
		Module: "ground", Name: "import_map", Prefix: "MAP", Icon: "upload",
		Help:    "How the columns of a kind of file become the fields of records.",
		Access:  internal(),
		Columns: []string{"name", "list", "origin", "author"},
		Keys:    [][]string{{"name"}},
		Views:   []record.View{{Name: "all", Title: "All maps", Order: "name"}},
	})
}
