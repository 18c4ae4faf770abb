package services

import (
	"cmp"
	"context"
	"fmt"
	"math"
	"slices"
	"strings"

	"fairlead/engine/forecast"
	"fairlead/internal/catalog"
	"fairlead/internal/record"
)

// How far volumes look, in months, and for how many services at most: those of which
// most comes in.
const (
	volumePast   = 48
	volumeAhead  = 6
	mostVolumes  = 100
	fewestMonths = 6
	fewestCases  = 24 // in all months, for a service to be told by itself
)

// Volume is how many incidents come in of a service, or of all, month by month and
// in incidents a week: months differ in length.
type Volume struct {
	Service *catalog.Service // nil: all together, those without a service included
	Past    []Rate           // whole months, oldest first
	Ahead   []RateRange      // the months from that of today on
	Method  []string         // the models chosen
	Test    forecast.Test    // in incidents a week, beside the seasonal naive
	Odd     []VolumeOddity
	Now     Load
}

// Rate is what came in in a month.
type Rate struct {
	Month  record.Date
	Count  int64
	Weekly float64
}

// RateRange is what is expected a week in a month, with ends that hold it eight times
// in ten, and what it was a year before, or in the last month where no year is known.
type RateRange struct {
	Month                 record.Date
	Low, Mid, High, Naive float64
}

// VolumeOddity is a month that does not fit, or from which on all changed.
type VolumeOddity struct {
	Month record.Date
	Text  string
}

// Load is what came in lately against what was to be expected: in the month of today
// so far, or in the whole month before where it has hardly begun.
type Load struct {
	From, To record.Date // both included
	Count    int64
	Expected float64
	Sigma    float64
	Times    float64 // how many usual errors more came in; 0 where it cannot be said
}

// More reports whether clearly more came in than was to be expected.
func (l Load) More() bool { return l.Times >= 3 && float64(l.Count) >= l.Expected+5 }

// Volumes gives all incidents together, then the services of which enough comes in,
// the most first. Of the newest month only what came in so far counts.
func Volumes(s *record.Snapshot, today record.Date) []*Volume {
	return record.Answer(s, "services.volumes", today, func(s *record.Snapshot, today record.Date) []*Volume {
		t, first := record.TypeFor[catalog.Incident](s), catalog.FirstOfMonth(today).AddMonths(-volumePast)
		counts := func(series string, id record.ID) []record.Point {
			return s.Series(t, series, id, first.Text()[:7], today.Text()[:7])
		}
		all := []*Volume{{}}
		tallies := [][]record.Point{counts("opened", record.ID{})}
		var some []volumeOf
		for service := range record.Each[catalog.Service](s) {
			if points := counts("opened_by_service", service.ID); !service.Archived && total(points) >= fewestCases {
				some = append(some, volumeOf{service, points})
			}
		}
		slices.SortStableFunc(some, func(a, b volumeOf) int {
			return cmp.Or(cmp.Compare(total(b.points), total(a.points)), cmp.Compare(a.service.Name, b.service.Name))
		})
		for _, v := range some[:min(len(some), mostVolumes)] {
			all, tallies = append(all, &Volume{Service: v.service}), append(tallies, v.points)
		}
		solved := courses(s, first, tallies)
		out := all[:0]
		for i, v := range all {
			if v.take(solved[i], tallies[i], first, today) {
				out = append(out, v)
			}
		}
		return out
	})
}

type volumeOf struct {
	service *catalog.Service
	points  []record.Point
}

func total(points []record.Point) (n int64) {
	for _, p := range points {
		n += p.Count
	}
	return n
}

