// Package access decides who may do what: pure functions of a principal, an
// action, a record type and a field. It reads nothing and remembers nothing.
//
// Decisions are asked for at the one read path and the one write path, which
// the desk keeps; nothing else in the program needs to.
package access

import (
	"slices"

	"fairlead/internal/record"
)

// Principal is who acts: a signed-in account, or the program itself.
type Principal struct {
	Account record.ID
	Person  record.ID // zero for a program's account
	Name    string    // as shown: the person's name, else the login
	Roles   []record.Role
	// Program marks the program's own work (schedules, start-up). It may do everything.
	Program bool
	// ReadOnly principals write nothing, whatever their roles: the holder of a
	// token that may only read.
	ReadOnly bool
}

// Program is the principal of the program's own work.
func Program() Principal { return Principal{Name: "Fairlead", Program: true} }

// Has reports whether the principal has a role.
func (p Principal) Has(role record.Role) bool { return slices.Contains(p.Roles, role) }

// HasAny reports whether the principal has any of the roles.
func (p Principal) HasAny(roles ...record.Role) bool {
	return p.Program || slices.ContainsFunc(roles, p.Has)
}

// Keeps reports whether the principal is one of those who keep records: they
// import whole files, where others add what they report one by one.
func (p Principal) Keeps() bool {
	return p.HasAny(record.Administrator, record.Director, record.Manager, record.Technician)
}

// Grant is the answer to "may they?": not at all, on all records, or on those
// that match any of some filters.
type Grant struct {
	Allowed bool
	Where   []string // filters, any of which must match; empty: no limit
}

// May decides whether a principal may act on records of a type. Roles add up.
func May(p Principal, action record.Action, t *record.Type) Grant {
	if p.ReadOnly && action&record.Write != 0 {
		return Grant{}
	}
	if p.Program {
		return Grant{Allowed: true}
	}
	var g Grant
	for _, role := range p.Roles {
		for _, rule := range t.Access[role] {
			if rule.May&action != action {
				continue
			}
			if rule.Where == "" {
				return Grant{Allowed: true}
			}
			g.Allowed = true
			if !slices.Contains(g.Where, rule.Where) {
				g.Where = append(g.Where, rule.Where)
			}
		}
	}
	return g
}

// Sees reports whether a principal may see a field of records that they may read.
func Sees(p Principal, f *record.Field) bool {
	return p.Program || f.VisibleTo(p.Roles)
}

// Fields lists the fields of a type that a principal may see.
func Fields(p Principal, t *record.Type) []*record.Field {
	if p.Program {
		return t.Fields
	}
	return slices.DeleteFunc(slices.Clone(t.Fields), func(f *record.Field) bool { return !Sees(p, f) })
}

// Transitions lists what a principal may do with a record in a state, given
// that they may update it.
func Transitions(p Principal, t *record.Type, state string) []record.Transition {
	return slices.DeleteFunc(t.Lifecycle.From(state), func(tr record.Transition) bool {
		return !MayTransition(p, tr)
	})
}

// MayTransition reports whether a principal may ask for a transition, given
// that they may update the record.
func MayTransition(p Principal, tr record.Transition) bool {
	return !p.ReadOnly && (len(tr.Roles) == 0 || p.HasAny(tr.Roles...))
}
