package records

import (
	"fmt"

	"fairlead/internal/catalog"
	"fairlead/internal/insight/finance"
	"fairlead/internal/record"
	"fairlead/internal/web/draw"
)

// caseYears shows what a business case brings less what it costs, year by year,
// under what that comes to.
func caseYears(s sketch, r record.Record) draw.Picture {
	b := r.(*catalog.BusinessCase)
	a, ok := finance.Appraise(b)
	if !ok {
		return nil
	}
	minor := 1.0
	for range record.Exponent(a.Net[0].Currency) {
		minor *= 10
	}
	money := func(v float64) record.Money {
		return record.Money{Minor: int64(v * minor), Currency: a.Net[0].Currency}
	}
	bars := draw.Bar{Frame: s.frame(a.Sentence(b.Rate, s.locale))}
	bars.Unit = "benefit less cost, " + a.Net[0].Currency
	bars.Number = func(v float64) string { return money(v).Format(s.locale) }
	bars.Short = func(v float64) string { return money(v).Short(s.locale) }
	for year, net := range a.Net {
		item := draw.Item{Label: fmt.Sprint("Year ", year), Value: float64(net.Minor) / minor}
		if net.Minor < 0 {
			item.Tone = draw.Warn
		}
		bars.Items = append(bars.Items, item)
	}
	return bars
}
