package record_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"fairlead/internal/fault"
	"fairlead/internal/record"
)

type paint string

func (paint) Options() []record.Option {
	return []record.Option{{Name: "light", Title: "Light blue"}, {Name: "dark", Title: "Dark"}}
}

type maker struct {
	record.Header
	Name    string `record:"label"`
	Rating  record.Int
	Founded record.Date
	Site    record.Link
	Boss    record.Ref[person]
}

type person struct {
	record.Header
	Name string `record:"label"`
	Boss record.Ref[person]
}

type leg struct {
	Title string
}

type ship struct {
	record.Header
	Name     string          `record:"label"`
	Berth    string          `record:"search"`
	Secret   string          `record:"search,readers=director"`
	Log      record.Markdown `record:"search"`
	Maker    record.Ref[maker]
	Crew     record.Refs[person]
	Master   record.Ref[person]
	Subject  record.AnyRef
	Colour   paint
	Built    record.Date
	Seen     record.Instant
	Price    record.Money
	Decks    record.Int
	Length   record.Decimal
	Load     record.Percent
	Turn     record.Duration
	Insured  bool
	Site     record.Link
	Plan     record.Rows[leg]
	Drawing  record.File
	Duration record.Estimate
}

func fleetAccess() record.Access {
	return record.Access{record.Director: {{May: record.All}}}
}