// courses forecasts whole months. They do not change while a month lasts, so that a
// new incident asks for nothing anew: the question holds the counts themselves.
func courses(s *record.Snapshot, first record.Date, tallies [][]record.Point) []*forecast.Result {
	var text strings.Builder
	for _, points := range tallies {
		for _, p := range points[:volumePast] {
			fmt.Fprint(&text, p.Count, " ")
		}
		text.WriteByte('\n')
	}
	type question struct {
		first  record.Date
		counts string
	}
	return record.Answer(s, "services.volumes.courses", question{first, text.String()}, func(*record.Snapshot, question) []*forecast.Result {
		out := make([]*forecast.Result, len(tallies))
		for i, points := range tallies {
			from := begins(points)
			if volumePast-from < fewestMonths {
				continue
			}
			p := forecast.Problem{Seasons: []int{12}, Horizon: volumeAhead, NonNegative: true}
			for j := from; j < volumePast; j++ {
				p.Values = append(p.Values, float64(points[j].Count)/weeksOf(first.AddMonths(j)))
			}
			out[i], _ = forecast.Solve(context.Background(), p, forecast.Settings{Level: 0.8}) // nil where the months say nothing
		}
		return out
	})
}

// begins is the first whole month: that after the first with an incident.
func begins(points []record.Point) int {
	for i, p := range points[:volumePast] {
		if p.Count > 0 {
			if i == 0 {
				return 0
			}
			return i + 1
		}
	}
	return volumePast
}

// weeksOf is how many weeks a month has.
func weeksOf(month record.Date) float64 { return float64(month.DaysUntil(month.AddMonths(1))) / 7 }

// take fills a volume in; it is false where nothing can be said.
func (v *Volume) take(r *forecast.Result, points []record.Point, first, today record.Date) bool {
	if r == nil {
		return false
	}
	from := begins(points)
	monitor, last := forecast.NewMonitor(1), forecast.Score{}
	for j := from; j < volumePast; j++ {
		month := first.AddMonths(j)
		rate := Rate{month, points[j].Count, float64(points[j].Count) / weeksOf(month)}
		v.Past = append(v.Past, rate)
		last = monitor.Add(rate.Weekly)
	}
	for i := range r.Mean {
		v.Ahead = append(v.Ahead, RateRange{first.AddMonths(volumePast + i), r.Lower[i], r.Mean[i], r.Upper[i], r.Naive[i]})
	}
	v.Method, v.Test = r.Detail, r.Test
	for _, o := range r.Outliers {
		v.Odd = append(v.Odd, VolumeOddity{v.Past[o.At].Month, fmt.Sprintf("%.1f a week where %.1f were to be expected", o.Value, math.Max(0, o.Expected))})
	}
	for _, c := range r.Changes {
		text := "from here on the number grows otherwise than before"
		if c.Kind == forecast.LevelChange {
			text = fmt.Sprintf("from here on %.1f a week %s", math.Abs(c.Size), map[bool]string{true: "less", false: "more"}[c.Size < 0])
		}
		v.Odd = append(v.Odd, VolumeOddity{v.Past[c.At].Month, text})
	}
	v.load(r, last, points[volumePast].Count, today)
	return true
}

// soonest is after how many days of a month it says something of itself.
const soonest = 7

// load compares the month so far with the share of what is expected of it. Chance
// alone scatters a count by its root; what whole months scatter beyond that, its part
// scatters in proportion. In the first days of a month it is the month before, as the
// monitor scored it when it came.
func (v *Volume) load(r *forecast.Result, last forecast.Score, count int64, today record.Date) {
	month := catalog.FirstOfMonth(today)
	days := month.DaysUntil(today) + 1
	if days < soonest {
		was := v.Past[len(v.Past)-1]
		weeks := weeksOf(was.Month)
		v.Now = Load{From: was.Month, To: month.AddDays(-1), Count: was.Count, Expected: math.Max(0, last.Expected*weeks), Sigma: last.Sigma * weeks, Times: last.Times}
		return
	}
	weeks, share := weeksOf(month), float64(days)/7/weeksOf(month)
	whole := r.Mean[0] * weeks
	beyond := math.Max(0, math.Pow(r.Sigma[0]*weeks, 2)-whole)
	v.Now = Load{From: month, To: today, Count: count, Expected: whole * share, Sigma: math.Sqrt(whole*share + beyond*share*share)}
	if v.Now.Sigma > 0 {
		v.Now.Times = (float64(count) - v.Now.Expected) / v.Now.Sigma
	}
}
