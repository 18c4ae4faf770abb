package api

import (
	"context"
	"fmt"
	"strings"

	"fairlead/internal/record"
)

// lookup is a reference that was sent as a text which is no ID.
type lookup struct{ target, text string }

// found is what the texts of references stand for.
type found map[lookup]record.AnyRef

// lookUp finds the records that some objects refer to by number or name, in a
// number of queries that does not depend on how many there are.
func (f *filler) lookUp(ctx context.Context, objects ...map[string]any) error {
	wanted := map[string][]string{}
	seen := map[lookup]bool{}
	note := func(l lookup) (record.AnyRef, bool) {
		if !seen[l] {
			seen[l] = true
			wanted[l.target] = append(wanted[l.target], l.text)
		}
		return record.AnyRef{}, true
	}
	for _, object := range objects {
		for name, raw := range object {
			if field := f.fields[name]; field != nil && field.Points() {
				_, _ = pointed{field, note}.value(raw) // what is wrong with it, fill says
			}
		}
	}
	for target, texts := range wanted {
		refs, err := f.clerk.Resolve(ctx, target, "", texts)
		if err != nil {
			return err
		}
		for text, ref := range refs {
			f.found[lookup{target, text}] = ref
		}
	}
	return nil
}

// resolve puts IDs in the place of the texts that a field was sent.
func (f found) resolve(field *record.Field, raw any) (any, error) {
	return pointed{field, func(l lookup) (record.AnyRef, bool) { ref, ok := f[l]; return ref, ok }}.value(raw)
}

// pointed walks through what was sent for a field that points to records, in
// all its forms, and finds out what each text stands for.
type pointed struct {
	field *record.Field
	find  func(lookup) (record.AnyRef, bool)
}

func (p pointed) value(raw any) (any, error) {
	switch {
	case raw == nil:
		return nil, nil
	case len(p.field.Row) > 0:
		return p.rows(raw)
	case p.field.IsMany():
		return p.list(raw)
	}
	return p.single(raw)
}

// list takes a list, or a text with commas.
func (p pointed) list(raw any) (any, error) {
	items, ok := raw.([]any)
	if text, isText := raw.(string); isText {
		ok = true
		for part := range strings.SplitSeq(text, ",") {
			items = append(items, part)
		}
	}
	if !ok {
		return nil, errReference
	}
	ids := make([]any, len(items))
	for i, item := range items {
		id, err := p.single(item)
		if err != nil {
			return nil, err
		}
		ids[i] = id
	}
	return ids, nil
}

// rows takes a list of objects, some of whose members point to records.
func (p pointed) rows(raw any) (any, error) {
	items, ok := raw.([]any)
	if !ok {
		return raw, nil // the kind says what is wrong
	}
	out := make([]any, len(items))
	for i, item := range items {
		object, ok := item.(map[string]any)
		if !ok {
			return raw, nil
		}
		row, err := p.row(object)
		if err != nil {
			return nil, fmt.Errorf("has a mistake in row %d: %w", i+1, err)
		}
		out[i] = row
	}
	return out, nil
}

func (p pointed) row(object map[string]any) (map[string]any, error) {
	row := make(map[string]any, len(object))
	for name, raw := range object {
		row[name] = raw
	}
	for _, column := range p.field.Row {
		raw, given := object[column.Name]
		if !given || !column.Points() {
			continue
		}
		id, err := pointed{column, p.find}.value(raw)
		if err != nil {
			return nil, fmt.Errorf("%s %w", column.Title, err)
		}
		row[column.Name] = id
	}
	return row, nil
}

// single takes an ID, a text, or an object with an ID or a number.
func (p pointed) single(raw any) (any, error) {
	switch v := raw.(type) {
	case nil:
		return nil, nil
	case string:
		return p.text(strings.TrimSpace(v))
	case map[string]any:
		if _, ok := v["id"].(string); ok {
			return v, nil
		}
		if number, ok := v["number"].(string); ok {
			return p.text(number)
		}
	}
	return nil, errReference
}

func (p pointed) text(text string) (any, error) {
	if text == "" {
		return nil, nil
	}
	if _, err := record.ParseID(text); err == nil && p.field.Kind.Name != "any" {
		return text, nil
	}
	ref, ok := p.find(lookup{p.field.Target, text})
	switch {
	case !ok:
		return nil, fmt.Errorf("is %q, which does not exist, or you may not see it; choose another", shortened(text))
	case p.field.Kind.Name == "any":
		return ref.JSON(), nil
	}
	return ref.ID.String(), nil
}
