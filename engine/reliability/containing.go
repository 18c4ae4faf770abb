package reliability

import (
	"slices"

	"fairlead/engine/reliability/internal/zdd"
)

// Containing is the sets in which an event has failed. It is without sets where
// there is no such event.
func (c *CutSets) Containing(event string) *CutSets {
	with := *c
	with.parts = slices.Clone(c.parts)
	wanted := slices.IndexFunc(c.result.Events, func(e Event) bool { return e.Name == event })
	through := -1 // the part that holds the event
	for i := range with.parts {
		p := &with.parts[i]
		level := slices.IndexFunc(p.inputs, func(in input) bool {
			return wanted >= 0 && in.event == wanted || through >= 0 && in.event < 0 && in.part == through
		})
		if level < 0 {
			continue
		}
		p.keep(level)
		if through = i; p.root == zdd.Empty { // it decides, and yet no smallest set holds it
			through = -1
			break
		}
	}
	if last := len(with.parts) - 1; through != last {
		with.parts[last].root = zdd.Empty
	}
	return &with
}

// keep leaves of the sets of a part those with the input of a level.
func (p *part) keep(level int) {
	element := int32(level)
	if p.literals {
		element *= 2
	}
	sets := slices.Clone(p.sets)
	moved := make([]zdd.Ref, len(p.sets)) // what becomes of nodes not below the level; others keep nothing
	for i := 2; i < len(p.sets); i++ {
		n := p.sets[i]
		switch {
		case n.Level > element:
			continue
		case n.Level == element:
			n.Lo = zdd.Empty
		default:
			n.Hi, n.Lo = moved[n.Hi], moved[n.Lo]
		}
		if n.Hi == zdd.Empty {
			moved[i] = n.Lo
			continue
		}
		sets = append(sets, n)
		moved[i] = zdd.Ref(len(sets) - 1)
	}
	p.sets, p.root = sets, moved[p.root]
}
