package finance

import (
	"cmp"
	"fmt"
	"slices"

	"fairlead/internal/catalog"
	"fairlead/internal/insight/signal"
	"fairlead/internal/record"
)

// longVacant is for how many days a post may be open before it is worth a word.
const longVacant = 90

// vacancies finds posts that are open for long, or past the day on which they were
// to be filled.
func vacancies(in *signal.Inquiry) (found []signal.Signal) {
	today := in.Today()
	for p := range record.Each[catalog.Position](in.Snapshot) {
		open, late := p.VacantFrom.DaysUntil(today), p.FillBy.Before(today)
		if p.Archived || p.State != "open" || !late && (!p.VacantFrom.Known() || open <= longVacant) {
			continue
		}
		sig := about(in, p, "finance.post")
		sig.Title = fmt.Sprintf("The post “%s” is still open", p.Title)
		if p.VacantFrom.Known() {
			sig.Title = fmt.Sprintf("The post “%s” has been open for %s", p.Title, signal.Count(open, "day", "days"))
		}
		switch {
		case late:
			sig.Why = fmt.Sprintf("It was to be filled on %s. What it will cost cannot be told until somebody says when it is.", p.FillBy.Format(in.Locale))
		case p.FillBy.Known():
			sig.Why = fmt.Sprintf("It is expected to be filled on %s.", p.FillBy.Format(in.Locale))
		default:
			sig.Why = "Nobody says when it is filled: what it will cost cannot be told, nor from when on there is somebody for the work."
		}
		sig.StakeBasis = "Not known: what is left undone is not recorded."
		if line := record.Get(in.Snapshot, p.Line); line != nil {
			sig.Evidence = append(sig.Evidence, signal.Evidence{Ref: signal.To(in.Snapshot, line), Text: "Pays the post"})
		}
		found = append(found, sig)
	}
	slices.SortFunc(found, func(a, b signal.Signal) int { return cmp.Compare(a.Key, b.Key) })
	return found
}
