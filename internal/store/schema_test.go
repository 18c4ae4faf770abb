package store_test

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"fairlead/internal/fault"
	"fairlead/internal/record"
	"fairlead/internal/store"
)

// boat is a type that grows a field between two versions of a program.
type boat struct {
	record.Header
	Name string `record:"required,label"`
}

// newBoat is the same type later.
type newBoat struct {
	record.Header
	Name   string         `record:"required,label"`
	Length record.Decimal `record:"index"`
	Crew   record.Refs[newBoat]
	Tows   record.Ref[newBoat]
	Sails  bool
	Masts  int64
	Papers string `record:"unique"`
}

func fleet[T any](t testing.TB) *record.Dictionary {
	t.Helper()
	d, err := record.NewDictionary(record.Declare(record.Spec[T]{Module: "test", Name: "boat", Prefix: "BOA", Help: "It floats.", Access: everybody()}))
	if err != nil {
		t.Fatal(err)
	}
	return d
}

func whats(p store.Plan) (out []string) {
	for _, s := range p.Steps {
		out = append(out, s.What)
	}
	return out
}

func TestPlanSaysWhatUpgradeDoes(t *testing.T) {
	for name, dsn := range engines() {
		t.Run(name, func(t *testing.T) {
			s, err := store.Open(t.Context(), dsn(t), fleet[boat](t), store.Options{})
			if err != nil {
				t.Fatal(err)
			}
			defer s.Close()
			plan, err := s.Plan(t.Context())
			if err != nil {
				t.Fatal(err)
			}
			done, err := s.Upgrade(t.Context())
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(whats(plan), whats(done)); diff != "" || len(plan.Steps) < 2 {
				t.Errorf("planned (-) and done (+):\n%s", diff)
			}
			again, err := s.Upgrade(t.Context())
			if err != nil || len(again.Steps) != 0 || len(again.Unknown) != 0 {
				t.Errorf("the second upgrade did %v, does not know %v (%v)", whats(again), again.Unknown, err)
			}
		})
	}
}

func TestTablesGrowWithTheirTypes(t *testing.T) {
	for name, dsn := range engines() {
		t.Run(name, func(t *testing.T) {
			at := dsn(t)
			before := open(t, at, fleet[boat](t))
			old := &boat{Header: begun(""), Name: "Old"}
			put(t, before, old)
			before.Close()

			s := open(t, at, fleet[newBoat](t))
			want := &newBoat{Header: old.Header, Name: "Old"}
			wantStored(t, s, want)
			next := *want
			next.Length, next.Sails, next.Masts, next.Papers = record.NewDecimal(12_500_000), true, 2, "P1"
			next.Crew, next.Tows = record.ToAll[newBoat](old.ID), record.To[newBoat](old.ID)
			write(t, s, func(w *store.Writer) error { return change(t.Context(), w, want, &next) })
			wantStored(t, s, &next)
			err := s.Write(t.Context(), func(w *store.Writer) error {
				return insert(t.Context(), w, &newBoat{Header: begun(""), Name: "Other", Papers: "P1"})
			})
			wantFault(t, err, fault.Conflict, "papers")
			f, err := s.Dictionary().ParseFilter(s.Dictionary().Type("boat"), "sails = false", record.Env{})
			if err != nil {
				t.Fatal(err)
			}
			put(t, s, &newBoat{Header: begun(""), Name: "Rows"})
			view(t, s, func(r *store.Reader) error {
				n, err := r.Count(t.Context(), s.Dictionary().Type("boat"), store.Query{Where: []record.Filter{f}}, 10)
				if n != 1 {
					t.Errorf("%d boats without sails, want 1", n)
				}
				return err
			})
			s.Close()

			older := open(t, at, fleet[boat](t))
			plan, err := older.Plan(t.Context())
			if err != nil {
				t.Fatal(err)
			}
			want2 := []string{"boat.length", "boat.masts", "boat.papers", "boat.sails", "boat.tows"}
			if diff := cmp.Diff(want2, plan.Unknown); diff != "" {
				t.Errorf("columns that no field names (-want +got):\n%s", diff)
			}
			put(t, older, &boat{Header: begun(""), Name: "By the older program"})
		})
	}
}

// oldSerial was once a number.
type oldSerial struct {
	record.Header
	Name string `record:"required,label"`
	Mark record.Int
}

