package governance_test

import (
	"strings"
	"testing"
	"time"

	"fairlead/internal/catalog"
	"fairlead/internal/insight/governance"
	"fairlead/internal/insight/signal"
	"fairlead/internal/record"
	"fairlead/internal/testkit/records"

	"github.com/google/go-cmp/cmp"
)

var (
	today    = record.Day(2026, 11, 21)
	question = signal.Question{Now: record.At(time.Date(2026, 11, 21, 9, 0, 0, 0, time.UTC)), Locale: record.International()}
	me       = record.To[catalog.Person](records.ID(1))
	other    = record.To[catalog.Person](records.ID(2))
)

func people() []record.Record {
	return []record.Record{
		&catalog.Person{Header: records.Head(1, ""), Name: "Ada"},
		&catalog.Person{Header: records.Head(2, ""), Name: "Ben"},
		&catalog.Service{Header: records.Head(3, "live"), Name: "Payroll", Tier: "critical"},
	}
}

func eur(major int64) record.Money { return record.Money{Minor: major * 100, Currency: "EUR"} }

func decision(n int, state string, due, review record.Date) *catalog.Decision {
	return &catalog.Decision{
		Header: records.Head(n, state), Title: "New host", Owner: me, Due: due, ReviewOn: review, Stake: eur(500),
		About: record.AnyRef{Type: "service", ID: records.ID(3)},
	}
}

func action(n int, state string, owner record.Ref[catalog.Person], due record.Date) *catalog.Action {
	return &catalog.Action{Header: records.Head(n, state), Title: "Ask", Owner: owner, Due: due}
}

func approval(n int, state string, change func(*catalog.Approval)) *catalog.Approval {
	a := &catalog.Approval{Header: records.Head(n, state), Title: "Sign: Cloud", Subject: record.AnyRef{Type: "service", ID: records.ID(3)}, AskedBy: other, Roles: record.Tags{"director"}, Quorum: record.Whole(1), Amount: eur(62400)}
	change(a)
	return a
}

func TestRules(t *testing.T) {
	none := record.Date{}
	archived := decision(10, "open", today, none)
	archived.Archived = true
	for _, c := range []struct {
		name  string
		r     record.Record
		title string // empty: no signal
		due   record.Date
		stake record.Money
	}{
		{"decision late", decision(10, "open", today.AddDays(-4), none), "New host was to be decided 4 days ago", today.AddDays(-4), eur(500)},
		{"decision due", decision(10, "open", today, none), "New host is to be decided today", today, eur(500)},
		{"decision within a week", decision(10, "open", today.AddDays(7), none), "New host is to be decided in 7 days", today.AddDays(7), eur(500)},
		{"decision later", decision(10, "open", today.AddDays(8), none), "", none, record.Money{}},
		{"decision without a day", decision(10, "open", none, none), "", none, record.Money{}},
		{"decision archived", archived, "", none, record.Money{}},
		{"decided", decision(10, "decided", today.AddDays(-4), none), "", none, record.Money{}},
		{"to look back on", decision(10, "decided", none, today), "Look back on “New host”: it was to be reviewed today", today, eur(500)},
		{"to look back on later", decision(10, "decided", none, today.AddDays(1)), "", none, record.Money{}},
		{"reviewed", decision(10, "reviewed", none, today), "", none, record.Money{}},
		{"action late", action(10, "open", other, today.AddDays(-1)), "“Ask” was due yesterday", today.AddDays(-1), record.Money{}},
		{"action late in work", action(10, "doing", other, today.AddDays(-1)), "“Ask” was due yesterday", today.AddDays(-1), record.Money{}},
		{"action due", action(10, "open", other, today), "", none, record.Money{}},
		{"action without a day", action(10, "open", other, none), "", none, record.Money{}},
		{"action done", action(10, "done", other, today.AddDays(-1)), "", none, record.Money{}},
		{"approval", approval(10, "waiting", func(*catalog.Approval) {}), "Sign: Cloud waits for consent", none, eur(62400)},
		{"approval granted", approval(10, "granted", func(*catalog.Approval) {}), "", none, record.Money{}},
	} {
		t.Run(c.name, func(t *testing.T) {
			found := signal.Ask(records.Snapshot(t, append(people(), c.r)...), question, governance.Rules()...)
			if c.title == "" {
				if len(found) > 0 {
					t.Fatalf("found %q, want nothing", found[0].Title)
				}
				return
			}
			if len(found) != 1 {
				t.Fatalf("found %d signals, want one", len(found))
			}
			got := found[0]
			if got.Title != c.title || got.Due != c.due || got.Stake != c.stake || got.StakeBasis == "" || got.Why == "" || len(got.Acts) == 0 {
				t.Errorf("got %+v", got)
			}
		})
	}
}

