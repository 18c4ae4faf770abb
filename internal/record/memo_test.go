package record_test

import (
	"fmt"
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"

	"fairlead/internal/catalog"
	"fairlead/internal/record"
	"fairlead/internal/testkit/records"

	"pgregory.net/rapid"
)

// counting is a function of a snapshot that knows how often it was computed.
type counting struct {
	name     string
	computed atomic.Int32
	read     func(*record.Snapshot) int
}

func (c *counting) ask(s *record.Snapshot, q int) int {
	return record.Answer(s, c.name, q, func(s *record.Snapshot, q int) int {
		c.computed.Add(1)
		return c.read(s) + q
	})
}

func sites(s *record.Snapshot) int { return s.Len(record.TypeFor[catalog.Site](s)) }
func teams(s *record.Snapshot) int { return s.Len(record.TypeFor[catalog.Team](s)) }

func with(s *record.Snapshot, r record.Record) *record.Snapshot {
	return s.With(s.Position()+1, record.Edit{New: r})
}

func TestAnswerIsKeptUntilWhatItReadChanges(t *testing.T) {
	inner := &counting{name: "teams", read: teams}
	outer := &counting{name: "both"}
	outer.read = func(s *record.Snapshot) int { return sites(s) + inner.ask(s, 0) }
	s := records.Snapshot(t, &catalog.Site{Header: records.Head(1, "")})
	for i, step := range []struct {
		add          record.Record
		want         int
		inner, outer int32
	}{
		{want: 1, inner: 1, outer: 1},
		{want: 1, inner: 1, outer: 1},
		{add: &catalog.Person{Header: records.Head(2, "")}, want: 1, inner: 1, outer: 1}, // neither reads people
		{add: &catalog.Site{Header: records.Head(3, "")}, want: 2, inner: 1, outer: 2},   // the inner one stands
		{add: &catalog.Team{Header: records.Head(4, "")}, want: 3, inner: 2, outer: 3},   // read through the inner one
	} {
		if step.add != nil {
			s = with(s, step.add)
		}
		if got := outer.ask(s, 0); got != step.want || inner.computed.Load() != step.inner || outer.computed.Load() != step.outer {
			t.Errorf("step %d gives %d, computed %d and %d times; want %+v", i, got, inner.computed.Load(), outer.computed.Load(), step)
		}
	}
	if got := outer.ask(s, 10); got != 13 {
		t.Errorf("another question gives %d", got)
	}
}

// Readers who see different records get each their own answer, and both are kept.
func TestAnswersOfWhatIfStandBesideEachOther(t *testing.T) {
	count := &counting{name: "sites", read: sites}
	s := records.Snapshot(t)
	what := with(s, &catalog.Site{Header: records.Head(1, "")})
	for range 3 {
		if count.ask(s, 0) != 0 || count.ask(what, 0) != 1 {
			t.Fatal("an answer of another view")
		}
	}
	if n := count.computed.Load(); n != 2 {
		t.Errorf("computed %d times, want 2", n)
	}
}

// TestFindAnyThatFindsNothing depends on every type: the record may come.
func TestFindAnyThatFindsNothing(t *testing.T) {
	found := &counting{name: "found", read: func(s *record.Snapshot) int {
		if _, r := s.FindAny(records.ID(7)); r != nil {
			return 1
		}
		return 0
	}}
	s := records.Snapshot(t)
	if found.ask(s, 0) != 0 || found.ask(with(s, &catalog.Vendor{Header: records.Head(7, "")}), 0) != 1 {
		t.Error("a record that came later is not found")
	}
}

// TestOldQuestionsAreForgotten holds that answers do not pile up as the time in
// their questions goes on, while what is still asked stays.
func TestOldQuestionsAreForgotten(t *testing.T) {
	count := &counting{name: "sites", read: sites}
	s := records.Snapshot(t)
	for q := range 100 {
		count.ask(s, q)
		count.ask(s, 0)
	}
	if n := count.computed.Load(); n != 100 {
		t.Fatalf("computed %d times, want each question once", n)
	}
	if count.ask(s, 1); count.computed.Load() != 101 {
		t.Error("the answer of long ago was kept")
	}
}

