package record_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

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
