package risk

import (
	"cmp"
	"context"
	"crypto/sha256"
	"fmt"
	"slices"
	"strings"

	"fairlead/engine/loss"
	"fairlead/internal/catalog"
	"fairlead/internal/insight/signal"
	"fairlead/internal/record"
)

// years are how many are drawn for a curve.
const years = 20_000

// settings of whatever is drawn: the same seed everywhere, so that a risk meets the
// same chance in the whole and alone, before and after a treatment.
func settings() loss.Settings { return loss.Settings{Years: years, Seed: Seed, Cells: 1 << 13} }

// Years are how many are drawn, for reading.
func Years() int { return years }

// Portfolio is what all of it may cost in a year.
type Portfolio struct {
	*Register
	Now     Outcome
	Planned *Outcome // once everything that was agreed on is in place; nil where nothing is
	Agreed  []*catalog.RiskTreatment
	Ranked  []Share      // the risks that count, the dearest first, and the survey's part as one
	Problem string       // why there are no figures; empty where there are
	Yearly  record.Money // expected loss of a year
	all     *loss.Problem
}

// Outcome is the distribution of a year's loss.
type Outcome struct {
	Total  *loss.Distribution
	Events int64 // that were drawn
	Curve  []loss.Point
}

// Share is what one risk does to the whole.
type Share struct {
	Item   *Item        // nil: all single points of the survey together
	Yearly record.Money // expected
	Bad    record.Money // what it costs in one year in twenty, or more
	Any    float64      // chance of any loss in a year
	Tail   float64      // its share of the worst twentieth of all years
}

// PortfolioOf draws years of everything that counts.
func PortfolioOf(s *record.Snapshot, q Question) *Portfolio {
	return record.Answer(s, "risk.portfolio", q, func(s *record.Snapshot, q Question) *Portfolio {
		p := &Portfolio{Register: RegisterOf(s, q)}
		p.all = p.Register.Problem(Mean)
		if len(p.all.Scenarios) == 0 {
			p.Problem = "no risk has figures yet"
			return p
		}
		drawn := draw(s, p.all)
		if p.Problem = drawn.problem; p.Problem != "" {
			return p
		}
		p.Now = drawn.Outcome
		p.rank(drawn)
		p.plan()
		return p
	})
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

// draw draws the years of a problem. It is done anew only when the problem is another,
// whichever records changed.
func draw(s *record.Snapshot, p *loss.Problem) *drawing {
	return once(s, "risk.drawn", p, func() *drawing {
		keep := settings()
		keep.Keep = true
		drawn, err := loss.Simulate(context.Background(), p, keep)
		if err != nil {
			return &drawing{problem: err.Error()}
		}
		d := &drawing{Outcome: Outcome{drawn.Total, drawn.Events, drawn.Total.Curve(curvePoints, 0.001)}}
		d.parted(drawn)
		return d
	})
}

// parted says of each risk, and of all single points together, how much of the worst
// years is theirs.
func (d *drawing) parted(drawn *loss.Simulation) {
	worst, all := worstYears(drawn.Losses), 0.0
	for _, y := range worst {
		all += drawn.Losses[y]
	}
	points := make([]float64, len(drawn.Losses))
	for n := range drawn.Scenarios {
		of := &drawn.Scenarios[n]
		if strings.HasPrefix(of.Name, singlePrefix) {
			for y, v := range of.Losses {
				points[y] += v
			}
			continue
		}
		d.parts = append(d.parts, drawnPart{of.Name, of.Levels[0].VaR.Value, 1 - of.None.Value, part(tail(of.Losses, worst), all)})
	}
	d.parts = append(d.parts, drawnPart{"", percentile(points, 0.95), some(points), part(tail(points, worst), all)})
}

func tail(losses []float64, worst []int) (sum float64) {
	for _, y := range worst {
		sum += losses[y]
	}
	return sum
}

// once computes something that depends on a value alone, and keeps it as long as it is
// among the last that were asked for.
func once[A any](s *record.Snapshot, name string, of any, f func() A) A {
	h := sha256.New()
	fmt.Fprintf(h, "%v", of)
	return record.Answer(s, name, string(h.Sum(nil)), func(*record.Snapshot, string) A { return f() })
}

// plan draws the same years with what was agreed on.
func (p *Portfolio) plan() {
	for t := range record.Each[catalog.RiskTreatment](p.s) {
		if t.Ahead() && t.State != "proposed" {
			p.Agreed = append(p.Agreed, t)
		}
	}
	if len(p.Agreed) == 0 {
		return
	}
	if drawn := draw(p.s, p.Register.Problem(Mean, p.Agreed...)); drawn.problem == "" {
		p.Planned = &drawn.Outcome
	}
}

// rank says of each risk what it costs, and how much of the worst years is its.
func (p *Portfolio) rank(drawn *drawing) {
	p.Yearly = Expected(p.Points, p.Currency)
	for _, d := range drawn.parts {
		share := Share{Item: p.named(d.name), Bad: p.x.money(d.bad), Any: d.any, Tail: d.tail}
		switch {
		case share.Item != nil:
			share.Yearly = p.mean(only(p.all, map[string]bool{d.name: true}))
			p.Yearly = signal.Plus(p.Yearly, share.Yearly)
		case len(p.Points) == 0:
			continue
		default:
			share.Yearly = Expected(p.Points, p.Currency)
		}
		p.Ranked = append(p.Ranked, share)
	}
	slices.SortStableFunc(p.Ranked, func(a, b Share) int { return cmp.Compare(b.Yearly.Minor, a.Yearly.Minor) })
}

func (r *Register) named(name string) *Item {
	for n := range r.Items {
		if r.Items[n].name == name {
			return &r.Items[n]
		}
	}
	return nil
}

// worstYears are the places of the worst twentieth.
func worstYears(losses []float64) []int {
	order := make([]int, len(losses))
	for y := range order {
		order[y] = y
	}
	slices.SortStableFunc(order, func(a, b int) int { return cmp.Compare(losses[b], losses[a]) })
	return order[:len(order)/20]
}

func part(of, all float64) float64 {
	if all <= 0 {
		return 0
	}
	return of / all
}

func percentile(column []float64, p float64) float64 {
	sorted := slices.Sorted(slices.Values(column))
	return sorted[min(int(p*float64(len(sorted))), len(sorted)-1)]
}

func some(column []float64) float64 {
	n := 0
	for _, v := range column {
		if v > 0 {
			n++
		}
	}
	return float64(n) / float64(len(column))
}

// mean is what a problem costs a year on average: in closed form, or from the exact
// curve where one event has a most.
func (r *Register) mean(p *loss.Problem) record.Money {
	m, err := loss.Mean(context.Background(), p, settings())
	if err != nil {
		return record.Money{}
	}
	return r.x.money(m.Value)
}

// Of is the share of a risk; nil where it does not count.
func (p *Portfolio) Of(k *catalog.Risk) *Share {
	for n := range p.Ranked {
		if i := p.Ranked[n].Item; i != nil && i.Risk.ID == k.ID {
			return &p.Ranked[n]
		}
	}
	return nil
}

// Uncounted lists the risks that are not in the curve.
func (r *Register) Uncounted() []*Item {
	var out []*Item
	for n := range r.Items {
		if !r.Items[n].Counts() {
			out = append(out, &r.Items[n])
		}
	}
	return out
}

// Money tells an amount of the engine in the currency of the question.
func (r *Register) Money(units float64) record.Money { return r.x.money(units) }

// Units is an amount as the engine counts; false where it cannot be converted.
func (r *Register) Units(m record.Money) (float64, bool) { return r.x.units(m) }
