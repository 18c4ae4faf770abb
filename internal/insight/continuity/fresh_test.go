package continuity_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"fairlead/internal/catalog"
	"fairlead/internal/insight/continuity"
	"fairlead/internal/insight/signal"
	"fairlead/internal/record"
	"fairlead/internal/testkit/records"
)

var noon = record.At(time.Date(2026, 11, 21, 12, 0, 0, 0, time.UTC))

// ask gives what the survey signals about single points that are new, after changes
// to a world of which each is of Ada, yesterday.
func ask(t *testing.T, before *record.Snapshot, edits []record.Edit) []signal.Signal {
	t.Helper()
	now := before.With(before.Position(), edits...)
	past := continuity.Past{Before: before}
	for _, e := range edits {
		c := continuity.Change{At: record.At(noon.Time().AddDate(0, 0, -1)), By: "Ada", Op: record.Updated}
		rec := e.New
		switch {
		case e.Old == nil:
			c.Op = record.Created
		case e.New == nil:
			c.Op, rec = record.Removed, e.Old
		default:
			entry := record.Entry{Changes: now.Dictionary().TypeOf(e.New).Diff(e.Old, e.New)}
			fields, err := entry.Decode()
			if err != nil {
				t.Fatal(err)
			}
			c.Fields = fields
		}
		c.Record = record.AnyRef{Type: now.Dictionary().TypeOf(rec).Name, ID: rec.Head().ID}
		past.Changes = append(past.Changes, c)
	}
	q := signal.Question{Now: noon, Locale: record.International()}
	continuity.Remember(now, continuity.PastSince(q.Today()), past)
	var found []signal.Signal
	for _, s := range signal.Ask(now, q, continuity.SurveyRules()...) {
		if signal.RuleOf(s.Key) == "continuity.new" {
			found = append(found, s)
		}
	}
	return found
}

// Each kind of change by which something becomes the only one is found, and named.
func TestNewSinglePoints(t *testing.T) {
	w := booking()
	w.put("location", "room", func(h record.Header) record.Record { return &catalog.Location{Header: h, Name: "Room"} }, "")
	w.put("asset", "spare", func(h record.Header) record.Record {
		return &catalog.Asset{Header: h, Name: "spare", Class: "other"}
	}, "in_use")
	w.person("Ola")
	w.put("skill", "Databases", func(h record.Header) record.Record {
		return &catalog.Skill{Header: h, Name: "Databases", Services: record.ToAll[catalog.Service](w.ids["portal"].ID)}
	}, "")
	for _, who := range []string{"Ola", "Magda"} {
		w.put("skill_rating", who+" can", func(h record.Header) record.Record {
			return &catalog.SkillRating{Header: h, Person: record.To[catalog.Person](w.ids[who].ID), Skill: record.To[catalog.Skill](w.ids["Databases"].ID), Level: record.Whole(4)}
		}, "")
	}
	before := w.snapshot(t)
	to := func(name string) record.Record {
		return before.Find(before.Dictionary().Type(w.ids[name].Type), w.ids[name].ID)
	}
	link := func(from, provider string) record.Record { // the dependency between two
		for d := range record.Each[catalog.Dependency](before) {
			if d.Dependent == w.ids[from] && d.Provider == w.ids[provider] {
				return d
			}
		}
		t.Fatalf("%s does not need %s", from, provider)
		return nil
	}
	edit := func(r record.Record, change func(record.Record)) record.Edit {
		next := before.Dictionary().TypeOf(r).Clone(r)
		change(next)
		return record.Edit{Old: r, New: next}
	}
	archive := func(r record.Record) { r.Head().Archived = true }
	for name, c := range map[string]struct {
		edits []record.Edit
		want  []string // what is new, and the sentence that names the change
	}{
		"a dependency is archived":     {[]record.Edit{edit(link("booking", "host-b"), archive)}, []string{"host-a alone stops", "Archived on 20 Nov 2026 by Ada"}},
		"a dependency is gone":         {[]record.Edit{{Old: link("booking", "host-b")}}, []string{"host-a alone stops", "Removed for good on 20 Nov 2026 by Ada"}},
		"a dependency is added":        {[]record.Edit{{New: &catalog.Dependency{Header: records.Head(200, ""), Dependent: w.ids["booking"], Provider: w.ids["spare"], Type: "uses"}}}, []string{"spare alone stops", "Added on 20 Nov 2026 by Ada"}},
		"an asset is retired":          {[]record.Edit{edit(to("host-b"), func(r record.Record) { r.Head().State = "retired" })}, []string{"host-a alone stops", "State changed from in use to retired on 20 Nov 2026 by Ada"}},
		"an asset is archived":         {[]record.Edit{edit(to("host-b"), archive)}, []string{"host-a alone stops", "Archived on 20 Nov 2026 by Ada"}},
		"all others are needed":        {[]record.Edit{edit(link("booking", "host-b"), func(r record.Record) { r.(*catalog.Dependency).Needed = record.Whole(2) })}, []string{"host-a alone stops", "host-b alone stops", "changed from 1 to 2"}},
		"it is no longer in the group": {[]record.Edit{edit(link("booking", "host-b"), func(r record.Record) { r.(*catalog.Dependency).Group = "" })}, []string{"host-b alone stops", "Group changed"}},
		"it needs something else": {[]record.Edit{edit(link("booking", "switch"), func(r record.Record) { r.(*catalog.Dependency).Provider = w.ids["spare"] })},
			[]string{"spare alone stops", "Provider changed"}},
		"two are in one place": {[]record.Edit{edit(to("switch"), func(r record.Record) {
			a := r.(*catalog.Asset)
			a.Class, a.Location = "network", record.To[catalog.Location](w.ids["room"].ID)
		})}, []string{"Room alone stops", "by Ada"}},
		"one of two who can has left": {[]record.Edit{edit(to("Magda"), archive)}, []string{"only Ola can bring back", "Archived on 20 Nov 2026 by Ada"}},
		"one has forgotten":           {[]record.Edit{edit(to("Magda can"), func(r record.Record) { r.(*catalog.SkillRating).Level = record.Whole(1) })}, []string{"only Ola can bring back", "changed from 4 to 1"}},
		"how often it fails":          {[]record.Edit{edit(to("host-a"), func(r record.Record) { r.(*catalog.Asset).MTBF = record.Exactly(10) })}, nil},
		"another name":                {[]record.Edit{edit(to("booking"), func(r record.Record) { r.(*catalog.Service).Name = "Bookings" })}, nil},
		"nothing":                     {nil, nil},
	} {
		t.Run(name, func(t *testing.T) {
			found := ask(t, before, c.edits)
			var all strings.Builder
			for _, s := range found {
				all.WriteString(s.Title + " | " + s.Why + "\n")
				for _, e := range s.Evidence {
					all.WriteString("  " + e.Text + "\n")
				}
			}
			if len(c.want) == 0 && len(found) > 0 || len(c.want) > 0 && len(found) == 0 {
				t.Fatalf("found %q", all.String())
			}
			for _, want := range c.want {
				if !strings.Contains(all.String(), want) {
					t.Errorf("found %q, want %q", all.String(), want)
				}
			}
		})
	}
}