type newSerial struct {
	record.Header
	Name string `record:"required,label"`
	Mark string
}

func TestColumnOfAnotherTypeIsRefused(t *testing.T) {
	for name, dsn := range engines() {
		t.Run(name, func(t *testing.T) {
			at := dsn(t)
			open(t, at, fleet[oldSerial](t)).Close()
			s, err := store.Open(t.Context(), at, fleet[newSerial](t), store.Options{})
			if err != nil {
				t.Fatal(err)
			}
			defer s.Close()
			if _, err := s.Upgrade(t.Context()); err == nil || !strings.Contains(err.Error(), "boat.mark") {
				t.Errorf("error is %v, want one that names the column", err)
			}
		})
	}
}

type labelType struct {
	record.Header
	Name string `record:"required,label"`
}

func TestNamesOfTablesOfTheProgramAreRefused(t *testing.T) {
	d, err := record.NewDictionary(record.Declare(record.Spec[labelType]{Module: "test", Name: "label", Prefix: "LAB", Help: "A label.", Access: everybody()}))
	if err != nil {
		t.Fatal(err)
	}
	if _, err := store.Open(t.Context(), "sqlite:"+filepath.Join(t.TempDir(), "x.db"), d, store.Options{}); err == nil || !strings.Contains(err.Error(), `"label"`) {
		t.Errorf("error is %v, want one that names the table", err)
	}
}

func TestOnlyOneProcessWrites(t *testing.T) {
	path := filepath.Join(t.TempDir(), "x.db")
	s := open(t, "sqlite:"+path, dictionary(t))
	put(t, s, &site{Header: begun(""), Name: "S"})
	_, err := store.Open(t.Context(), "sqlite:"+path, dictionary(t), store.Options{})
	wantFault(t, err, fault.Unavailable)
	reader, err := store.Open(t.Context(), "sqlite:"+path, dictionary(t), store.Options{ReadOnly: true})
	if err != nil {
		t.Fatal(err)
	}
	defer reader.Close()
	snapshot, err := reader.LoadSnapshot(t.Context())
	if err != nil || snapshot.Len(s.Dictionary().Type("site")) != 1 {
		t.Errorf("reading beside the writer: %v", err)
	}
	err = reader.Write(t.Context(), func(*store.Writer) error { return nil })
	wantFault(t, err, fault.Unavailable)
	_, err = store.Open(t.Context(), "sqlite:"+path+".not-there", dictionary(t), store.Options{ReadOnly: true})
	wantFault(t, err, fault.Unavailable)
	if _, err := os.Stat(path + ".not-there"); err == nil {
		t.Error("opening for reading made a file")
	}
	info, err := os.Stat(path)
	if err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("the file is readable for others: %v %v", info.Mode(), err)
	}
}

func TestUnknownDatabasesAreRefused(t *testing.T) {
	for _, dsn := range []string{"", "sqlite:", "mysql://x", "/tmp/x.db"} {
		_, err := store.Open(t.Context(), dsn, dictionary(t), store.Options{})
		wantFault(t, err, fault.Invalid)
	}
}

