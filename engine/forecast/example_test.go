package forecast_test

import (
	"context"
	"fmt"

	"fairlead/engine/forecast"
)

// A disk fills: what comes in the next months, and when are 900 GB reached?
func Example() {
	used := []float64{512, 520, 531, 538, 549, 561, 568, 580, 588, 601, 609, 622, 630, 641, 652, 660, 673, 681}
	r, err := forecast.Solve(context.Background(), forecast.Problem{Values: used, Horizon: 36}, forecast.Settings{})
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Printf("next month %.0f GB, between %.0f and %.0f\n", r.Mean[0], r.Lower[0], r.Upper[0])
	fmt.Printf("as good as the month before: %v\n", !r.Test.Better())
	full := r.Reaches(900)
	p10, _ := full.Quantile(0.1)
	p50, _ := full.Quantile(0.5)
	fmt.Printf("full after %d months, perhaps after %d\n", p50+1, p10+1)
	// Output:
	// next month 692 GB, between 689 and 696
	// as good as the month before: false
	// full after 21 months, perhaps after 19
}
