package app

import (
	"context"
	"time"

	"fairlead/internal/access"
	"fairlead/internal/catalog"
	"fairlead/internal/desk"
	"fairlead/internal/insight/continuity"
	"fairlead/internal/jobs"
	"fairlead/internal/record"
	"fairlead/internal/store"
)

// experience is the kind of the job that counts failures from the incidents, those
// that are closed included. They change slowly, and each counting writes every history
// anew, so that it is done once a week.
const (
	experience      = "continuity.experience"
	experienceEvery = 7 * 24 * time.Hour
)

func serveExperience(q *jobs.Queue, d *desk.Desk) {
	q.Handle(experience, func(ctx context.Context, run *jobs.Run) error {
		n, err := countFailures(ctx, d, func(done int64) error { return run.Progress(ctx, done, 0, "incidents") })
		if err != nil {
			return err
		}
		return run.Result(map[string]int{"histories": n})
	})
	q.Every(experience, experienceEvery, experience, nil)
}

// countFailures writes the failure histories anew, and says how many there are. Those
// that no longer have a subject in use go to the archive.
func countFailures(ctx context.Context, d *desk.Desk, progress func(int64) error) (int, error) {
	clerk := d.For(access.Program())
	s, err := clerk.Snapshot()
	if err != nil {
		return 0, err
	}
	incidents := record.TypeFor[catalog.Incident](s)
	first, err := firstIncident(ctx, clerk, incidents)
	if err != nil || !first.Known() {
		return 0, err
	}
	tally := continuity.NewTally(s, first, d.Today())
	if err := eachIncident(ctx, clerk, incidents, "asset:* AND opened >= "+tally.Since().String(), tally.Add, progress); err != nil {
		return 0, err
	}
	list := tally.Histories()
	return len(list), clerk.Save(ctx, historyChanges(s, list)...)
}

// firstIncident is the day from which incidents are recorded.
func firstIncident(ctx context.Context, clerk *desk.Clerk, t *record.Type) (record.Date, error) {
	page, err := clerk.List(ctx, t, desk.Query{Filter: "opened:*", Order: "opened", Limit: 1})
	if err != nil || len(page.Records) == 0 {
		return record.Date{}, err
	}
	return page.Records[0].(*catalog.Incident).Opened.Date(time.UTC), nil
}

// eachIncident goes through the incidents that a filter finds, archived ones included.
func eachIncident(ctx context.Context, clerk *desk.Clerk, t *record.Type, filter string, add func(*catalog.Incident), progress func(int64) error) error {
	done := int64(0)
	q := desk.Query{Filter: filter, Order: "opened", Limit: desk.MaxPage, Archived: store.WithArchived}
	for {
		page, err := clerk.List(ctx, t, q)
		if err != nil {
			return err
		}
		for _, r := range page.Records {
			add(r.(*catalog.Incident))
		}
		done += int64(len(page.Records))
		if q.After = page.Next; q.After == "" {
			return nil
		}
		if err := progress(done); err != nil {
			return err
		}
	}
}

// historySource is the system to which the external IDs of histories belong.
const historySource = "fairlead:experience"

// historyChanges turns what was counted into changes of what is stored.
func historyChanges(s *record.Snapshot, list []*catalog.FailureHistory) (changes []*desk.Change) {
	t := record.TypeFor[catalog.FailureHistory](s)
	old := map[string]*catalog.FailureHistory{}
	for h := range record.Each[catalog.FailureHistory](s) {
		old[h.ExternalID] = h
	}
	for _, h := range list {
		id := h.ExternalID
		if was := old[id]; was != nil {
			h.Header = was.Header
			delete(old, id)
		}
		h.Source, h.ExternalID, h.Archived = historySource, id, false
		changes = append(changes, &desk.Change{Type: t, Record: h, Imported: true, Note: "Counted from the incidents"})
	}
	for _, was := range old {
		if !was.Archived {
			gone := t.Clone(was).(*catalog.FailureHistory)
			gone.Archived = true
			changes = append(changes, &desk.Change{Type: t, Record: gone, Imported: true, Note: "Nothing of it is in use any more"})
		}
	}
	return changes
}
