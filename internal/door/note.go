package door

import (
	"context"
	"errors"

	"fairlead/internal/access"
	"fairlead/internal/catalog"
	"fairlead/internal/desk"
	"fairlead/internal/record"
	"fairlead/internal/store"
)

// note keeps in the record of an account, and so in the journal, what its owner
// or an administrator did, together with what else is to take effect.
func (d *Door) note(ctx context.Context, by, account record.ID, what string, set func(*catalog.Account), also func(context.Context, *store.Writer) error) error {
	accounts, err := d.desk.Type("account")
	if err != nil {
		return err
	}
	program := access.Program()
	program.Account = by
	return d.desk.For(program).SavePlan(ctx, func(ctx context.Context, r *store.Reader) ([]*desk.Change, error) {
		stored, err := r.Get(ctx, accounts, account)
		if err != nil {
			return nil, err
		}
		set(stored.(*catalog.Account))
		return []*desk.Change{{Type: accounts, Record: stored, Note: what, Imported: true}}, nil
	}, func(ctx context.Context, w *store.Writer, problems []error) error {
		if err := errors.Join(problems...); err != nil {
			return err
		}
		return also(ctx, w)
	})
}

// noteSeen keeps when an account was last used, to the day, so that accounts
// which nobody uses can be told. Nobody is kept out where that fails.
func (d *Door) noteSeen(ctx context.Context, account record.ID) {
	s, err := d.records()
	if err != nil {
		return
	}
	now := record.At(d.now())
	a := record.Get(s, record.To[catalog.Account](account))
	if a == nil || a.LastSeen.Known() && !a.LastSeen.Time().Before(now.Time().Truncate(day)) {
		return
	}
	ctx, cancel := context.WithTimeout(ctx, seenPatience)
	defer cancel()
	err = d.note(ctx, account, account, "Came in", func(a *catalog.Account) { a.LastSeen = now },
		func(context.Context, *store.Writer) error { return nil })
	if err != nil {
		d.log.Warn("the use of an account could not be noted", "error", err)
	}
}
