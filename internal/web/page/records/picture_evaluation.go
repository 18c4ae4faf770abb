package records

import (
	"math/big"

	"fairlead/internal/catalog"
	"fairlead/internal/insight/technology"
	"fairlead/internal/record"
	"fairlead/internal/web/draw"
)

// evaluationTotals shows what the candidates came to, the best first. Those that
// are not scored in full are unknown. In the table each leads to the matrix.
func evaluationTotals(s sketch, r record.Record) draw.Picture {
	e := r.(*catalog.Evaluation)
	m := technology.Weigh(e)
	if len(m.Order) == 0 {
		return nil
	}
	bar := draw.Bar{Frame: s.frame("Totals, weighted mean of all scorers, 0 to 10"), Horizontal: true}
	bar.Number = func(v float64) string { return new(big.Rat).SetFloat64(v).FloatString(2) }
	for _, i := range m.Order {
		value, _ := m.Candidates[i].Mean.Float64()
		bar.Items = append(bar.Items, draw.Item{Label: m.Candidates[i].Name, Value: value, Link: "/technology/evaluations/" + record.TypeFor[catalog.Evaluation](s.snapshot).Number(e.Number)})
	}
	return bar
}
