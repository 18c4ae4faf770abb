// Package generate makes portfolios at chance, for tests and benchmarks.
package generate

import (
	"fmt"
	"math/rand/v2"

	"fairlead/engine/choose"
)

// Size says how large a portfolio is.
type Size struct {
	Items, Years, Skills int
	Requires, Excludes   int // pairs
	Later                int // quarters that every third item may wait; 0: none may
}

// First is the year in which a portfolio begins.
const First = 2027

// Portfolio makes a hard portfolio. Each item runs for one to three years, asks up to
// four skills in each of them, and is worth something like what it costs; each year
// has money, and each skill in each year has hours, for about half of all items: all
// limits bind. The same seed gives the same portfolio.
func Portfolio(size Size, seed uint64) *choose.Problem {
	return assemble(rand.New(rand.NewPCG(seed, 7)), size, item, 45, 55)
}

// Plain makes a portfolio as a department has it. Each item costs money in one to
// three years and asks two or three skills, each in one of those years; it is worth
// from half to three times of what it costs. There is money for a half of all items,
// and hours for three fifths. The same seed gives the same portfolio.
func Plain(size Size, seed uint64) *choose.Problem {
	return assemble(rand.New(rand.NewPCG(seed, 11)), size, plain, 50, 60)
}

// assemble makes items, limits of so many per cent, and pairs.
func assemble(random *rand.Rand, size Size, item func(*rand.Rand, int, Size) choose.Item, money, hours int64) *choose.Problem {
	p := &choose.Problem{}
	for i := range size.Items {
		p.Items = append(p.Items, item(random, i, size))
	}
	for y := range size.Years {
		limit(p, choose.Limit{Name: fmt.Sprintf("money %d", First+y), Of: choose.Money, Year: First + y}, money)
		for k := range size.Skills {
			limit(p, choose.Limit{Name: fmt.Sprintf("skill %d in %d", k+1, First+y), Of: choose.Hours, Year: First + y, Skill: skill(k)}, hours)
		}
	}
	for range size.Requires {
		// What is required stands earlier in the list, so that there are no circles.
		a := 1 + random.IntN(size.Items-1)
		b := random.IntN(a)
		p.Items[a].Requires = append(p.Items[a].Requires, p.Items[b].Name)
	}
	for range size.Excludes {
		a := 1 + random.IntN(size.Items-1)
		b := random.IntN(a)
		p.Items[a].Excludes = append(p.Items[a].Excludes, p.Items[b].Name)
	}
	return p
}

func skill(k int) string { return fmt.Sprintf("skill %d", k+1) }

func item(random *rand.Rand, i int, size Size) choose.Item {
	item := choose.Item{Name: fmt.Sprintf("initiative %d", i+1), Category: []string{"run", "grow", "transform"}[random.IntN(3)]}
	first := random.IntN(size.Years)
	years := min(1+random.IntN(3), size.Years-first)
	total := int64(0)
	for y := range years {
		at := choose.QuarterOf(First+first+y, 1)
		amount := int64(20+random.IntN(380)) * 100_000
		total += amount
		item.Costs = append(item.Costs, choose.Cost{At: at, Kind: []string{"capex", "opex"}[random.IntN(2)], Amount: amount})
		for _, k := range random.Perm(size.Skills)[:1+random.IntN(min(4, size.Skills))] {
			item.Efforts = append(item.Efforts, choose.Effort{At: at, Skill: skill(k), Hours: int64(20 + random.IntN(400))})
		}
	}
	item.Value = total*int64(60+random.IntN(140))/100 + int64(random.IntN(100))*100_000
	item.Risk = int64(random.IntN(50)) * 100_000
	item.Low, item.High = item.Value*7/10, item.Value*12/10
	if size.Later > 0 && i%3 == 0 {
		item.Later, item.PerQuarter = size.Later, item.Value/50
	}
	return item
}

func plain(random *rand.Rand, i int, size Size) choose.Item {
	item := choose.Item{Name: fmt.Sprintf("initiative %d", i+1), Category: []string{"run", "grow", "transform"}[random.IntN(3)]}
	first := random.IntN(size.Years)
	years := min(1+random.IntN(3), size.Years-first)
	total := int64(0)
	for y := range years {
		amount := int64(20+random.IntN(380)) * 100_000
		total += amount
		item.Costs = append(item.Costs, choose.Cost{At: choose.QuarterOf(First+first+y, 1), Kind: []string{"capex", "opex"}[random.IntN(2)], Amount: amount})
	}
	for _, k := range random.Perm(size.Skills)[:min(2+random.IntN(2), size.Skills)] {
		at := choose.QuarterOf(First+first+random.IntN(years), 1)
		item.Efforts = append(item.Efforts, choose.Effort{At: at, Skill: skill(k), Hours: int64(40 + 20*random.IntN(20))})
	}
	item.Value = total * int64(50+random.IntN(250)) / 100
	item.Low, item.High = item.Value*7/10, item.Value*12/10
	if size.Later > 0 && i%3 == 0 {
		item.Later, item.PerQuarter = size.Later, item.Value/50
	}
	return item
}

// limit adds a limit to so many per cent of what all items together use.
func limit(p *choose.Problem, l choose.Limit, percent int64) {
	var total int64
	for i := range p.Items {
		for _, c := range p.Items[i].Costs {
			if l.Of == choose.Money && c.At.Year() == l.Year {
				total += c.Amount
			}
		}
		for _, e := range p.Items[i].Efforts {
			if l.Of == choose.Hours && e.At.Year() == l.Year && e.Skill == l.Skill {
				total += e.Hours
			}
		}
	}
	most := total * percent / 100
	l.Most = &most
	p.Limits = append(p.Limits, l)
}
