package recovery

import "math"

// Chance is a share of runs that kept a limit.
type Chance struct{ Kept, Of int }

func chance(kept, of int) Chance { return Chance{kept, of} }

// Known reports whether anything was run.
func (c Chance) Known() bool { return c.Of > 0 }

// Share is between 0 and 1; 0 when not known.
func (c Chance) Share() float64 {
	if c.Of == 0 {
		return 0
	}
	return float64(c.Kept) / float64(c.Of)
}

// Interval holds the chance nineteen times in twenty, as far as the number of
// runs goes: it says nothing of how good the estimates are (Wilson, Journal of the
// American Statistical Association 22, 1927).
func (c Chance) Interval() (low, high float64) {
	if c.Of == 0 {
		return 0, 1
	}
	const z = 1.959963984540054
	n, p := float64(c.Of), c.Share()
	middle := (p + z*z/(2*n)) / (1 + z*z/n)
	half := z / (1 + z*z/n) * math.Sqrt(p*(1-p)/n+z*z/(4*n*n))
	return max(0, middle-half), min(1, middle+half)
}
