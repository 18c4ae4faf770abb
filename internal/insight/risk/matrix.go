package risk

import (
	"fairlead/internal/catalog"
	"fairlead/internal/record"
)

// MatrixView is the matrix in use with the risks in its cells.
type MatrixView struct {
	Matrix  *catalog.RiskMatrix
	Placed  []Placed
	Outside []Placed // more often, rarer, smaller or larger than any of its words
	// Turned are pairs of risks that the matrix orders the other way than the money:
	// the first is rated higher and is expected to cost less.
	Turned [][2]Placed
}

// Placed is a risk in a cell.
type Placed struct {
	Item       *Item
	Yearly     record.Money
	Likelihood string
	Impact     string
	Rating     catalog.RiskRating
}

// MatrixViewOf puts every risk that counts into the cell in which its mean number of
// events a year and its mean cost of one event lie; nil without a matrix in use.
func MatrixViewOf(s *record.Snapshot, q Question) *MatrixView {
	m := MatrixOf(s)
	if m == nil {
		return nil
	}
	p := PortfolioOf(s, q)
	v := &MatrixView{Matrix: m}
	for n := range p.Ranked {
		i := p.Ranked[n].Item
		if i == nil {
			continue
		}
		placed := Placed{Item: i, Yearly: p.Ranked[n].Yearly}
		placed.Likelihood, placed.Impact = p.words(m, i)
		placed.Rating = m.Rating(placed.Likelihood, placed.Impact)
		if placed.Likelihood == "" || placed.Impact == "" {
			v.Outside = append(v.Outside, placed)
			continue
		}
		v.Placed = append(v.Placed, placed)
	}
	v.turn()
	return v
}

// Rates is how often a risk comes true a year, and what one event costs, both on
// average and after what is in place.
func (r *Register) Rates(i *Item) (often float64, each record.Money) {
	of := i.scenario(r.changed(i, Mean))
	often = of.Frequency.Mean() * of.Vulnerability.Share()
	for _, c := range r.Causes {
		for _, h := range i.hits {
			if h.Scenario == r.name(c) {
				often += frequency(c.Frequency).Mean() * h.Chance * of.Vulnerability.Share()
			}
		}
	}
	return often, r.x.money(of.EventMean())
}

// words are those of the cell in which a risk lies; empty where none fits.
func (r *Register) words(m *catalog.RiskMatrix, i *Item) (likelihood, impact string) {
	often, each := r.Rates(i)
	for _, l := range m.Likelihoods {
		if often >= l.From.Float() && often < l.To.Float() {
			likelihood = l.Name
		}
	}
	for _, s := range m.Impacts {
		from, ok := r.x.units(s.From)
		to, also := r.x.units(s.To)
		if ok && also && float64(each.Minor) >= from && float64(each.Minor) < to {
			impact = s.Name
		}
	}
	return likelihood, impact
}

// turn finds the pairs that the matrix orders the other way than the money.
func (v *MatrixView) turn() {
	rank := map[catalog.RiskRating]int{}
	for n, o := range catalog.RiskRating("").Options() {
		rank[catalog.RiskRating(o.Name)] = n + 1
	}
	for _, a := range v.Placed {
		for _, b := range v.Placed {
			if rank[a.Rating] > rank[b.Rating] && rank[b.Rating] > 0 && a.Yearly.Minor < b.Yearly.Minor {
				v.Turned = append(v.Turned, [2]Placed{a, b})
			}
		}
	}
}
