package catalog

import (
	"fairlead/internal/fault"
	"fairlead/internal/record"
)

// ForecastVersion is the generated forecast as it stood on a day, kept to see
// later what came true of it.
type ForecastVersion struct {
	record.Header
	Name     string                  `record:"required,label" alias:"version"`
	TakenOn  record.Date             `record:"required,index" help:"The day on which the forecast stood so"`
	Currency string                  `record:"required" help:"Three letters, like EUR: that of all amounts"`
	Note     record.Markdown         `record:"search" help:"For whom it was made, and what was agreed about it"`
	Cells    record.Rows[Forecasted] `help:"What was expected that day, by line and month"`
	// From what posts were expected to cost the rates of grades follow nearly: it is
	// for those who read StaffCostRate.
	Staff record.Rows[Forecasted] `record:"readers=director|executive" title:"Cells of posts" help:"What was expected of lines that pay posts, by line and month"`
}

// Forecasted is what was expected of a line in a month.
type Forecasted struct {
	Code   string       `record:"required" help:"Of the budget line"`
	Month  record.Date  `record:"required"`
	Amount record.Money `help:"Unknown where nothing could be said"`
}

// months keeps the first day of each month.
func (v *ForecastVersion) months() {
	for _, cells := range []record.Rows[Forecasted]{v.Cells, v.Staff} {
		for i := range cells {
			cells[i].Month = FirstOfMonth(cells[i].Month)
		}
	}
}

func checkForecastVersion(v *ForecastVersion, problems *fault.List) {
	if v.Currency != "" && !record.IsCurrency(v.Currency) {
		problems.Add("currency", "%.10q is not a currency; use its three letters, like EUR.", v.Currency)
	}
}

func forecastVersion() record.Declaration {
	return record.Declare(record.Spec[ForecastVersion]{
		Module: "finance", Name: "forecast_version", Prefix: "FCV", Icon: "clock",
		Help:    "The generated forecast as it stood on a day, to compare it with what came true.",
		Access:  commercial(),
		Columns: []string{"name", "taken_on", "currency"},
		Keys:    [][]string{{"name"}},
		Views: []record.View{
			{Name: "all", Title: "All versions", Order: "-taken_on"},
		},
		Normalise: (*ForecastVersion).months,
		Check:     checkForecastVersion,
	})
}
