package recovery

import (
	"fmt"
	"math"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"fairlead/internal/catalog"
	"fairlead/internal/record"
	"fairlead/internal/testkit/records"
)

var aDay = record.Day(2026, 11, 21)

// The records of a loss: Ada and Bo work at the quay, Cy at home; the vendor mends
// under a contract; a part and a copy lie at the quay.
const (
	ada, bo, cy, quay, vendor, contract, part, copied = 1, 2, 3, 10, 11, 12, 13, 14
)

func ground() []record.Record {
	person := func(n int, name string) record.Record {
		return &catalog.Person{Header: records.Head(n, ""), Name: name}
	}
	return []record.Record{
		person(ada, "Ada"), person(bo, "Bo"), person(cy, "Cy"),
		&catalog.Site{Header: records.Head(quay, ""), Name: "Quay"},
		&catalog.Vendor{Header: records.Head(vendor, ""), Name: "Menders"},
		&catalog.Contract{Header: records.Head(contract, "in_force"), Name: "Mending", Vendor: record.To[catalog.Vendor](records.ID(vendor)), Response: record.Lasting(2 * 3600e9)},
		&catalog.Spare{Header: records.Head(part, ""), Name: "Part", Quantity: record.Whole(1), Delivery: record.Exactly(20),
			Site: record.To[catalog.Site](records.ID(quay)), Vendor: record.To[catalog.Vendor](records.ID(vendor))},
		&catalog.Backup{Header: records.Head(copied, "active"), Name: "Copy", Immutable: "no", Site: record.To[catalog.Site](records.ID(quay))},
	}
}

// planned is a plan whose people are there at once by day and after an hour by night.
func planned(n int, people []int, steps ...catalog.RecoveryStep) *catalog.RecoveryPlan {
	p := &catalog.RecoveryPlan{Header: records.Head(n, "approved"), Name: fmt.Sprint("Plan ", n), Steps: steps}
	for _, who := range people {
		p.People = append(p.People, catalog.Responder{Person: record.To[catalog.Person](records.ID(who)), Role: "all", OnCall: true, ByDay: record.Exactly(0), ByNight: record.Exactly(1)})
	}
	return p
}

func takes(key, after string, hours float64, with ...func(*catalog.RecoveryStep)) catalog.RecoveryStep {
	s := catalog.RecoveryStep{Key: key, Step: key, After: after, Duration: record.Exactly(hours), Role: "all"}
	for _, f := range with {
		f(&s)
	}
	return s
}

func gone(all ...int) Taken {
	t := Taken{Gone: map[record.ID]bool{}}
	for _, n := range all {
		t.Gone[records.ID(n)] = true
	}
	return t
}

