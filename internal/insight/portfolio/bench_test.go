package portfolio_test

import (
	"fmt"
	"math/rand/v2"
	"testing"

	"fairlead/internal/insight/portfolio"
	"fairlead/internal/record"
	"fairlead/internal/testkit/company"
	"fairlead/internal/testkit/records"
)

// crowd is 200 demands that cost about four times of what there is, a fifth of which
// need another, with money of two kinds in two years.
func crowd() []record.Record {
	all, random := budgeted(), rand.New(rand.NewPCG(1, 2))
	for n := range 200 {
		capex, opex := 1+random.Int64N(3), random.Int64N(2)
		d := wish(100+n, capex+opex, 1+random.Int64N(4), by(1, "capex", capex), by(1, "opex", opex))
		if n > 0 && n%5 == 0 {
			needs(100 + random.IntN(n))(d)
		}
		all = append(all, d)
	}
	return all
}

// BenchmarkChoice answers anew each time: for the demonstration company, and for 200
// demands, where the searches are bounded.
func BenchmarkChoice(b *testing.B) {
	day := record.Day(2026, 11, 22)
	for name, s := range map[string]*record.Snapshot{"company": company.Load(b, day).Snapshot, "200": records.Snapshot(b, crowd()...)} {
		b.Run(name, func(b *testing.B) {
			for n := 0; b.Loop(); n++ {
				c := portfolio.Of(s, portfolio.Question{Today: day, Currency: "EUR", Budgets: true, Skills: true, Musts: fmt.Sprint(n)})
				b.ReportMetric(c.Result.Gap()*100, "gap_%")
				b.ReportMetric(float64(c.Often.Proven)/float64(c.Often.Samples), "samples_proven")
			}
		})
	}
}
