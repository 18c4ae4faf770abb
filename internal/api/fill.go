package api

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"

	"fairlead/internal/desk"
	"fairlead/internal/fault"
	"fairlead/internal/record"
)

// Fill writes the members of an object into a record. null clears a field;
// texts are read as people write them: dates, amounts with their currency.
// References may be an ID, a short number, a name, {"id": …} or {"number": …}.
// Members that the program keeps (number, state, created) must be as they are:
// what was read can be sent back. All that is wrong is reported at once.
func Fill(ctx context.Context, clerk *desk.Clerk, t *record.Type, r record.Record, object map[string]any, currency string) fault.List {
	f := newFiller(clerk, t, currency)
	problems, err := f.fillOne(ctx, r, object)
	if err != nil {
		problems.Add("", "The records referred to could not be looked up: %s", fault.Public(err))
	}
	return problems
}

// filler fills records of one type.
type filler struct {
	clerk  *desk.Clerk
	typ    *record.Type
	fields map[string]*record.Field // that the caller may see
	in     record.Reading
	found  found
}

func newFiller(clerk *desk.Clerk, t *record.Type, currency string) *filler {
	f := &filler{
		clerk: clerk, typ: t, fields: map[string]*record.Field{}, found: found{},
		in: record.Reading{Today: clerk.Desk().Today(), Currency: currency},
	}
	for _, field := range clerk.Fields(t) {
		f.fields[field.Name] = field
	}
	return f
}

// fillOne is fill with the references of the object looked up before.
func (f *filler) fillOne(ctx context.Context, r record.Record, object map[string]any) (fault.List, error) {
	if err := f.lookUp(ctx, object); err != nil {
		return nil, err
	}
	return f.fill(r, object), nil
}

// fill writes an object whose references were looked up into a record.
func (f *filler) fill(r record.Record, object map[string]any) fault.List {
	var problems fault.List
	for _, name := range slices.Sorted(maps.Keys(object)) {
		field := f.fields[name]
		switch {
		case slices.Contains(headOnly, name):
			if !sameHead(f.typ, r, name, object[name]) {
				problems.Add(name, "It is kept by the program and cannot be set.")
			}
		case field == nil:
			problems.Add(shortened(name), "%s have no such field.", f.typ.Titles)
		case field.System && !slices.Contains(writable, name):
			if !isKept(field, r, object[name]) {
				problems.Add(name, "%s is kept by the program and cannot be set.%s", field.Title, instead(name))
			}
		default:
			if err := f.set(field, r, object[name]); err != nil {
				problems.Add(name, "%s %s.", field.Title, strings.TrimSuffix(err.Error(), "."))
			}
		}
	}
	return problems
}

// headOnly are members that an answer has and that are no fields, or have
// another form than the field.
var headOnly = []string{"id", "number", "created_by", "updated_by"}

// sameHead reports whether a member that was sent is what an answer would say.
func sameHead(t *record.Type, r record.Record, name string, raw any) bool {
	h := r.Head()
	switch name {
	case "id":
		return raw == h.ID.String() && !h.ID.IsZero()
	case "number":
		text, _ := raw.(string)
		n, ok := t.ParseNumber(text)
		return ok && n == h.Number && n > 0
	case "created_by":
		return sameID(raw, h.CreatedBy)
	}
	return sameID(raw, h.UpdatedBy)
}

func sameID(raw any, id record.ID) bool {
	if object, ok := raw.(map[string]any); ok {
		raw = object["id"]
	}
	return raw == id.String() && !id.IsZero()
}

// writable system fields may be set by those who write records.
var writable = []string{"tags", "source", "external_id"}

// isKept reports whether a value that was sent for a field is the one that it has.
func isKept(f *record.Field, r record.Record, raw any) bool {
	sent := f.Kind.New(f)
	if sent.SetJSON(raw) != nil {
		return false
	}
	have := f.Value(r)
	if !sent.Known() || !have.Known() {
		return sent.Known() == have.Known()
	}
	return bytes.Equal(textOf(sent), textOf(have))
}

func textOf(v record.Value) []byte {
	text, err := json.Marshal(v.JSON())
	if err != nil {
		panic(fmt.Sprintf("the JSON form of %T cannot be written: %v", v, err)) // a defect of the kind
	}
	return text
}

// instead says how a field is changed that cannot be set.
func instead(name string) string {
	switch name {
	case "state":
		return " It changes by a step: POST …/steps/{step}."
	case "archived":
		return " DELETE archives a record, POST …/restore brings it back."
	}
	return ""
}

// set writes what was sent into a field.
func (f *filler) set(field *record.Field, r record.Record, raw any) error {
	if field.Points() {
		ids, err := f.found.resolve(field, raw)
		if err != nil {
			return err
		}
		return setJSON(field, r, ids)
	}
	if text, ok := raw.(string); ok {
		return field.Parse(r, text, f.in)
	}
	return setJSON(field, r, raw)
}

func setJSON(field *record.Field, r record.Record, raw any) error {
	v := field.Value(r)
	if err := v.SetJSON(raw); err != nil {
		return err
	}
	return field.Set(r, v)
}

// checkVersion holds the version in an object that was read and is sent back
// against the record: nobody overwrites what they have not seen.
func checkVersion(t *record.Type, r record.Record, object map[string]any) error {
	raw, given := object["version"]
	if h := r.Head(); given && !h.ID.IsZero() && !isKept(t.Field("version"), r, raw) {
		return fault.New(fault.Conflict, "%s is at version %d by now. Read it again and repeat your change.", t.Number(h.Number), h.Version)
	}
	return nil
}

var errReference = errors.New(`must be the ID, the number or the name of a record, or {"id": …}`)
