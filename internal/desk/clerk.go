package desk

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"sync"

	"fairlead/internal/access"
	"fairlead/internal/fault"
	"fairlead/internal/record"
)

// Clerk acts at the desk for one principal. It is cheap to make and is made for
// each request.
type Clerk struct {
	desk *Desk
	who  access.Principal
}

// For gives a clerk for a principal.
func (d *Desk) For(p access.Principal) *Clerk { return &Clerk{desk: d, who: p} }

// Principal is whom the clerk acts for.
func (c *Clerk) Principal() access.Principal { return c.who }

// Desk is where the clerk works.
func (c *Clerk) Desk() *Desk { return c.desk }

// Env is what filters may ask about the moment and the reader.
func (c *Clerk) Env() record.Env {
	now := c.desk.now()
	return record.Env{Today: record.DateOf(now.UTC()), Now: record.At(now), Me: c.who.Person}
}

// Type finds a record type of which the principal may read at least some
// records. To others it does not exist.
func (c *Clerk) Type(name string) (*record.Type, error) {
	t, err := c.desk.Type(name)
	if err != nil {
		return nil, err
	}
	if !c.May(record.Read, t) && !c.May(record.Create, t) {
		return nil, fault.New(fault.NotFound, "There is no record type %q.", name)
	}
	return t, nil
}

// Types lists the record types of which the principal may read some records.
func (c *Clerk) Types() []*record.Type {
	return slices.DeleteFunc(c.desk.Types(), func(t *record.Type) bool { return !c.May(record.Read, t) })
}

// May reports whether the principal may do something with some records of a type.
func (c *Clerk) May(action record.Action, t *record.Type) bool {
	return access.May(c.who, action, t).Allowed
}

// MayWith reports whether the principal may do something with a record. The
// record must be as stored, not masked.
func (c *Clerk) MayWith(action record.Action, t *record.Type, r record.Record) bool {
	scope, err := c.scope(action, t)
	return err == nil && scope.allows(c.desk.snapshot(), r)
}

// Fields lists the fields of a type that the principal may see.
func (c *Clerk) Fields(t *record.Type) []*record.Field { return access.Fields(c.who, t) }

// scope is a grant with its filters parsed.
type scope struct {
	allowed bool
	limits  []record.Filter // any must match; none: no limit
}

func (c *Clerk) scope(action record.Action, t *record.Type) (scope, error) {
	g := access.May(c.who, action, t)
	s := scope{allowed: g.Allowed}
	for _, where := range g.Where {
		f, err := c.desk.dict.ParseFilter(t, where, c.Env())
		if err != nil {
			return scope{}, fmt.Errorf("access of %s: %w", t.Name, err)
		}
		s.limits = append(s.limits, f)
	}
	return s, nil
}

// allows reports whether a record is in the scope. What it points to is looked
// up in a snapshot.
func (s scope) allows(snapshot *record.Snapshot, r record.Record) bool {
	if !s.allowed || len(s.limits) == 0 {
		return s.allowed
	}
	return slices.ContainsFunc(s.limits, func(f record.Filter) bool { return f.Match(r, snapshot.Find) })
}

// filters turns the scope into conditions of a query, all of which must hold.
func (s scope) filters(t *record.Type) []record.Filter {
	switch len(s.limits) {
	case 0:
		return nil
	case 1:
		return s.limits
	}
	any := make(record.Or, len(s.limits))
	for i, f := range s.limits {
		any[i] = f.Root
	}
	return []record.Filter{{Type: t, Root: any}}
}

// mask gives the record as the principal may see it: hidden fields unknown.
func (c *Clerk) mask(t *record.Type, r record.Record) record.Record {
	masked := r
	for _, f := range t.Fields {
		if access.Sees(c.who, f) {
			continue
		}
		if masked == r {
			masked = t.Clone(r)
		}
		if f.Custom {
			delete(masked.Head().Custom, f.Name)
		} else {
			f.Value(masked).Clear()
		}
	}
	return masked
}

// Snapshot is the view on all records that the principal may have: answers that
// are computed from it can show nothing that they may not see.
func (c *Clerk) Snapshot() (*record.Snapshot, error) {
	s := c.desk.snapshot()
	if c.who.Program {
		return s, nil
	}
	return c.desk.views.of(c, s)
}

// audience names principals who see the same: by roles, and, as limits may ask
// who reads and when, by person and day.
func (c *Clerk) audience() string {
	roles := make([]string, len(c.who.Roles))
	for i, role := range c.who.Roles {
		roles[i] = string(role)
	}
	slices.Sort(roles)
	return strings.Join(roles, ",") + ":" + c.who.Person.String() + ":" + c.desk.Today().Text()
}

// restrictedViews keeps the last view of each audience, so that a request
// after a request without a change between them makes none anew.
type restrictedViews struct {
	mu    sync.Mutex
	views map[string]restrictedView
}

type restrictedView struct {
	of, view *record.Snapshot
}

// maxAudiences bounds the views kept; past it they are made anew.
const maxAudiences = 64

func (v *restrictedViews) of(c *Clerk, s *record.Snapshot) (*record.Snapshot, error) {
	audience := c.audience()
	v.mu.Lock()
	kept, ok := v.views[audience]
	v.mu.Unlock()
	if ok && kept.of == s {
		return kept.view, nil
	}
	view, err := c.restrict(s)
	if err != nil {
		return nil, err
	}
	v.mu.Lock()
	defer v.mu.Unlock()
	if v.views == nil || len(v.views) >= maxAudiences {
		v.views = map[string]restrictedView{}
	}
	v.views[audience] = restrictedView{s, view}
	return view, nil
}

// restrict gives the view on a snapshot that the principal may have.
func (c *Clerk) restrict(s *record.Snapshot) (view *record.Snapshot, err error) {
	view = s.Restricted(c.audience(), func(s *record.Snapshot, t *record.Type) func(record.Record) record.Record {
		see, failed := c.seer(s, t)
		err = cmp.Or(err, failed)
		return see
	})
	return view, err
}

// seer gives nil where the principal sees all of a type, else what they see of a record.
func (c *Clerk) seer(s *record.Snapshot, t *record.Type) (func(record.Record) record.Record, error) {
	read, err := c.scope(record.Read, t)
	if err != nil || read.allowed && len(read.limits) == 0 && len(c.Fields(t)) == len(t.Fields) {
		return nil, err
	}
	return func(r record.Record) record.Record {
		if !read.allows(s, r) {
			return nil
		}
		return c.mask(t, r)
	}, nil
}

// WhatIf is the principal's view with edits laid over it.
func (c *Clerk) WhatIf(edits ...record.Edit) (*record.Snapshot, error) {
	s, err := c.Snapshot()
	if err != nil {
		return nil, err
	}
	return s.With(s.Position(), edits...), nil
}

// Changed returns a channel that is closed at the next change of any record.
func (c *Clerk) Changed() <-chan struct{} { return c.desk.watchers.next() }
