package catalog

import (
	"fairlead/internal/fault"
	"fairlead/internal/record"
)

// ExchangeRate is what one unit of a currency is worth in another from a day on,
// until a later rate is known.
type ExchangeRate struct {
	record.Header
	Name  string         `record:"label,system" help:"Follows from the currencies"`
	Base  string         `record:"required,index" title:"One" help:"Currency of the one unit: three letters, like EUR" alias:"from|from currency|base currency"`
	Quote string         `record:"required,index" title:"Is worth in" help:"Currency in which the rate is told: three letters, like NOK" alias:"to|to currency|quote currency|currency"`
	Day   record.Date    `record:"required,index" title:"From the day" alias:"date|valid from|time_period"`
	Rate  record.Decimal `record:"required,min=0.000001" help:"How much of the second currency one unit of the first is worth" alias:"exchange rate|obs_value"`
}

func (r *ExchangeRate) name() { r.Name = r.Base + "/" + r.Quote }

func checkExchangeRate(r *ExchangeRate, problems *fault.List) {
	for field, code := range map[string]string{"base": r.Base, "quote": r.Quote} {
		if code != "" && !record.IsCurrency(code) {
			problems.Add(field, "%.10q is not a currency; use its three letters, like EUR.", code)
		}
	}
	if r.Base != "" && r.Base == r.Quote {
		problems.Add("quote", "A currency has no rate against itself; choose another.")
	}
}

func exchangeRate() record.Declaration {
	return record.Declare(record.Spec[ExchangeRate]{
		Module: "finance", Name: "exchange_rate", Prefix: "XRT", Icon: "money",
		Help:    "What one unit of a currency is worth in another from a day on.",
		Access:  commercial(),
		Columns: []string{"name", "base", "quote", "day", "rate"},
		Keys:    [][]string{{"base", "quote", "day"}},
		Views: []record.View{
			{Name: "recent", Title: "Of the last year", Filter: `day > today-1y`, Order: "-day"},
			{Name: "all", Title: "All rates", Order: "-day"},
		},
		Normalise: (*ExchangeRate).name,
		Check:     checkExchangeRate,
	})
}
