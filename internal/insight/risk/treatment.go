package risk

import (
	"cmp"
	"slices"

	"fairlead/engine/loss"
	"fairlead/internal/catalog"
	"fairlead/internal/record"
)

// Worth is what a treatment that is not yet in place saves and costs a year.
type Worth struct {
	Treatment *catalog.RiskTreatment
	Saves     record.Money // expected a year; unknown where none of its risks counts
	Low, High record.Money // nine times in ten, by what was said of its effect
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
		for t := range record.Each[catalog.RiskTreatment](s) {
			if t.Ahead() {
				list = append(list, r.worthOf(t))
			}
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

// worthOf compares the risks that a treatment changes without it and with its effect as
// expected, weak and strong. Risks that it does not change have no part in the
// difference. What it saves on average needs no drawing; a bad year is compared by the
// same years drawn before and after.
func (r *Register) worthOf(t *catalog.RiskTreatment) Worth {
	w := Worth{Treatment: t}
	if annual, ok := r.x.units(t.Annual()); ok {
		w.Cost = r.x.money(annual)
	}
	touched := map[*Item]bool{}
	for _, e := range t.Effects {
		if i := r.Item(e.Risk.ID); i != nil && i.Counts() && !touched[i] {
			w.Risks = append(w.Risks, i)
			touched[i] = true
		}
	}
	if len(touched) == 0 {
		w.Missing = "none of its risks has figures"
		return w
	}
	changed := func(i *Item) bool { return touched[i] }
	w.save(r, r.some(changed, Mean), r.some(changed, Mean, t), r.some(changed, Weakest, t), r.some(changed, Strongest, t))
	return w
}

// save puts in what is saved.
func (w *Worth) save(r *Register, before *loss.Problem, after ...*loss.Problem) {
	st := storeOf(r.s)
	from, problem := st.mean(before)
	var saved [3]float64
	for n, p := range after {
		to, with := st.mean(p)
		saved[n], problem = from-to, cmp.Or(problem, with)
	}
	drawn, with := draw(r.s, before), draw(r.s, after[0])
	if w.Missing = cmp.Or(problem, drawn.problem, with.problem); w.Missing != "" {
		return
	}
	w.Saves = r.x.money(saved[0])
	w.Low, w.High = r.x.money(max(0, slices.Min(saved[:]))), r.x.money(slices.Max(saved[:]))
	w.Bad = r.x.money(drawn.Total.VaR(0.95).Value - with.Total.VaR(0.95).Value)
	if w.Cost.Known() {
		w.Net = r.x.money(float64(w.Saves.Minor - w.Cost.Minor))
	}
}
