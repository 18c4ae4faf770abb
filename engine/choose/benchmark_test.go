package choose_test

import (
	"fmt"
	"testing"

	"fairlead/engine/choose"
	"fairlead/engine/choose/generate"
)

// goal is the size that the goals are set for.
var goal = generate.Size{Items: 200, Years: 5, Skills: 8, Requires: 60, Excludes: 40}

// BenchmarkOptimum proves the optimum of plain portfolios of 200 initiatives.
func BenchmarkOptimum(b *testing.B) {
	solves(b, 0)
}

// BenchmarkGap searches plain portfolios until a gap of 0.1 % is proven.
func BenchmarkGap(b *testing.B) {
	solves(b, 0.001)
}

// solves measures one portfolio after the other, eight in all, over and over.
func solves(b *testing.B, gap float64) {
	nodes, seed := 0, uint64(0)
	for b.Loop() {
		r, err := choose.Solve(b.Context(), generate.Plain(goal, seed%8+1), choose.Settings{Workers: 1, Gap: gap})
		if err != nil || r.Status == choose.Stopped {
			b.Fatal(r, err)
		}
		nodes += r.Nodes
		seed++
	}
	b.ReportMetric(float64(nodes)/float64(seed), "nodes/op")
}

// BenchmarkFrontier solves a plain portfolio for forty budgets, from a half of its
// money to one and a half, to a proven gap of 0.1 %.
func BenchmarkFrontier(b *testing.B) {
	p := generate.Plain(goal, 2)
	limits, steps := budgets(p, 40)
	for _, workers := range []int{1, 2} {
		b.Run(fmt.Sprint("workers=", workers), func(b *testing.B) {
			for b.Loop() {
				nodes := 0
				list, err := choose.Frontier(b.Context(), p, limits, steps, choose.Settings{Workers: workers, Gap: 0.001})
				if err != nil {
					b.Fatal(err)
				}
				for _, c := range list {
					nodes += c.Nodes
				}
				b.ReportMetric(float64(nodes), "nodes")
			}
		})
	}
}

// budgets are steps of all the money of a portfolio together.
func budgets(p *choose.Problem, many int) (limits []int, steps [][]int64) {
	steps = make([][]int64, many)
	for l := range p.Limits {
		if p.Limits[l].Of != choose.Money {
			continue
		}
		limits = append(limits, l)
		for k := range steps {
			most := *p.Limits[l].Most
			steps[k] = append(steps[k], most/2+most*int64(k)/int64(many-1))
		}
	}
	return limits, steps
}
