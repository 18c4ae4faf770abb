package signal_test

import (
	"testing"
	"time"

	"fairlead/internal/insight/signal"
	"fairlead/internal/record"
	"fairlead/internal/testkit/records"

	"github.com/google/go-cmp/cmp"
)

func TestTodayIsTheReadersDay(t *testing.T) {
	late := record.At(time.Date(2026, 11, 21, 23, 30, 0, 0, time.UTC))
	for zone, want := range map[string]record.Date{"UTC": record.Day(2026, 11, 21), "Europe/Oslo": record.Day(2026, 11, 22)} {
		place, err := time.LoadLocation(zone)
		if err != nil {
			t.Fatal(err)
		}
		if got := (signal.Question{Now: late, Locale: record.Locale{Zone: place}}).Today(); got != want {
			t.Errorf("in %s today is %s, want %s", zone, got, want)
		}
	}
	if got := (signal.Question{Now: late}).Today(); got != record.Day(2026, 11, 21) {
		t.Errorf("without a zone today is %s", got)
	}
}

func TestKey(t *testing.T) {
	key := signal.Key("vendors.notice", records.ID(7))
	if want := "vendors.notice:00000000-0000-0000-0000-000000000007"; key != want {
		t.Errorf("key is %q, want %q", key, want)
	}
	if got := signal.RuleOf(key); got != "vendors.notice" {
		t.Errorf("rule is %q", got)
	}
}

func TestWords(t *testing.T) {
	today := record.Day(2026, 11, 21)
	for _, c := range []struct{ got, want string }{
		{signal.Count(1, "day", "days"), "1 day"},
		{signal.Count(0, "day", "days"), "0 days"},
		{signal.Away(today, today), "today"},
		{signal.Away(today, today.AddDays(1)), "tomorrow"},
		{signal.Away(today, today.AddDays(-1)), "yesterday"},
		{signal.Away(today, today.AddDays(30)), "in 30 days"},
		{signal.Away(today, today.AddDays(-30)), "30 days ago"},
		{signal.Away(today, record.Date{}), ""},
		{signal.Age(time.Minute), "1 minute"},
		{signal.Age(90 * time.Minute), "90 minutes"},
		{signal.Age(31 * time.Hour), "31 hours"},
		{signal.Age(100 * time.Hour), "4 days"},
		{signal.List(nil, 3), ""},
		{signal.List([]string{"a"}, 3), "a"},
		{signal.List([]string{"a", "b", "c"}, 3), "a, b and c"},
		{signal.List([]string{"a", "b", "c", "d"}, 2), "a, b and 2 more"},
		{signal.Exact(record.Money{Minor: 12940000, Currency: "EUR"}, record.International()), "€129,400"},
		{signal.Exact(record.Money{Minor: 12940050, Currency: "EUR"}, record.International()), "€129,400.50"},
		{signal.Exact(record.Money{Minor: 500, Currency: "JPY"}, record.International()), "¥500"},
	} {
		if c.got != c.want {
			t.Errorf("got %q, want %q", c.got, c.want)
		}
	}
}

func TestPurse(t *testing.T) {
	var p signal.Purse
	for _, m := range []record.Money{{Minor: 100, Currency: "EUR"}, {}, {Minor: 5, Currency: "PLN"}, {Minor: 20, Currency: "EUR"}, {Minor: 7, Currency: "NOK"}} {
		p.Add(m)
	}
	if got, want := p.In("EUR"), (record.Money{Minor: 120, Currency: "EUR"}); got != want {
		t.Errorf("euros are %s, want %s", got, want)
	}
	if diff := cmp.Diff([]record.Money{{Minor: 7, Currency: "NOK"}, {Minor: 5, Currency: "PLN"}}, p.Besides("EUR")); diff != "" {
		t.Errorf("other currencies (-want +got):\n%s", diff)
	}
	if got := p.In("USD"); got != record.NoMoney("USD") {
		t.Errorf("nothing in dollars is %s", got)
	}
	p.Add(record.Money{Minor: 1<<63 - 1, Currency: "NOK"})
	if got := p.In("NOK"); got.Known() {
		t.Errorf("a sum that is too large to keep is %s, want unknown", got)
	}
}
