package loss

import (
	"math"
	"sort"
)

// sample is a distribution of which so many years were drawn.
type sample struct {
	sorted []float64
	z      float64 // how many standard errors the intervals go to each side
}

// newSample takes the losses over and sorts them.
func newSample(losses []float64, confidence float64) *sample {
	sortLosses(losses)
	return &sample{losses, -normalQuantile((1 - confidence) / 2)}
}

func (s *sample) mean() Figure { return s.shared(0, 0) }

// shared gives offset plus the mean excess over d, with the interval of the central
// limit theorem.
func (s *sample) shared(offset, d float64) Figure {
	n := float64(len(s.sorted))
	sum, squares := 0.0, 0.0
	from := sort.SearchFloat64s(s.sorted, d)
	for _, v := range s.sorted[from:] {
		sum += v - d
	}
	mean := sum / n
	for _, v := range s.sorted[from:] {
		squares += (v - d - mean) * (v - d - mean)
	}
	squares += float64(from) * mean * mean
	off := s.z * math.Sqrt(squares/n/max(1, n-1))
	return Figure{offset + mean, offset + mean - off, offset + mean + off}
}

func (s *sample) exceed(x float64) Figure {
	n := len(s.sorted)
	upTo := sort.Search(n, func(i int) bool { return s.sorted[i] > x })
	return share(n-upTo, n, s.z)
}

// quantile lies between two order statistics, whose numbers are binomial whatever
// the distribution (David and Nagaraja, "Order Statistics", 3rd ed., 7.1). Above the
// largest loss drawn nothing is known.
func (s *sample) quantile(p float64) Figure {
	n := len(s.sorted)
	middle := int(math.Ceil(p*float64(n))) - 1
	off := s.z * math.Sqrt(float64(n)*p*(1-p))
	low, high := int(math.Floor(p*float64(n)-off))-1, int(math.Ceil(p*float64(n)+off))
	f := Figure{Value: s.sorted[max(middle, 0)], High: math.Inf(1)}
	if low >= 0 {
		f.Low = s.sorted[low]
	}
	if high < n {
		f.High = s.sorted[high]
	}
	return f
}

// shortfall is v + E[(S−v)+]/(1−p). Its error is that of the mean excess, because
// the value at risk v makes it least and a small error of v hardly matters.
func (s *sample) shortfall(p float64) Figure {
	v := s.quantile(p).Value
	f := s.shared(0, v).times(1 / (1 - p))
	return Figure{v + f.Value, v + f.Low, v + f.High}
}
