package kill_test

import (
	"encoding/json"
	"fmt"
	"log/slog"
	"strconv"
	"strings"
	"testing"
	"time"

	"fairlead/internal/access"
	"fairlead/internal/catalog"
	"fairlead/internal/connect/importer"
	"fairlead/internal/connect/tabular"
	"fairlead/internal/desk"
	"fairlead/internal/jobs"
	"fairlead/internal/record"
	"fairlead/internal/store"
)

// importRows is how many rows one import has, and underWay how many imports wait
// or run at a time.
const (
	importRows = 3000
	underWay   = 2
)

// batch is one import.
type batch struct {
	name string
	typ  string
	job  record.ID
	done bool
}

// prepareImports adds new imports in the place of those that are done. What ran
// in the program that was killed is left to the next one.
func (w *world) prepareImports(t *testing.T) {
	t.Helper()
	w.with(t, func(d *desk.Desk) {
		q := queue(d)
		waiting := 0
		for _, b := range w.imports {
			if !b.done {
				waiting++
			}
		}
		for ; waiting < underWay; waiting++ {
			w.imports = append(w.imports, submit(t, d, q, len(w.imports)))
		}
	})
}

func queue(d *desk.Desk) *jobs.Queue {
	return jobs.New(d.Store(), time.Now, slog.New(slog.DiscardHandler), jobs.Settings{Workers: 1})
}

// submit queues an import: every other one of assets that their source names, at
// sites that it makes; the rest of incidents of which no row has a name that
// would keep it from being taken twice.
func submit(t *testing.T, d *desk.Desk, q *jobs.Queue, n int) *batch {
	t.Helper()
	b := &batch{name: fmt.Sprintf("import %d", n), typ: "incident"}
	m := importer.Map{Name: b.name, Type: "incident", Source: b.name, Fields: []importer.Rule{{Field: "title", Column: "name"}}}
	if n%2 == 0 {
		b.typ = "asset"
		m = importer.Map{Name: b.name, Type: "asset", Source: b.name, ExternalID: "key", Fields: []importer.Rule{
			{Field: "name", Column: "name"}, {Field: "site", Column: "site", Create: true},
		}}
	}
	var file strings.Builder
	file.WriteString("key,name,site\n")
	for i := range importRows {
		fmt.Fprintf(&file, "%d,%s row %d,%s site %d\n", i, b.name, i, b.name, i/100)
	}
	hash, err := importer.Store(t.Context(), d, []byte(file.String()))
	if err != nil {
		t.Fatal(err)
	}
	format, err := tabular.Sniff(tabular.File{Data: strings.NewReader(file.String()), Size: int64(file.Len()), Name: "rows.csv"}, tabular.Format{}, tabular.Limits{})
	if err != nil {
		t.Fatal(err)
	}
	b.job, err = importer.Submit(t.Context(), q, d.For(access.Program()), importer.Request{File: hash, Name: "rows.csv", Format: format, Map: m})
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// checkImports holds what is there of each import against its checkpoint: its
// parts take effect together with it.
func (w *world) checkImports(t *testing.T, d *desk.Desk) {
	t.Helper()
	found := rows(t, d)
	for _, b := range w.imports {
		info, err := d.Store().Job(t.Context(), b.job)
		if err != nil {
			t.Fatal(err)
		}
		p := progress(t, info)
		if n := len(found[b.name]); n != p.Created {
			t.Errorf("%s: %d rows are there, and its checkpoint says %d", b.name, n, p.Created)
		}
		if info.State == jobs.Failed || info.Attempts > 1 {
			t.Errorf("%s is %s after %d attempts (%s): that the program was killed is no attempt", b.name, info.State, info.Attempts, info.Error)
		}
		if info.State == jobs.Running && p.Created > 0 && p.Created < importRows {
			w.stopped++
		}
		if info.State == jobs.Done && !b.done {
			b.done = true
			b.checkComplete(t, found[b.name], p)
		}
	}
}

func progress(t *testing.T, info *store.Job) importer.Progress {
	t.Helper()
	var p importer.Progress
	var s importer.State
	text, into := info.Checkpoint, any(&s)
	if info.State == jobs.Done {
		text, into = info.Result, &p
	}
	if text == "" {
		return p
	}
	if err := json.Unmarshal([]byte(text), into); err != nil {
		t.Fatal(err)
	}
	if info.State != jobs.Done {
		p = s.Progress
	}
	return p
}

// rows gives how often each row is there, by import and name.
func rows(t *testing.T, d *desk.Desk) map[string]map[string]int {
	t.Helper()
	found := map[string]map[string]int{}
	note := func(name string) {
		of, _, _ := strings.Cut(name, " row ")
		if found[of] == nil {
			found[of] = map[string]int{}
		}
		found[of][name]++
	}
	for r := range all(t, d, "asset") {
		note(r.(*catalog.Asset).Name)
	}
	for r := range all(t, d, "incident") {
		note(r.(*catalog.Incident).Title)
	}
	return found
}

// checkComplete holds that an import that is done has brought each row once.
func (b *batch) checkComplete(t *testing.T, found map[string]int, p importer.Progress) {
	t.Helper()
	if p.Created != importRows || p.Rows != importRows || p.Rejected > 0 {
		t.Errorf("%s says that it is done with %+v", b.name, p)
	}
	for i := range importRows {
		if name := fmt.Sprintf("%s row %d", b.name, i); found[name] != 1 {
			t.Errorf("%q is there %d times", name, found[name])
		}
	}
}

// finishImports lets the imports that are left run to their ends.
func (w *world) finishImports(t *testing.T) {
	t.Helper()
	w.prepareImports(t)
	w.with(t, func(d *desk.Desk) {
		q := queue(d)
		importer.Serve(q, d)
		if err := q.Recover(t.Context()); err != nil {
			t.Fatal(err)
		}
		q.Start(t.Context())
		for _, b := range w.imports {
			for !b.done {
				changed := q.Watch(b.job)
				info, err := q.Get(t.Context(), b.job)
				if err != nil {
					t.Fatal(err)
				}
				if info.State == jobs.Done {
					break
				}
				if info.State.Final() {
					t.Fatalf("%s ended as %s: %s", b.name, info.State, info.Error)
				}
				<-changed
			}
		}
		if err := q.Stop(t.Context()); err != nil {
			t.Fatal(err)
		}
		w.checkImports(t, d)
		w.checkSites(t, d)
	})
}

// checkSites holds that what the imports made beside their rows was made once.
func (w *world) checkSites(t *testing.T, d *desk.Desk) {
	t.Helper()
	seen := map[string]int{}
	for r := range all(t, d, "site") {
		seen[r.(*catalog.Site).Name]++
	}
	for _, b := range w.imports {
		if b.typ != "asset" {
			continue
		}
		for i := range importRows / 100 {
			if name := fmt.Sprintf("%s site %d", b.name, i); seen[name] != 1 {
				t.Errorf("%q is there %d times", name, seen[name])
			}
		}
	}
}

func text(n int) string { return strconv.Itoa(n) }

// number is what a text written by text says; -1 for other texts.
func number(s string) int {
	n, err := strconv.Atoi(s)
	if err != nil {
		return -1
	}
	return n
}
