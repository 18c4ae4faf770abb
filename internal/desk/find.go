package desk

import (
	"context"
	"maps"
	"slices"
	"strings"
	"unicode/utf8"

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
		if !utf8.ValidString(text) || strings.ContainsRune(text, 0) {
			continue // nothing is called so: no database keeps it
		}
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
		if id, ok := parseID(text); ok {
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

// resolveNames looks texts up as external IDs of a source, short numbers and
// exact names, in this order. Where no source is named, a text that is a short
// number is that.
func (c *Clerk) resolveNames(ctx context.Context, r *store.Reader, t *record.Type, source string, texts []string, byText map[string]record.Record) error {
	steps := []func(context.Context, *store.Reader, *record.Type, []string, map[string]record.Record) error{
		external(source), byShortNumber, byLabel,
	}
	if source == "" {
		steps[0], steps[1] = steps[1], steps[0]
	}
	for _, step := range steps {
		left := slices.DeleteFunc(slices.Clone(texts), func(text string) bool { return byText[text] != nil })
		if len(left) == 0 {
			return nil
		}
		if err := step(ctx, r, t, left, byText); err != nil {
			return err
		}
	}
	return nil
}

func external(source string) func(context.Context, *store.Reader, *record.Type, []string, map[string]record.Record) error {
	return func(ctx context.Context, r *store.Reader, t *record.Type, texts []string, byText map[string]record.Record) error {
		found, err := r.ByExternal(ctx, t, source, texts)
		maps.Copy(byText, found)
		return err
	}
}

func byShortNumber(ctx context.Context, r *store.Reader, t *record.Type, texts []string, byText map[string]record.Record) error {
	found, err := numbered(ctx, r, t, shortNumbers(t, texts))
	for _, text := range texts {
		if n, ok := shortNumber(t, text); ok && found[n] != nil {
			byText[text] = found[n]
		}
	}
	return err
}

func byLabel(ctx context.Context, r *store.Reader, t *record.Type, texts []string, byText map[string]record.Record) error {
	label := t.LabelField()
	var names []string
	var probes []record.Record
	for _, text := range texts {
		probe := t.New()
		if label.Parse(probe, text, record.Reading{}) == nil {
			names, probes = append(names, text), append(probes, probe)
		}
	}
	found, err := r.ByKey(ctx, t, []*record.Field{label}, probes)
	for i, rec := range found {
		byText[names[i]] = rec
	}
	return err
}

// shortNumber reads a number that is written with the prefix of its type: one
// without could be a name.
func shortNumber(t *record.Type, text string) (int64, bool) {
	n, ok := t.ParseNumber(text)
	return n, ok && strings.Contains(text, "-")
}

func shortNumbers(t *record.Type, texts []string) (numbers []int64) {
	for _, text := range texts {
		if n, ok := shortNumber(t, text); ok {
			numbers = append(numbers, n)
		}
	}
	return numbers
}
