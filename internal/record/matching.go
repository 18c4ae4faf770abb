package record

import (
	"iter"
	"math"
	"slices"
)

// Sought is what records are looked for in memory.
type Sought struct {
	Where    []Filter  // all must hold
	Archived *bool     // on which side; nil for both
	Order    Numbering // which of many
	Most     int       // how many
}

// Numbering is the order of numbers and a place in it.
type Numbering struct {
	Way   int    // 1 rising, -1 falling
	After *int64 // only those behind this number; nil for all
}

// from is the number at which to begin.
func (n Numbering) from() int64 {
	switch {
	case n.After != nil:
		return *n.After
	case n.Way < 0:
		return math.MaxInt64
	}
	return 0
}

// isPlace reports whether a number is the place itself, which is not behind it.
func (n Numbering) isPlace(number int64) bool { return n.After != nil && *n.After == number }

// How many records an answer from memory may look at. Beyond that the indexes of
// the database are the shorter way.
const (
	fewPointers = 200    // that point to one record through one field
	inOrder     = 1000   // of them, where only the first in the order of numbers are wanted
	fewRecords  = 25_000 // of a type
	fewOfMany   = 2000   // of a type that has more, in case that most match
)

// Matching gives the first records of a type that match. They are shared: clone
// what is to be changed. ok is false when the snapshot may lack some that would
// match, and when there is no short way to them.
func (s *Snapshot) Matching(t *Type, q Sought) (found []Record, ok bool) {
	if !s.holds(t, q.Where) {
		return nil, false
	}
	candidates, left := s.candidates(t, q)
	for r := range candidates {
		if left == 0 {
			return nil, false
		}
		left--
		if !s.match(r, q) {
			continue
		}
		if found = append(found, r); len(found) == q.Most {
			break
		}
	}
	return found, true
}

// match reports whether a record is one that is sought.
func (s *Snapshot) match(r Record, q Sought) bool {
	if q.Archived != nil && r.Head().Archived != *q.Archived {
		return false
	}
	return !slices.ContainsFunc(q.Where, func(f Filter) bool { return !f.Match(r, s.Find) })
}

// candidates goes through records among which all that match are, in the order
// of their numbers, and says how many of them to look at.
func (s *Snapshot) candidates(t *Type, q Sought) (all iter.Seq[Record], few int) {
	if to, field, ok := s.fewest(t, q.Where); ok {
		if few = fewPointers; q.Order.Way != 0 || t.pointers[field].Kind.Name == "references" {
			few = inOrder
		}
		return s.through(t, field, to, q.Order), few
	}
	tab, few := s.table(t), fewRecords
	if tab.rows.Len() > fewRecords {
		few = fewOfMany
		if q.Archived != nil && *q.Archived || slices.ContainsFunc(slices.Collect(conjuncts(q.Where)), indexed) {
			few = 0
		}
	}
	return func(yield func(Record) bool) {
		look := func(number int64, r Record) bool {
			return q.Order.isPlace(number) || yield(r)
		}
		if q.Order.Way < 0 {
			tab.numbers.Descend(q.Order.from(), look)
		} else {
			tab.numbers.Ascend(q.Order.from(), look)
		}
	}, few
}

// fewest finds the condition on a reference that lets the fewest records through.
func (s *Snapshot) fewest(t *Type, where []Filter) (to ID, field int, ok bool) {
	least := 0
	for n := range conjuncts(where) {
		points, is := n.(Points)
		if !is {
			continue
		}
		nth := slices.Index(s.dict.types[t.index].pointers, points.Field)
		if nth < 0 { // defined at run time: there is no way back through it
			continue
		}
		if n := s.pointing(t, nth, points.To); !ok || n < least {
			to, field, ok, least = points.To, nth, true, n
		}
	}
	return to, field, ok
}

// indexed reports whether a condition lets a part of the records through that the
// database has an index of.
func indexed(n Node) bool {
	switch n := n.(type) {
	case Test:
		return n.Field.Index
	case Between:
		return n.Field.Index
	case Points, Via:
		return true
	}
	return false
}

// pointing counts the records of a type that point to one through a field, up to
// inOrder.
func (s *Snapshot) pointing(t *Type, field int, to ID) (n int) {
	of := edge{to: to, typ: uint16(t.index), field: uint16(field)}
	s.inbound.Ascend(of, func(g edge) bool {
		if g.to != to || g.typ != of.typ || g.field != of.field || n == inOrder {
			return false
		}
		n++
		return true
	})
	return n
}

// conjuncts goes through the conditions that must all hold.
func conjuncts(where []Filter) iter.Seq[Node] {
	return func(yield func(Node) bool) {
		for _, f := range where {
			parts, many := f.Root.(And)
			if !many && f.Root != nil {
				parts = And{f.Root}
			}
			for _, n := range parts {
				if !yield(n) {
					return
				}
			}
		}
	}
}

// holds reports whether the snapshot has every record that might match, and all
// that decides on it.
func (s *Snapshot) holds(t *Type, where []Filter) bool {
	if t.Subject != "" || s.tables[t.index].hidden {
		return false
	}
	for n := range conjuncts(where) {
		if !s.follows(n) {
			return false
		}
	}
	return t.InMemory() || !slices.ContainsFunc(t.Lifecycle.States, func(st State) bool { return st.Closed && !refuses(t, where, st.Name) })
}

// follows reports whether memory holds all records that a condition looks up.
func (s *Snapshot) follows(n Node) bool {
	all := func(nodes []Node) bool {
		return !slices.ContainsFunc(nodes, func(n Node) bool { return !s.follows(n) })
	}
	switch n := n.(type) {
	case And:
		return all(n)
	case Or:
		return all(n)
	case Not:
		return s.follows(n.Node)
	case Via:
		return n.Target.InMemory() && !s.tables[n.Target.index].hidden && s.follows(n.Where)
	}
	return true
}

// refuses reports whether some conditions let no record in a state through,
// whatever else it holds.
func refuses(t *Type, where []Filter, state string) bool {
	sample := t.New()
	sample.Head().State = state
	for n := range conjuncts(where) {
		if ofState(t, n) && !n.match(sample, nil) {
			return true
		}
	}
	return false
}

// ofState reports whether a condition looks at nothing but the state.
func ofState(t *Type, n Node) bool {
	only := true
	n.reads(t, func(from *Type, f *Field) bool {
		only = from == t && f.Name == "state"
		return only
	})
	_, via := n.(Via)
	return only && !via
}
