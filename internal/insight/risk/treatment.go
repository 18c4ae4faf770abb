package risk

import (
	"cmp"
	"context"
	"slices"

	"fairlead/engine/loss"
	"fairlead/internal/catalog"
	"fairlead/internal/record"
)

// Worth is what a treatment that is not yet in place saves and costs a year.
type Worth struct {
	Treatment *catalog.RiskTreatment
	Saves     record.Money // expected a year; unknown where none of its risks counts
	Low, High record.Money // nine times in ten, by what was said of its effect, and what was drawn
	Bad       record.Money // by how much a year smaller what is lost in one year in twenty from its risks
	Cost      record.Money // a year; unknown where it is
	Net       record.Money // saves less costs
	Risks     []*Item      // that it changes and that count
	Missing   string       // why it is not known; empty where it is
}

// Pays says whether it is worth its cost: yes or no where the whole interval lies on
// one side, else it may be.
func (w *Worth) Pays() catalog.Answer {
	switch {
	case !w.Net.Known():
		return ""
	case w.Low.Minor >= w.Cost.Minor:
		return "yes"
	case w.High.Minor < w.Cost.Minor:
		return "no"
	}
	return ""
}

// WorthOf says of every treatment that is ahead what it saves, the best for its cost
// first and those of which it is not known last.
func WorthOf(s *record.Snapshot, q Question) []Worth {
	return record.Answer(s, "risk.worth", q, func(s *record.Snapshot, q Question) []Worth {
		r := RegisterOf(s, q)
		var list []Worth
		var asked []comparison
		for t := range record.Each[catalog.RiskTreatment](s) {
			if t.Ahead() {
				w, c := r.worth(t)
				list, asked = append(list, w), append(asked, c)
			}
		}
		for n, c := range once(s, "risk.compared", asked, func() []compared { return compareAll(asked) }) {
			list[n].fill(r, c)
		}
		slices.SortStableFunc(list, func(a, b Worth) int {
			return cmp.Or(known(b.Net)-known(a.Net), cmp.Compare(b.Net.Minor, a.Net.Minor), cmp.Compare(b.Saves.Minor, a.Saves.Minor))
		})
		return list
	})
}

func known(m record.Money) int {
	if m.Known() {
		return 1
	}
	return 0
}

// worthYears are drawn to find what a treatment saves: the risks that it changes are
// few, and may be rare.
const worthYears = 50_000

// comparison is what is asked of the engine about one treatment: the risks that it
// changes, without it and with its effect as expected, weak and strong.
type comparison struct {
	before loss.Problem
	after  [3]loss.Problem
	cost   float64
}

// compared is what was found; a problem where nothing was.
type compared struct {
	after   []loss.Comparison
	problem string
}

// worth begins the answer about a treatment. Risks that it does not change have no
// part in the difference.
func (r *Register) worth(t *catalog.RiskTreatment) (Worth, comparison) {
	w := Worth{Treatment: t}
	if annual, ok := r.x.units(t.Annual()); ok {
		w.Cost = r.x.money(annual)
	}
	touched := map[string]bool{}
	for _, e := range t.Effects {
		if i := r.Item(e.Risk.ID); i != nil && i.Counts() {
			w.Risks = append(w.Risks, i)
			touched[i.name] = true
		}
	}
	if len(touched) == 0 {
		w.Missing = "none of its risks has figures"
		return w, comparison{}
	}
	c := comparison{before: *only(r.Problem(Mean), touched), cost: float64(w.Cost.Minor)}
	for n, at := range []At{Mean, Weakest, Strongest} {
		c.after[n] = *only(r.Problem(at, t), touched)
	}
	return w, c
}

// compareAll draws the same years before and after each treatment.
func compareAll(asked []comparison) []compared {
	set := settings()
	set.Years = worthYears
	out := make([]compared, len(asked))
	for n, c := range asked {
		if len(c.before.Scenarios) == 0 {
			continue
		}
		var after []loss.Treatment
		for k := range c.after {
			after = append(after, loss.Treatment{Cost: c.cost, Problem: &c.after[k]})
		}
		found, err := loss.Compare(context.Background(), &c.before, after, 0, set)
		if err != nil {
			out[n].problem = err.Error()
			continue
		}
		out[n].after = found
	}
	return out
}

// fill puts in what was found.
func (w *Worth) fill(r *Register, c compared) {
	if c.problem != "" {
		w.Missing = c.problem
	}
	if len(c.after) < 3 {
		return
	}
	expected, weak, strong := c.after[0], c.after[1], c.after[2]
	w.Saves = r.x.money(expected.Saved.Value)
	w.Low = r.x.money(max(0, min(expected.Saved.Low, weak.Saved.Low)))
	w.High = r.x.money(max(expected.Saved.High, strong.Saved.High))
	w.Bad = r.x.money(expected.Levels[0].VaR.Value)
	if w.Cost.Known() {
		w.Net = r.x.money(float64(w.Saves.Minor - w.Cost.Minor))
	}
}

// only keeps of a problem some scenarios, and the shocks that hit them.
func only(p *loss.Problem, kept map[string]bool) *loss.Problem {
	out := &loss.Problem{}
	for _, s := range p.Scenarios {
		if kept[s.Name] {
			out.Scenarios = append(out.Scenarios, s)
		}
	}
	for _, shock := range p.Shocks {
		hits := slices.DeleteFunc(slices.Clone(shock.Hits), func(h loss.Hit) bool { return !kept[h.Scenario] })
		if len(hits) > 0 {
			out.Shocks = append(out.Shocks, loss.Shock{Name: shock.Name, Frequency: shock.Frequency, Hits: hits})
		}
	}
	return out
}
