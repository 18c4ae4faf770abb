package store_test

import (
	"database/sql"
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"fairlead/internal/record"
	"fairlead/internal/store"
)

// story writes a journal of some length: sites that are made and then changed.
func story(t *testing.T, s *store.Store, sites int) []*site {
	t.Helper()
	var all []*site
	for i := range sites {
		st := &site{Header: begun(""), Name: fmt.Sprintf("Site %d", i)}
		put(t, s, st)
		next := *st
		next.Name += " moved"
		write(t, s, func(w *store.Writer) error { return change(t.Context(), w, st, &next) })
		all = append(all, &next)
	}
	return all
}

func verify(t *testing.T, s *store.Store) []string {
	t.Helper()
	v, err := s.Verify(t.Context(), nil)
	if err != nil {
		t.Fatal(err)
	}
	var found []string
	for _, b := range v.Breaks {
		found = append(found, fmt.Sprintf("%d%s: %s", b.Position, b.Record, b.Problem))
	}
	return found
}

func TestJournalIsReadBackInOrder(t *testing.T) {
	onBoth(t, func(t *testing.T, s *store.Store) {
		sites := story(t, s, 3)
		view(t, s, func(r *store.Reader) error {
			all, err := r.Entries(t.Context(), store.JournalQuery{})
			if err != nil {
				return err
			}
			previous := [32]byte{}
			for i := range all {
				e := all[len(all)-1-i]
				if e.Position != int64(i+1) || e.Hash != e.Seal(previous) {
					t.Errorf("entry %d is at %d, or its hash is wrong", i+1, e.Position)
				}
				previous = e.Hash
			}
			of, err := r.Entries(t.Context(), store.JournalQuery{Record: sites[1].ID})
			if err != nil {
				return err
			}
			if diff := cmp.Diff([]int64{4, 3}, positions(of)); diff != "" {
				t.Errorf("entries of one record (-want +got):\n%s", diff)
			}
			page, err := r.Entries(t.Context(), store.JournalQuery{Type: s.Dictionary().Type("site"), Before: 5, After: 1, Limit: 2})
			if diff := cmp.Diff([]int64{4, 3}, positions(page)); diff != "" {
				t.Errorf("a page (-want +got):\n%s", diff)
			}
			return err
		})
		if found := verify(t, s); found != nil {
			t.Errorf("an untouched journal has breaks: %v", found)
		}
	})
}

func positions(entries []record.Entry) (out []int64) {
	for _, e := range entries {
		out = append(out, e.Position)
	}
	return out
}

func TestJournalRefusesChanges(t *testing.T) {
	for name, dsn := range engines() {
		t.Run(name, func(t *testing.T) {
			at := dsn(t)
			story(t, open(t, at, dictionary(t)), 1)
			db := raw(t, at)
			for _, text := range []string{`UPDATE "journal" SET "note" = 'x'`, `DELETE FROM "journal"`} {
				if _, err := db.ExecContext(t.Context(), text); err == nil || !strings.Contains(err.Error(), "append-only") {
					t.Errorf("%s: %v, want a refusal", text, err)
				}
			}
		})
	}
}

// tampering is what somebody with the password of the database could do.
var tampering = []struct {
	name string
	sql  string
	want string // the first break
}{
	{"edited", `UPDATE "journal" SET "changes" = '{}' WHERE "position" = 3`, "3: The entry does not match"},
	{"removed", `DELETE FROM "journal" WHERE "position" = 3`, "4: 1 entries before this one are missing."},
	{"removed and closed up", `DELETE FROM "journal" WHERE "position" = 3; UPDATE "journal" SET "position" = 3 WHERE "position" = 4`, "3: The entry does not match"},
	{"moved", `UPDATE "journal" SET "position" = 99 WHERE "position" = 3; UPDATE "journal" SET "position" = 3 WHERE "position" = 4; UPDATE "journal" SET "position" = 4 WHERE "position" = 99`, "3: The entry does not match"},
	{"tail cut off", `DELETE FROM "journal" WHERE "position" > 4`, "5: The last 2 entries are missing."},
	{"record changed behind it", `UPDATE "site" SET "version" = 7 WHERE "number" = 2`, "0SIT-0002: The record is of version 7"},
	{"record removed behind it", `DELETE FROM "site" WHERE "number" = 2`, "3: The Site that this entry created is gone"},
}

func TestVerifyFindsTampering(t *testing.T) {
	for name, dsn := range engines() {
		for _, c := range tampering {
			t.Run(name+"/"+c.name, func(t *testing.T) {
				at := dsn(t)
				s := open(t, at, dictionary(t))
				story(t, s, 3)
				db := raw(t, at)
				for _, trigger := range []string{"journal_is_never_updated", "journal_is_never_deleted", "journal_is_never_changed"} {
					dropTrigger(t, db, s.Engine(), trigger)
				}
				for text := range strings.SplitSeq(c.sql, "; ") {
					if _, err := db.ExecContext(t.Context(), text); err != nil {
						t.Fatal(err)
					}
				}
				found := verify(t, s)
				if len(found) == 0 || !strings.HasPrefix(found[0], c.want) {
					t.Errorf("found %q, want first %q", found, c.want)
				}
			})
		}
	}
}

func dropTrigger(t *testing.T, db *sql.DB, engine, name string) {
	t.Helper()
	text := `DROP TRIGGER IF EXISTS "` + name + `"`
	if engine == "postgres" {
		text += ` ON "journal"`
	}
	if _, err := db.ExecContext(t.Context(), text); err != nil {
		t.Fatal(err)
	}
}

// raw opens a database past the store.
func raw(t *testing.T, dsn string) *sql.DB {
	t.Helper()
	driver := "pgx"
	if path, ok := strings.CutPrefix(dsn, "sqlite:"); ok {
		driver, dsn = "sqlite", path
	}
	db, err := sql.Open(driver, dsn)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { db.Close() })
	return db
}

func TestRollbackLeavesNothing(t *testing.T) {
	onBoth(t, func(t *testing.T, s *store.Store) {
		stop := errors.New("stop")
		st := &site{Header: begun(""), Name: "Nowhere"}
		err := s.Write(t.Context(), func(w *store.Writer) error {
			if err := insert(t.Context(), w, st); err != nil {
				return err
			}
			return stop
		})
		if !errors.Is(err, stop) {
			t.Fatalf("error is %v", err)
		}
		view(t, s, func(r *store.Reader) error {
			n, err := r.Count(t.Context(), s.Dictionary().Type("site"), store.Query{}, 10)
			if n != 0 {
				t.Errorf("%d records are left", n)
			}
			if err != nil {
				return err
			}
			position, err := r.Position(t.Context())
			if position != 0 {
				t.Errorf("journal is at %d", position)
			}
			if err != nil {
				return err
			}
			names, err := r.Labels(t.Context(), []record.ID{st.ID})
			if len(names) != 0 {
				t.Errorf("names are left: %v", names)
			}
			return err
		})
		st.Number = 0
		put(t, s, st)
		if st.Number != 1 {
			t.Errorf("number is %d: the failed transaction took one", st.Number)
		}
	})
}
