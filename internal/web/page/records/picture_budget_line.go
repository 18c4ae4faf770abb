package records

import (
	"fmt"

	"fairlead/internal/catalog"
	"fairlead/internal/insight/finance"
	"fairlead/internal/record"
	"fairlead/internal/web/draw"
	"fairlead/internal/web/frame"
)

// lineMonths shows what a line of the running year may cost by month, what was
// spent on it, and what is expected of the months that are left.
func lineMonths(s sketch, r record.Record) draw.Picture {
	line := r.(*catalog.BudgetLine)
	p := finance.PositionOn(s.snapshot, s.today)
	for i := range p.Rows {
		row := &p.Rows[i]
		if row.Line == nil || row.Line.Code != line.Code || p.Budget == nil && p.Reforecast == nil || !finance.OfYear(s.snapshot, line, p.Year) {
			continue
		}
		scale := frame.MoneyScale{Currency: p.Year.Currency, Locale: s.locale}
		months := finance.MonthsOf(s.snapshot, line, p)
		bars := draw.StackedBar{
			Frame: scale.Frame(fmt.Sprintf("%s of %s spent, %s at year end", row.Spent().Short(s.locale), row.Budget.Short(s.locale), row.Forecast.Short(s.locale))),
			Parts: []draw.Part{{Name: "Spent"}, {Name: "Forecast"}},
		}
		for _, m := range months {
			bars.Labels = append(bars.Labels, m.Month.Time().Format("Jan"))
			bars.Parts[0].Values = append(bars.Parts[0].Values, scale.Value(m.Spent))
			bars.Parts[1].Values = append(bars.Parts[1].Values, scale.Value(m.Expected))
		}
		return bars
	}
	return nil
}
