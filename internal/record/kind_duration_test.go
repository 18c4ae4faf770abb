package record_test

import (
	"testing"
	"time"

	"fairlead/internal/record"
)

func TestDurationReadings(t *testing.T) {
	checkReadings(t, new(record.Duration), record.Reading{}, []reading{
		{"4h 30m", "4h30m"}, {"4h30m", "4h30m"}, {"90m", "1h30m"}, {"2d", "2d"}, {"24h", "1d"}, {"36h", "36h"}, {"1:30", "1h30m"}, {"100:00:01", "100h1s"},
		{"PT4H30M", "4h30m"}, {"P1DT2H", "26h"}, {"p2w", "14d"}, {"PT5S", "5s"}, {"1.5 hours", "1h30m"}, {"1 day, 2 hours", "26h"}, {"0", "0h"},
		{"8", "8h"}, {"0.5", "30m"}, {"1,5 h", "1h30m"}, {"2 weeks", "14d"}, {"0m", "0h"}, {"1 H", "1h"},
		{"-1h", "!not a duration"}, {"-1", "!negative"}, {"P", "!not a duration"}, {"PT", "!not a duration"}, {"P1Y", "!not a duration"},
		{"4 parsecs", "!not a duration"}, {"h", "!not a duration"}, {"1:60", "!not a duration"}, {"9999999 days", "!10,000 years"}, {"4h soon", "!not a duration"},
	})
	minutes := &record.Field{Unit: "minutes"}
	checkReadings(t, new(record.Duration), record.Reading{Field: minutes}, []reading{{"90", "1h30m"}, {"2h", "2h"}})
	d := record.Lasting(90 * time.Minute)
	if d.Hours() != 1.5 || d.Seconds() != 5400 || d.Format(record.International()) != "1h 30m" || d.JSON() != "PT1H30M" {
		t.Errorf("90 minutes: %v %v %q %v", d.Hours(), d.Seconds(), d.Format(record.International()), d.JSON())
	}
	if err := d.SetJSON("90"); err == nil {
		t.Error("JSON without a unit is read")
	}
}

func FuzzDuration(f *testing.F) {
	for _, seed := range []string{"4h 30m", "1:30", "PT4H30M", "1.5 days", "90", "1 day, 2 hours"} {
		f.Add(seed, false)
	}
	f.Fuzz(func(t *testing.T, text string, comma bool) {
		var d, again record.Duration
		if d.Parse(text, record.Reading{DecimalComma: comma}) != nil {
			return
		}
		if err := again.Parse(d.Text(), record.Reading{}); err != nil || again != d {
			t.Fatalf("%q is %v, its text gives %v (%v)", text, d, again, err)
		}
		if err := again.SetJSON(d.JSON()); err != nil || again != d {
			t.Fatalf("%q is %v, its JSON gives %v (%v)", text, d, again, err)
		}
	})
}
