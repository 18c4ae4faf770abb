package draw

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

func mustDate(t *testing.T, s string) time.Time {
	t.Helper()
	at, err := time.Parse("2006-01-02 15:04", s)
	if err != nil {
		t.Fatal(err)
	}
	return at
}

func TestTimeTicks(t *testing.T) {
	tests := []struct {
		name, from, to string
		width          float64
		step           Step
		want           []string
	}{
		{"a day", "2026-03-01 06:30", "2026-03-01 20:00", 300, Hour, []string{"09:00", "12:00", "15:00", "18:00"}},
		{"a week", "2026-03-02 00:00", "2026-03-08 00:00", 620, Day, []string{"2 Mar", "3 Mar", "4 Mar", "5 Mar", "6 Mar", "7 Mar", "8 Mar"}},
		{"six weeks, on Mondays", "2026-03-03 00:00", "2026-04-14 00:00", 620, Day, []string{"9 Mar", "16 Mar", "23 Mar", "30 Mar", "6 Apr", "13 Apr"}},
		{"months", "2026-01-15 00:00", "2026-06-15 00:00", 400, Month, []string{"Feb", "Mar", "Apr", "May", "Jun"}},
		{"quarters", "2025-01-01 00:00", "2026-07-01 00:00", 400, Quarter, []string{"Q1", "Q2", "Q3", "Q4", "Q1", "Q2", "Q3"}},
		{"years", "2020-05-01 00:00", "2026-07-01 00:00", 400, Year, []string{"2021", "2022", "2023", "2024", "2025", "2026"}},
		{"decades", "1971-05-01 00:00", "2026-07-01 00:00", 300, Year, []string{"1980", "1990", "2000", "2010", "2020"}},
		{"one date", "2026-05-04 00:00", "2026-05-04 00:00", 300, Day, []string{"4 May"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			var a timeAxis
			a.add(mustDate(t, tt.from))
			a.add(mustDate(t, tt.to))
			ticks, step := a.ticks(tt.width)
			var got []string
			for _, at := range ticks {
				got = append(got, step.english(at))
			}
			if diff := cmp.Diff(tt.want, got); diff != "" || step != tt.step {
				t.Errorf("step %v, want %v; (-want +got):\n%s", step, tt.step, diff)
			}
		})
	}
}

func TestTimeTicksProperty(t *testing.T) {
	zones := []*time.Location{time.UTC, time.FixedZone("", -11*3600), time.FixedZone("", 13*3600+45*60)}
	rapid.Check(t, func(t *rapid.T) {
		var a timeAxis
		second := rapid.Int64Range(-62e9, 253e9)
		zone := rapid.SampledFrom(zones).Draw(t, "zone")
		from := time.Unix(second.Draw(t, "from"), 0).In(zone)
		to := time.Unix(second.Draw(t, "to"), 0).In(zone)
		if rapid.Bool().Draw(t, "near") {
			to = from.Add(time.Duration(rapid.Int64Range(0, 400*86400).Draw(t, "seconds")) * time.Second)
		}
		a.add(from)
		a.add(to)
		ticks, step := a.ticks(600)
		if len(ticks) == 0 || float64(len(ticks)-2)*step.room()*0.9 > 600 {
			t.Fatalf("%d ticks from %v to %v", len(ticks), a.from, a.to)
		}
		for i, at := range ticks {
			if !a.holds(at) || (i > 0 && !at.After(ticks[i-1])) {
				t.Fatalf("ticks from %v to %v: %v", a.from, a.to, ticks)
			}
		}
	})
}

// When clocks are put forward, the hour that is left out must not stop the ticks.
func TestTimeTicksOverClockChange(t *testing.T) {
	zone, err := time.LoadLocation("America/Sao_Paulo") // midnight itself was left out on 4 November 2018
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range []pace{{Hour, 1}, {Hour, 6}, {Day, 1}} {
		from := time.Date(2018, 11, 3, 12, 0, 0, 0, zone)
		to := time.Date(2018, 11, 5, 12, 0, 0, 0, zone)
		ticks := p.ticks(from, to)
		for i := 1; i < len(ticks); i++ {
			if !ticks[i].After(ticks[i-1]) {
				t.Errorf("pace %v: %v", p, ticks)
			}
		}
		if len(ticks) == 0 || to.Sub(ticks[len(ticks)-1]) > 24*time.Hour {
			t.Errorf("pace %v stopped: %v", p, ticks)
		}
	}
}

func TestDatesThatAreNone(t *testing.T) {
	var a timeAxis
	for _, at := range []time.Time{{}, time.Date(-44, 3, 15, 0, 0, 0, 0, time.UTC), time.Date(250000, 1, 1, 0, 0, 0, 0, time.UTC)} {
		if a.add(at) {
			t.Errorf("%v was taken for a date", at)
		}
	}
}
