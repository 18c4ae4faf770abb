package briefing_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"fairlead/internal/catalog"
	"fairlead/internal/insight/briefing"
	"fairlead/internal/insight/governance"
	"fairlead/internal/insight/signal"
	"fairlead/internal/record"
	"fairlead/internal/testkit/company"
	"fairlead/internal/testkit/records"

	"github.com/google/go-cmp/cmp"
)

var (
	today = record.Day(2026, 11, 21)
	now   = record.At(time.Date(2026, 11, 21, 9, 0, 0, 0, time.UTC))
)

func question() briefing.Question {
	return briefing.Question{Question: signal.Question{Now: now, Locale: record.International()}, Currency: "EUR"}
}

func eur(major int64) record.Money { return record.Money{Minor: major * 100, Currency: "EUR"} }

// renewing is a contract whose notice ends in some days.
func renewing(n, days int, annual record.Money) *catalog.Contract {
	return &catalog.Contract{
		Header: records.Head(n, "in_force"), Name: "Hosting", Ends: today.AddDays(days + 30), NoticeDays: record.Whole(30),
		AutoRenews: true, RenewalMonths: record.Whole(12), Annual: annual,
	}
}

func TestNothing(t *testing.T) {
	b := briefing.Compose(records.Snapshot(t), question())
	if b.Headline != "Nothing needs attention" || b.Lede != "Saturday, 21 Nov 2026." || len(b.Items) > 0 || !b.Day.Empty() {
		t.Errorf("got %q, %q, %d items", b.Headline, b.Lede, len(b.Items))
	}
	if len(b.Instruments) != 4 {
		t.Errorf("%d instruments, want 4", len(b.Instruments))
	}
}

func TestTotals(t *testing.T) {
	about := record.AnyRef{Type: "contract", ID: records.ID(1)}
	decide := func(n int, stake record.Money, about record.AnyRef) *catalog.Decision {
		return &catalog.Decision{Header: records.Head(n, "open"), Title: "Decide", Due: today.AddDays(-1), Stake: stake, About: about}
	}
	b := briefing.Compose(records.Snapshot(t,
		renewing(1, 2, eur(1000)),
		renewing(2, 60, record.Money{Minor: 500_000_00, Currency: "NOK"}),
		decide(3, eur(400), about),          // hangs on the first contract: counted once
		decide(4, eur(70), record.AnyRef{}), // on nothing
		decide(5, record.Money{}, record.AnyRef{}),
	), question())
	want := briefing.Totals{
		Signals: 5, Overdue: 3, Week: 1, Unknown: 1,
		Stake: eur(1070), Elsewhere: []record.Money{{Minor: 500_000_00, Currency: "NOK"}},
	}
	if diff := cmp.Diff(want, b.Totals); diff != "" {
		t.Errorf("totals (-want +got):\n%s", diff)
	}
	lede := "Saturday, 21 Nov 2026. 5 things need attention in all. At stake: €1.07\u00a0k, and apart from that NOK\u00a0500\u00a0k. What is at stake in 1 of them is not known. " +
		"Ranked by what is at stake and by how soon it can no longer be changed."
	if b.Headline != "One thing is due within a week, three are overdue" || b.Lede != lede {
		t.Errorf("got %q\n%q, want\n%q", b.Headline, b.Lede, lede)
	}
}

func TestStandings(t *testing.T) {
	key := signal.Key("vendors.notice", records.ID(1))
	me, other := record.To[catalog.Person](records.ID(8)), record.To[catalog.Person](records.ID(9))
	standing := func(n int, change func(*catalog.Standing)) *catalog.Standing {
		s := &catalog.Standing{Header: records.Head(n, "holds"), Title: "Notice", Signal: key, Choice: "snoozed", Until: today}
		change(s)
		return s
	}
	for _, c := range []struct {
		name  string
		st    []record.Record
		aside int // number of the standing that holds; 0: the signal is in the list
	}{
		{"none", nil, 0},
		{"put off until today", []record.Record{standing(20, func(*catalog.Standing) {})}, 20},
		{"put off until yesterday", []record.Record{standing(20, func(s *catalog.Standing) { s.Until = today.AddDays(-1) })}, 0},
		{"lifted", []record.Record{standing(20, func(s *catalog.Standing) { s.State = "lifted" })}, 0},
		{"archived", []record.Record{standing(20, func(s *catalog.Standing) { s.Archived = true })}, 0},
		{"another signal", []record.Record{standing(20, func(s *catalog.Standing) { s.Signal = "vendors.end:x" })}, 0},
		{"given to somebody", []record.Record{standing(20, func(s *catalog.Standing) { s.Choice, s.Owner = "delegated", other })}, 20},
		{"given to the reader", []record.Record{standing(20, func(s *catalog.Standing) { s.Choice, s.Owner = "delegated", me })}, 0},
		{"the longest holds", []record.Record{standing(20, func(*catalog.Standing) {}), standing(21, func(s *catalog.Standing) { s.Until = today.AddDays(9) })}, 21},
	} {
		q := question()
		q.Person = me.ID
		b := briefing.Compose(records.Snapshot(t, append(c.st, renewing(1, 2, eur(1000)))...), q)
		if len(b.Items)+len(b.Aside) != 1 || len(b.Aside) == 1 != (c.aside > 0) {
			t.Errorf("%s: %d in the list, %d aside", c.name, len(b.Items), len(b.Aside))
			continue
		}
		if c.aside > 0 && b.Aside[0].Standing.Number != int64(c.aside) {
			t.Errorf("%s: standing %d holds, want %d", c.name, b.Aside[0].Standing.Number, c.aside)
		}
	}
}

