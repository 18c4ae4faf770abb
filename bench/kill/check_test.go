package kill_test

import (
	"context"
	"testing"

	"fairlead/internal/access"
	"fairlead/internal/catalog"
	"fairlead/internal/desk"
	"fairlead/internal/record"
)

// check holds what is stored against what was acknowledged.
func (w *world) check(t *testing.T, writers []*client) {
	t.Helper()
	w.verify(t)
	w.with(t, func(d *desk.Desk) {
		stored, groups := map[string]*catalog.Person{}, map[string]int{}
		for r := range all(t, d, "person") {
			p := r.(*catalog.Person)
			stored[d.Dictionary().Type("person").Number(p.Number)] = p
			groups[p.Phone]++
		}
		for _, c := range writers {
			checkPeople(t, c, stored)
			checkGroups(t, c, groups)
		}
		w.checkImports(t, d)
	})
	if t.Failed() {
		t.Fatalf("the program's log:\n%s", w.log(t))
	}
}

func checkPeople(t *testing.T, c *client, stored map[string]*catalog.Person) {
	t.Helper()
	for _, p := range c.people {
		s := stored[p.number]
		if s == nil || s.Name != p.name {
			t.Errorf("%s (%s) was acknowledged and is lost", p.number, p.name)
			continue
		}
		switch title := s.JobTitle; title {
		case text(p.known), text(p.sent):
			p.known = number(title)
			p.sent = p.known
		default:
			t.Errorf("%s holds %q; %d was acknowledged, %d was sent", p.number, title, p.known, p.sent)
		}
	}
}

func checkGroups(t *testing.T, c *client, groups map[string]int) {
	t.Helper()
	for _, g := range c.groups {
		switch n := groups[g.code]; {
		case n == groupSize, n == 0 && !g.acknowledged:
		default:
			t.Errorf("of %s (acknowledged: %t) there are %d people, not all %d", g.code, g.acknowledged, n, groupSize)
		}
	}
}

// all goes through the records of a type as lists show them.
func all(t *testing.T, d *desk.Desk, name string) func(yield func(record.Record) bool) {
	clerk, typ := d.For(access.Program()), d.Dictionary().Type(name)
	return func(yield func(record.Record) bool) {
		for after, end := "", false; !end; {
			page, err := clerk.List(context.Background(), typ, desk.Query{Order: "number", After: after, Limit: desk.MaxPage})
			if err != nil {
				t.Fatal(err)
			}
			for _, r := range page.Records {
				if !yield(r) {
					return
				}
			}
			after, end = page.Next, page.Next == ""
		}
	}
}
