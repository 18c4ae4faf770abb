package records

import (
	"strconv"

	"fairlead/internal/catalog"
	"fairlead/internal/insight/projects"
	"fairlead/internal/record"
	"fairlead/internal/web/draw"
)

// milestoneTrend shows how many days after its first planned day a milestone was
// expected at each status report, and is expected or was reached now.
func milestoneTrend(s sketch, r record.Record) draw.Picture {
	m := r.(*catalog.Milestone)
	slip := projects.SlipOf(s.snapshot, m, s.today)
	if !m.Planned.Known() || len(slip.Trend) == 0 {
		return nil
	}
	line := draw.Line{Frame: s.frame("Expected after the planned day, at each status report")}
	line.Unit = "days after plan"
	line.Number = func(v float64) string { return strconv.FormatFloat(v, 'f', 0, 64) + " days" }
	line.Short = func(v float64) string { return strconv.FormatFloat(v, 'f', 0, 64) }
	series := draw.Series{Name: m.Name}
	for _, seen := range slip.Trend {
		series.Points = append(series.Points, draw.Point{At: seen.AsOf.Time(), Value: float64(m.Planned.DaysUntil(seen.Forecast))})
	}
	line.Series = []draw.Series{series}
	return line
}
