package api

import (
	"context"
	"encoding/json"
	"errors"
	"io"
	"slices"
	"strings"

	"fairlead/internal/desk"
	"fairlead/internal/fault"
	"fairlead/internal/record"
)

// readObject reads one JSON object.
func readObject(r io.Reader) (map[string]any, error) {
	d := json.NewDecoder(r)
	d.UseNumber()
	var object map[string]any
	if err := d.Decode(&object); err != nil {
		return nil, badJSON(err)
	}
	if object == nil || d.More() {
		return nil, fault.New(fault.Invalid, "Send one JSON object.")
	}
	return object, nil
}

func badJSON(err error) error {
	var syntax *json.SyntaxError
	if errors.As(err, &syntax) {
		return fault.Because(err, fault.Invalid, "The body is not JSON: %v at byte %d.", syntax, syntax.Offset)
	}
	return fault.Because(err, fault.Invalid, "The body must be a JSON object.")
}

// Fill writes the members of an object into a record. null clears a field.
// References may be an ID, a short number, {"id": …} or {"number": …}. All that
// is wrong is reported at once.
func Fill(ctx context.Context, clerk *desk.Clerk, t *record.Type, r record.Record, object map[string]any, currency string) fault.List {
	var problems fault.List
	fields := clerk.Fields(t)
	in := record.Reading{
		Today: clerk.Desk().Today(), Currency: currency,
		Find: func(target, text string) (record.AnyRef, error) { return clerk.Find(ctx, target, text) },
	}
	names := make([]string, 0, len(object))
	for name := range object {
		names = append(names, name)
	}
	slices.Sort(names)
	for _, name := range names {
		if slices.Contains(ignored, name) {
			continue
		}
		f := t.Field(name)
		switch {
		case f == nil || !slices.Contains(fields, f):
			problems.Add(name, "%s have no field %q.", t.Titles, name)
		case f.System && !slices.Contains(writable, name):
			problems.Add(name, "%s is kept by the program and cannot be set.", f.Title)
		default:
			if err := fillField(f, r, object[name], in); err != nil {
				problems.Add(name, "%s %s.", f.Title, strings.TrimSuffix(err.Error(), "."))
			}
		}
	}
	return problems
}

// ignored members are what a reader got and sends back.
var ignored = []string{"id", "number", "version", "created", "updated", "state"}

// writable system fields may be set by those who write records.
var writable = []string{"tags", "source", "external_id"}

func fillField(f *record.Field, r record.Record, raw any, in record.Reading) error {
	if text, ok := raw.(string); ok {
		return f.Parse(r, text, in) // as people write it: dates, amounts, short numbers
	}
	if f.IsReference() || f.IsMany() {
		raw = idOrNumber(raw)
		if text, ok := raw.(string); ok {
			return f.Parse(r, text, in)
		}
	}
	v := f.Value(r)
	if err := v.SetJSON(raw); err != nil {
		return err
	}
	return f.Set(r, v)
}

// idOrNumber brings references in object form to a text that the field reads.
func idOrNumber(raw any) any {
	switch v := raw.(type) {
	case map[string]any:
		for _, key := range []string{"id", "number"} {
			text, ok := v[key].(string)
			if !ok {
				continue
			}
			if name, typed := v["type"].(string); typed && key == "id" {
				return name + ":" + text
			}
			return text
		}
	case []any:
		texts := make([]string, 0, len(v))
		for _, item := range v {
			if object, ok := item.(map[string]any); ok {
				delete(object, "type")
			}
			text, ok := idOrNumber(item).(string)
			if !ok {
				return raw
			}
			texts = append(texts, text)
		}
		return strings.Join(texts, ",")
	}
	return raw
}
