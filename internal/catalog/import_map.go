package catalog

import (
	"encoding/json"
	"maps"
	"slices"
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
	IDColumn string                    `title:"ID column" help:"Column with the IDs of the records, as exports of this program have it"`
	Columns  record.Rows[ImportColumn] `record:"required"`
	Author   record.Ref[Person]        `record:"system"`
}

// ImportColumn fills one field.
type ImportColumn struct {
	Field    string `record:"required"`
	Column   string `help:"In the file"`
	Template string `help:"Text with {column} in it, instead of one column"`
	Value    string `help:"The same for every row"`
	IDColumn string `title:"ID column" help:"Column with the IDs of the records that the column names"`
	Values   string `help:"Translations, like: active = in_use; failed = in_repair; * = other"`
	Create   bool   `help:"Make records that are named and not there yet"`
	Try      bool   `help:"Pass over what cannot be read"`
}

// Translations reads the values that are written otherwise in the file. They
// stand as "from = to; from = to", or as a JSON object where a value has one of
// these marks in it.
func (c ImportColumn) Translations() map[string]string {
	text := strings.TrimSpace(c.Values)
	if text == "" {
		return nil
	}
	out := map[string]string{}
	if strings.HasPrefix(text, "{") && json.Unmarshal([]byte(text), &out) == nil {
		return out
	}
	for pair := range strings.SplitSeq(text, ";") {
		if from, to, ok := strings.Cut(pair, "="); ok {
			out[strings.TrimSpace(from)] = strings.TrimSpace(to)
		}
	}
	return out
}

// SetTranslations writes what Translations reads.
func (c *ImportColumn) SetTranslations(values map[string]string) {
	pairs := make([]string, 0, len(values))
	marks := false
	for _, from := range slices.Sorted(maps.Keys(values)) {
		pair := from + " = " + values[from]
		marks = marks || strings.Count(pair, "=") > 1 || strings.ContainsAny(pair, ";{") || strings.TrimSpace(pair) != pair
		pairs = append(pairs, pair)
	}
	c.Values = strings.Join(pairs, "; ")
	if marks {
		text, err := json.Marshal(values)
		if err != nil {
			panic(err) // texts can always be written
		}
		c.Values = string(text)
	}
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
