package loss

import (
	"cmp"
	"context"
	"errors"
	"slices"
)

// Swing says how far the result goes from the 10 % to the 90 % quantile of one input,
// everything else as estimated.
type Swing struct {
	Of        string // the scenario, or the shock
	Input     string // frequency, capability, strength, magnitude, or the name of a secondary loss
	Low, High float64
	Mean      [2]Figure // the expected yearly loss at Low and at High
	VaR       [2]Figure // the value at risk; NaN where it was not asked for
}

// Width is how far apart the expected losses are.
func (s Swing) Width() float64 {
	return max(s.Mean[0].Value, s.Mean[1].Value) - min(s.Mean[0].Value, s.Mean[1].Value)
}

// Tornado sets each input that is not known to its 10 % and to its 90 % quantile,
// the loss of an event to the same amount each time, and gives the inputs that move
// the expected loss most, widest first: at most so many (0: 10). The value at risk at
// the probability level is that of the exact curve, or drawn where there is none; a
// level of 0 leaves it out.
func Tornado(ctx context.Context, p *Problem, level float64, most int, s Settings) ([]Swing, error) {
	if err := p.Check(); err != nil {
		return nil, err
	}
	if most == 0 {
		most = 10
	}
	parts, err := p.means(ctx, s)
	if err != nil {
		return nil, err
	}
	inputs := p.inputs()
	swings := make([]Swing, len(inputs))
	for i, in := range inputs {
		swings[i] = in.swing
		if swings[i].Mean, err = in.means(ctx, p, parts, s); err != nil {
			return nil, err
		}
	}
	order := make([]int, len(inputs))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(a, b int) int { return cmp.Compare(swings[b].Width(), swings[a].Width()) })
	var widest []Swing
	for _, i := range order[:min(most, len(order))] {
		w := swings[i]
		for side, value := range []float64{w.Low, w.High} {
			v, err := valueAtRisk(ctx, inputs[i].set(value), level, s)
			if err != nil {
				return nil, err
			}
			w.VaR[side] = v
		}
		widest = append(widest, w)
	}
	return widest, nil
}

func valueAtRisk(ctx context.Context, p *Problem, level float64, s Settings) (Figure, error) {
	if level == 0 {
		return (&Distribution{}).VaR(0), nil
	}
	if len(p.Correlations) > 0 { // drawing takes less time than integrating over factors
		drawn, err := Simulate(ctx, p, s)
		if err != nil {
			return Figure{}, err
		}
		return drawn.Total.VaR(level), nil
	}
	d, err := Exact(ctx, p, s)
	if errors.Is(err, ErrNotExact) {
		drawn, err := Simulate(ctx, p, s)
		if err != nil {
			return Figure{}, err
		}
		return drawn.Total.VaR(level), nil
	}
	if err != nil {
		return Figure{}, err
	}
	return d.VaR(level), nil
}

// input is one number that is not known, and the problem if it were.
type input struct {
	swing   Swing
	touches []string // the scenarios whose losses it changes
	set     func(value float64) *Problem
}

// means are the expected losses of the whole at both ends of an input. Without layers
// on the whole they differ from what is expected only by the scenarios it touches.
func (in input) means(ctx context.Context, p *Problem, parts []Figure, s Settings) (means [2]Figure, err error) {
	touched := map[string]bool{}
	for _, name := range in.touches {
		touched[name] = true
	}
	var others Figure
	for i, part := range parts {
		if !touched[p.Scenarios[i].Name] {
			others = others.plus(part)
		}
	}
	for side, value := range []float64{in.swing.Low, in.swing.High} {
		changed := in.set(value)
		if len(p.Layers) == 0 {
			changed = changed.only(touched)
		}
		if means[side], err = Mean(ctx, changed, s); err != nil {
			return means, err
		}
		means[side] = means[side].plus(others)
	}
	return means, nil
}

// means are the expected losses of the scenarios, nil where layers on the whole keep
// them from adding up.
func (p *Problem) means(ctx context.Context, s Settings) ([]Figure, error) {
	if len(p.Layers) > 0 {
		return nil, nil
	}
	means := make([]Figure, len(p.Scenarios))
	for i, scenario := range p.Scenarios {
		var err error
		if means[i], err = Mean(ctx, p.Alone(scenario.Name), s); err != nil {
			return nil, err
		}
	}
	return means, nil
}

func (p *Problem) inputs() []input {
	var all []input
	for i, s := range p.Scenarios {
		change := func(name string, low, high float64, set func(s *Scenario, value float64)) {
			all = append(all, input{Swing{Of: s.Name, Input: name, Low: low, High: high}, []string{s.Name}, func(value float64) *Problem {
				changed := *p
				changed.Scenarios = slices.Clone(p.Scenarios)
				set(&changed.Scenarios[i], value)
				return &changed
			}})
		}
		amount := func(name string, e Estimate, set func(s *Scenario, e Estimate)) {
			if e.shape != unset && e.shape != fixed {
				change(name, e.Quantile(0.1), e.Quantile(0.9), func(s *Scenario, v float64) { set(s, Fixed(v)) })
			}
		}
		if f := s.Frequency; f.Uncertain() {
			change("frequency", f.Quantile(0.1), f.Quantile(0.9), func(s *Scenario, v float64) { s.Frequency = Rate(v) })
		}
		amount("capability", s.Vulnerability.Capability, func(s *Scenario, e Estimate) { s.Vulnerability.Capability = e })
		amount("strength", s.Vulnerability.Strength, func(s *Scenario, e Estimate) { s.Vulnerability.Strength = e })
		amount("magnitude", s.Magnitude, func(s *Scenario, e Estimate) { s.Magnitude = e })
		for k, more := range s.Secondary {
			amount(more.Name, more.Magnitude, func(s *Scenario, e Estimate) {
				s.Secondary = slices.Clone(s.Secondary)
				s.Secondary[k].Magnitude = e
			})
		}
	}
	return append(all, p.shockInputs()...)
}

func (p *Problem) shockInputs() []input {
	var all []input
	for k, s := range p.Shocks {
		var hit []string
		for _, h := range s.Hits {
			hit = append(hit, h.Scenario)
		}
		if f := s.Frequency; f.Uncertain() {
			all = append(all, input{Swing{Of: s.Name, Input: "frequency", Low: f.Quantile(0.1), High: f.Quantile(0.9)}, hit, func(value float64) *Problem {
				changed := *p
				changed.Shocks = slices.Clone(p.Shocks)
				changed.Shocks[k].Frequency = Rate(value)
				return &changed
			}})
		}
	}
	return all
}
