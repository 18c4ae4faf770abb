package signal_test

import (
	"testing"

	"fairlead/internal/catalog"
	"fairlead/internal/insight/signal"
	"fairlead/internal/record"
	"fairlead/internal/testkit/records"
)

func TestMasteries(t *testing.T) {
	today := record.Day(2026, 11, 21)
	skill := func(n int, name, state string, enough record.Int) *catalog.Skill {
		return &catalog.Skill{Header: records.Head(n, state), Name: name, Enough: enough}
	}
	rating := func(n, person, skill int, level, wanted record.Int) *catalog.SkillRating {
		return &catalog.SkillRating{Header: records.Head(n, ""), Level: level, Wanted: wanted,
			Person: record.To[catalog.Person](records.ID(person)), Skill: record.To[catalog.Skill](records.ID(skill))}
	}
	s := records.Snapshot(t,
		&catalog.Person{Header: records.Head(1, ""), Name: "Ada"},
		&catalog.Person{Header: records.Head(2, ""), Name: "Bo"},
		&catalog.Person{Header: records.Head(3, ""), Name: "Gone", Ends: today.AddDays(-1)},
		&catalog.Person{Header: records.Head(4, ""), Name: "To come", Starts: today.AddDays(1)},
		skill(10, "B", "kept", record.Int{}), skill(11, "A", "kept", record.Whole(5)), skill(12, "C", "retired", record.Int{}),
		rating(20, 1, 10, record.Whole(3), record.Int{}), // alone, where nothing is said, is enough
		rating(21, 2, 10, record.Whole(4), record.Int{}), // the better one stands first
		rating(22, 3, 10, record.Whole(5), record.Int{}), // has left
		rating(23, 4, 10, record.Whole(5), record.Int{}), // is not there yet
		rating(24, 1, 11, record.Whole(4), record.Whole(5)),
		rating(25, 2, 11, record.Int{}, record.Int{}), // not judged: not known to be able
		rating(26, 1, 12, record.Whole(5), record.Int{}),
	)
	got := signal.Masteries(s, today)
	if len(got) != 2 || got[0].Skill.Name != "A" || got[1].Skill.Name != "B" {
		t.Fatalf("got %+v, want the two skills that are needed, by name", got)
	}
	if a := got[0]; len(a.Able) != 0 || len(a.Learning) != 1 || a.Others != 1 || !a.Short() {
		t.Errorf("A: %+v", a)
	}
	if b := got[1]; len(b.Able) != 2 || b.Able[0].ID != records.ID(21) || b.Short() {
		t.Errorf("B: %+v", b)
	}
	if got := signal.Masteries(records.Snapshot(t, skill(10, "B", "kept", record.Int{})), today); got != nil {
		t.Errorf("without ratings: %+v, want nothing said", got)
	}
}
