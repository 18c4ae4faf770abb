package forecast

// work is the room in which one series after another is forecast, so that the
// inner loops allocate nothing. One goroutine has one.
type work struct {
	search simplex
	x      [most]float64
	step   [most]float64

	found  smoothing
	kept   []float64 // seasons of the best form so far
	first  []float64
	states []float64
	trend  []float64
	plain  []float64

	arma   arma
	diff   []float64
	errors []float64
	walk   []float64

	logs     []float64
	index    []float64
	moving   []float64
	adjusted []float64
	block    []float64
	far      path
}

// path is a forecast: the mean and standard deviation of each step ahead.
type path struct{ mean, sd []float64 }

func newPath(h int) path { return path{make([]float64, h), make([]float64, h)} }

// grow gives a slice of a length, in the same room where it is large enough.
func grow(s []float64, n int) []float64 {
	if cap(s) < n {
		return make([]float64, n, 2*n)
	}
	return s[:n]
}
