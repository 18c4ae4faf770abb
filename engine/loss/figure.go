package loss

// Figure is a number with what it may be off: an exact one lies between Low and High
// for certain but for rounding (Distribution.Rounding), a simulated one with the
// confidence of the settings. High is +Inf where nothing bounds it.
type Figure struct{ Value, Low, High float64 }

func known(v float64) Figure { return Figure{v, v, v} }

// within gives the figure with its value moved into its bounds.
func within(value, low, high float64) Figure {
	return Figure{min(max(value, low), high), low, high}
}

// Has reports whether v is between the bounds.
func (f Figure) Has(v float64) bool { return f.Low <= v && v <= f.High }

func (f Figure) plus(g Figure) Figure {
	return Figure{f.Value + g.Value, f.Low + g.Low, f.High + g.High}
}

func (f Figure) minus(g Figure) Figure {
	return Figure{f.Value - g.Value, f.Low - g.High, f.High - g.Low}
}

// times multiplies by a factor of 0 or more.
func (f Figure) times(by float64) Figure {
	if by == 0 {
		return Figure{}
	}
	return Figure{f.Value * by, f.Low * by, f.High * by}
}
