package api

import (
	"bytes"
	"encoding/json"
	"fmt"

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
func (o Object) MarshalJSON() ([]byte, error) {
	var b bytes.Buffer
	h := o.Record.Head()
	fmt.Fprintf(&b, `{"id":%q,"number":%q`, h.ID, o.Type.Number(h.Number))
	for _, f := range o.Fields {
		v := f.Value(o.Record)
		if !v.Known() || f.Name == "number" {
			continue
		}
		text, err := json.Marshal(o.json(f, v))
		if err != nil {
			return nil, err
		}
		fmt.Fprintf(&b, ",%q:%s", f.Name, text)
	}
	b.WriteByte('}')
	return b.Bytes(), nil
}

func (o Object) json(f *record.Field, v record.Value) any {
	if !f.IsReference() && !f.IsMany() {
		return v.JSON()
	}
	var list []reference
	v.(record.Pointing).EachTarget(func(id record.ID) { list = append(list, o.reference(id)) })
	if f.IsMany() {
		return list
	}
	return list[0]
}

// reference is how a record that another points to is written.
type reference struct {
	ID     record.ID `json:"id"`
	Type   string    `json:"type,omitempty"`
	Number string    `json:"number,omitempty"`
	Name   string    `json:"name,omitempty"`
}

func (o Object) reference(id record.ID) reference {
	n, ok := o.Names[id]
	ref := reference{ID: id, Type: n.Type}
	if !ok || n.Hidden {
		return ref
	}
	if t, err := o.Desk.Type(n.Type); err == nil {
		ref.Number, ref.Name = t.Number(n.Number), n.Label
	}
	return ref
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
