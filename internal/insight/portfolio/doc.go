// Package portfolio answers which of the demands and proposed projects to do: what
// is worth most within the money that the budgets leave, by year and kind, and the
// hours that people have left by skill and quarter, with what each needs first,
// what cannot stand beside it, and what has to be done.
//
// The money is of finance and the hours are of projects; this package brings them
// to engine/choose.
package portfolio

import "fairlead/internal/insight/signal"

// Rules lists what the package looks for.
func Rules() []signal.Rule {
	return []signal.Rule{
		{Name: "portfolio.unfit", Find: unfit},
		{Name: "portfolio.behind", Find: behind},
	}
}
