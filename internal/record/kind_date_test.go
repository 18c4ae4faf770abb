package record_test

import (
	"testing"
	"time"

	"pgregory.net/rapid"

	"fairlead/internal/record"
)

func TestDateReadings(t *testing.T) {
	today := record.Day(2026, 11, 21)
	any := []reading{
		{"2026-03-04", "2026-03-04"}, {"2026/3/4", "2026-03-04"}, {"2026.03.04", "2026-03-04"}, {"0001-01-01", "0001-01-01"}, {"9999-12-31", "9999-12-31"},
		{"4 Mar 2026", "2026-03-04"}, {"4-Mar-26", "2026-03-04"}, {"4 March 2026", "2026-03-04"}, {"Mar 4, 2026", "2026-03-04"}, {"March 4th 2026", "2026-03-04"},
		{"4. MAR 2026", "2026-03-04"}, {"1 Sept 2026", "2026-09-01"}, {"1-Jan-69", "1969-01-01"}, {"1-Jan-68", "2068-01-01"},
		{"2026-03-04 00:00:00", "2026-03-04"}, {"2026-03-04T00:00:00.000Z", "2026-03-04"}, {"29 Feb 2024", "2024-02-29"},
		{"today", "2026-11-21"}, {"today+30d", "2026-12-21"}, {"today-2w", "2026-11-07"}, {"Today + 6m", "2027-05-21"}, {"today-1y", "2025-11-21"}, {"today-1y+3d", "2025-11-24"},
		{"", ""}, {"2026-02-29", "!no day 29"}, {"2026-13-01", "!month 13"}, {"2026-00-01", "!month 0"}, {"0000-01-01", "!no day"}, {"29 Feb 2026", "!no day 29"},
		{"4 Ma 2026", "!not a date"}, {"4 Marx 2026", "!not a date"}, {"2026-03-04 10:20", "!not a date"}, {"1/2-2026", "!not a date"}, {"yesterday", "!not a date"},
		{"45000", "!not a date"}, {"today+1", "!today+30d"}, {"today+1h", "!today+30d"}, {"today+99999y", "!years 1 and 9999"}, {"123-01-01", "!not a date"}, {"?", "!not a date"},
	}
	checkReadings(t, new(record.Date), record.Reading{Today: today}, append(any,
		reading{"13/04/2026", "2026-04-13"}, reading{"04/13/2026", "2026-04-13"}, reading{"4.4.2026", "2026-04-04"},
		reading{"03/04/2026", "!could be 2026-04-03 or 2026-03-04"}, reading{"03/04/26", "!several ways"}, reading{"32/13/2026", "!no day"},
	))
	checkReadings(t, new(record.Date), record.Reading{Today: today, Order: record.DayFirst}, append(any,
		reading{"03/04/2026", "2026-04-03"}, reading{"3.4.26", "2026-04-03"}, reading{"3. 4. 2026", "2026-04-03"}, reading{"04/13/2026", "!month 13"}, reading{"31-4-2026", "!no day 31"},
	))
	checkReadings(t, new(record.Date), record.Reading{Today: today, Order: record.MonthFirst}, append(any,
		reading{"03/04/2026", "2026-03-04"}, reading{"3/4/69", "1969-03-04"}, reading{"13/04/2026", "!month 13"},
	))
	checkReadings(t, new(record.Date), record.Reading{}, []reading{{"today", "!counted from today"}})
}

