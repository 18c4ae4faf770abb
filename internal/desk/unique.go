package desk

import (
	"context"
	"slices"

	"fairlead/internal/fault"
	"fairlead/internal/record"
	"fairlead/internal/store"
)

// maxIndexed is the longest text of a field that has an index, in bytes: that
// of the store, found here already so that one such record among many is told
// apart from the good ones.
const maxIndexed = 1000

// checkLengths adds texts that are too long for the index of their field.
func checkLengths(ch *Change, problems *fault.List) {
	for _, f := range ch.Type.Fields {
		if !f.IsProse() || f.Custom || !f.Index && !inKey(ch.Type, f) && f.Name != "source" && f.Name != "external_id" {
			continue
		}
		if n := len(f.Value(ch.Record).Text()); n > maxIndexed {
			problems.Add(f.Name, "%s is longer than %d characters; shorten it.", f.Title, maxIndexed)
		}
	}
}

func inKey(t *record.Type, f *record.Field) bool {
	return slices.ContainsFunc(t.Keys, func(key []string) bool { return slices.Contains(key, f.Name) })
}

// checkUnique adds to the problems of each change the values that another record
// has already and that must be different in each: one query for each such
// field, however many changes there are.
func checkUnique(ctx context.Context, r *store.Reader, changes []*Change, problems []error) error {
	for t := range byType(changes) {
		u := uniqueness{typ: t, problems: problems}
		for i, ch := range changes {
			if ch.Type == t && problems[i] == nil {
				u.records, u.at = append(u.records, ch.Record), append(u.at, i)
			}
		}
		if err := u.check(ctx, r); err != nil {
			return err
		}
	}
	return nil
}

// uniqueness compares new versions of records with the stored ones and with
// each other.
type uniqueness struct {
	typ      *record.Type
	records  []record.Record
	at       []int // the place of each record in problems
	problems []error
}

func (u *uniqueness) check(ctx context.Context, r *store.Reader) error {
	for _, f := range u.typ.Fields {
		if !f.Unique {
			continue
		}
		if err := u.checkField(ctx, r, f); err != nil {
			return err
		}
	}
	return u.checkExternal(ctx, r)
}

func (u *uniqueness) checkField(ctx context.Context, r *store.Reader, f *record.Field) error {
	stored, err := r.ByKey(ctx, u.typ, []*record.Field{f}, u.records)
	if err != nil {
		return err
	}
	u.refuse(f, func(i int) string { return f.Value(u.records[i]).Text() }, func(i int) record.Record { return stored[i] })
	return nil
}

// checkExternal holds that a source calls two records by different names.
func (u *uniqueness) checkExternal(ctx context.Context, r *store.Reader) error {
	names := map[string][]string{}
	for _, rec := range u.records {
		if h := rec.Head(); h.ExternalID != "" {
			names[h.Source] = append(names[h.Source], h.ExternalID)
		}
	}
	for source, ids := range names {
		stored, err := r.ByExternal(ctx, u.typ, source, ids)
		if err != nil {
			return err
		}
		name := func(i int) string {
			if h := u.records[i].Head(); h.Source == source {
				return h.ExternalID
			}
			return ""
		}
		u.refuse(u.typ.Field("external_id"), name, func(i int) record.Record { return stored[name(i)] })
	}
	return nil
}

// refuse notes a problem for each record whose value another one has: stored, or
// earlier in the same write.
func (u *uniqueness) refuse(f *record.Field, value func(int) string, stored func(int) record.Record) {
	first := map[string]record.ID{}
	for i, rec := range u.records {
		text := value(i)
		if text == "" || u.problems[u.at[i]] != nil {
			continue
		}
		id := rec.Head().ID
		has, ok := first[text]
		if other := stored(i); other != nil {
			has, ok = other.Head().ID, true
		}
		if ok && has != id {
			u.problems[u.at[i]] = taken(u.typ, f)
			continue
		}
		first[text] = id
	}
}

func taken(t *record.Type, f *record.Field) error {
	e := fault.New(fault.Conflict, "Another %s has the same %s already.", t.Title, f.Title)
	e.Fields = []fault.Field{{Path: f.Name, Problem: f.Title + " must be different in each " + t.Title + "."}}
	return e
}
