package loss_test

import (
	"context"
	"fmt"

	"fairlead/engine/loss"
)

// Three ways to lose money, by ranges that hold with a chance of 90 %.
func Example() {
	problem := &loss.Problem{Scenarios: []loss.Scenario{
		{Name: "ALICE", Frequency: loss.Rate(0.01), Magnitude: loss.Range(1e6, 1e7)},
		{Name: "BOB", Frequency: loss.Rate(0.10), Magnitude: loss.Range(1e7, 1e9)},
		{Name: "CHARLIE", Frequency: loss.Rate(0.05), Magnitude: loss.Range(5e6, 5e7)},
	}}
	d, err := loss.Exact(context.Background(), problem, loss.Settings{})
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Printf("mean %.5e, no loss %.6f, more than 1e8 %.4g, more than 1e9 %.4g\n",
		d.Mean().Value, d.None().Value, d.Exceed(1e8).Value, d.Exceed(1e9).Value)
	for _, p := range []float64{0.95, 0.99, 0.999} {
		fmt.Printf("%v: VaR %.4g (%.3g to %.3g), shortfall %.4g\n", p, d.VaR(p).Value, d.VaR(p).Low, d.VaR(p).High, d.Shortfall(p).Value)
	}
	// Output:
	// mean 2.76902e+07, no loss 0.852144, more than 1e8 0.04973, more than 1e9 0.005132
	// 0.95: VaR 9.904e+07 (9.9e+07 to 9.9e+07), shortfall 4.958e+08
	// 0.99: VaR 6.129e+08 (6.13e+08 to 6.13e+08), shortfall 1.477e+09
	// 0.999: VaR 2.624e+09 (2.62e+09 to 2.62e+09), shortfall 4.749e+09
}