func TestDateArithmetic(t *testing.T) {
	d := record.Day(2024, time.January, 31)
	for _, c := range []struct {
		got  record.Date
		want string
	}{
		{d.AddMonths(1), "2024-02-29"}, {d.AddMonths(13), "2025-02-28"}, {d.AddMonths(-2), "2023-11-30"}, {d.AddMonths(2), "2024-03-31"},
		{d.AddDays(30), "2024-03-01"}, {d.AddDays(-31), "2023-12-31"}, {record.Day(2026, 2, 30), "2026-03-02"},
		{record.Day(9999, 12, 31).AddDays(1), ""}, {record.Day(1, 1, 1).AddDays(-1), ""}, {record.Date{}.AddDays(1), ""}, {record.Date{}.AddMonths(1), ""},
		{record.Day(10000, 1, 1), ""}, {d.AddMonths(1 << 40), ""}, {d.AddDays(1 << 40), ""}, {record.DateOf(time.Time{}), ""},
		{record.DateOf(time.Date(2026, 3, 4, 23, 0, 0, 0, time.FixedZone("", -5*3600))), "2026-03-04"},
	} {
		if c.got.String() != c.want {
			t.Errorf("got %q, want %q", c.got, c.want)
		}
	}
	if d.DaysUntil(record.Day(2024, 3, 1)) != 30 || d.DaysUntil(record.Date{}) != 0 {
		t.Error("DaysUntil is wrong")
	}
	if !d.Before(d.AddDays(1)) || d.After(d) || (record.Date{}).Before(d) || d.After(record.Date{}) {
		t.Error("Before or After is wrong")
	}
	if d.Year() != 2024 || d.Month() != time.January || (record.Date{}).Year() != 0 || (record.Date{}).Month() != 0 {
		t.Error("Year or Month is wrong")
	}
}

// TestDatesAreThoseOfPackageTime compares with package time over the whole range.
func TestDatesAreThoseOfPackageTime(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		d := drawDate(t)
		at := time.Date(d.Year(), d.Month(), 1, 0, 0, 0, 0, time.UTC)
		days := rapid.IntRange(-1000, 1000).Draw(t, "days")
		if want := d.Time().AddDate(0, 0, days); want.Year() >= 1 && want.Year() <= 9999 && d.AddDays(days).Time() != want {
			t.Fatalf("%v + %d days = %v, want %v", d, days, d.AddDays(days), want)
		}
		if d.String() != d.Time().Format(time.DateOnly) || at.After(d.Time()) {
			t.Fatalf("%v is %v", d, d.Time())
		}
		months := rapid.IntRange(-100, 100).Draw(t, "months")
		if moved := d.AddMonths(months); moved.Known() && moved.Time().Day() > d.Time().Day() {
			t.Fatalf("%v + %d months = %v", d, months, moved)
		}
	})
}

func TestDateLoadsWhatDriversGive(t *testing.T) {
	for _, column := range []any{"2026-03-04", []byte("2026-03-04"), time.Date(2026, 3, 4, 0, 0, 0, 0, time.UTC)} {
		var d record.Date
		if err := d.Load([]any{column}); err != nil || d != record.Day(2026, 3, 4) {
			t.Errorf("%v: %v, %v", column, d, err)
		}
	}
	var first record.Date
	if err := first.Load([]any{time.Time{}}); err != nil || first.String() != "0001-01-01" {
		t.Errorf("the first day loads as %v, %v", first, err)
	}
	for _, bad := range []any{int64(3), "2026-3-4", "today", "2026-02-30"} {
		if err := new(record.Date).Load([]any{bad}); err == nil {
			t.Errorf("%v loads", bad)
		}
	}
}

