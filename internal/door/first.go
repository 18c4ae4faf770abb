package door

import (
	"context"
	"strings"

	"fairlead/internal/access"
	"fairlead/internal/catalog"
	"fairlead/internal/desk"
	"fairlead/internal/fault"
	"fairlead/internal/record"
	"fairlead/internal/store"
)

// FirstRun reports whether there is no account yet.
func (d *Door) FirstRun() (bool, error) {
	s, err := d.records()
	if err != nil {
		return false, err
	}
	return s.Len(record.TypeFor[catalog.Account](s)) == 0, nil
}

// CreateFirst makes the first account, of somebody who administers the program
// and directs the department. The fault is Conflict when there is an account
// already, also when two try at once; Invalid names the fields name, login and
// password.
func (d *Door) CreateFirst(ctx context.Context, name, login, password string) error {
	login = normal(login)
	if first, err := d.FirstRun(); err != nil || !first {
		return orNotFirst(err) // before a stranger can make us hash
	}
	var problems fault.List
	if strings.TrimSpace(name) == "" {
		problems.Add("name", "Say who you are.")
	}
	if login == "" {
		problems.Add("login", "Choose what to sign in with, for example your e-mail address.")
	}
	if problem := checkPassword(login, password); problem != "" {
		problems.Add("password", "%s", problem)
	}
	if err := problems.Err(); err != nil {
		return err
	}
	hashed, err := d.hasher.hash(ctx, password)
	if err != nil {
		return err
	}
	return d.createFirst(ctx, name, login, hashed)
}

func orNotFirst(err error) error {
	if err != nil {
		return err
	}
	return fault.New(fault.Conflict, "There is an account already; sign in.")
}

// createFirst writes person, account and password together, if nobody was first.
func (d *Door) createFirst(ctx context.Context, name, login, password string) error {
	people, err := d.desk.Type("person")
	if err != nil {
		return err
	}
	accounts, err := d.desk.Type("account")
	if err != nil {
		return err
	}
	person := &catalog.Person{Name: name}
	person.ID = record.NewID(d.now())
	if strings.Contains(login, "@") {
		person.Email = login
	}
	account := &catalog.Account{Login: login, Person: record.To[catalog.Person](person.ID), Roles: record.Tags{string(record.Administrator), string(record.Director)}}
	account.ID, account.PasswordSet = record.NewID(d.now()), record.At(d.now())
	return d.desk.For(access.Program()).SaveWith(ctx, func(ctx context.Context, w *store.Writer) error {
		n, err := w.Count(ctx, accounts, store.Query{Archived: store.WithArchived}, 2)
		if err != nil || n > 1 {
			return orNotFirst(err)
		}
		return w.SetPassword(ctx, account.ID, password, account.PasswordSet, [32]byte{})
	}, &desk.Change{Type: people, Record: person, Note: "First run"}, &desk.Change{Type: accounts, Record: account, Note: "First run", Imported: true})
}
