package recovery

import (
	"fmt"

	"fairlead/internal/catalog"
	"fairlead/internal/insight/signal"
	"fairlead/internal/record"
)

// Taken is what has gone when plans are put to work. The zero Taken takes nothing.
type Taken struct {
	// Gone are the records that are not there: people who cannot work, sites with
	// the parts and copies that lie in them, vendors who neither come nor deliver.
	Gone map[record.ID]bool
	// Encrypted says that copies which an intruder can change are lost as well.
	Encrypted bool
}

// Block is a step that cannot be done after a loss, and why.
type Block struct {
	Step int    // place among the steps of the plan
	Text string // a sentence
}

func (r *reading) block(step *catalog.RecoveryStep, format string, args ...any) {
	r.blocked = append(r.blocked, Block{r.at[step.Key], "“" + step.Step + "” " + fmt.Sprintf(format, args...) + "."})
}

// copied says why a copy is lost; empty when it is not.
func (r *reading) copied(b *catalog.Backup) string {
	switch site := record.Get(r.s, b.Site); {
	case r.taken.Gone[b.Site.ID] && site != nil:
		return "lies at " + site.Name
	case r.taken.Encrypted && b.Immutable == "no":
		return "an intruder can change"
	}
	return ""
}

// there is how many of a part lie ready and can be reached.
func (r *reading) there(part *catalog.Spare) int64 {
	if r.taken.Gone[part.Site.ID] || r.taken.Gone[part.Location.ID] {
		return 0
	}
	return part.Quantity.N()
}

// absent names those who could do a step and are not there.
func (r *reading) absent(crew []int) string {
	var names []string
	for _, p := range crew {
		if r.taken.Gone[r.people[p].Person.ID] {
			names = append(names, r.names[p])
		}
	}
	return signal.List(names, 3)
}
