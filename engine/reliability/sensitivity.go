package reliability

import (
	"fmt"
	"math"
)

// Sensitivity is what becomes of the probability of the top when the probability
// of one event is multiplied and divided by a factor.
type Sensitivity struct {
	Event           string
	Lowered, Raised float64 // the probability of the top
}

// Sensitivity gives that of every event, in the order of Events. The top is linear
// in each of them, so that nothing is computed anew. It fails where the factor is
// below 1 or the probability of the top is not exact.
func (r *Result) Sensitivity(factor float64) ([]Sensitivity, error) {
	if !(factor >= 1) || math.IsInf(factor, 1) {
		return nil, fmt.Errorf("the factor %g is not a number from 1", factor)
	}
	if !r.Probability.Exact {
		return nil, fmt.Errorf("the probability of the top is not exactly known")
	}
	top := r.Probability.Upper
	all := make([]Sensitivity, len(r.Events))
	for i, slope := range r.birnbaum() {
		q := r.values[i]
		all[i] = Sensitivity{
			Event:   r.Events[i].Name,
			Lowered: max(0, top+slope*(q/factor-q)),
			Raised:  min(1, top+slope*(min(1, q*factor)-q)),
		}
	}
	return all, nil
}
