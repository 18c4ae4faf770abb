package recovery

import (
	"cmp"
	"fmt"
	"slices"
	"time"

	"fairlead/internal/catalog"
	"fairlead/internal/record"
)

// DataVerdict is what can be said of the data loss that was accepted (RPO).
type DataVerdict int

// The verdicts, from worst to best.
const (
	Unprotected  DataVerdict = iota // a loss is accepted, and no copy is recorded
	TooOld                          // more would be lost than is accepted
	NotKnown                        // when the last good copy was made, or how often, is not recorded
	Unproven                        // within what is accepted, and never read back
	Proven                          // within what is accepted, and read back
	NothingAsked                    // no loss was agreed on for the service
)

// Title says it in words.
func (v DataVerdict) Title() string {
	return [...]string{"no copy is recorded", "too old", "not known", "kept, never restored", "kept", "not agreed"}[v]
}

// Loss is how much work would be lost if a service were lost now.
type Loss struct {
	Accepted record.Duration
	Verdict  DataVerdict
	// Worst is the copy on which the verdict hangs; nil without one.
	Worst *catalog.Backup
	Now   time.Duration // since the last good copy; 0 when not known
	Why   string        // a sentence
}

// copiesOf lists the backups of each service that are not retired.
func copiesOf(s *record.Snapshot) map[record.ID][]*catalog.Backup {
	all := map[record.ID][]*catalog.Backup{}
	for b := range record.Each[catalog.Backup](s) {
		if b.Archived || b.State == "retired" {
			continue
		}
		for _, service := range b.Services {
			all[service.ID] = append(all[service.ID], b)
		}
	}
	return all
}

// lossOf judges the copies of a service. Copies of the same thing stand in for
// each other, so of each thing the best counts; of the things, the worst.
func lossOf(service *catalog.Service, copies []*catalog.Backup, now record.Instant) Loss {
	accepted := service.RPO
	if !accepted.Known() {
		return Loss{Verdict: NothingAsked, Why: "How much work may be lost was not agreed on."}
	}
	if len(copies) == 0 {
		return Loss{Accepted: accepted, Verdict: Unprotected, Why: "No backup names the service."}
	}
	best := map[record.ID]Loss{} // by thing; what names no asset is of the service as a whole
	for _, b := range copies {
		things := []record.ID{service.ID}
		if len(b.Assets) > 0 {
			things = things[:0]
			for _, asset := range b.Assets {
				things = append(things, asset.ID)
			}
		}
		loss := lossWith(b, accepted, now)
		for _, thing := range things {
			if other, ok := best[thing]; !ok || worseLoss(other, loss) < 0 {
				best[thing] = loss
			}
		}
	}
	var all []Loss
	for _, loss := range best {
		all = append(all, loss)
	}
	return slices.MinFunc(all, worseLoss)
}

// worseLoss orders by verdict, then by the work that would be lost, the worst first.
func worseLoss(a, b Loss) int {
	return cmp.Or(cmp.Compare(a.Verdict, b.Verdict), cmp.Compare(b.Now, a.Now), cmp.Compare(a.Worst.Number, b.Worst.Number))
}

// lossWith is what would be lost with one copy alone.
func lossWith(b *catalog.Backup, accepted record.Duration, now record.Instant) Loss {
	l := Loss{Accepted: accepted, Worst: b}
	limit := time.Duration(accepted.Seconds()) * time.Second
	if b.LastGood.Known() {
		l.Now = max(0, now.Sub(b.LastGood))
	}
	every := time.Duration(b.Every.Seconds()) * time.Second
	switch {
	case b.LastGood.Known() && l.Now > limit:
		l.Verdict, l.Why = TooOld, fmt.Sprintf("The last good copy is older than the %s that may be lost.", Span(accepted.Hours()))
	case b.Every.Known() && every > limit:
		l.Verdict, l.Why = TooOld, fmt.Sprintf("A copy is made every %s, and only %s may be lost.", Span(b.Every.Hours()), Span(accepted.Hours()))
	case !b.LastGood.Known():
		l.Verdict, l.Why = NotKnown, "When the last good copy was made is not recorded."
	case !b.Every.Known():
		l.Verdict, l.Why = NotKnown, "How often a copy is made is not recorded."
	case !b.LastRestored.Known():
		l.Verdict, l.Why = Unproven, "It was never restored: whether it can be is not known."
	default:
		l.Verdict, l.Why = Proven, "Made in time, and read back."
	}
	return l
}

// RestoreAge is after how many months without a restore a backup counts as unproven.
const RestoreAge = 12
