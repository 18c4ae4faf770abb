package store

import (
	"bytes"
	"encoding/base64"
	"encoding/json"

	"fairlead/internal/fault"
	"fairlead/internal/record"
)

// cursor is the place in a list behind its last record shown. It holds values
// and no offsets, so records that come and go do not move it.
type cursor struct {
	Order  string `json:"o"`           // field and direction, to refuse the cursor of another list
	Value  any    `json:"v,omitempty"` // of the field; nil when unknown
	Number int64  `json:"n"`
}

func orderName(o record.Order) string {
	name := "number"
	if o.Field != nil {
		name = o.Field.Name
	}
	if o.Descending {
		return "-" + name
	}
	return name
}

// sortField is the field that a list is sorted by; nil for the number.
func sortField(o record.Order) *record.Field {
	if o.Field != nil && o.Field.Name == "number" {
		return nil
	}
	return o.Field
}

func cursorAt(o record.Order, r record.Record) cursor {
	c := cursor{Order: orderName(o), Number: r.Head().Number}
	if f := sortField(o); f != nil {
		if v := f.Value(r); v.Known() {
			c.Value = v.Store()[0]
		}
	}
	return c
}

func (c cursor) String() string {
	return base64.RawURLEncoding.EncodeToString([]byte(jsonText(c)))
}

var errCursor = fault.New(fault.Invalid, "This page link does not belong to this list. Start from its first page.")

// parseCursor reads a cursor; nil for empty text.
func parseCursor(o record.Order, text string) (*cursor, error) {
	if text == "" {
		return nil, nil
	}
	raw, err := base64.RawURLEncoding.DecodeString(text)
	if err != nil {
		return nil, errCursor
	}
	var c cursor
	d := json.NewDecoder(bytes.NewReader(raw))
	d.UseNumber()
	if err := d.Decode(&c); err != nil || c.Order != orderName(o) {
		return nil, errCursor
	}
	if n, ok := c.Value.(json.Number); ok {
		if c.Value, err = n.Int64(); err != nil {
			return nil, errCursor
		}
	}
	if f := sortField(o); f != nil && c.Value != nil {
		if err := f.Kind.New(f).Load([]any{c.Value}); err != nil {
			return nil, errCursor
		}
	}
	return &c, nil
}
