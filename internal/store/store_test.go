package store_test

import (
	"context"
	"path/filepath"
	"reflect"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"fairlead/internal/fault"
	"fairlead/internal/record"
	"fairlead/internal/store"
	"fairlead/internal/testkit/pgtest"
)

// onBoth runs a test on a fresh database of each engine.
func onBoth(t *testing.T, test func(*testing.T, *store.Store)) {
	t.Helper()
	for name, dsn := range engines() {
		t.Run(name, func(t *testing.T) {
			test(t, open(t, dsn(t), dictionary(t)))
		})
	}
}

// engines gives for each engine how to get an empty database.
func engines() map[string]func(testing.TB) string {
	return map[string]func(testing.TB) string{
		"sqlite":   func(t testing.TB) string { return "sqlite:" + filepath.Join(t.TempDir(), "test.db") },
		"postgres": func(t testing.TB) string { return pgtest.Start(t) },
	}
}

// open opens a database and brings it up to date.
func open(t testing.TB, dsn string, d *record.Dictionary) *store.Store {
	t.Helper()
	s, err := store.Open(t.Context(), dsn, d, store.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := s.Close(); err != nil {
			t.Errorf("closing: %v", err)
		}
	})
	if _, err := s.Upgrade(t.Context()); err != nil {
		t.Fatal(err)
	}
	return s
}

// view and write run a transaction that must succeed.
func view(t testing.TB, s *store.Store, f func(*store.Reader) error) {
	t.Helper()
	if err := s.View(t.Context(), f); err != nil {
		t.Fatal(err)
	}
}

func write(t testing.TB, s *store.Store, f func(*store.Writer) error) {
	t.Helper()
	if err := s.Write(t.Context(), f); err != nil {
		t.Fatal(err)
	}
}

var noon = time.Date(2026, 3, 4, 12, 0, 0, 0, time.UTC)

// begun gives the header of a new record.
func begun(state string) record.Header {
	return record.Header{ID: record.NewID(noon), Version: 1, State: state, Created: record.At(noon), Updated: record.At(noon)}
}

// put writes new records as the desk does, with their journal and names.
func put(t testing.TB, s *store.Store, records ...record.Record) {
	t.Helper()
	write(t, s, func(w *store.Writer) error { return insert(t.Context(), w, records...) })
}

func insert(ctx context.Context, w *store.Writer, records ...record.Record) error {
	for _, r := range records {
		t := w.Dictionary().TypeOf(r)
		if err := w.Insert(ctx, t, []record.Record{r}); err != nil {
			return err
		}
		if err := w.Append(ctx, []record.Entry{entry(t, record.Created, nil, r)}); err != nil {
			return err
		}
		if err := w.Index(ctx, t, []record.Record{r}); err != nil {
			return err
		}
	}
	return nil
}

// change writes the next version of a record, with its journal and names.
func change(ctx context.Context, w *store.Writer, before, after record.Record) error {
	t := w.Dictionary().TypeOf(after)
	after.Head().Version = before.Head().Version + 1
	if err := w.Update(ctx, t, []record.Record{after}); err != nil {
		return err
	}
	if err := w.Append(ctx, []record.Entry{entry(t, record.Updated, before, after)}); err != nil {
		return err
	}
	return w.Index(ctx, t, []record.Record{after})
}

func entry(t *record.Type, op record.Operation, before, after record.Record) record.Entry {
	r := after
	if r == nil {
		r = before
	}
	return record.Entry{At: r.Head().Updated, Type: t.Name, Record: r.Head().ID, Op: op, Changes: t.Diff(before, after)}
}

// same compares records by all that they hold.
var same = cmp.Options{cmpopts.EquateEmpty(), cmp.Exporter(func(reflect.Type) bool { return true })}

func diffRecords(want, got record.Record) string { return cmp.Diff(want, got, same) }

func wantFault(t *testing.T, err error, kind fault.Kind, fields ...string) {
	t.Helper()
	if err == nil || fault.KindOf(err) != kind {
		t.Fatalf("error is %v, want a fault of kind %d", err, kind)
	}
	var paths []string
	for _, f := range fault.FieldsOf(err) {
		paths = append(paths, f.Path)
	}
	if diff := cmp.Diff(fields, paths, cmpopts.EquateEmpty()); diff != "" {
		t.Errorf("fields of %v (-want +got):\n%s", err, diff)
	}
}
