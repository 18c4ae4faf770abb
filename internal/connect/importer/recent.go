package importer

import (
	"context"

	"fairlead/internal/access"
	"fairlead/internal/desk"
	"fairlead/internal/fault"
	"fairlead/internal/jobs"
	"fairlead/internal/record"
	"fairlead/internal/store"
)

// Recent lists the newest imports and drafts that the clerk's principal may see:
// their own, and for those who direct or administer the program everybody's, of
// record types that they may read whole.
func Recent(ctx context.Context, clerk *desk.Clerk, limit int) ([]*Import, error) {
	q := store.JobQuery{Kinds: []string{Kind, DraftKind}, Limit: limit}
	if !overseer(clerk) {
		q.By = clerk.Principal().Account
	}
	infos, err := clerk.Desk().Store().Jobs(ctx, q)
	if err != nil {
		return nil, err
	}
	var out []*Import
	for _, info := range infos {
		i, err := Read(info)
		if err == nil && i.visible(clerk) {
			out = append(out, i)
		}
	}
	return out, nil
}

// Find reads an import by its ID. The fault is NotFound when there is none that
// the clerk's principal may see.
func Find(ctx context.Context, q *jobs.Queue, clerk *desk.Clerk, id record.ID) (*Import, error) {
	i, err := get(ctx, q, id)
	if err == nil && !i.visible(clerk) {
		err = fault.New(fault.NotFound, "There is no such import.")
	}
	return i, err
}

func overseer(clerk *desk.Clerk) bool {
	return clerk.Principal().HasAny(record.Administrator, record.Director)
}

func (i *Import) visible(clerk *desk.Clerk) bool {
	who := clerk.Principal()
	if who.Program || i.CreatedBy == who.Account {
		return true
	}
	t, err := clerk.Type(i.Request.Map.Type)
	if err != nil || i.Kind == DraftKind || !overseer(clerk) {
		return false
	}
	g := access.May(who, record.Read, t)
	return g.Allowed && len(g.Where) == 0 && len(clerk.Fields(t)) == len(t.Fields)
}
