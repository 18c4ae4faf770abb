package record_test

import (
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"fairlead/internal/record"
)

func TestFilterFields(t *testing.T) {
	d := fleetDictionary(t)
	f, err := d.ParseFilter(d.Type("ship"), `oslo AND NOT maker.boss.name = x OR seen = today AND crew = me AND subject.type = maker AND decks:*`, fleetEnv())
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for typ, field := range f.Fields() {
		got = append(got, typ.Name+"."+field.Name)
	}
	want := []string{
		"ship.name", "ship.berth", "ship.log", "ship.maker", "maker.boss", "person.name",
		"ship.seen", "ship.crew", "ship.subject", "ship.decks",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	for range f.Fields() {
		break
	}
}

func TestFilterAndOr(t *testing.T) {
	f := newFleet(t)
	parse := func(text string) record.Filter {
		filter, err := f.dict.ParseFilter(f.dict.Type("ship"), text, fleetEnv())
		if err != nil {
			t.Fatal(err)
		}
		return filter
	}
	for _, tt := range []struct{ got, want string }{
		{parse("a OR b").And(parse("c d")).Text, "(a OR b) AND c AND d"},
		{parse("a b").Or(parse("c OR d")).Text, "(a AND b) OR c OR d"},
		{parse("a").And(parse("")).Text, "a"},
		{parse("").And(parse("a")).Text, "a"},
		{parse("").And(parse("")).Text, ""},
		{parse("a").Or(parse("")).Text, ""},
	} {
		if tt.got != tt.want {
			t.Errorf("got %s, want %s", tt.got, tt.want)
		}
	}
}

// A custom field is asked for like any other.
func TestFilterCustomField(t *testing.T) {
	f := newFleet(t)
	typ := f.dict.Type("ship").WithFields([]*record.Field{
		{Name: "flag", Title: "Flag", Kind: record.KindNamed("text"), Custom: true},
		{Name: "masts", Title: "Masts", Kind: record.KindNamed("integer"), Custom: true},
	})
	f.ships[0].Custom = record.Custom{"flag": "Norway", "masts": 3}
	filter, err := f.dict.ParseFilter(typ, `flag = "Nor*" masts > 2`, fleetEnv())
	if err != nil {
		t.Fatal(err)
	}
	matches := slices.Collect(func(yield func(int64) bool) {
		for _, s := range f.ships {
			if filter.Match(s, f.find) {
				yield(s.Number)
			}
		}
	})
	if !slices.Equal(matches, []int64{1}) {
		t.Errorf("matches %v, want ship 1", matches)
	}
}
