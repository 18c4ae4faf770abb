package access_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"fairlead/internal/access"
	"fairlead/internal/record"
)

func TestMay(t *testing.T) {
	typ := &record.Type{Access: record.Access{
		record.Director: {{May: record.All}},
		record.Employee: {{May: record.Create}, {May: record.Read, Where: "requester = me"}},
		record.Auditor:  {{May: record.Read, Where: "closed = true"}},
	}}
	cases := []struct {
		name   string
		roles  []record.Role
		action record.Action
		want   access.Grant
	}{
		{"no role, nothing", nil, record.Read, access.Grant{}},
		{"a role that is not named, nothing", []record.Role{record.Administrator}, record.Read, access.Grant{}},
		{"all", []record.Role{record.Director}, record.Archive, access.Grant{Allowed: true}},
		{"limited", []record.Role{record.Employee}, record.Read, access.Grant{Allowed: true, Where: []string{"requester = me"}}},
		{"may create, not update", []record.Role{record.Employee}, record.Update, access.Grant{}},
		{"limits add up", []record.Role{record.Employee, record.Auditor}, record.Read, access.Grant{Allowed: true, Where: []string{"requester = me", "closed = true"}}},
		{"no limit wins", []record.Role{record.Employee, record.Director}, record.Read, access.Grant{Allowed: true}},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			got := access.May(access.Principal{Roles: c.roles}, c.action, typ)
			if d := cmp.Diff(c.want, got); d != "" {
				t.Errorf("want, got:\n%s", d)
			}
		})
	}
	reader := access.Principal{Roles: []record.Role{record.Director}, ReadOnly: true}
	if access.May(reader, record.Update, typ).Allowed || !access.May(reader, record.Read, typ).Allowed {
		t.Error("who may only read reads and does not write")
	}
	if !access.May(access.Program(), record.All, typ).Allowed {
		t.Error("the program itself may do everything")
	}
}

func TestSees(t *testing.T) {
	secret := &record.Field{Name: "salary", Readers: []record.Role{record.Manager}}
	if access.Sees(access.Principal{Roles: []record.Role{record.Administrator}}, secret) {
		t.Error("an administrator is not a reader of the field")
	}
	if !access.Sees(access.Principal{Roles: []record.Role{record.Employee, record.Manager}}, secret) {
		t.Error("a manager is a reader of the field")
	}
}
