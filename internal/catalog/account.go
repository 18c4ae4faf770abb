package catalog

import (
	"strings"

	"fairlead/internal/fault"
	"fairlead/internal/record"
)

// Account is what somebody, or another program, signs in with. Passwords and
// tokens are kept apart from it and are in no list, export or journal.
type Account struct {
	record.Header
	Login       string             `record:"required,label,unique" help:"What is typed at sign-in, usually the e-mail address"`
	Person      record.Ref[Person] `help:"Whose account it is; empty for another program"`
	Roles       record.Tags        `record:"required" help:"administrator, director, manager, technician, employee, executive, auditor"`
	LastSeen    record.Instant     `record:"system" help:"The last day on which it was used, and when on that day first"`
	PasswordSet record.Instant     `record:"system" help:"When its password was last set"`
}

func (a *Account) lowerLogin() { a.Login = strings.ToLower(a.Login) }

func checkAccount(a *Account, problems *fault.List) {
	for _, name := range a.Roles {
		if !record.Role(name).Has(record.Roles()) {
			problems.Add("roles", "There is no role %q; choose from those named in the help.", name)
		}
	}
}

// RoleList gives the account's roles.
func (a *Account) RoleList() []record.Role {
	roles := make([]record.Role, len(a.Roles))
	for i, name := range a.Roles {
		roles[i] = record.Role(name)
	}
	return roles
}

func account() record.Declaration {
	return record.Declare(record.Spec[Account]{
		Module: "ground", Name: "account", Prefix: "ACC", Icon: "key",
		Help: "What somebody, or another program, signs in with.",
		Access: record.Access{
			record.Administrator: may(record.All),
			record.Director:      may(record.Read),
			record.Auditor:       may(record.Read),
		},
		Lifecycle: record.Lifecycle{
			States: []record.State{
				{Name: "active", Title: "Active", Tone: record.Good},
				{Name: "disabled", Title: "Disabled", Tone: record.Bad, Closed: true},
			},
			Transitions: []record.Transition{
				{Name: "disable", Title: "Disable", From: []string{"active"}, To: "disabled"},
				{Name: "enable", Title: "Enable", From: []string{"disabled"}, To: "active"},
			},
		},
		Columns:   []string{"login", "person", "roles", "last_seen", "state"},
		Keys:      [][]string{{"login"}},
		Views:     []record.View{{Name: "active", Title: "Active", Filter: "state = active", Order: "login"}, {Name: "all", Title: "All accounts", Order: "login"}},
		Normalise: (*Account).lowerLogin,
		Check:     checkAccount,
	})
}
