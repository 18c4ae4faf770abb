package desk_test

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"testing"

	"fairlead/internal/catalog"
	"fairlead/internal/desk"
	"fairlead/internal/fault"
	"fairlead/internal/record"
	"fairlead/internal/store"
	"fairlead/internal/testkit/desktest"
	"fairlead/internal/testkit/pgtest"
)

// together runs saves of which all but the first wait in line while the first
// is being written.
func together(d *desk.Desk, clerk *desk.Clerk, saves ...func() error) []error {
	held, release := make(chan struct{}), make(chan struct{})
	var done sync.WaitGroup
	done.Go(func() {
		_ = clerk.SaveWith(context.Background(), func(context.Context, *store.Writer) error {
			close(held)
			<-release
			return nil
		})
	})
	<-held
	results := make([]error, len(saves))
	for i, save := range saves {
		done.Go(func() { results[i] = save() })
	}
	desk.WaitInLine(d, len(saves))
	close(release)
	done.Wait()
	return results
}

// Saves that share a transaction come out as if each had one of its own: the
// good ones are saved, the bad ones get their own error, and somebody who was
// first keeps what they wrote.
func TestSavesTogether(t *testing.T) {
	t.Run("sqlite", func(t *testing.T) { savesTogether(t, desktest.Open(t)) })
	t.Run("postgres", func(t *testing.T) { savesTogether(t, desktest.OpenAt(t, pgtest.Start(t), desktest.Noon)) })
}

func savesTogether(t *testing.T, d *desk.Desk) {
	t.Helper()
	ctx := context.Background()
	clerk := desktest.Clerk(t, d, "Ada", record.Director)
	typ := typeOf(t, d, "team")
	shared := &catalog.Team{Name: "Network"}
	desktest.Save(t, d, shared)
	broken := errors.New("broken")
	gone, cancel := context.WithCancel(ctx)
	cancel()
	for name, also := range map[string]func(context.Context, *store.Writer) error{
		"nothing breaks":       nil,
		"one breaks the group": func(context.Context, *store.Writer) error { return broken },
	} {
		t.Run(name, func(t *testing.T) {
			current, err := clerk.Get(ctx, typ, "TEA-0001")
			if err != nil {
				t.Fatal(err)
			}
			good := []*catalog.Team{{Name: "Mail"}, {Name: "Files"}}
			first, second := typ.Clone(current), typ.Clone(current)
			first.(*catalog.Team).Purpose, second.(*catalog.Team).Purpose = record.Markdown("a "+name), record.Markdown("b "+name)
			position := d.Position()
			save := func(ctx context.Context, r record.Record) func() error {
				return func() error { return clerk.Save(ctx, &desk.Change{Type: typ, Record: r}) }
			}
			results := together(d, clerk,
				save(ctx, good[0]), save(ctx, &catalog.Team{}), save(ctx, first), save(ctx, second), save(gone, &catalog.Team{Name: "Gone"}),
				func() error { return clerk.SaveWith(ctx, also, &desk.Change{Type: typ, Record: good[1]}) },
			)
			saved := 3
			if also != nil {
				saved = 2
				if !errors.Is(results[5], broken) {
					t.Errorf("the one that broke gives %v", results[5])
				}
			} else if results[5] != nil {
				t.Error(results[5])
			}
			if results[0] != nil || fault.KindOf(results[1]) != fault.Invalid || !errors.Is(results[4], context.Canceled) {
				t.Errorf("results are %v", results)
			}
			if conflicts := fault.KindOf(results[2]) == fault.Conflict; conflicts == (results[2] == nil) || conflicts == (fault.KindOf(results[3]) == fault.Conflict && results[3] != nil) {
				t.Errorf("of two changes of one version: %v, %v", results[2], results[3])
			}
			if got := d.Position() - position; got != int64(saved) {
				t.Errorf("the journal grew by %d, want %d", got, saved)
			}
			if good[0].Version != 1 || good[0].Number == 0 {
				t.Errorf("the header of a saved record is %+v", good[0].Header)
			}
			verifyJournal(t, d)
		})
	}
}

// Many write at once; nothing is lost, and nothing is written twice.
func TestManyWriteAtOnce(t *testing.T) {
	ctx := context.Background()
	d := desktest.Open(t)
	clerk := desktest.Clerk(t, d, "Ada", record.Director)
	typ := typeOf(t, d, "team")
	before := d.Position()
	var done sync.WaitGroup
	for i := range 200 {
		done.Go(func() {
			team := &catalog.Team{Name: fmt.Sprint("Team ", i)}
			if err := clerk.Save(ctx, &desk.Change{Type: typ, Record: team}); err != nil {
				t.Error(err)
			}
		})
	}
	done.Wait()
	if got := d.Position() - before; got != 200 {
		t.Errorf("the journal grew by %d", got)
	}
	page, err := clerk.List(ctx, typ, desk.Query{Limit: 1000})
	if err != nil || len(page.Records) != 200 {
		t.Fatalf("%d teams, %v", len(page.Records), err)
	}
	names := map[string]bool{}
	for _, r := range page.Records {
		names[r.(*catalog.Team).Name] = true
	}
	if len(names) != 200 {
		t.Errorf("%d different names", len(names))
	}
	verifyJournal(t, d)
}

func verifyJournal(t *testing.T, d *desk.Desk) {
	t.Helper()
	v, err := d.Store().Verify(context.Background(), nil)
	if err != nil || len(v.Breaks) > 0 {
		t.Errorf("the journal: %v, %v", v.Breaks, err)
	}
	again, err := d.Store().LoadSnapshot(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	if again.Position() != d.Position() {
		t.Errorf("the desk is at %d, the database at %d", d.Position(), again.Position())
	}
}
