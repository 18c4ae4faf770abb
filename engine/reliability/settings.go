package reliability

import (
	"fmt"

	"fairlead/engine/reliability/internal/bdd"
	"fairlead/engine/reliability/internal/zdd"
)

// Settings say how an analysis is done. The zero value asks for everything,
// within 1 GiB.
type Settings struct {
	Order  int   // the largest order of cut sets asked for; 0: all
	Memory int64 // bytes that the diagrams may take; 0: 1 GiB

	// CutSetsOnly leaves the probability of the top out. Cut sets of a tree without
	// negations are then made from those of its gates where that fits sooner than a
	// diagram of the function, from which the probability would come.
	CutSetsOnly bool

	// PrimeImplicants asks for the prime implicants of a tree with negations:
	// what must have failed and what must not have, for the top to happen. Without
	// it such a tree gets its minimal cut sets: the smallest sets of failures that
	// bring about the top while everything else works.
	PrimeImplicants bool
}

const defaultMemory = 1 << 30

func (s Settings) check() error {
	switch {
	case s.Order < 0 || s.Order >= zdd.Unbounded:
		return fmt.Errorf("the order %d is not between 0 and %d", s.Order, zdd.Unbounded-1)
	case s.Memory < 0:
		return fmt.Errorf("the memory %d is below zero", s.Memory)
	case s.PrimeImplicants && s.Order > 0:
		return fmt.Errorf("prime implicants are found all or not at all: leave the order out")
	}
	return nil
}

// most is the order above which sets are cut off.
func (s Settings) most() int {
	if s.Order == 0 {
		return zdd.Unbounded
	}
	return s.Order
}

func (s Settings) memory() int64 {
	if s.Memory == 0 {
		return defaultMemory
	}
	return s.Memory
}

// Both diagrams of a module stand side by side while one is made from the other;
// results of modules done are small beside them.
func (s Settings) bddNodes() int { return nodes(s.memory()/2, bdd.BytesPerNode) }
func (s Settings) zddNodes() int { return nodes(s.memory()/2, zdd.BytesPerNode) }

const fewestNodes = 1 << 6

func nodes(bytes int64, each int64) int {
	return int(min(max(bytes/each, fewestNodes), 1<<30))
}
