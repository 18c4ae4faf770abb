package recovery

import (
	"fmt"
	"testing"

	"fairlead/internal/record"
)

// large is a plan of many steps in chains of five, with people who can do every third.
func large(steps, people int) *model {
	m := modelled(people)
	for i := range steps {
		after := ""
		if i%5 != 0 {
			after = fmt.Sprint(i - 1)
		}
		with(step(fmt.Sprint(i), after, record.Around(0.5, 1, 3), i%people, (i+1)%people))(m)
	}
	return m
}

// A plan of 15 steps is usual, one of 50 large.
func BenchmarkOutcome(b *testing.B) {
	for _, steps := range []int{15, 50} {
		b.Run(fmt.Sprint(steps), func(b *testing.B) {
			m := large(steps, 1+steps/4)
			for b.Loop() {
				outcome(b, m, Night)
			}
		})
	}
}

func BenchmarkLevers(b *testing.B) {
	m := large(15, 4)
	night := outcome(b, m, Night)
	for b.Loop() {
		levers(m, night)
	}
}
