package record_test

import (
	"testing"

	"fairlead/internal/record"
)

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
		{`price > 12500 EUR`, "1"},
		{`price > 12500 EUR AND colour = light`, "1"},
		{`(price < 13001 JPY)`, "2"},
		{"price > 12500 EUR\ncolour = light", "1"},
		{`(price > 12500 EUR)AND colour = light`, "1"},
		{`price = (12500.50 EUR OR 1 EUR)`, "1"},
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
