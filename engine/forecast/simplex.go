package forecast

import "math"

// most is how many parameters are ever sought at once: four of smoothing and two
// initial states.
const most = 6

// simplex is the search of Nelder and Mead ("A simplex method for function
// minimization", The Computer Journal 7, 1965) in room of its own, so that
// nothing is allocated.
type simplex struct {
	at    [most + 1][most]float64
	value [most + 1]float64
	mid   [most]float64
	trial [most]float64
	other [most]float64
	done  <-chan struct{} // closed when there is no more time; may be nil
}

// minimise moves x to where f is least, as far as it can be found in a number of
// evaluations, and says how low it is. A first step of each parameter is given.
// NaN counts as infinite.
func (s *simplex) minimise(f func([]float64) float64, x, step []float64, evaluations int) float64 {
	n := len(x)
	s.begin(f, x, step)
	for used := n + 1; used < evaluations; {
		select {
		case <-s.done:
			used = evaluations
		default:
		}
		low, high, next := s.rank(n)
		if math.Abs(s.value[high]-s.value[low]) <= 1e-9*(math.Abs(s.value[low])+1e-9) {
			break
		}
		s.centre(n, high)
		reflected := s.try(f, n, high, -1, s.trial[:n])
		used++
		switch {
		case reflected < s.value[low]:
			used++
			if further := s.try(f, n, high, -2, s.other[:n]); further < reflected {
				s.put(n, high, s.other[:n], further)
				continue
			}
			s.put(n, high, s.trial[:n], reflected)
		case reflected < s.value[next]:
			s.put(n, high, s.trial[:n], reflected)
		default:
			used += s.contract(f, n, low, high, reflected)
		}
	}
	low, _, _ := s.rank(n)
	copy(x, s.at[low][:n])
	return s.value[low]
}

func (s *simplex) begin(f func([]float64) float64, x, step []float64) {
	n := len(x)
	for i := 0; i <= n; i++ {
		copy(s.at[i][:n], x)
		if i > 0 {
			s.at[i][i-1] += step[i-1]
		}
		s.value[i] = finite(f(s.at[i][:n]))
	}
}

// rank finds the best corner, the worst, and the second worst.
func (s *simplex) rank(n int) (low, high, next int) {
	for i := 1; i <= n; i++ {
		if s.value[i] < s.value[low] {
			low = i
		}
		if s.value[i] >= s.value[high] {
			high = i
		}
	}
	next = low
	for i := 0; i <= n; i++ {
		if i != high && s.value[i] > s.value[next] {
			next = i
		}
	}
	return low, high, next
}

// centre is the middle of all corners but one.
func (s *simplex) centre(n, without int) {
	for j := 0; j < n; j++ {
		sum := 0.0
		for i := 0; i <= n; i++ {
			if i != without {
				sum += s.at[i][j]
			}
		}
		s.mid[j] = sum / float64(n)
	}
}

// try evaluates the point at a multiple of the way from the centre to a corner.
func (s *simplex) try(f func([]float64) float64, n, corner int, way float64, to []float64) float64 {
	for j := 0; j < n; j++ {
		to[j] = s.mid[j] + way*(s.at[corner][j]-s.mid[j])
	}
	return finite(f(to))
}

func (s *simplex) put(n, corner int, x []float64, value float64) {
	copy(s.at[corner][:n], x)
	s.value[corner] = value
}

// contract pulls the worst corner in, or else all corners towards the best. It
// gives the number of evaluations.
func (s *simplex) contract(f func([]float64) float64, n, low, high int, reflected float64) int {
	way := 0.5
	if reflected < s.value[high] {
		way = -0.5
	}
	if v := s.try(f, n, high, way, s.other[:n]); v < math.Min(reflected, s.value[high]) {
		s.put(n, high, s.other[:n], v)
		return 1
	}
	for i := 0; i <= n; i++ {
		if i == low {
			continue
		}
		for j := 0; j < n; j++ {
			s.at[i][j] = s.at[low][j] + 0.5*(s.at[i][j]-s.at[low][j])
		}
		s.value[i] = finite(f(s.at[i][:n]))
	}
	return n + 1
}

func finite(v float64) float64 {
	if math.IsNaN(v) {
		return math.Inf(1)
	}
	return v
}

// share maps any number into (low, high), and back.
func share(x, low, high float64) float64 { return low + (high-low)/(1+math.Exp(-x)) }

func unshare(v, low, high float64) float64 {
	p := (v - low) / (high - low)
	return math.Log(p / (1 - p))
}
