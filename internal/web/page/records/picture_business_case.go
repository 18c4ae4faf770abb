package records

import (
	"fmt"

	"fairlead/internal/catalog"
	"fairlead/internal/insight/finance"
	"fairlead/internal/record"
	"fairlead/internal/web/draw"
	"fairlead/internal/web/frame"
)

// caseYears shows what a business case brings less what it costs, year by year,
// under what that comes to.
func caseYears(s sketch, r record.Record) draw.Picture {
	b := r.(*catalog.BusinessCase)
	a, ok := finance.Appraise(b)
	if !ok {
		return nil
	}
	money := frame.MoneyScale{Currency: a.Net[0].Currency, Locale: s.locale}
	bars := draw.Bar{Frame: money.Frame(a.Sentence(b.Rate, s.locale))}
	for _, y := range finance.Benefits(s.snapshot, b, s.today) {
		if y.CameTrue.Known() {
			bars.Title += fmt.Sprintf(". Year %d brought %s of %s", y.Year, y.CameTrue.Short(s.locale), y.Expected.Short(s.locale))
			if !y.Confirmed {
				bars.Title += ", not confirmed"
			}
		}
	}
	bars.Unit = "benefit less cost, " + money.Currency
	for year, net := range a.Net {
		item := draw.Item{Label: fmt.Sprint("Year ", year), Value: money.Value(net)}
		if net.Minor < 0 {
			item.Tone = draw.Warn
		}
		bars.Items = append(bars.Items, item)
	}
	return bars
}