func fleetDictionary(t testing.TB) *record.Dictionary {
	t.Helper()
	states := record.Lifecycle{
		States: []record.State{{Name: "planned", Title: "Planned"}, {Name: "afloat", Title: "Afloat"}, {Name: "sunk", Title: "Sunk", Closed: true}},
		Transitions: []record.Transition{
			{Name: "launch", Title: "Launch", To: "afloat"}, {Name: "sink", Title: "Sink", To: "sunk"},
		},
	}
	d, err := record.NewDictionary(
		record.Declare[ship](record.Spec[ship]{Module: "fleet", Name: "ship", Prefix: "SHP", Help: "A vessel.", Lifecycle: states, Access: fleetAccess()}),
		record.Declare[maker](record.Spec[maker]{Module: "fleet", Name: "maker", Prefix: "MAK", Help: "A yard.", Lifecycle: states, Access: fleetAccess()}),
		record.Declare[person](record.Spec[person]{Module: "fleet", Name: "person", Plural: "people", Prefix: "PER", Help: "Somebody.", Access: fleetAccess()}),
	)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

// fleet is a handful of records that the tests ask about.
type fleet struct {
	dict  *record.Dictionary
	ships []*ship
	byID  map[record.ID]record.Record
}

func fleetID(kind, n byte) record.ID { return record.ID{kind, 6: 0x70, 8: 0x80, 15: n} }

func fleetHead(kind, n byte, state string) record.Header {
	return record.Header{ID: fleetID(kind, n), Number: int64(n), Version: 1, State: state}
}

const (
	aShip = iota + 1
	aMaker
	aPerson
)

func newFleet(t testing.TB) *fleet {
	f := &fleet{dict: fleetDictionary(t), byID: map[record.ID]record.Record{}}
	ada := &person{Header: fleetHead(aPerson, 1, ""), Name: "Ada"}
	bob := &person{Header: fleetHead(aPerson, 2, ""), Name: "Bob O'Hara", Boss: record.To[person](ada.ID)}
	yard := &maker{Header: fleetHead(aMaker, 3, "afloat"), Name: "Nordic Yard", Rating: record.Whole(5), Founded: record.Day(1899, 3, 1), Boss: record.To[person](bob.ID)}
	dock := &maker{Header: fleetHead(aMaker, 4, "sunk"), Name: "Dock*Ost"}
	full := &ship{
		Header: fleetHead(aShip, 1, "afloat"), Name: "Oslo Express", Berth: "Quay 7", Secret: "gold", Log: "left\nat dawn",
		Maker: record.To[maker](yard.ID), Crew: record.ToAll[person](ada.ID, bob.ID), Master: record.To[person](bob.ID),
		Subject: record.AnyRef{Type: "maker", ID: yard.ID}, Colour: "light", Built: record.Day(2020, 5, 17),
		Seen:  record.At(time.Date(2026, 4, 3, 22, 30, 0, 0, time.UTC)),
		Price: record.Money{Minor: 1250050, Currency: "EUR"}, Decks: record.Whole(7), Length: record.NewDecimal(120500000),
		Load: record.NewPercent(85500000), Turn: record.Lasting(4 * time.Hour), Insured: true, Site: "https://example.com/oslo",
		Plan: record.Rows[leg]{{Title: "sail"}},
	}
	full.Tags = record.Tags{"big ship", "urgent"}
	full.Archived = true
	plain := &ship{
		Header: fleetHead(aShip, 2, "planned"), Name: "MS Königin", Berth: "oslo", Maker: record.To[maker](dock.ID),
		Crew: record.ToAll[person](bob.ID), Colour: "dark", Built: record.Day(2026, 11, 21), Decks: record.Whole(-3),
		Seen: record.At(time.Date(2026, 4, 4, 0, 0, 0, 0, time.UTC)), Price: record.Money{Minor: 13000, Currency: "JPY"},
		Subject: record.AnyRef{Type: "person", ID: ada.ID},
	}
	empty := &ship{Header: fleetHead(aShip, 3, "planned")}
	f.ships = []*ship{full, plain, empty}
	for _, r := range []record.Record{ada, bob, yard, dock, full, plain, empty} {
		f.byID[r.Head().ID] = r
	}
	return f
}

func (f *fleet) find(t *record.Type, id record.ID) record.Record {
	if r := f.byID[id]; r != nil && f.dict.TypeOf(r) == t {
		return r
	}
	return nil
}

func fleetEnv() record.Env {
	return record.Env{Today: record.Day(2026, 11, 21), Now: record.At(time.Date(2026, 11, 21, 12, 0, 0, 0, time.UTC)), Me: fleetID(aPerson, 2)}
}

// numbers lists which ships match.
func (f *fleet) numbers(t testing.TB, text string) string {
	t.Helper()
	filter, err := f.dict.ParseFilter(f.dict.Type("ship"), text, fleetEnv())
	if err != nil {
		t.Fatalf("%s\n%v", text, err)
	}
	var out []string
	for _, s := range f.ships {
		if filter.Match(s, f.find) {
			out = append(out, fmt.Sprint(s.Number))
		}
	}
	return strings.Join(out, " ")
}

func TestMatch(t *testing.T) {
	f := newFleet(t)
	for _, tt := range []struct{ filter, want string }{
		{"", "1 2 3"},
		{"  ", "1 2 3"},
		// text
		{`name = "Oslo Express"`, "1"},
		{`name = 'Oslo Express'`, "1"},
		{`name = "oslo express"`, ""},
		{`name != "Oslo Express"`, "2 3"},
		{`name:"OSLO"`, "1"},
		{`name:KÖNIG`, ""},
		{`name:König`, "2"},
		{`name:kÖnig`, ""},
		{`name = "Oslo*"`, "1"},
		{`name = Oslo*`, "1"},
		{`name = "*Express"`, "1"},
		{`name = "*o E*"`, "1"},
		{`name = "*O E*"`, ""},
		{`name = *`, "1 2"},
		{`name != *`, "3"},
		{`name:"*slo*"`, "1"},
		{`name > "N"`, "1"},
		{`name <= "MS Königin"`, "2"},
		{`maker.name = "Dock\*Ost"`, "2"},
		{`maker.name = "*\*Ost"`, "2"},
		{`log:"LEFT` + "\n" + `at"`, "1"},
		{`site:example`, "1"},
		{`site = https://example.com/*`, "1"},
		// presence
		{`berth:*`, "1 2"},
		{`NOT berth:*`, "3"},
		{`berth = ""`, "3"},
		{`berth = null`, "3"},
		{`berth != null`, "1 2"},
		{`plan:*`, "1"},
		{`drawing:*`, ""},
		{`duration:*`, ""},
		{`insured:*`, "1 2 3"},
		{`crew:*`, "1 2"},
		{`tags:*`, "1"},
		{`maker.rating:*`, "1"},
		{`NOT maker.rating:*`, "2 3"},
		{`maker.rating = null`, "2 3"},
		// numbers
		{`decks = 7`, "1"},
		{`decks > -4`, "1 2"},
		{`decks <= 7`, "1 2"},
		{`decks != 7`, "2 3"},
		{`NOT decks < 7`, "1 3"},
		{`length = 120.5`, "1"},
		{`load >= 85.5%`, "1"},
		{`load > "85.5 %"`, ""},
		{`number = 2`, "2"},
		{`number = SHP-0002`, "2"},
		{`number > shp-1`, "2 3"},
		{`version = 1`, "1 2 3"},
		// money
		{`price > 12500`, "1 2"},
		{`price > 12500.5`, "2"},
		{`price > "12500 EUR"`, "1"},
		{`price < "13001 JPY"`, "2"},
		{`price = "12,500.50 EUR"`, "1"},
		{`price != "12500.50 EUR"`, "2 3"},
		// enumerations, booleans, durations
		{`colour = light`, "1"},
		{`colour = "Light blue"`, "1"},
		{`colour != light`, "2 3"},
		{`state = planned`, "2 3"},
		{`state = (Afloat OR sunk)`, "1"},
		{`state != (afloat OR sunk)`, "2 3"},
		{`insured = true`, "1"},
		{`insured = no`, "2 3"},
		{`archived = false`, "2 3"},
		{`turn >= 4h`, "1"},
		{`turn < "4h 1m"`, "1"},
		{`turn > PT4H`, ""},
		// dates and moments
		{`built = 2020-05-17`, "1"},
		{`built < today`, "1"},
		{`built <= today()`, "1 2"},
		{`built > today-90d`, "2"},
		{`built > today()-90d`, "2"},
		{`built > "17 May 2020"`, "2"},
		{`seen = 2026-04-03`, "1"},
		{`seen != 2026-04-03`, "2 3"},
		{`seen < 2026-04-03`, ""},
		{`seen <= 2026-04-03`, "1"},
		{`seen > 2026-04-03`, "2"},
		{`seen >= 2026-04-03`, "1 2"},
		{`seen = 2026-04-04T00:00:00Z`, "2"},
		{`seen = 2026-04-03T18:30:00-04:00`, "1"},
		{`seen > "2026-04-03T22:29:59.999Z"`, "1 2"},
		{`seen < now`, "1 2"},
		{`seen < now()`, "1 2"},
		{`seen > now-231d13h`, "2"},
		{`seen > now-232d`, "1 2"},
		{`seen <= today`, "1 2"},
		// references
		{`maker = MAK-0003`, "1"},
		{`maker = "mak-3"`, "1"},
		{`maker = 3`, "1"},
		{`maker != MAK-0003`, "2 3"},
		{`maker = ` + fleetID(aMaker, 4).String(), "2"},
		{`maker:"NORDIC"`, "1"},
		{`maker = "Nordic Yard"`, "1"},
		{`maker = "Nordic*"`, "1"},
		{`maker:*`, "1 2"},
		{`maker.name:"yard"`, "1"},
		{`maker.state = sunk`, "2"},
		{`maker.state != sunk`, "1 3"},
		{`maker.rating > 4`, "1"},
		{`maker.number = 4`, "2"},
		{`maker.founded < 1900-01-01`, "1"},
		{`maker.boss.name:bob`, "1"},
		{`maker.boss.boss.name = Ada`, "1"},
		{`maker.boss.boss.boss:*`, ""},
		{`master = me`, "1"},
		{`NOT master = me`, "2 3"},
		{`crew = me`, "1 2"},
		{`crew:PER-1`, "1"},
		{`crew = PER-0001`, "1"},
		{`crew != PER-0001`, "2 3"},
		{`crew.name:"o'h"`, "1 2"},
		{`crew.name:o'h`, "1 2"},
		{`crew:(Ada bob)`, "1"},
		{`crew.name != Ada`, "2 3"},
		{`crew.boss = PER-1`, "1 2"},
		{`crew:"ADA"`, "1"},
		{`subject = MAK-0003`, "1"},
		{`subject:PER-0001`, "2"},
		{`subject.type = maker`, "1"},
		{`subject.type != maker`, "2 3"},
		{`subject = ` + fleetID(aPerson, 1).String(), "2"},
		{`subject = me`, ""},
		// tags
		{`tags:urgent`, "1"},
		{`tags:"Big  Ship"`, "1"},
		{`tags:urg`, ""},
		{`NOT tags:urgent`, "2 3"},
		// words
		{`oslo`, "1 2"},
		{`oslo quay`, "1"},
		{`oslo AND quay`, "1"},
		{`quay OR königin`, "1 2"},
		{`"oslo express"`, "1"},
		{`-oslo`, "3"},
		{`NOT oslo`, "3"},
		{`gold`, ""},
		{`secret:gold`, "1"},
		{`dawn*`, "1"},
		// logic
		{`decks = 7 OR decks = -3 AND colour = dark`, "2"},
		{`colour = dark AND decks = 7 OR decks = -3`, "2"},
		{`(colour = light AND decks = 7) OR decks = -3`, "1 2"},
		{`NOT decks = 7 OR colour = light`, "1 2 3"},
		{`NOT (decks = 7 OR colour = dark)`, "3"},
		{`-(decks = 7)`, "2 3"},
		{`-colour:*`, "3"},
		{`NOT NOT oslo`, "1 2"},
		{`name:* berth = oslo`, "2"},
	} {
		if got := f.numbers(t, tt.filter); got != tt.want {
			t.Errorf("%-50s matches %q, want %q", tt.filter, got, tt.want)
		}
	}
}

func TestNobodyOwnsNothing(t *testing.T) {
	f := newFleet(t)
	e := fleetEnv()
	e.Me = record.ID{}
	filter, err := f.dict.ParseFilter(f.dict.Type("ship"), "master = me OR crew = me OR subject = me", e)
	if err != nil {
		t.Fatal(err)
	}
	for _, s := range f.ships {
		if filter.Match(s, f.find) {
			t.Errorf("ship %d belongs to nobody", s.Number)
		}
	}
}

func TestPrecedence(t *testing.T) {
	d := fleetDictionary(t)
	for _, tt := range []struct{ filter, want string }{
		{"a b AND c AND d", "a AND b AND c AND d"},
		{"a b OR c d", "a AND (b OR c) AND d"},
		{"a AND b OR c", "a AND (b OR c)"},
		{"a OR b AND c", "(a OR b) AND c"},
		{"NOT a OR b", "NOT a OR b"},
		{"NOT (a OR b)", "NOT (a OR b)"},
		{"-a b", "NOT a AND b"},
		{"-(a b)", "NOT (a AND b)"},
		{"NOT -a", "a"},
		{"(a (b (c)))", "a AND b AND c"},
		{"((a OR b) OR c)", "a OR b OR c"},
		{"NOT(a)AND(b)", "NOT a AND b"},
		{"ANDy ORlo NOTe", "andy AND orlo AND note"},
		{"decks>1", "decks > 1"},
		{"decks  >=\n1", "decks >= 1"},
		{"tags:(a OR NOT b)", `tags:"a" OR NOT tags:"b"`},
		{"decks != (-1 OR 2)", "NOT (decks = -1 OR decks = 2)"},
		{"maker.rating != 1", "NOT maker.rating = 1"},
		{"built < today+1m", "built < 2026-12-21"},
		{"seen = today", "seen = 2026-11-21"},
		{"crew.name = 'A*'", `crew.name = "A*"`},
		{"maker = mak-7", "maker = MAK-0007"},
		{"subject = per-12345", "subject = PER-12345"},
		{"price > 10.50", "price > 10.5"},
		{`"A\"\\\*"`, `"a\"\\\*"`},
		{"subject.type = makers", "subject.type = maker"},
	} {
		f, err := d.ParseFilter(d.Type("ship"), tt.filter, fleetEnv())
		if err != nil {
			t.Errorf("%s: %v", tt.filter, err)
		} else if got := f.String(); got != tt.want {
			t.Errorf("%s\n got %s\nwant %s", tt.filter, got, tt.want)
		}
	}
}

func TestFilterErrors(t *testing.T) {
	d := fleetDictionary(t)
	for _, tt := range []struct {
		filter string
		column int
		says   string
	}{
		{`nme = "x"`, 1, `Ships have no field "nme"; did you mean name`},
		{`name = x AND bilt > today`, 14, "did you mean built"},
		{`Königin = 1`, 1, "the fields are number, version, state"},
		{`"ö" AND nme = 1`, 9, "did you mean name"},
		{`maker.nam = x`, 1, "Makers have no field"},
		{`name.x = 1`, 1, "name is not a reference"},
		{`subject.name = x`, 1, "records of any type"},
		{`maker.boss.boss.boss.boss.name = x`, 1, "more than 4 references"},
		{`name =`, 7, "a value is missing after name ="},
		{`name = AND x`, 8, "not AND"},
		{`name = "x`, 8, "never closed"},
		{`(name = x`, 1, "never closed"},
		{`name = x)`, 9, "closes nothing"},
		{`)`, 1, "not )"},
		{`()`, 2, "not )"},
		{`= 3`, 1, "not ="},
		{`NOT`, 4, "ends too early"},
		{`a AND`, 6, "ends too early"},
		{`a OR`, 5, "ends too early"},
		{`AND a`, 1, "not AND"},
		{`a or b`, 3, "write OR in capitals"},
		{`name = or`, 8, "write OR in capitals"},
		{`a && b`, 3, "is not a word"},
		{`built < today + 90d`, 15, "is not a word"},
		{`decks == 7`, 7, "== is not a comparison"},
		{`decks <> 7`, 7, "<> is not a comparison"},
		{`decks = 1=2`, 10, "not ="},
		{`"name" = x`, 1, "without quotes"},
		{`name = "x"y`, 11, "a space must stand after a quote"},
		{`f(x)`, 1, "f cannot be called here"},
		{`built < tomorrow()`, 9, "tomorrow cannot be called here"},
		{`built < today(1)`, 15, "takes nothing"},
		{`today()`, 1, "after a comparison"},
		{`*`, 1, "write a word"},
		{`""`, 1, "write a word"},
		{`name = "a*b"`, 10, "first or last"},
		{`name = a*b`, 9, "first or last"},
		{`name = "a\b"`, 10, `after \ one of`},
		{`name > "a*"`, 8, "has no meaning after >"},
		{`name > ""`, 8, "a value is missing"},
		{`name:""`, 6, "a value is missing"},
		{`decks = x`, 9, "decks is not a whole number"},
		{`decks:7`, 6, "decks cannot be compared with :; use =, !=, <, <=, > or >="},
		{`decks = 7*`, 9, "a * can stand for a part of a text only"},
		{`colour = red`, 10, "colour must be one of: Light blue, Dark"},
		{`colour < dark`, 8, "use = or !="},
		{`insured = maybe`, 11, "insured must be yes or no"},
		{`built = yesterday`, 9, "built is not a date"},
		{`built = 2026-02-30`, 9, "built"},
		{`seen < 9999-12-31`, 8, "before 9999-12-31"},
		{`seen < nowish`, 8, "count from now"},
		{`seen < now-1y`, 8, "count from now"},
		{`price > "1 XXX"`, 9, "currency that is not known"},
		{`number = VEN-1`, 10, "is not a number of Ships; write it like SHP-0042"},
		{`tags = a`, 6, "tags cannot be compared with =; use :"},
		{`tags:"a, b"`, 6, "one of the tags at a time"},
		{`plan = x`, 6, "write plan:* or NOT plan:*"},
		{`duration > 3`, 10, "write duration:* or NOT duration:*"},
		{`maker < MAK-3`, 7, "maker cannot be compared with <; use =, != or :"},
		{`maker = PER-0001`, 9, "the number of one of People, and maker points to Makers"},
		{`subject = x`, 11, "name one by its number"},
		{`subject.type = boat`, 16, `there is no record type "boat"`},
		{`subject.type:maker`, 13, "use = or !="},
		{"a\x00b", 0, "not text"},
		{"\xff", 0, "not text"},
		{strings.Repeat("a", 4001), 0, "longer than 4000"},
		{strings.Repeat("a ", 201), 401, "more than 200 tests"},
		{strings.Repeat("(", 41) + "a" + strings.Repeat(")", 41), 42, "deeper than 40"},
		{strings.Repeat("NOT ", 41) + "a", 165, "deeper than 40"},
	} {
		_, err := d.ParseFilter(d.Type("ship"), tt.filter, fleetEnv())
		if fault.KindOf(err) != fault.Invalid {
			t.Errorf("%.60q: %v, want a fault of kind Invalid", tt.filter, err)
			continue
		}
		public := fault.Public(err)
		if tt.column > 0 && !strings.HasPrefix(public, fmt.Sprintf("Filter, column %d: ", tt.column)) || !strings.Contains(public, tt.says) {
			t.Errorf("%.60q\n got %s\nwant column %d: …%s…", tt.filter, public, tt.column, tt.says)
		}
		if strings.Contains(public, "%!") || strings.HasSuffix(public, "..") {
			t.Errorf("%.60q: malformed message %s", tt.filter, public)
		}
	}
}

func TestFilterLimitsAreReached(t *testing.T) {
	d := fleetDictionary(t)
	for _, text := range []string{
		strings.Repeat("ö", 4000),
		strings.Repeat("a ", 200),
		strings.Repeat("(", 40) + "a" + strings.Repeat(")", 40),
		"maker.boss.boss.boss.name = x",
	} {
		if _, err := d.ParseFilter(d.Type("ship"), text, fleetEnv()); err != nil {
			t.Errorf("%.60q: %v", text, err)
		}
	}
}

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
