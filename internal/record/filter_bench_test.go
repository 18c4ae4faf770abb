package record_test

import (
	"fmt"
	"testing"
	"time"

	"fairlead/internal/record"
)

// BenchmarkFilterMatch evaluates filters over 100,000 records; ns/record is the
// cost of one.
func BenchmarkFilterMatch(b *testing.B) {
	f := newFleet(b)
	ships := manyShips(f, 100_000)
	for _, text := range []string{
		`state = afloat AND built < today+90d AND name:"express"`,
		`colour = dark AND decks > 3 AND NOT archived = true`,
		`price > 10000`,
		`price > "10000 EUR"`,
		`seen >= today-30d`,
		`maker.name:"nordic" AND state = afloat`,
		`crew = PER-0002`,
		`master = me`,
		`tags:urgent`,
		`oslo express`,
	} {
		filter, err := f.dict.ParseFilter(f.dict.Type("ship"), text, fleetEnv())
		if err != nil {
			b.Fatal(err)
		}
		b.Run(text, func(b *testing.B) {
			b.ReportAllocs()
			matches, find := 0, f.find
			for b.Loop() {
				for _, s := range ships {
					if filter.Match(s, find) {
						matches++
					}
				}
			}
			b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/float64(len(ships)), "ns/record")
			b.ReportMetric(float64(matches)/float64(b.N), "matches")
		})
	}
}

// manyShips makes ships that differ in what the benchmarks ask for.
func manyShips(f *fleet, n int) []*ship {
	ships := make([]*ship, n)
	for i := range ships {
		s := *f.ships[i%2]
		s.Number = int64(i + 1)
		s.Name = fmt.Sprintf("Ship number %d of the express line", i)
		s.State = []string{"planned", "afloat", "afloat", "sunk"}[i%4]
		s.Built = record.Day(2020, 1, 1).AddDays(i % 4000)
		s.Seen = record.At(time.Date(2026, 11, 21, 0, 0, 0, 0, time.UTC).Add(-time.Duration(i%8000) * time.Hour))
		s.Decks = record.Whole(int64(i % 9))
		ships[i] = &s
	}
	return ships
}

func BenchmarkParseFilter(b *testing.B) {
	d := fleetDictionary(b)
	typ := d.Type("ship")
	b.ReportAllocs()
	for b.Loop() {
		if _, err := d.ParseFilter(typ, `state = afloat AND built < "2026-12-31" AND maker.name:"nor"`, fleetEnv()); err != nil {
			b.Fatal(err)
		}
	}
}