// What has nothing to do with it is not named: a change elsewhere on the same day.
func TestOtherChangesAreNotNamed(t *testing.T) {
	w := booking()
	w.asset("printer", "printer", 0, 0)
	before := w.snapshot(t)
	find := func(name string) record.Record {
		return before.Find(before.Dictionary().Type(w.ids[name].Type), w.ids[name].ID)
	}
	var edits []record.Edit
	for _, name := range []string{"host-b", "printer", "feed"} {
		next := before.Dictionary().TypeOf(find(name)).Clone(find(name))
		if next.Head().State = "retired"; name == "feed" {
			next.Head().State, next.(*catalog.Asset).Serial = "in_use", "4711"
		}
		edits = append(edits, record.Edit{Old: find(name), New: next})
	}
	found := ask(t, before, edits)
	if len(found) != 1 {
		t.Fatalf("%d signals, want that of host-a", len(found))
	}
	if slices.ContainsFunc(found[0].Evidence, func(e signal.Evidence) bool { return e.Ref == w.ids["printer"] || e.Ref == w.ids["feed"] }) {
		t.Errorf("evidence %+v", found[0].Evidence)
	}
}

// A first import is no change, and without a past nothing is said.
func TestNothingNewWithoutAPast(t *testing.T) {
	w := booking()
	full := w.snapshot(t)
	var edits []record.Edit
	for _, r := range w.list {
		edits = append(edits, record.Edit{New: r})
	}
	if found := ask(t, record.NewSnapshot(full.Dictionary()), edits); len(found) != 0 {
		t.Errorf("after a first import: %+v", found)
	}
	q := signal.Question{Now: noon, Locale: record.International()}
	for _, s := range signal.Ask(full, q, continuity.SurveyRules()...) {
		if signal.RuleOf(s.Key) == "continuity.new" {
			t.Errorf("without a past: %s", s.Title)
		}
	}
}
