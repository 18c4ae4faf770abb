package app

import (
	"cmp"
	"context"
	"fmt"
	"time"

	"fairlead/internal/access"
	"fairlead/internal/catalog"
	"fairlead/internal/desk"
	"fairlead/internal/insight/capacity"
	"fairlead/internal/jobs"
	"fairlead/internal/record"
)

// readings is the kind of the job that reads measures of capacity from what is
// recorded, so that nobody types them: licences in use, of which one count is kept a
// week as only the newest is recorded, and what comes in for each team, of which the
// incidents hold the whole history.
const (
	readings      = "capacity.readings"
	readingsEvery = 7 * 24 * time.Hour
)

func serveReadings(q *jobs.Queue, d *desk.Desk) {
	q.Handle(readings, func(ctx context.Context, run *jobs.Run) error {
		n, err := readCapacity(ctx, d, func(done int64) error { return run.Progress(ctx, done, 0, "incidents") })
		if err != nil {
			return err
		}
		return run.Result(map[string]int{"measures": n})
	})
	q.Every(readings, readingsEvery, readings, nil)
}

// readCapacity writes the measures that the program reads, and says how many. One
// that people retired or archived stays so.
func readCapacity(ctx context.Context, d *desk.Desk, progress func(int64) error) (int, error) {
	clerk := d.For(access.Program())
	s, err := clerk.Snapshot()
	if err != nil {
		return 0, err
	}
	arrivals := capacity.NewArrivals(s, d.Today())
	filter := "team:* AND opened >= " + arrivals.Since().String()
	if err := eachIncident(ctx, clerk, record.TypeFor[catalog.Incident](s), filter, arrivals.Add, progress); err != nil {
		return 0, err
	}
	stored := map[string]*catalog.CapacityMeasure{}
	for m := range record.Each[catalog.CapacityMeasure](s) {
		stored[cmp.Or(capacity.Key(m), m.Origin)] = m
	}
	t := record.TypeFor[catalog.CapacityMeasure](s)
	var changes []*desk.Change
	known := func(m *catalog.CapacityMeasure) *catalog.CapacityMeasure {
		return cmp.Or(stored[capacity.Key(m)], stored[m.Origin])
	}
	put := func(m *catalog.CapacityMeasure, whole bool) {
		if was := known(m); was != nil {
			if was.Archived || was.State != "in_use" {
				return
			}
			m = capacity.Kept(was, m, whole)
			delete(stored, m.Origin) // taken over once
		}
		changes = append(changes, &desk.Change{Type: t, Record: m, Imported: true, Note: m.Origin})
	}
	for _, l := range capacity.Licences(s, d.Today()) {
		if known(l.Measure) == nil {
			if err := earlier(ctx, clerk, l); err != nil {
				return 0, err
			}
		}
		put(l.Measure, false)
	}
	for _, m := range arrivals.Measures() {
		put(m, true)
	}
	return len(changes), clerk.Save(ctx, changes...)
}

// earlier adds the counts of licences that the journal holds, where they are of one
// right: each with its own day, and that of its entry where none was recorded.
func earlier(ctx context.Context, clerk *desk.Clerk, l capacity.Licence) error {
	if l.Right == nil {
		return nil
	}
	t, err := clerk.Type("licence_entitlement")
	if err != nil {
		return err
	}
	events, err := clerk.History(ctx, t, l.Right.ID.String(), 0)
	if err != nil {
		return err
	}
	for i := len(events) - 1; i >= 0; i-- {
		used, on := "", events[i].At.Date(time.UTC)
		for _, change := range events[i].Changes {
			switch change.Field {
			case "used":
				used = fmt.Sprint(change.After)
			case "used_on":
				if day, err := time.Parse(time.DateOnly, fmt.Sprint(change.After)); err == nil {
					on = record.Day(day.Date())
				}
			}
		}
		if value, err := record.ParseDecimal(used); err == nil {
			l.Add(catalog.Reading{On: on, Value: value})
		}
	}
	return nil
}
