// Package services answers what we promise and how we keep it: which incidents
// are past their targets, what is open, how much comes in and goes out, and how much
// is to be expected.
package services

import (
	"fairlead/internal/catalog"
	"fairlead/internal/insight/signal"
	"fairlead/internal/record"
)

// Rules lists what the module looks for.
func Rules() []signal.Rule {
	return append([]signal.Rule{{Name: "services.targets", Find: targets}}, VolumeRules()...)
}

// VolumeRules are those on how much comes in.
func VolumeRules() []signal.Rule { return []signal.Rule{{Name: "services.volume", Find: surges}} }

// Open goes through the incidents that somebody still has to resolve.
func Open(s *record.Snapshot, f func(*catalog.Incident)) {
	for i := range record.Each[catalog.Incident](s) {
		if i.Archived {
			continue
		}
		switch i.State {
		case "new", "assigned", "active", "waiting":
			f(i)
		}
	}
}
