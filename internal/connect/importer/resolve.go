package importer

import (
	"context"
	"fmt"

	"fairlead/internal/desk"
	"fairlead/internal/record"
)

// wanted is a reference as a file writes it.
type wanted struct {
	target string // type name; empty: any
	text   string
	create bool
}

// resolver finds the records that a file refers to, in bulk, and makes those
// that are missing where the map says so.
type resolver struct {
	clerk   *desk.Clerk
	source  string
	known   map[wanted]record.AnyRef // create is false in the keys
	made    []*desk.Change
	assumed map[record.ID]bool // made by a dry run, and so not in the database
}

func newResolver(clerk *desk.Clerk, source string) *resolver {
	return &resolver{clerk: clerk, source: source, known: map[wanted]record.AnyRef{}, assumed: map[record.ID]bool{}}
}

// resolve looks up what is not known yet: one round for each type.
func (r *resolver) resolve(ctx context.Context, list []wanted) error {
	texts := map[string][]string{}
	asked := map[wanted]bool{}
	create := map[wanted]bool{}
	for _, w := range list {
		key := wanted{target: w.target, text: w.text}
		create[key] = create[key] || w.create
		if _, ok := r.known[key]; ok || asked[key] {
			continue
		}
		asked[key] = true
		texts[w.target] = append(texts[w.target], w.text)
	}
	for target, list := range texts {
		found, err := r.clerk.Resolve(ctx, target, r.source, list)
		if err != nil {
			return err
		}
		for text, ref := range found {
			r.known[wanted{target: target, text: text}] = ref
		}
	}
	for key := range asked {
		if _, ok := r.known[key]; !ok && create[key] {
			if err := r.make(key); err != nil {
				return err
			}
		}
	}
	return nil
}

// make plans a new record that has nothing but a name.
func (r *resolver) make(w wanted) error {
	t, err := r.clerk.Type(w.target)
	if err != nil {
		return err
	}
	rec := t.New()
	h := rec.Head()
	h.ID = record.NewID(r.clerk.Desk().Now())
	h.Source, h.State = r.source, ""
	if err := t.LabelField().Parse(rec, w.text, record.Reading{}); err != nil {
		return nil // the row that refers to it will say that it is not there
	}
	r.known[w] = record.AnyRef{Type: t.Name, ID: h.ID}
	r.assumed[h.ID] = true
	r.made = append(r.made, &desk.Change{Type: t, Record: rec, Imported: true, Note: "Made by an import from " + r.source})
	return nil
}

// takeMade hands over the records to be made, once.
func (r *resolver) takeMade() []*desk.Change {
	made := r.made
	r.made = nil
	return made
}

// find is the record.Reading's way to references; everything was looked up before.
func (r *resolver) find(target, text string) (record.AnyRef, error) {
	if ref, ok := r.known[wanted{target: target, text: text}]; ok {
		return ref, nil
	}
	what := "record"
	if t, err := r.clerk.Type(target); err == nil {
		what = t.Title
	}
	return record.AnyRef{}, fmt.Errorf("names a %s %.80q that is not there; import it first or correct the name", what, text)
}
