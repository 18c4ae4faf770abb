package records

import (
	"strconv"
	"time"

	"fairlead/internal/catalog"
	"fairlead/internal/record"
	"fairlead/internal/web/draw"
)

// shownMonths is how far back the incidents of a service are counted.
const shownMonths = 12

// serviceIncidents counts the incidents of a service by the month in which they
// were opened, those that are long closed too. The month that is not over yet is
// pale.
func serviceIncidents(s sketch, r record.Record) draw.Picture {
	month := func(back int) string { return s.today.AddDays(1 - s.today.Time().Day()).AddMonths(-back).Text()[:7] }
	bar := draw.Bar{Frame: s.frame("Incidents opened, by month")}
	bar.Number = func(v float64) string { return strconv.FormatFloat(v, 'f', 0, 64) }
	some := false
	for _, p := range s.snapshot.Series(record.TypeFor[catalog.Incident](s.snapshot), "opened_by_service", r.Head().ID, month(shownMonths-1), month(0)) {
		at, err := time.Parse("2006-01", p.Month)
		if err != nil {
			return nil
		}
		bar.Items = append(bar.Items, draw.Item{Label: at.Format("Jan 06"), Value: float64(p.Count), Expected: p.Month == month(0)})
		some = some || p.Count > 0
	}
	if !some {
		return nil
	}
	return bar
}
