package projects

import (
	"cmp"
	"slices"

	"fairlead/internal/catalog"
	"fairlead/internal/record"
)

// Funnel is how far the demands have come.
type Funnel struct {
	Stages  []Stage           // every state of a demand, in the order of its life
	Waiting []*catalog.Demand // for a decision, the highest score first; those without one last
	Overdue int               // of those waiting: the promised day of the answer is past
	Cost    []record.Money    // of those waiting, where it is known, by currency
	Unknown int               // of those waiting: cost not known
}

// Stage is the demands in one state.
type Stage struct {
	State record.State
	Count int
}

// FunnelOn counts demands on a day.
func FunnelOn(s *record.Snapshot, today record.Date) Funnel {
	return record.Answer(s, "projects.funnel", today, func(s *record.Snapshot, today record.Date) Funnel {
		var f Funnel
		counts := map[string]int{}
		sums := map[string]record.Money{}
		for d := range record.Each[catalog.Demand](s) {
			if d.Archived {
				continue
			}
			counts[d.State]++
			if d.State == "waiting" {
				f.wait(d, today, sums)
			}
		}
		for _, state := range record.TypeFor[catalog.Demand](s).Lifecycle.States {
			f.Stages = append(f.Stages, Stage{state, counts[state.Name]})
		}
		for _, sum := range sums {
			f.Cost = append(f.Cost, sum)
		}
		slices.SortFunc(f.Cost, func(a, b record.Money) int { return cmp.Compare(a.Currency, b.Currency) })
		slices.SortFunc(f.Waiting, byScore)
		return f
	})
}

func (f *Funnel) wait(d *catalog.Demand, today record.Date, sums map[string]record.Money) {
	f.Waiting = append(f.Waiting, d)
	if d.DecideBy.Before(today) {
		f.Overdue++
	}
	if !d.Cost.Known() {
		f.Unknown++
		return
	}
	sum, ok := sums[d.Cost.Currency]
	if !ok {
		sum = record.NoMoney(d.Cost.Currency)
	}
	sums[d.Cost.Currency] = plus(sum, d.Cost)
}

// byScore puts the highest score first and what has none last.
func byScore(a, b *catalog.Demand) int {
	score := func(d *catalog.Demand) int64 {
		if !d.Score.Known() {
			return -1
		}
		return d.Score.Micro()
	}
	return cmp.Or(cmp.Compare(score(b), score(a)), cmp.Compare(a.Title, b.Title), a.ID.Compare(b.ID))
}