func TestBackupAndRestore(t *testing.T) {
	dir := t.TempDir()
	dsn, copied := "sqlite:"+filepath.Join(dir, "x.db"), filepath.Join(dir, "copy.db")
	s := open(t, dsn, dictionary(t))
	kept, lost := &site{Header: begun(""), Name: "Kept"}, &site{Header: begun(""), Name: "Lost"}
	put(t, s, kept)
	if err := s.Backup(t.Context(), copied); err != nil {
		t.Fatal(err)
	}
	wantFault(t, s.Backup(t.Context(), copied), fault.Conflict)
	if left, err := filepath.Glob(copied + "*"); err != nil || len(left) != 1 {
		t.Errorf("the backup is %v (%v), want one file", left, err)
	}
	put(t, s, lost)
	wantFault(t, store.Restore(t.Context(), dsn, dictionary(t), copied), fault.Unavailable)
	s.Close()
	damaged := filepath.Join(dir, "damaged.db")
	if err := os.WriteFile(damaged, []byte("not a database"), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := store.Restore(t.Context(), dsn, dictionary(t), damaged); err == nil {
		t.Fatal("a file that is no database was restored")
	}
	if err := store.Restore(t.Context(), dsn, dictionary(t), copied); err != nil {
		t.Fatal(err)
	}
	s = open(t, dsn, dictionary(t))
	wantStored(t, s, kept)
	wantMissing(t, s, lost)
	if found := verify(t, s); found != nil {
		t.Errorf("breaks: %v", found)
	}
	before := open(t, dsn+".before-restore", dictionary(t))
	wantStored(t, before, kept, lost)
}

func TestBlobs(t *testing.T) {
	onBoth(t, func(t *testing.T, s *store.Store) {
		for _, content := range [][]byte{nil, {0, 1, 2, 255}, []byte(strings.Repeat("long", 300_000))} {
			var hash string
			for range 2 {
				write(t, s, func(w *store.Writer) (err error) {
					hash, err = w.PutBlob(t.Context(), content)
					return err
				})
			}
			view(t, s, func(r *store.Reader) error {
				got, err := r.Blob(t.Context(), hash)
				if !slices.Equal(got, content) {
					t.Errorf("%d bytes came back as %d", len(content), len(got))
				}
				return err
			})
		}
		err := s.View(t.Context(), func(r *store.Reader) error {
			_, err := r.Blob(t.Context(), "none")
			return err
		})
		wantFault(t, err, fault.NotFound)
	})
}

func TestSnapshotWithOneReader(t *testing.T) {
	for name, dsn := range engines() {
		t.Run(name, func(t *testing.T) {
			at := dsn(t)
			open(t, at, dictionary(t)).Close()
			s, err := store.Open(t.Context(), at, dictionary(t), store.Options{Readers: 1})
			if err != nil {
				t.Fatal(err)
			}
			defer s.Close()
			if _, err := s.LoadSnapshot(t.Context()); err != nil {
				t.Error(err)
			}
			if err := s.Optimize(t.Context()); err != nil {
				t.Error(err)
			}
		})
	}
}

// Readers see whole transactions while others write, and no number, version or
// position is given twice.
func TestReadersAndWritersAtOnce(t *testing.T) {
	onBoth(t, func(t *testing.T, s *store.Store) {
		const writers, readers, rounds = 3, 8, 15
		ctx, cancel := context.WithCancel(t.Context())
		defer cancel()
		failed := make(chan error, writers+readers)
		for i := range writers {
			go func() { failed <- writePairs(ctx, s, i, rounds) }()
		}
		stop := make(chan struct{})
		for range readers {
			go func() { failed <- readPairs(ctx, s, stop) }()
		}
		for range writers {
			if err := <-failed; err != nil {
				t.Fatal(err)
			}
		}
		close(stop)
		for range readers {
			if err := <-failed; err != nil {
				t.Fatal(err)
			}
		}
		if found := verify(t, s); found != nil {
			t.Errorf("breaks: %v", found)
		}
		snapshot, err := s.LoadSnapshot(t.Context())
		if err != nil || snapshot.Len(s.Dictionary().Type("site")) != 2*writers*rounds {
			t.Errorf("%d sites (%v), want %d", snapshot.Len(s.Dictionary().Type("site")), err, 2*writers*rounds)
		}
	})
}

// writePairs writes two sites in each transaction.
func writePairs(ctx context.Context, s *store.Store, writer, rounds int) error {
	for i := range rounds {
		err := s.Write(ctx, func(w *store.Writer) error {
			for _, end := range []string{"left", "right"} {
				if err := insert(ctx, w, &site{Header: begun(""), Name: fmt.Sprint(writer, i, end)}); err != nil {
					return err
				}
			}
			return nil
		})
		if err != nil {
			return err
		}
	}
	return nil
}

// readPairs counts sites until it is stopped: there must be an even number, and
// as many journal entries.
func readPairs(ctx context.Context, s *store.Store, stop chan struct{}) error {
	for {
		select {
		case <-stop:
			return nil
		default:
		}
		err := s.View(ctx, func(r *store.Reader) error {
			n, err := r.Count(ctx, r.Dictionary().Type("site"), store.Query{}, 10_000)
			if err != nil {
				return err
			}
			position, err := r.Position(ctx)
			if err == nil && (n%2 != 0 || position != int64(n)) {
				err = fmt.Errorf("%d sites at position %d", n, position)
			}
			return err
		})
		if err != nil {
			return err
		}
	}
}
