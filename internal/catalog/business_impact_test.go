package catalog_test

import (
	"testing"

	"fairlead/internal/catalog"
	"fairlead/internal/record"
)

// A stop costs 1,000 in the first hour, 7,000 by the fourth and 47,000 by the
// twenty-fourth: 2,000 an hour in between, then 2,000, and so on past the end.
func TestLossAfter(t *testing.T) {
	point := func(hours, euros int64) catalog.ImpactPoint {
		return catalog.ImpactPoint{Hours: record.NewDecimal(hours * 1e6), Loss: record.Money{Minor: euros * 100, Currency: "EUR"}}
	}
	impact := catalog.BusinessImpact{Losses: record.Rows[catalog.ImpactPoint]{point(1, 1000), point(4, 7000), point(24, 47000)}}
	for hours, euros := range map[float64]int64{0: 0, 0.5: 500, 1: 1000, 2: 3000, 4: 7000, 14: 27000, 24: 47000, 48: 95000} {
		if got := impact.LossAfter(hours); got.Minor != euros*100 || got.Currency != "EUR" {
			t.Errorf("after %v hours: %v, want %d euros", hours, got, euros)
		}
	}
	if got := new(catalog.BusinessImpact).LossAfter(1); got.Known() {
		t.Errorf("without points: %v, want unknown", got)
	}
}

func TestRedundancyRuleHoldsFor(t *testing.T) {
	booking := &catalog.Service{Tier: "critical", Header: record.Header{ID: record.ID{1}}}
	for name, c := range map[string]struct {
		rule catalog.RedundancyRule
		want bool
	}{
		"all":             {catalog.RedundancyRule{}, true},
		"its tier":        {catalog.RedundancyRule{Tier: "critical"}, true},
		"another tier":    {catalog.RedundancyRule{Tier: "low"}, false},
		"the service":     {catalog.RedundancyRule{Service: record.To[catalog.Service](booking.ID)}, true},
		"another service": {catalog.RedundancyRule{Service: record.To[catalog.Service](record.ID{2})}, false},
	} {
		if got := c.rule.HoldsFor(booking); got != c.want {
			t.Errorf("%s: %v, want %v", name, got, c.want)
		}
	}
}
