package store

import (
	"context"
	"database/sql"
	"errors"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"fairlead/internal/fault"
	"fairlead/internal/record"
	"fairlead/internal/testkit/pgtest"
)

// openWith opens a database with other numbered steps than those of the program.
func openWith(t *testing.T, dsn string, steps []migration) *Store {
	t.Helper()
	d, err := record.NewDictionary()
	if err != nil {
		t.Fatal(err)
	}
	s, err := Open(t.Context(), dsn, d, Options{})
	if err != nil {
		t.Fatal(err)
	}
	s.migrations = steps
	t.Cleanup(func() { s.Close() })
	return s
}

func onBothEngines(t *testing.T, test func(t *testing.T, dsn string)) {
	t.Run("sqlite", func(t *testing.T) { test(t, "sqlite:"+filepath.Join(t.TempDir(), "x.db")) })
	t.Run("postgres", func(t *testing.T) { test(t, pgtest.Start(t)) })
}

func upgraded(t *testing.T, s *Store) []string {
	t.Helper()
	done, err := s.Upgrade(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	for _, step := range done.Steps {
		names = append(names, step.What)
	}
	return names
}

var (
	makeThing = migration{number: 1, name: "thing", sqlite: `CREATE TABLE thing (n integer)`, postgres: `CREATE TABLE thing (n integer)`}
	fillThing = migration{number: 2, name: "fill", text: "one row", run: func(ctx context.Context, tx *sql.Tx, _ engine) error {
		_, err := tx.ExecContext(ctx, `INSERT INTO thing VALUES (1)`)
		return err
	}}
)

func rowsOfThing(t *testing.T, s *Store) (n int) {
	t.Helper()
	if err := s.reads.QueryRowContext(t.Context(), `SELECT count(*) FROM thing`).Scan(&n); err != nil {
		t.Fatal(err)
	}
	return n
}

func TestStepsRunOnceAndInOrder(t *testing.T) {
	onBothEngines(t, func(t *testing.T, dsn string) {
		first := openWith(t, dsn, []migration{makeThing})
		if got := upgraded(t, first); !slices.Equal(got, []string{"step 1: thing"}) {
			t.Errorf("first did %v", got)
		}
		first.Close()
		second := openWith(t, dsn, []migration{makeThing, fillThing})
		if got := upgraded(t, second); !slices.Equal(got, []string{"step 2: fill"}) {
			t.Errorf("second did %v", got)
		}
		if got := upgraded(t, second); got != nil {
			t.Errorf("again did %v", got)
		}
		if n := rowsOfThing(t, second); n != 1 {
			t.Errorf("%d rows, want 1", n)
		}
	})
}

func TestStepThatFailsLeavesNothingAndCanBeRepeated(t *testing.T) {
	onBothEngines(t, func(t *testing.T, dsn string) {
		broken := fillThing
		broken.run = func(ctx context.Context, tx *sql.Tx, e engine) error {
			return errors.Join(fillThing.run(ctx, tx, e), errors.New("power cut"))
		}
		s := openWith(t, dsn, []migration{makeThing, broken})
		if _, err := s.Upgrade(t.Context()); err == nil || !strings.Contains(err.Error(), "power cut") {
			t.Fatalf("error is %v", err)
		}
		if n := rowsOfThing(t, s); n != 0 {
			t.Errorf("%d rows are left", n)
		}
		s.migrations = []migration{makeThing, fillThing}
		upgraded(t, s)
		if n := rowsOfThing(t, s); n != 1 {
			t.Errorf("%d rows, want 1", n)
		}
	})
}

func TestDatabaseOfANewerProgramIsRefused(t *testing.T) {
	onBothEngines(t, func(t *testing.T, dsn string) {
		newer := openWith(t, dsn, []migration{makeThing, fillThing})
		upgraded(t, newer)
		newer.Close()
		older := openWith(t, dsn, []migration{makeThing})
		for name, do := range map[string]func(context.Context) (Plan, error){"Plan": older.Plan, "Upgrade": older.Upgrade} {
			_, err := do(t.Context())
			if fault.KindOf(err) != fault.Conflict || !strings.Contains(fault.Public(err), "newer") {
				t.Errorf("%s: %v, want a conflict that says why", name, err)
			}
		}
	})
}

func TestStepThatWasEditedIsRefused(t *testing.T) {
	onBothEngines(t, func(t *testing.T, dsn string) {
		s := openWith(t, dsn, []migration{makeThing})
		upgraded(t, s)
		edited := makeThing
		edited.sqlite += " "
		s.migrations = []migration{edited}
		if _, err := s.Upgrade(t.Context()); fault.KindOf(err) != fault.Conflict {
			t.Errorf("error is %v, want a conflict", err)
		}
	})
}

func TestNumbersOfStepsCountUp(t *testing.T) {
	for i, m := range migrations {
		if m.number != i+1 || m.name == "" || (m.sqlite == "") != (m.postgres == "") || (m.run != nil) != (m.text != "") {
			t.Errorf("step %d (%s): number, name, engines or text are not as they must be", m.number, m.name)
		}
	}
}