func TestInstantReadings(t *testing.T) {
	berlin := time.FixedZone("CET", 3600)
	in := record.Reading{Today: record.Day(2026, 11, 21), Order: record.DayFirst}
	checkReadings(t, new(record.Instant), in, []reading{
		{"2026-03-04T10:20:00Z", "2026-03-04T10:20:00.000Z"}, {"2026-03-04T10:20:00.1239Z", "2026-03-04T10:20:00.123Z"}, {"2026-03-04T10:20:00+02:00", "2026-03-04T08:20:00.000Z"},
		{"2026-03-04 10:20", "2026-03-04T10:20:00.000Z"}, {"2026-03-04 10:20:30", "2026-03-04T10:20:30.000Z"}, {"4/3/2026 10:20", "2026-03-04T10:20:00.000Z"},
		{"2026-03-04", "2026-03-04T00:00:00.000Z"}, {"today+1d 10:00", "2026-11-22T10:00:00.000Z"}, {"4 Mar 2026, 9:05 pm", "2026-03-04T21:05:00.000Z"},
		{"4 Mar 2026 12:00 AM", "2026-03-04T00:00:00.000Z"}, {"4 Mar 2026 12:30 PM", "2026-03-04T12:30:00.000Z"}, {"2026-03-04 10:20 -0530", "2026-03-04T15:50:00.000Z"},
		{"2026-03-04 10:20 UTC", "2026-03-04T10:20:00.000Z"}, {"1969-12-31T23:59:59.999Z", "1969-12-31T23:59:59.999Z"}, {"0001-01-01T00:00:00Z", "0001-01-01T00:00:00.000Z"}, {"", ""},
		{"2026-03-04 24:00", "!no clock"}, {"2026-03-04 10:60", "!no clock"}, {"2026-03-04 13:00 pm", "!not a date and time"}, {"10:20", "!not a date and time"},
		{"2026-13-04 10:20", "!month 13"}, {"2026-03-04 10:20 +25:00", "!offset"}, {"soon", "!not a date and time"}, {"0001-01-01T00:00:00+01:00", "!years 1 and 9999"}, {"9999-12-31T23:59:59-01:00", "!years 1 and 9999"},
	})
	in.Zone = berlin
	checkReadings(t, new(record.Instant), in, []reading{{"2026-03-04 10:20", "2026-03-04T09:20:00.000Z"}, {"2026-03-04", "2026-03-03T23:00:00.000Z"}})
	at := record.At(time.Date(2026, 3, 4, 23, 30, 0, 0, time.UTC))
	if got := at.Date(berlin); got != record.Day(2026, 3, 5) {
		t.Errorf("in Berlin it is %v", got)
	}
	if got := at.Format(record.Locale{Date: "2 Jan 2006", Zone: berlin}); got != "5 Mar 2026 00:30" {
		t.Errorf("in Berlin it is written %q", got)
	}
	if at.Sub(record.At(at.Time().Add(-time.Hour))) != time.Hour || at.Sub(record.Instant{}) != 0 || !at.After(record.At(time.Unix(0, 0))) {
		t.Error("Sub or After is wrong")
	}
	if record.At(time.Time{}).Known() || record.At(time.Date(10000, 1, 1, 0, 0, 0, 0, time.UTC)).Known() || !record.At(time.Unix(0, 0)).Known() {
		t.Error("what At knows is wrong")
	}
}

func FuzzDate(f *testing.F) {
	for _, seed := range []string{"2026-03-04", "4/3/2026", "4-Mar-26", "Mar 4, 2026", "today-1y+3d", "2026-03-04 00:00:00"} {
		f.Add(seed, 1)
	}
	f.Fuzz(func(t *testing.T, text string, order int) {
		var d, again record.Date
		if d.Parse(text, record.Reading{Today: record.Day(2026, 11, 21), Order: record.DateOrder(order % 3)}) != nil {
			return
		}
		if err := again.Parse(d.Text(), record.Reading{}); err != nil || again != d {
			t.Fatalf("%q is %v, its text gives %v (%v)", text, d, again, err)
		}
	})
}

func FuzzInstant(f *testing.F) {
	for _, seed := range []string{"2026-03-04T10:20:00Z", "4/3/2026 10:20", "today+1d 10:00", "4 Mar 2026, 9:05 pm +0200"} {
		f.Add(seed, 1)
	}
	f.Fuzz(func(t *testing.T, text string, order int) {
		var i, again record.Instant
		in := record.Reading{Today: record.Day(2026, 11, 21), Order: record.DateOrder(order % 3), Zone: time.FixedZone("", 3600)}
		if i.Parse(text, in) != nil {
			return
		}
		if err := again.Parse(i.Text(), record.Reading{}); err != nil || again != i {
			t.Fatalf("%q is %v, its text gives %v (%v)", text, i, again, err)
		}
	})
}

func BenchmarkDateLoad(b *testing.B) {
	var d record.Date
	columns := []any{"2026-03-04"}
	b.ReportAllocs()
	for b.Loop() {
		if err := d.Load(columns); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkInstantLoad(b *testing.B) {
	var i record.Instant
	columns := []any{"2026-03-04T10:20:30.456Z"}
	b.ReportAllocs()
	for b.Loop() {
		if err := i.Load(columns); err != nil {
			b.Fatal(err)
		}
	}
}