// Worked by hand. Of each plan: when it ends by day and by night, or how many steps
// are blocked, or which plans it waits for.
func TestCourses(t *testing.T) {
	both, one := []int{ada, bo}, []int{ada}
	vended := func(s *catalog.RecoveryStep) { s.Contract = record.To[catalog.Contract](records.ID(contract)) }
	spared := func(s *catalog.RecoveryStep) { s.Spare = record.To[catalog.Spare](records.ID(part)) }
	restored := func(s *catalog.RecoveryStep) { s.Backup = record.To[catalog.Backup](records.ID(copied)) }
	type want struct {
		day, night float64
		blocked    int
		waits      []int
	}
	diamond := []catalog.RecoveryStep{takes("a", "", 1), takes("b", "a", 2), takes("c", "a", 3), takes("d", "b, c", 1)}
	for name, c := range map[string]struct {
		taken Taken
		plans []*catalog.RecoveryPlan
		after map[int][]int
		want  []want
	}{
		// a, then b beside c, then d: 1 + 3 + 1, the longest way.
		"one plan takes its longest way": {gone(), []*catalog.RecoveryPlan{planned(20, both, diamond...)}, nil, []want{{5, 6, 0, nil}}},
		// With one of the two nothing runs beside another: 1 + 2 + 3 + 1.
		"one is lost": {gone(bo), []*catalog.RecoveryPlan{planned(20, both, diamond...)}, nil, []want{{7, 8, 0, nil}}},
		// The first plan has Ada for two hours, the second for three after that.
		"two plans for one person add up": {gone(), []*catalog.RecoveryPlan{planned(20, one, takes("a", "", 2)), planned(21, one, takes("a", "", 3))}, nil,
			[]want{{2, 3, 0, nil}, {5, 6, 0, nil}}},
		"two plans for two people run at once": {gone(), []*catalog.RecoveryPlan{planned(20, both, takes("a", "", 2)), planned(21, both, takes("a", "", 3))}, nil,
			[]want{{2, 3, 0, nil}, {3, 4, 0, nil}}},
		"the one waits for the other": {gone(), []*catalog.RecoveryPlan{planned(20, both, takes("a", "", 2)), planned(21, both, takes("a", "", 3))}, map[int][]int{1: {0}},
			[]want{{2, 3, 0, nil}, {5, 6, 0, nil}}},
		"nobody is left": {gone(ada, bo), []*catalog.RecoveryPlan{planned(20, both, takes("a", "", 2))}, nil, []want{{blocked: 1}}},
		// What cannot be ended holds nobody, and what follows it is not begun.
		"a plan that cannot end holds nobody": {gone(bo), []*catalog.RecoveryPlan{planned(20, []int{ada, bo}, takes("a", "", 4), takes("b", "", 1, func(s *catalog.RecoveryStep) { s.Needed = record.Whole(2) })), planned(21, one, takes("a", "", 3)), planned(22, one, takes("a", "", 1))}, map[int][]int{2: {0}},
			[]want{{blocked: 1}, {3, 4, 0, nil}, {waits: []int{0}}}},
		// The vendor is called at the start and begins after two hours.
		"the vendor comes":        {gone(), []*catalog.RecoveryPlan{planned(20, one, takes("a", "", 1, vended))}, nil, []want{{3, 3, 0, nil}}},
		"the vendor has failed":   {gone(vendor), []*catalog.RecoveryPlan{planned(20, one, takes("a", "", 1, vended))}, nil, []want{{blocked: 1}}},
		"the part lies there":     {gone(), []*catalog.RecoveryPlan{planned(20, one, takes("a", "", 1, spared))}, nil, []want{{1, 2, 0, nil}}},
		"the part is lost":        {gone(quay), []*catalog.RecoveryPlan{planned(20, one, takes("a", "", 1, spared))}, nil, []want{{21, 21, 0, nil}}},
		"two plans, one part":     {gone(), []*catalog.RecoveryPlan{planned(20, one, takes("a", "", 1, spared)), planned(21, []int{cy}, takes("a", "", 1, spared))}, nil, []want{{1, 2, 0, nil}, {21, 21, 0, nil}}},
		"nobody delivers another": {gone(quay, vendor), []*catalog.RecoveryPlan{planned(20, one, takes("a", "", 1, spared))}, nil, []want{{blocked: 1}}},
		"the copy is there":       {gone(), []*catalog.RecoveryPlan{planned(20, one, takes("a", "", 1, restored))}, nil, []want{{1, 2, 0, nil}}},
		"the copy is lost":        {gone(quay), []*catalog.RecoveryPlan{planned(20, one, takes("a", "", 1, restored))}, nil, []want{{blocked: 1}}},
		"the copy is encrypted":   {Taken{Encrypted: true}, []*catalog.RecoveryPlan{planned(20, one, takes("a", "", 1, restored))}, nil, []want{{blocked: 1}}},
	} {
		t.Run(name, func(t *testing.T) {
			all := ground()
			var calls []Call
			for i, p := range c.plans {
				all, calls = append(all, p), append(calls, Call{p, c.after[i]})
			}
			for i, got := range Courses(records.Snapshot(t, all...), aDay, c.taken, calls) {
				w := c.want[i]
				if len(got.Missing) > 0 || len(got.Blocked) != w.blocked || !slices.Equal(got.Waits, w.waits) || got.Known() != (w.day > 0) {
					t.Errorf("plan %d: missing %q, blocked %v, waits for %v, want %+v", i, got.Missing, got.Blocked, got.Waits, w)
				} else if got.Known() && (got.Of(Day).At(0) != w.day || got.Of(Night).At(0.999) != w.night) {
					t.Errorf("plan %d ends after %v and %v, want %v and %v", i, got.Of(Day).At(0), got.Of(Night).At(0.999), w.day, w.night)
				}
			}
		})
	}
}

