package record_test

import (
	"fmt"
	"strings"
	"testing"

	"fairlead/internal/fault"
)

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