// TestInstrumentsOpen holds that the lists behind the figures can be opened.
func TestInstrumentsOpen(t *testing.T) {
	s := records.Snapshot(t)
	for _, i := range briefing.Compose(s, question()).Instruments {
		typ := s.Dictionary().Type(i.List)
		if typ == nil {
			t.Errorf("%s opens a list of %q, which is no record type", i.Name, i.List)
			continue
		}
		if _, err := s.Dictionary().ParseFilter(typ, i.Filter, record.Env{Today: today}); err != nil {
			t.Errorf("%s opens with filter %q: %v", i.Name, i.Filter, err)
		}
		if i.Line != nil && len(i.Line) != 12 {
			t.Errorf("%s has a line of %d months", i.Name, len(i.Line))
		}
	}
}

// TestKeepsAnswers holds that the question can be a key of a memo, and that a
// briefing depends on the records and the question alone.
func TestKeepsAnswers(t *testing.T) {
	c := company.Load(t, today)
	first := record.Answer(c.Snapshot, "briefing", question(), briefing.Compose)
	again := record.Answer(c.Snapshot, "briefing", question(), briefing.Compose)
	if &first.Items[0] != &again.Items[0] {
		t.Error("the same question was answered twice")
	}
	if diff := cmp.Diff(first, briefing.Compose(c.Snapshot, question())); diff != "" {
		t.Errorf("composed again (-want +got):\n%s", diff)
	}
}

// TestCompany finds the troubles of the demonstration company that README.md
// tells of.
func TestCompany(t *testing.T) {
	c := company.Load(t, today)
	q := question()
	q.Person = c.ByKey["person:ingrid-solheim"].Head().ID
	q.Roles = governance.RolesOf([]record.Role{record.Director})
	b := briefing.Compose(c.Snapshot, q)
	var all strings.Builder
	for _, item := range b.Items {
		all.WriteString(item.Title + "\n")
	}
	for _, want := range []string{
		"Notice on “Hosting of portal and booking front end” of Norvåk Hosting ends in 2 days",
		"Notice on “Label printing software” of Etikettverk was due 6 days ago",
		"“Yearly penetration test” of Rødlag Test ended 19 days ago",
		"“Cabling and cabinets framework” of Kabelrot ended 141 days ago",
		"“Repair of handheld scanners” of Håndvik Skanner renews by itself in 41 days",
		"“On-call nights and weekends” of Bistandvik Døgn ends in 83 days and does not renew",
		"Microsoft Windows Server 2012 R2 is past its support",
		"PostgreSQL 11 is past its support",
		"Cisco IOS XE 17.3 is past its support",
		"Export declarations stuck in sending: 16 hours past its target",
		"Gate 2 does not open for booked trucks: 10 hours past its target",
		"Payroll off Windows Server 2012 R2 was to be decided 4 days ago",
		"Look back on “Portal on containers”",
	} {
		if !strings.Contains(all.String(), want) {
			t.Errorf("the briefing does not say %q", want)
		}
	}
	if b.Totals.Unknown == 0 || len(b.Totals.Elsewhere) == 0 || len(b.Day.Actions) == 0 || len(b.Day.Decisions) == 0 {
		t.Errorf("totals %+v, day %+v", b.Totals, b.Day)
	}
	for _, i := range b.Instruments {
		if i.Count == 0 && !i.Amount.Known() {
			t.Errorf("the instrument %s shows nothing", i.Name)
		}
	}
}

// TestEverySignalExplainsItself holds what the pages rely on.
func TestEverySignalExplainsItself(t *testing.T) {
	c := company.Load(t, today)
	seen := map[string]bool{}
	for _, item := range briefing.Compose(c.Snapshot, question()).Items {
		if item.Title == "" || item.Why == "" || item.StakeBasis == "" || item.Reason(question()) == "" || item.Subject.IsZero() || len(item.Acts) == 0 || len(item.Evidence) == 0 {
			t.Errorf("%s leaves something out: %+v", item.Key, item)
		}
		if item.Stake.Known() == strings.HasPrefix(item.StakeBasis, "Not known") {
			t.Errorf("%s: stake %s, basis %q", item.Key, item.Stake, item.StakeBasis)
		}
		if seen[item.Key] {
			t.Errorf("%s is there twice", item.Key)
		}
		seen[item.Key] = true
		refs := []record.AnyRef{item.Subject, item.Root()}
		for _, e := range item.Evidence {
			refs = append(refs, e.Ref)
		}
		if i := slices.IndexFunc(refs, func(r record.AnyRef) bool { return signal.Label(c.Snapshot, r) == "" }); i >= 0 {
			t.Errorf("%s points to %s, which is not there", item.Key, refs[i])
		}
	}
}

func TestHeadline(t *testing.T) {
	decide := func(n, days int) record.Record {
		return &catalog.Decision{Header: records.Head(n, "open"), Title: "Decide", Due: today.AddDays(days)}
	}
	for _, c := range []struct {
		days []int
		want string
	}{
		{nil, "Nothing needs attention"},
		{[]int{-1}, "One thing is overdue"},
		{[]int{3, 7}, "Two things are due within a week"},
		{[]int{0, -2, -3}, "One thing is due within a week, two are overdue"},
	} {
		var all []record.Record
		for i, days := range c.days {
			all = append(all, decide(i+1, days))
		}
		if got := briefing.Compose(records.Snapshot(t, all...), question()).Headline; got != c.want {
			t.Errorf("due in %v days: %q, want %q", c.days, got, c.want)
		}
	}
}
