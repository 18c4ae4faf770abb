package choose_test

import (
	"context"
	"fmt"

	"fairlead/engine/choose"
)

// Which projects to do with 100 k this year and 50 k next year.
func Example() {
	year := func(y int) choose.Quarter { return choose.QuarterOf(y, 1) }
	this, next := int64(100_000_00), int64(50_000_00)
	p := &choose.Problem{
		Items: []choose.Item{
			{Name: "new ERP", Value: 90_000_00, Costs: []choose.Cost{{At: year(2027), Amount: 60_000_00}, {At: year(2028), Amount: 30_000_00}}},
			{Name: "ERP reports", Value: 40_000_00, Costs: []choose.Cost{{At: year(2028), Amount: 20_000_00}}, Requires: []string{"new ERP"}},
			{Name: "cloud recovery", Value: 20_000_00, Risk: 50_000_00, Costs: []choose.Cost{{At: year(2027), Amount: 30_000_00}}},
			{Name: "new phones", Value: 10_000_00, Costs: []choose.Cost{{At: year(2027), Amount: 25_000_00}}},
		},
		Limits: []choose.Limit{
			{Name: "money 2027", Of: choose.Money, Year: 2027, Most: &this},
			{Name: "money 2028", Of: choose.Money, Year: 2028, Most: &next},
		},
	}
	r, err := choose.Solve(context.Background(), p, choose.Settings{})
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, pick := range r.Chosen {
		fmt.Println(p.Items[pick.Item].Name)
	}
	fmt.Printf("worth %d, %v\n", r.Objective/100, r.Status)
	more, err := choose.Next(context.Background(), p, r, []int{0}, []int64{15_000_00}, choose.Settings{})
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Printf("15,000 more in 2027 buys %s, worth %d\n", p.Items[more.In[0]].Name, more.Gain/100)
	// Output:
	// new ERP
	// ERP reports
	// cloud recovery
	// worth 200000, optimal
	// 15,000 more in 2027 buys new phones, worth 10000
}
