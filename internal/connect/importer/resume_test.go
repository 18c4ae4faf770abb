package importer_test

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"testing"
	"time"

	"fairlead/internal/catalog"
	"fairlead/internal/connect/importer"
	"fairlead/internal/connect/tabular"
	"fairlead/internal/desk"
	"fairlead/internal/jobs"
	"fairlead/internal/store"
)

// incidents is a file of rows that have nothing by which one would be taken for
// another: whatever is saved twice is there twice.
func incidents(n int) tabular.File {
	list := []string{"title,service"}
	for i := range n {
		list = append(list, fmt.Sprintf("row %d,service %d", i, i%7))
	}
	return lines("incidents.csv", list...)
}

func incidentMap() importer.Map {
	return importer.Map{Type: "incident", Source: "list", Fields: creating(fields("title", "service"), "service")}
}

// checkOnce holds that each row is there once.
func checkOnce(t *testing.T, c *desk.Clerk, rows int) {
	t.Helper()
	seen := map[string]int{}
	for _, i := range all[catalog.Incident](t, c) {
		seen[i.Title]++
	}
	for i := range rows {
		if name := fmt.Sprintf("row %d", i); seen[name] != 1 {
			t.Errorf("%s is there %d times", name, seen[name])
		}
	}
	if len(seen) != rows {
		t.Errorf("%d titles, want %d", len(seen), rows)
	}
	if n := len(all[catalog.Service](t, c)); n != 7 {
		t.Errorf("%d services were made for the rows that name 7", n)
	}
}

// An import that is killed in any of its transactions goes on from the last
// one that took effect, and ends with each row once.
func TestKilledInTheMiddle(t *testing.T) {
	const rows = 3500
	c, killed := clerk(t), errors.New("killed")
	f := incidents(rows)
	format, err := tabular.Sniff(f, tabular.Format{}, tabular.Limits{})
	if err != nil {
		t.Fatal(err)
	}
	var saved importer.State // what the job would have
	stops := 0
	for ended := false; !ended; {
		steps := 0
		p, err := importer.Run(t.Context(), c, f, format, incidentMap(), importer.Options{Resume: saved,
			Checkpoint: func(_ context.Context, _ *store.Writer, s importer.State, _ []importer.Reject) error {
				if steps++; steps > 1 {
					return killed // with the transaction
				}
				text, err := json.Marshal(s)
				if err != nil {
					return err
				}
				saved = importer.State{}
				return json.Unmarshal(text, &saved)
			}})
		switch {
		case err == nil:
			ended = true
			if p.Created != rows || p.Rows != rows || p.Rejected != 0 {
				t.Errorf("it says %+v", p)
			}
		case !errors.Is(err, killed):
			t.Fatal(err)
		}
		if n := len(all[catalog.Incident](t, c)); n != saved.Progress.Created {
			t.Fatalf("%d rows are there, and the checkpoint says %d", n, saved.Progress.Created)
		}
		stops++
	}
	if stops < 3 {
		t.Errorf("it was stopped %d times only", stops)
	}
	checkOnce(t, c, rows)
}

// A cancelled import leaves whole steps and says how many rows that are. It can
// go on, and ends with each row once.
func TestCancelledInTheMiddle(t *testing.T) {
	const rows = 10_000
	c := clerk(t)
	q := jobs.New(c.Desk().Store(), time.Now, slog.New(slog.DiscardHandler), jobs.Settings{Poll: 5 * time.Millisecond})
	importer.Serve(q, c.Desk())
	f := incidents(rows)
	content := make([]byte, f.Size)
	if _, err := f.Data.ReadAt(content, 0); err != nil {
		t.Fatal(err)
	}
	hash, err := importer.Store(t.Context(), c.Desk(), content)
	if err != nil {
		t.Fatal(err)
	}
	format, err := tabular.Sniff(f, tabular.Format{}, tabular.Limits{})
	if err != nil {
		t.Fatal(err)
	}
	id, err := importer.Submit(t.Context(), q, c, importer.Request{File: hash, Name: f.Name, Format: format, Map: incidentMap()})
	if err != nil {
		t.Fatal(err)
	}
	q.Start(context.Background())
	t.Cleanup(func() {
		if err := q.Stop(context.Background()); err != nil {
			t.Error(err)
		}
	})
	until := func(as func(*importer.Import) bool) *importer.Import {
		for {
			changed := q.Watch(id)
			i, err := importer.Find(t.Context(), q, c, id)
			if err != nil {
				t.Fatal(err)
			}
			if as(i) {
				return i
			}
			<-changed
		}
	}
	until(func(i *importer.Import) bool { return i.State.Final() || i.Progress.Created > 0 })
	if err := q.Cancel(t.Context(), id); err != nil {
		t.Fatal(err)
	}
	i := until(func(i *importer.Import) bool { return i.State.Final() })
	if n := len(all[catalog.Incident](t, c)); i.State != jobs.Cancelled || n != i.Progress.Created || n == 0 || n == rows || n%1000 != 0 {
		t.Errorf("%s with %d rows; it says %+v", i.State, n, i.Progress)
	}
	if err := q.Retry(t.Context(), id); err != nil {
		t.Fatal(err)
	}
	if i := until(func(i *importer.Import) bool { return i.State.Final() }); i.State != jobs.Done || i.Progress.Created != rows {
		t.Errorf("it ended %s with %+v", i.State, i.Progress)
	}
	checkOnce(t, c, rows)
}
