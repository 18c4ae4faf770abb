package record_test

import (
	"reflect"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"fairlead/internal/record"
	"fairlead/internal/testkit/filters"
)

// anyFilter draws a type and a filter on it.
func anyFilter(t *rapid.T, d *record.Dictionary) (*record.Type, string) {
	typ := d.Types()[rapid.IntRange(0, len(d.Types())-1).Draw(t, "type")]
	return typ, filters.Expression(t, d, typ)
}

func parsedFilter(t *rapid.T, d *record.Dictionary, typ *record.Type, text string) record.Filter {
	f, err := d.ParseFilter(typ, text, filters.Env(d))
	if err != nil {
		t.Fatalf("%s\n%v", text, err)
	}
	return f
}

func TestCanonicalTextParsesToTheSame(t *testing.T) {
	d := fleetDictionary(t)
	rapid.Check(t, func(t *rapid.T) {
		typ, text := anyFilter(t, d)
		f := parsedFilter(t, d, typ, text)
		again := parsedFilter(t, d, typ, f.String())
		if !reflect.DeepEqual(f.Root, again.Root) {
			t.Fatalf("%s\nis written %s\nwhich reads as %s", text, f, again)
		}
		if again.String() != f.String() {
			t.Fatalf("%s is written %s, then %s", text, f, again)
		}
	})
}

func TestLogic(t *testing.T) {
	d := fleetDictionary(t)
	rapid.Check(t, func(t *rapid.T) {
		world := filters.NewWorld(t, d)
		typ, a := anyFilter(t, d)
		b := filters.Expression(t, d, typ)
		for _, law := range []struct{ left, right string }{
			{"NOT (<a> AND <b>)", "NOT <a> OR NOT <b>"},
			{"NOT (<a> OR <b>)", "NOT <a> AND -<b>"},
			{"NOT NOT <a>", "<a>"},
			{"<a> <b>", "<b> AND <a>"},
			{"<a> OR <b>", "<b> OR <a>"},
			{"<a> AND <b> OR <a>", "<a>"},
		} {
			sameMatches(t, d, world, typ, withFilters(law.left, a, b), withFilters(law.right, a, b))
		}
		f, g := parsedFilter(t, d, typ, a), parsedFilter(t, d, typ, b)
		sameMatches(t, d, world, typ, f.And(g).Text, withFilters("<a> <b>", a, b))
		sameMatches(t, d, world, typ, f.Or(g).Text, withFilters("<a> OR <b>", a, b))
	})
}

func withFilters(law, a, b string) string {
	return strings.NewReplacer("<a>", "("+a+")", "<b>", "("+b+")").Replace(law)
}

func sameMatches(t *rapid.T, d *record.Dictionary, world filters.World, typ *record.Type, left, right string) {
	f, g := parsedFilter(t, d, typ, left), parsedFilter(t, d, typ, right)
	for _, r := range world.Records(typ) {
		if f.Match(r, world.Find) != g.Match(r, world.Find) {
			t.Fatalf("record %d tells apart\n%s\n%s", r.Head().Number, left, right)
		}
	}
}

// Every known value is less than, equal to or greater than an operand, and
// nothing else is.
func TestComparisonsDivideTheKnown(t *testing.T) {
	d := fleetDictionary(t)
	typ := d.Type("ship")
	rapid.Check(t, func(t *rapid.T) {
		world := filters.NewWorld(t, d)
		field := rapid.SampledFrom([]struct{ name, value string }{
			{"name", `"oslo"`}, {"name", `"Ö"`}, {"decks", "1"}, {"length", "0.5"}, {"load", "50%"}, {"built", "today"},
			{"seen", "today"}, {"seen", "now"}, {"seen", `"2026-11-21T12:00:00Z"`}, {"turn", "4h"},
			{"price", "10"}, {"price", "10.0005"}, {"price", "-5"}, {"number", "2"}, {"maker.rating", "1"},
		}).Draw(t, "field")
		test := func(op string) string { return field.name + " " + op + " " + field.value }
		sameMatches(t, d, world, typ, test("<")+" OR "+test("=")+" OR "+test(">"), field.name+":*")
		sameMatches(t, d, world, typ, test("<="), test("<")+" OR "+test("="))
		sameMatches(t, d, world, typ, test(">="), test(">")+" OR "+test("="))
		sameMatches(t, d, world, typ, test("!="), "NOT "+test("="))
		sameMatches(t, d, world, typ, "NOT "+test("<"), "NOT "+field.name+":* OR "+test(">="))
	})
}

// Filters over a list of references ask whether any of them matches.
func TestListsMatchByAny(t *testing.T) {
	d := fleetDictionary(t)
	rapid.Check(t, func(t *rapid.T) {
		world := filters.NewWorld(t, d)
		text := filters.Expression(t, d, d.Type("person"))
		person := parsedFilter(t, d, d.Type("person"), text)
		test, ok := person.Root.(record.Test)
		if !ok {
			t.Skip("not a single test")
		}
		via := record.Filter{Type: d.Type("ship"), Root: record.Via{Field: d.Type("ship").Field("crew"), Target: d.Type("person"), Where: test}}
		for _, r := range world.Records(d.Type("ship")) {
			want := false
			for _, ref := range r.(*ship).Crew {
				want = want || person.Match(world.Find(d.Type("person"), ref.ID), world.Find)
			}
			if via.Match(r, world.Find) != want {
				t.Fatalf("crew.%s: %v for %v", text, !want, r.(*ship).Crew)
			}
		}
	})
}

func FuzzParseFilter(f *testing.F) {
	for _, seed := range []string{
		"", "a OR b AND NOT c", `name = "x*" AND -decks > 1`, "maker.boss.name:(a OR b)", "seen >= today()-1d",
		"price < 10.5", `tags:"a\"b"`, "subject.type = maker", "crew = me", "x.y.z=1", "NOT(((a))", `'\`, "a\\", "now()", "*", "built=null",
	} {
		f.Add(seed)
	}
	d := fleetDictionary(f)
	typ := d.Type("ship")
	f.Fuzz(func(t *testing.T, text string) {
		first, err := d.ParseFilter(typ, text, fleetEnv())
		if err != nil {
			if len(err.Error()) > 2000 {
				t.Errorf("the message is %d bytes long", len(err.Error()))
			}
			return
		}
		if len(first.String()) > 4000 {
			return // the canonical text may be longer than what was written
		}
		again, err := d.ParseFilter(typ, first.String(), fleetEnv())
		if err != nil || !reflect.DeepEqual(first.Root, again.Root) {
			t.Errorf("%q is written %q, which reads as %q: %v", text, first, again, err)
		}
		first.Match(new(ship), func(*record.Type, record.ID) record.Record { return nil })
	})
}
