package api

import (
	"encoding/json"
	"strconv"

	"fairlead/internal/desk"
	"fairlead/internal/record"
)

// Object is a record in the form of the interface: its fields in the order of
// the type, unknown ones left out. References carry number and name beside the
// ID, where the reader may see them.
type Object struct {
	Desk   *desk.Desk
	Type   *record.Type
	Fields []*record.Field
	Record record.Record
	Names  desk.Names
}

// MarshalJSON writes the object.
func (o Object) MarshalJSON() ([]byte, error) { return o.append(nil) }

func (o Object) append(b []byte) ([]byte, error) {
	h := o.Record.Head()
	b = append(b, `{"id":"`...)
	b = append(b, h.ID.String()...)
	b = append(b, `","number":"`...)
	b = append(b, o.Type.Number(h.Number)...)
	b = append(b, '"')
	for _, f := range o.Fields {
		v := f.Value(o.Record)
		if f.Name == "number" || !v.Known() {
			continue
		}
		b = append(b, `,"`...)
		b = append(b, f.Name...)
		b = append(b, `":`...)
		var err error
		if b, err = o.appendValue(b, f, v); err != nil {
			return nil, err
		}
	}
	b = o.appendAuthor(b, "created_by", h.CreatedBy)
	b = o.appendAuthor(b, "updated_by", h.UpdatedBy)
	return append(b, '}'), nil
}

func (o Object) appendAuthor(b []byte, name string, id record.ID) []byte {
	if id.IsZero() { // the program itself
		return b
	}
	b = append(append(append(b, `,"`...), name...), `":`...)
	return o.reference(id, "").append(b)
}

func (o Object) appendValue(b []byte, f *record.Field, v record.Value) ([]byte, error) {
	switch {
	case f.IsMany():
		b = append(b, '[')
		v.(record.Pointing).EachTarget(func(id record.ID) {
			if b[len(b)-1] != '[' {
				b = append(b, ',')
			}
			b = o.reference(id, f.Target).append(b)
		})
		return append(b, ']'), nil
	case f.IsReference():
		target := f.Target
		if a, ok := v.(*record.AnyRef); ok {
			target = a.Type
		}
		v.(record.Pointing).EachTarget(func(id record.ID) { b = o.reference(id, target).append(b) })
		return b, nil
	}
	switch j := v.JSON().(type) {
	case bool:
		return strconv.AppendBool(b, j), nil
	case int64:
		return strconv.AppendInt(b, j, 10), nil
	case string:
		return appendText(b, j), nil
	default:
		text, err := json.Marshal(j)
		return append(b, text...), err
	}
}

// reference is how a record that another points to is written.
type reference struct {
	ID     record.ID `json:"id"`
	Type   string    `json:"type,omitempty"`
	Number string    `json:"number,omitempty"`
	Name   string    `json:"name,omitempty"`
}

// reference names the record with an ID, of the given type where the name is
// not known.
func (o Object) reference(id record.ID, target string) reference {
	n, ok := o.Names[id]
	if !ok {
		return reference{ID: id, Type: target}
	}
	ref := reference{ID: id, Type: n.Type}
	if t, err := o.Desk.Type(n.Type); err == nil && !n.Hidden {
		ref.Number, ref.Name = t.Number(n.Number), n.Label
	}
	return ref
}

func (r reference) append(b []byte) []byte {
	b = append(append(append(b, `{"id":"`...), r.ID.String()...), '"')
	for _, m := range [...]struct{ name, value string }{{"type", r.Type}, {"number", r.Number}, {"name", r.Name}} {
		if m.value != "" {
			b = append(append(append(b, `,"`...), m.name...), `":`...)
			b = appendText(b, m.value)
		}
	}
	return append(b, '}')
}

// appendText writes a text as a JSON string. Most need no escapes.
func appendText(b []byte, text string) []byte {
	for i := range len(text) {
		if c := text[i]; c < ' ' || c > '~' || c == '"' || c == '\\' || c == '<' || c == '>' || c == '&' {
			quoted, err := json.Marshal(text)
			if err != nil {
				panic(err) // texts can be written
			}
			return append(b, quoted...)
		}
	}
	return append(append(append(b, '"'), text...), '"')
}

// Objects gives the records of a page in the form of the interface.
func Objects(clerk *desk.Clerk, page desk.Page) []Object {
	fields := clerk.Fields(page.Type)
	out := make([]Object, len(page.Records))
	for i, r := range page.Records {
		out[i] = Object{clerk.Desk(), page.Type, fields, r, page.Names}
	}
	return out
}