// A loss that is over after two hours ends a course of five.
func TestLossIsOver(t *testing.T) {
	p := planned(20, []int{ada}, takes("a", "", 5))
	all := Courses(records.Snapshot(t, append(ground(), p)...), aDay, Taken{}, []Call{{Plan: p}})
	if got := Last(Day, Lasting(record.Exactly(2)), &all[0]).At(0.5); got != 2 {
		t.Errorf("over after %v, want 2", got)
	}
	if got := Last(Day, Lasting(record.Estimate{}), &all[0]).At(0.5); got != 5 {
		t.Errorf("how long it lasts is not known: %v, want 5", got)
	}
}

// However few people there are, nothing ends before its longest way; and who is taken
// away unblocks nothing.
func TestTakingAwayHelpsNothing(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var steps []catalog.RecoveryStep
		longest := map[string]float64{}
		for i := range rapid.IntRange(1, 6).Draw(t, "steps") {
			after, hours := "", float64(rapid.IntRange(1, 9).Draw(t, "hours"))
			if i > 0 && rapid.Bool().Draw(t, "linked") {
				after = fmt.Sprint(rapid.IntRange(0, i-1).Draw(t, "after"))
			}
			longest[fmt.Sprint(i)] = longest[after] + hours
			who := rapid.SampledFrom([]int{ada, bo, cy}).Draw(t, "who")
			steps = append(steps, takes(fmt.Sprint(i), after, hours, func(s *catalog.RecoveryStep) {
				s.Role, s.People = "", record.ToAll[catalog.Person](records.ID(who), records.ID(who%3+1))
			}))
		}
		p := planned(20, []int{ada, bo, cy}, steps...)
		s := snapshotOf(t, append(ground(), p)...)
		first := rapid.SampledFrom([]int{ada, bo, cy}).Draw(t, "first")
		some, more := gone(first), gone(first, first%3+1)
		before, after := Courses(s, aDay, some, []Call{{Plan: p}})[0], Courses(s, aDay, more, []Call{{Plan: p}})[0]
		if len(after.Blocked) < len(before.Blocked) {
			t.Fatalf("%v are blocked, with one more gone %v", before.Blocked, after.Blocked)
		}
		way := 0.0
		for _, hours := range longest {
			way = math.Max(way, hours)
		}
		if before.Known() && before.Of(Day).At(0) < way {
			t.Fatalf("ends after %v, its longest way takes %v", before.Of(Day).At(0), way)
		}
	})
}

func snapshotOf(t *rapid.T, all ...record.Record) *record.Snapshot {
	dict, err := catalog.Dictionary()
	if err != nil {
		t.Fatal(err)
	}
	edits := make([]record.Edit, len(all))
	for i, r := range all {
		edits[i] = record.Edit{New: r}
	}
	return record.NewSnapshot(dict).With(1, edits...)
}

// Two plans that run together give the same figures every time.
func TestCoursesSameEveryTime(t *testing.T) {
	around := func(s *catalog.RecoveryStep) { s.Duration = record.Around(1, 2, 6) }
	a, b := planned(20, []int{ada, bo}, takes("a", "", 0, around)), planned(21, []int{ada}, takes("a", "", 0, around))
	s := records.Snapshot(t, append(ground(), a, b)...)
	calls := []Call{{Plan: a}, {Plan: b}}
	first, second := Courses(s, aDay, Taken{}, calls), Courses(s, aDay, Taken{}, calls)
	for i := range first {
		if !slices.Equal(first[i].ends[Night], second[i].ends[Night]) {
			t.Errorf("plan %d differs", i)
		}
	}
	// The first plan has Bo, who can do less; so the second ends as if it were alone.
	alone := Courses(s, aDay, Taken{}, calls[1:])
	if got, want := first[1].Of(Day).At(0.5), alone[0].Of(Day).At(0.5); math.Abs(got-want) > 0.15 {
		t.Errorf("the second takes %v with the first, %v alone", got, want)
	}
}
