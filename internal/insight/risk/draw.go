package risk

import (
	"cmp"
	"context"
	"slices"
	"strings"

	"fairlead/engine/loss"
	"fairlead/internal/record"
)

// years are how many are drawn for a curve.
const years = 20_000

// Years are how many are drawn, for reading.
func Years() int { return years }

// settings of whatever is drawn: the same seed everywhere, so that a risk meets the
// same chance in the whole and alone, before and after a treatment.
func (st *store) settings() loss.Settings {
	return loss.Settings{Years: years, Seed: Seed, Cells: 1 << 11, Tables: &st.tables}
}

const curvePoints = 40

// drawing is what was drawn of a problem.
type drawing struct {
	Outcome
	parts   []drawnPart // of the risks, and last all single points as one
	problem string      // why nothing was drawn; empty when it was
}

type drawnPart struct {
	name           string
	bad, any, tail float64
}

// column is what was drawn of some scenarios, year by year.
type column struct {
	losses   []float64
	bad, any float64 // what one year in twenty costs or more, and the chance of any loss
	events   int64
	problem  string
}

// draw draws the years of a problem. Each risk is drawn by itself, and all single points
// as one; the whole is their sum, year by year.
func draw(s *record.Snapshot, p *loss.Problem) *drawing {
	st := storeOf(s)
	return once(st, "drawn", p, 8*years, func() *drawing {
		parts := []*loss.Problem{}
		names := []string{}
		points := &loss.Problem{}
		for _, of := range p.Scenarios {
			if strings.HasPrefix(of.Name, singlePrefix) {
				points.Scenarios = append(points.Scenarios, of)
				continue
			}
			parts, names = append(parts, p.Alone(of.Name)), append(names, of.Name)
		}
		return st.sum(append(parts, points), append(names, ""))
	})
}

// sum adds up what is drawn of parts. The one without scenarios costs nothing.
func (st *store) sum(parts []*loss.Problem, names []string) *drawing {
	d, total, columns := &drawing{}, make([]float64, years), make([]*column, len(parts))
	for n, p := range parts {
		c := st.column(p)
		if c.problem != "" {
			return &drawing{problem: c.problem}
		}
		for y, v := range c.losses {
			total[y] += v
		}
		columns[n] = c
		d.Events += c.events
	}
	d.Total = loss.Drawn(slices.Clone(total), st.settings())
	d.Curve = d.Total.Curve(curvePoints, 0.001)
	worst, all := worstYears(total, d.Total.VaR(1-worstShare).Value), 0.0
	for _, y := range worst {
		all += total[y]
	}
	for n, c := range columns {
		d.parts = append(d.parts, drawnPart{names[n], c.bad, c.any, part(c.tail(worst), all)})
	}
	return d
}

// column draws the years of a problem that is a part of another.
func (st *store) column(p *loss.Problem) *column {
	if len(p.Scenarios) == 0 {
		return &column{}
	}
	return once(st, "column", p, 8*years, func() *column {
		drawn, err := loss.Simulate(context.Background(), p, st.settings())
		if err != nil {
			return &column{problem: err.Error()}
		}
		return &column{losses: drawn.Losses, bad: drawn.Total.VaR(0.95).Value, any: 1 - drawn.Total.None().Value, events: drawn.Events}
	})
}

func (c *column) tail(worst []int) (sum float64) {
	if c.losses == nil {
		return 0
	}
	for _, y := range worst {
		sum += c.losses[y]
	}
	return sum
}

// worstShare is which share of all years counts as the worst.
const worstShare = 0.05

// worstYears are the places of the worst years, none of which cost less than so much;
// of years that cost the same the first.
func worstYears(losses []float64, least float64) []int {
	var order []int
	for y, v := range losses {
		if v >= least {
			order = append(order, y)
		}
	}
	slices.SortStableFunc(order, func(a, b int) int { return cmp.Compare(losses[b], losses[a]) })
	return order[:min(len(order), int(worstShare*float64(len(losses))))]
}

func part(of, all float64) float64 {
	if all <= 0 {
		return 0
	}
	return of / all
}

// mean is what a problem costs a year on average, the sum of what each of its scenarios
// does: in closed form, or from the exact curve of one event where that has a most, to
// about a hundred thousandth.
func (st *store) mean(p *loss.Problem) (units float64, problem string) {
	for _, of := range p.Scenarios {
		f := once(st, "mean", p.Alone(of.Name), 100, func() (f figure) {
			m, err := loss.Mean(context.Background(), p.Alone(of.Name), st.settings())
			if err != nil {
				f.problem = err.Error()
			}
			f.units = m.Value
			return f
		})
		units, problem = units+f.units, cmp.Or(problem, f.problem)
	}
	return units, problem
}

type figure struct {
	units   float64
	problem string
}
