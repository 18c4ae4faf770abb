package loss

import (
	"fmt"
	"runtime"
)

// Settings say how a distribution is found. The zero value is useful.
type Settings struct {
	Years      int     // that are drawn; 0: 100,000
	Seed       uint64  // of what is left to chance
	Goroutines int     // that work at once; 0: one a processor. The result does not depend on it
	Confidence float64 // of the intervals of what is drawn; 0: 0.95
	Keep       bool    // keep the yearly loss of each scenario as drawn: 8 bytes a year and scenario
	Memory     int64   // bytes that arrays may take; 0: 1 GiB
	Tables     *Tables // shared between runs to save time; nil: its own. The result does not depend on it
	Cells      int     // of each lattice of the exact curve, a power of 2; 0: chosen by the number of events
}

const (
	mostYears = 100_000_000
	mostCells = 1 << 22
)

func (s Settings) check() error {
	switch {
	case s.Years < 0 || s.Years > mostYears:
		return fmt.Errorf("years: %d is not between 0 and %d", s.Years, mostYears)
	case s.Goroutines < 0:
		return fmt.Errorf("goroutines: %d is below 0", s.Goroutines)
	case s.Confidence != 0 && !(s.Confidence >= 0.5 && s.Confidence < 1):
		return fmt.Errorf("confidence: %v is not between 0.5 and 1", s.Confidence)
	case s.Memory < 0:
		return fmt.Errorf("memory: %d is below 0", s.Memory)
	case s.Cells != 0 && (s.Cells < 1<<8 || s.Cells > mostCells || s.Cells&(s.Cells-1) != 0):
		return fmt.Errorf("cells: %d is not a power of 2 between 256 and %d", s.Cells, mostCells)
	}
	return nil
}

func (s Settings) years() int {
	if s.Years == 0 {
		return 100_000
	}
	return s.Years
}

func (s Settings) confidence() float64 {
	if s.Confidence == 0 {
		return 0.95
	}
	return s.Confidence
}

func (s Settings) goroutines() int {
	if s.Goroutines == 0 {
		return runtime.GOMAXPROCS(0)
	}
	return s.Goroutines
}

func (s Settings) memory() int64 {
	if s.Memory == 0 {
		return 1 << 30
	}
	return s.Memory
}

func (s Settings) tables() *Tables {
	if s.Tables == nil {
		return &Tables{}
	}
	return s.Tables
}