func TestOneComputesAndOthersWait(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		gate := make(chan struct{})
		slow := &counting{name: "slow", read: func(s *record.Snapshot) int { <-gate; return sites(s) }}
		s := records.Snapshot(t)
		var group sync.WaitGroup
		for range 8 {
			group.Go(func() { slow.ask(s, 0) })
		}
		synctest.Wait() // all of them stand still
		close(gate)
		group.Wait()
		if n := slow.computed.Load(); n != 1 {
			t.Errorf("computed %d times, want once", n)
		}
	})
}

func TestPanicLetsOthersGoOn(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		gate := make(chan struct{})
		first := atomic.Bool{}
		first.Store(true)
		f := &counting{name: "fragile", read: func(*record.Snapshot) int {
			if first.Swap(false) {
				<-gate
				panic("broken")
			}
			return 5
		}}
		s := records.Snapshot(t)
		var group sync.WaitGroup
		group.Go(func() {
			defer func() { recover() }()
			f.ask(s, 0)
		})
		synctest.Wait()
		group.Go(func() {
			if got := f.ask(s, 0); got != 5 {
				t.Errorf("the second caller gets %d", got)
			}
		})
		synctest.Wait()
		close(gate)
		group.Wait()
	})
}

// TestRestrictedTableIsKept holds that a view is made anew only when what it
// shows, or what the limit looks at, has changed.
func TestRestrictedTableIsKept(t *testing.T) {
	var made int
	named := func(s *record.Snapshot, t *record.Type) func(record.Record) record.Record {
		if t.Name != "team" {
			return nil
		}
		return func(r record.Record) record.Record {
			made++
			if p := record.Get(s, r.(*catalog.Team).Lead); p == nil || p.Name != "Me" {
				return nil
			}
			return r
		}
	}
	s := records.Snapshot(t,
		&catalog.Person{Header: records.Head(1, ""), Name: "Me"},
		&catalog.Team{Header: records.Head(2, ""), Name: "Mine", Lead: record.To[catalog.Person](records.ID(1))},
		&catalog.Team{Header: records.Head(3, ""), Name: "Not mine"})
	look := func(want, wantMade int) {
		t.Helper()
		made = 0
		v := s.Restricted("me", named)
		if got := teams(v); got != want || made != wantMade {
			t.Errorf("%d teams, looked at %d, want %d and %d", got, made, want, wantMade)
		}
	}
	look(1, 2)
	look(1, 0)
	s = with(s, &catalog.Site{Header: records.Head(4, "")})
	look(1, 0)
	person := record.TypeFor[catalog.Person](s)
	me := s.Find(person, records.ID(1))
	s = s.With(s.Position()+1, record.Edit{Old: me, New: &catalog.Person{Header: records.Head(1, ""), Name: "Another"}})
	look(0, 2)
}

// TestAnswersAreThoseOfNow compares kept answers with fresh ones while records
// of several types come and go.
func TestAnswersAreThoseOfNow(t *testing.T) {
	count := func(s *record.Snapshot, name string) string {
		return record.Answer(s, "count", name, func(s *record.Snapshot, name string) string {
			return fmt.Sprint(name, s.Len(s.Dictionary().Type(name)))
		})
	}
	both := func(s *record.Snapshot) string {
		return record.Answer(s, "both", 0, func(s *record.Snapshot, _ int) string { return count(s, "site") + count(s, "team") })
	}
	rapid.Check(t, func(rt *rapid.T) {
		s := records.Snapshot(t)
		for n := range rapid.IntRange(1, 20).Draw(rt, "steps") {
			h := records.Head(n+1, "")
			s = with(s, rapid.SampledFrom([]record.Record{&catalog.Site{Header: h}, &catalog.Team{Header: h}, &catalog.Vendor{Header: h}}).Draw(rt, "record"))
			if rapid.Bool().Draw(rt, "inner first") {
				count(s, "team")
			}
			if got, want := both(s), fmt.Sprint("site", sites(s), "team", teams(s)); got != want {
				rt.Fatalf("got %q, want %q", got, want)
			}
		}
	})
}