func TestDecisionTouchesWhatItIsAbout(t *testing.T) {
	s := records.Snapshot(t, append(people(), decision(10, "open", today, record.Date{}))...)
	got := signal.Ask(s, question, governance.Rules()...)[0]
	if got.Severity != signal.High || got.Root().ID != records.ID(3) || got.Subject.ID != records.ID(10) {
		t.Errorf("severity %d, root %s, subject %s", got.Severity, got.Root(), got.Subject)
	}
	if !strings.Contains(got.Why, "It waits for Ada.") {
		t.Errorf("why is %q", got.Why)
	}
}

func TestActionsByPerson(t *testing.T) {
	s := records.Snapshot(t, append(people(),
		action(10, "open", other, today.AddDays(-3)), action(11, "open", other, today.AddDays(-9)),
		action(12, "open", record.Ref[catalog.Person]{}, today.AddDays(-1)), action(13, "doing", me, today.AddDays(-2)))...)
	var got []string
	for _, sig := range signal.Ask(s, question, governance.Rules()...) {
		got = append(got, sig.Title+" | "+sig.Why)
	}
	want := []string{
		"“Ask” was due yesterday | It is with nobody in particular.",
		"“Ask” was due 2 days ago | It is with Ada.",
		"2 actions of Ben are overdue | The oldest, “Ask”, was due 9 days ago.",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("signals (-want +got):\n%s", diff)
	}
}

func TestDayOf(t *testing.T) {
	all := append(people(),
		approval(20, "waiting", func(*catalog.Approval) {}),
		approval(21, "waiting", func(a *catalog.Approval) { a.AskedBy = me }),
		approval(22, "waiting", func(a *catalog.Approval) { a.Roles = record.Tags{"executive"} }),
		approval(23, "waiting", func(a *catalog.Approval) { a.Votes = record.Rows[catalog.Vote]{{Person: me, Agrees: true}} }),
		approval(24, "refused", func(*catalog.Approval) {}),
		action(30, "open", me, today.AddDays(7)), action(31, "open", me, today.AddDays(-7)), action(32, "open", me, today.AddDays(8)), action(33, "open", other, today), action(34, "done", me, today),
		decision(40, "open", today.AddDays(3), record.Date{}), decision(41, "open", today.AddDays(9), record.Date{}),
		decision(42, "decided", record.Date{}, today.AddDays(2)), decision(43, "decided", record.Date{}, today.AddDays(20)),
	)
	day := governance.DayOf(records.Snapshot(t, all...), me.ID, governance.RolesOf([]record.Role{record.Manager, record.Director}), today)
	for name, c := range map[string]struct {
		got  []governance.Entry
		want []int
	}{
		"approvals": {day.Approvals, []int{20}},
		"actions":   {day.Actions, []int{31, 30}},
		"decisions": {day.Decisions, []int{40}},
		"reviews":   {day.Reviews, []int{42}},
	} {
		var want, got []record.ID
		for _, n := range c.want {
			want = append(want, records.ID(n))
		}
		for _, e := range c.got {
			got = append(got, e.Ref.ID)
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", name, diff)
		}
	}
	if !governance.DayOf(records.Snapshot(t, all...), record.ID{}, "", today).Empty() {
		t.Error("somebody without a person has a day")
	}
}
