package store

import (
	"bytes"
	"encoding/json"
	"fmt"
	"slices"

	"fairlead/internal/record"
)

// headerColumn is a column that every table has. It reads and writes the header
// directly, which is the larger part of a short record.
type headerColumn struct {
	name  string
	class record.Class
	store func(*record.Header) any
	load  func(*record.Header, []any) error
}

// header lists the columns of the header in the order of every table. Some are
// fields of the type as well (number, state, ...), others are not (id, custom).
var header = []headerColumn{
	{"number", record.ClassInteger,
		func(h *record.Header) any { return h.Number },
		func(h *record.Header, c []any) error { return loadInt(&h.Number, c[0]) }},
	{"id", record.ClassID,
		func(h *record.Header) any { return storeID(h.ID) },
		func(h *record.Header, c []any) error { return loadID(&h.ID, c[0]) }},
	{"version", record.ClassInteger,
		func(h *record.Header) any { return h.Version },
		func(h *record.Header, c []any) error { return loadInt(&h.Version, c[0]) }},
	{"state", record.ClassText,
		func(h *record.Header) any { return storeText(h.State) },
		func(h *record.Header, c []any) error { return loadText(&h.State, c[0]) }},
	{"archived", record.ClassBool,
		func(h *record.Header) any { return h.Archived },
		func(h *record.Header, c []any) error { return loadBool(&h.Archived, c[0]) }},
	{"created", record.ClassInstant,
		func(h *record.Header) any { return h.Created.Store()[0] },
		func(h *record.Header, c []any) error { return h.Created.Load(c) }},
	{"created_by", record.ClassID,
		func(h *record.Header) any { return storeID(h.CreatedBy) },
		func(h *record.Header, c []any) error { return loadID(&h.CreatedBy, c[0]) }},
	{"updated", record.ClassInstant,
		func(h *record.Header) any { return h.Updated.Store()[0] },
		func(h *record.Header, c []any) error { return h.Updated.Load(c) }},
	{"updated_by", record.ClassID,
		func(h *record.Header) any { return storeID(h.UpdatedBy) },
		func(h *record.Header, c []any) error { return loadID(&h.UpdatedBy, c[0]) }},
	{"source", record.ClassText,
		func(h *record.Header) any { return storeText(h.Source) },
		func(h *record.Header, c []any) error { return loadText(&h.Source, c[0]) }},
	{"external_id", record.ClassText,
		func(h *record.Header) any { return storeText(h.ExternalID) },
		func(h *record.Header, c []any) error { return loadText(&h.ExternalID, c[0]) }},
	{"tags", record.ClassJSON,
		func(h *record.Header) any { return h.Tags.Store()[0] },
		func(h *record.Header, c []any) error { return h.Tags.Load(c) }},
	{"custom", record.ClassJSON,
		func(h *record.Header) any { return storeCustom(h.Custom) },
		func(h *record.Header, c []any) error { return loadCustom(&h.Custom, c[0]) }},
}

func headerIndex(name string) int {
	return slices.IndexFunc(header, func(h headerColumn) bool { return h.name == name })
}

func isHeader(name string) bool { return headerIndex(name) >= 0 }

// row gives the column values of a record, in the order of the table.
func (tb *table) row(r record.Record) []any {
	row := make([]any, 0, len(tb.columns))
	h := r.Head()
	for i := range header {
		row = append(row, header[i].store(h))
	}
	for _, fc := range tb.fields {
		row = append(row, fc.field.Value(r).Store()...)
	}
	return row
}

// load makes a record of the column values of a row.
func (tb *table) load(row []any) (record.Record, error) {
	r := tb.typ.New()
	h := r.Head()
	for i := range header {
		if err := header[i].load(h, row[i:i+1]); err != nil {
			return nil, fmt.Errorf("%s, column %s: %w", tb.name, header[i].name, err)
		}
	}
	for _, fc := range tb.fields {
		stored := row[fc.at : fc.at+fc.n]
		if isNull(stored) {
			continue // the field of a new record is unknown already
		}
		if err := fc.field.Value(r).Load(stored); err != nil {
			return nil, fmt.Errorf("%s %s, field %s: %w", tb.name, h.ID, fc.field.Name, err)
		}
	}
	return r, nil
}

func isNull(columns []any) bool {
	for _, c := range columns {
		if c != nil {
			return false
		}
	}
	return true
}

func storeID(id record.ID) any {
	if id.IsZero() {
		return nil
	}
	return id.String()
}

func storeText(text string) any {
	if text == "" {
		return nil
	}
	return text
}

// storeCustom writes the values of custom fields as JSON with sorted keys.
func storeCustom(c record.Custom) any {
	if len(c) == 0 {
		return nil
	}
	text, err := json.Marshal(c)
	if err != nil {
		panic(fmt.Sprintf("custom values cannot be written: %v", err)) // they are in the JSON form of their kinds
	}
	return string(text)
}

func loadInt(n *int64, v any) error {
	i, ok := v.(int64)
	if v != nil && !ok {
		return fmt.Errorf("holds %T, wanted an integer", v)
	}
	*n = i
	return nil
}

func loadBool(b *bool, v any) error {
	switch v := v.(type) {
	case bool:
		*b = v
	case int64:
		*b = v != 0
	default:
		return fmt.Errorf("holds %T, wanted a boolean", v)
	}
	return nil
}

func loadText(s *string, v any) error {
	switch v := v.(type) {
	case nil:
		*s = ""
	case string:
		*s = v
	case []byte:
		*s = string(v)
	default:
		return fmt.Errorf("holds %T, wanted text", v)
	}
	return nil
}

func loadID(id *record.ID, v any) (err error) {
	var text string
	if err := loadText(&text, v); err != nil || text == "" {
		*id = record.ID{}
		return err
	}
	*id, err = record.ParseID(text)
	return err
}

// loadCustom keeps numbers as they are written.
func loadCustom(c *record.Custom, v any) error {
	var text string
	if err := loadText(&text, v); err != nil || text == "" {
		*c = nil
		return err
	}
	d := json.NewDecoder(bytes.NewReader([]byte(text)))
	d.UseNumber()
	return d.Decode((*map[string]any)(c))
}
