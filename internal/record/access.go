package record

import (
	"maps"
	"slices"
)

// Role is what somebody is to the department. An account can have several.
type Role string

// The roles, from the ground up.
const (
	Administrator Role = "administrator" // runs the program: accounts, settings; reads no confidential record by that
	Director      Role = "director"
	Manager       Role = "manager"
	Technician    Role = "technician"
	Employee      Role = "employee"
	Executive     Role = "executive"
	Auditor       Role = "auditor"
)

// Roles lists every role.
func Roles() []Role {
	return []Role{Administrator, Director, Manager, Technician, Employee, Executive, Auditor}
}

// Action is a set of things that can be done with a record.
type Action uint8

// The actions.
const (
	Read Action = 1 << iota
	Create
	Update  // fields and lifecycle
	Archive // and bring back

	Write = Create | Update | Archive
	All   = Read | Write
)

// Rule grants actions on the records of a type.
type Rule struct {
	May Action
	// Where limits the grant to records that match this filter; empty means all.
	// In it, "me" is the signed-in person.
	Where string
}

// Access says which role may do what with a type. A role that is not named may do nothing.
type Access map[Role][]Rule

// With gives a copy in which the role has these rules instead.
func (a Access) With(role Role, rules ...Rule) Access {
	c := maps.Clone(a)
	c[role] = rules
	return c
}

// Has reports whether a role is among others.
func (r Role) Has(among []Role) bool { return slices.Contains(among, r) }
