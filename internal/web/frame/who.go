package frame

import (
	"fairlead/internal/access"
	"fairlead/internal/catalog"
	"fairlead/internal/desk"
	"fairlead/internal/record"
)

// Who names whoever did something: the person whose account it was, else the
// account's login, else the program itself. Who did something is known to
// everybody who sees what was done, so the accounts are read for the program;
// a person's name comes from what the visitor may see.
func (v *Visit) Who(account record.ID, names desk.Names) string {
	if account.IsZero() {
		return "Fairlead"
	}
	if person := v.personOf(account); person != "" {
		return person
	}
	if n, ok := names[account]; ok && n.Label != "" {
		return n.Label
	}
	return "somebody"
}

func (v *Visit) personOf(account record.ID) string {
	all, err := v.Site.Desk.For(access.Program()).Snapshot()
	if err != nil {
		return ""
	}
	seen, err := v.Clerk.Snapshot()
	if err != nil {
		return ""
	}
	a, ok := all.Find(record.TypeFor[catalog.Account](all), account).(*catalog.Account)
	if !ok {
		return ""
	}
	if p := record.Get(seen, a.Person); p != nil {
		return p.Name
	}
	return ""
}
