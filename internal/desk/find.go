package desk

import (
	"context"
	"strings"

	"fairlead/internal/fault"
	"fairlead/internal/record"
	"fairlead/internal/store"
)

// Find resolves one reference as a person writes it: a short number, an ID, an
// external ID, or the exact name. With target empty it may be of any type,
// written as a short number or "type:name".
func (c *Clerk) Find(ctx context.Context, target, text string) (record.AnyRef, error) {
	found, err := c.Resolve(ctx, target, "", []string{text})
	if err != nil {
		return record.AnyRef{}, err
	}
	if ref, ok := found[text]; ok {
		return ref, nil
	}
	what := "record"
	if t, err := c.desk.Type(target); err == nil {
		what = strings.ToLower(t.Title)
	}
	return record.AnyRef{}, fault.New(fault.Invalid, "There is no %s %.80q; choose one from the list.", what, text)
}

// Resolve finds records by the texts with which people and files refer to
// them, in a number of queries that does not depend on how many there are. What
// is not found, or may not be seen, is not in the answer. External IDs are
// those of the source.
func (c *Clerk) Resolve(ctx context.Context, target, source string, texts []string) (map[string]record.AnyRef, error) {
	groups := map[*record.Type]map[string]string{} // type → text as written → text to look up
	for _, text := range texts {
		if t, rest := c.targetOf(target, text); t != nil {
			if groups[t] == nil {
				groups[t] = map[string]string{}
			}
			groups[t][text] = rest
		}
	}
	found := make(map[string]record.AnyRef, len(texts))
	err := c.desk.store.View(ctx, func(r *store.Reader) error {
		for t, written := range groups {
			if err := c.resolveType(ctx, r, t, source, written, found); err != nil {
				return err
			}
		}
		return nil
	})
	return found, err
}

// targetOf settles of which type a text may be, and what is left of it.
func (c *Clerk) targetOf(target, text string) (*record.Type, string) {
	if target != "" {
		t, err := c.desk.Type(target)
		if err != nil {
			return nil, ""
		}
		return t, text
	}
	if name, rest, ok := strings.Cut(text, ":"); ok {
		if t, err := c.desk.Type(name); err == nil {
			return t, rest
		}
	}
	for _, t := range c.desk.Types() {
		if n, ok := t.ParseNumber(text); ok && strings.EqualFold(t.Number(n), text) {
			return t, text
		}
	}
	return nil, ""
}

func (c *Clerk) resolveType(ctx context.Context, r *store.Reader, t *record.Type, source string, written map[string]string, found map[string]record.AnyRef) error {
	var left []string
	var ids []record.ID
	for _, text := range written {
		if id, err := record.ParseID(text); err == nil {
			ids = append(ids, id)
		} else {
			left = append(left, text)
		}
	}
	byText := map[string]record.Record{}
	stored, err := r.GetMany(ctx, t, ids)
	if err != nil {
		return err
	}
	for id, rec := range stored {
		byText[id.String()] = rec
	}
	if err := c.resolveNames(ctx, r, t, source, left, byText); err != nil {
		return err
	}
	for text, rest := range written {
		rec := byText[rest]
		if rec == nil {
			continue
		}
		seen, err := c.see(ctx, r, t, []record.Record{rec})
		if err != nil {
			return err
		}
		if len(seen) == 1 {
			found[text] = record.AnyRef{Type: t.Name, ID: rec.Head().ID}
		}
	}
	return nil
}

// resolveNames looks texts up as external IDs, short numbers and exact names,
// in this order.
func (c *Clerk) resolveNames(ctx context.Context, r *store.Reader, t *record.Type, source string, texts []string, byText map[string]record.Record) error {
	external, err := r.ByExternal(ctx, t, source, texts)
	if err != nil {
		return err
	}
	label := t.LabelField()
	var names []string
	var probes []record.Record
	for _, text := range texts {
		if rec := external[text]; rec != nil {
			byText[text] = rec
			continue
		}
		if n, ok := t.ParseNumber(text); ok && strings.Contains(text, "-") {
			if rec, err := r.ByNumber(ctx, t, n); err == nil {
				byText[text] = rec
				continue
			}
		}
		probe := t.New()
		if label.Parse(probe, text, record.Reading{}) == nil {
			names, probes = append(names, text), append(probes, probe)
		}
	}
	matched, err := r.ByKey(ctx, t, []*record.Field{label}, probes)
	if err != nil {
		return err
	}
	for i, rec := range matched {
		byText[names[i]] = rec
	}
	return nil
}

// Match finds, for records about to be imported, those that they stand for: by
// external ID of the source, else by the first key of the type of which the
// probe fills every field. An element is nil where there is none. A record that
// the principal may not see is a match all the same: it must not be made twice.
func (c *Clerk) Match(ctx context.Context, t *record.Type, source string, externalIDs []string, probes []record.Record) ([]record.Record, error) {
	out := make([]record.Record, len(probes))
	err := c.desk.store.View(ctx, func(r *store.Reader) error {
		var ids []string
		for _, id := range externalIDs {
			if id != "" {
				ids = append(ids, id)
			}
		}
		byExternal, err := r.ByExternal(ctx, t, source, ids)
		if err != nil {
			return err
		}
		for i, id := range externalIDs {
			out[i] = byExternal[id]
		}
		for _, key := range t.Keys {
			if err := matchKey(ctx, r, t, key, source, externalIDs, probes, out); err != nil {
				return err
			}
		}
		return nil
	})
	return out, err
}

func matchKey(ctx context.Context, r *store.Reader, t *record.Type, key []string, source string, externalIDs []string, probes, out []record.Record) error {
	fields := make([]*record.Field, len(key))
	for i, name := range key {
		fields[i] = t.Field(name)
	}
	var asked []int
	var wanted []record.Record
	for i, probe := range probes {
		if out[i] == nil && fillsAll(fields, probe) {
			asked, wanted = append(asked, i), append(wanted, probe)
		}
	}
	matched, err := r.ByKey(ctx, t, fields, wanted)
	if err != nil {
		return err
	}
	for j, rec := range matched {
		// A record with an external ID of its own from the same source is another one.
		h := rec.Head()
		if i := asked[j]; externalIDs[i] == "" || h.ExternalID == "" || h.Source != source {
			out[i] = rec
		}
	}
	return nil
}

func fillsAll(fields []*record.Field, r record.Record) bool {
	for _, f := range fields {
		if !f.Value(r).Known() {
			return false
		}
	}
	return true
}
