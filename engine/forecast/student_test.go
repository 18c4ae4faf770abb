package forecast

import (
	"math"
	"testing"
)

// The quantiles of Student's law as tables print them (Abramowitz and Stegun, table
// 26.10), and the normal law at many degrees of freedom.
func TestStudent(t *testing.T) {
	for _, c := range []struct {
		freedom int
		p, want float64
	}{
		{3, 0.975, 3.182}, {3, 0.9, 1.638}, {4, 0.975, 2.776}, {11, 0.975, 2.201}, {11, 0.9, 1.363}, {11, 0.005, -3.106}, {30, 0.995, 2.750}, {1003, 0.975, 1.9623},
	} {
		s := student{c.freedom}
		if got := s.quantile(c.p) * s.deviation(); math.Abs(got-c.want) > 0.001 {
			t.Errorf("%d degrees of freedom, %g: %g, want %g", c.freedom, c.p, got, c.want)
		}
	}
	if got := (student{11}).quantile(0.5); math.Abs(got) > 1e-9 {
		t.Errorf("the median is %g", got)
	}
}
