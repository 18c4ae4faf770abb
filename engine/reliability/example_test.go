package reliability_test

import (
	"context"
	"fmt"

	"fairlead/engine/reliability"
)

// A service stops when both of its servers have failed, or the one power feed.
func Example() {
	server := reliability.Repairable(reliability.Constant(8000), reliability.Constant(8))
	feed := reliability.Repairable(reliability.Constant(20000), reliability.Constant(4))
	tree := &reliability.Tree{
		Gates: []reliability.Gate{
			{Name: "service stops", Formula: reliability.Or(reliability.Name("both servers"), reliability.Name("feed"))},
			{Name: "both servers", Formula: reliability.And(reliability.Names("server 1", "server 2")...)},
		},
		Events: []reliability.Event{
			{Name: "server 1", Figure: &server},
			{Name: "server 2", Figure: &server},
			{Name: "feed", Figure: &feed},
		},
	}
	r, err := reliability.Analyze(context.Background(), tree, reliability.Settings{})
	if err != nil {
		fmt.Println(err)
		return
	}
	for set := range r.CutSets.ByProbability() {
		fmt.Printf("%v with probability %.1e\n", set.Failed, set.Probability)
	}
	fmt.Printf("down %.2f hours a year, once in %.1f years\n", r.Frequency().DownPerYear, r.Frequency().MTBF/reliability.HoursPerYear)
	// Output:
	// [feed] with probability 2.0e-04
	// [server 1 server 2] with probability 1.0e-06
	// down 1.76 hours a year, once in 2.3 years
}
