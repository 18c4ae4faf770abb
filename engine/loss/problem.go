package loss

import (
	"fmt"
	"math"
	"slices"
)

// Problem is a set of scenarios whose yearly losses are added up. Amounts are in one
// currency, rates are per year.
type Problem struct {
	Scenarios    []Scenario
	Shocks       []Shock
	Correlations []Correlation
	Layers       []Layer // on the yearly loss of the whole
}

// Scenario is one way to lose money.
type Scenario struct {
	Name          string        // not empty, different from the others'; it also chooses the stream of chance
	Frequency     Frequency     // loss events a year, or threat events where Vulnerability is said
	Vulnerability Vulnerability // the share of threat events that become loss events
	Magnitude     Estimate      // what an event costs at once (primary loss)
	Secondary     []Secondary   // what others make it cost
	EventLayers   []Layer       // on the loss of each event, primary and secondary together
	YearLayers    []Layer       // on what EventLayers leave, a year
}

// Secondary is a loss that follows some of the events: fines, claims, customers who
// leave.
type Secondary struct {
	Name      string
	Chance    float64 // that an event brings it, 0 to 1
	Magnitude Estimate
}

// Shock is an event that may hit several scenarios at once.
type Shock struct {
	Name      string
	Frequency Frequency
	Hits      []Hit
}

// Hit says with which chance a shock becomes a loss event of a scenario. Given the
// shock, its hits are independent of each other.
type Hit struct {
	Scenario string
	Chance   float64
}

// Correlation says how the yearly losses of two scenarios, without those from
// shocks, go together.
type Correlation struct {
	A, B string
	Rank float64 // Spearman's, -1 to 1; between scenarios that are not named it is 0
}

// Vulnerability is the share of threat events that become loss events: a Chance, or
// the chance that a capability exceeds a strength, both on any one scale, each event
// meeting its own. The zero value is 1; where no threat succeeds, the frequency is
// [Never].
type Vulnerability struct {
	Chance               float64
	Capability, Strength Estimate
}

// Share is the share of threat events that become loss events.
func (v Vulnerability) Share() float64 {
	switch {
	case v.Capability.shape != unset:
		return exceeds(v.Capability.law(), v.Strength.law())
	case v.Chance == 0:
		return 1
	}
	return v.Chance
}

// exceeds is the chance that a is above b.
func exceeds(a, b law) float64 {
	if p, ok := b.(points); ok {
		return 1 - p.average(func(x float64) float64 { below, _ := a.below(x); return below })
	}
	if p, ok := a.(points); ok {
		return p.average(func(x float64) float64 { below, _ := b.below(x); return below })
	}
	// The mean over quantiles of b, closer to each other at both ends.
	const steps = 2000
	sum, weights := 0.0, 0.0
	for i := 1; i < steps; i++ {
		t := math.Pow(math.Sin(math.Pi/2*float64(i)/steps), 2)
		w := math.Sin(math.Pi * float64(i) / steps)
		below, _ := a.below(b.quantile(min(t, 1-t), t > 0.5))
		sum, weights = sum+w*(1-below), weights+w
	}
	return sum / weights
}

// EventMean is the expected gross loss of one event.
func (s Scenario) EventMean() float64 {
	mean := s.Magnitude.Mean()
	for _, more := range s.Secondary {
		mean += more.Chance * more.Magnitude.Mean()
	}
	return mean
}

// GrossMean is the expected gross loss a year, without shocks.
func (s Scenario) GrossMean() float64 {
	return s.Frequency.Mean() * s.Vulnerability.Share() * s.EventMean()
}

// Alone is the problem of one scenario with the shocks that hit it, without the
// layers on the whole.
func (p *Problem) Alone(name string) *Problem { return p.only(map[string]bool{name: true}) }

func (p *Problem) only(names map[string]bool) *Problem {
	few := &Problem{}
	for _, s := range p.Scenarios {
		if names[s.Name] {
			few.Scenarios = append(few.Scenarios, s)
		}
	}
	for _, shock := range p.Shocks {
		hits := slices.DeleteFunc(slices.Clone(shock.Hits), func(h Hit) bool { return !names[h.Scenario] })
		if len(hits) > 0 {
			few.Shocks = append(few.Shocks, Shock{shock.Name, shock.Frequency, hits})
		}
	}
	return few
}

func (p *Problem) index(name string) int {
	return slices.IndexFunc(p.Scenarios, func(s Scenario) bool { return s.Name == name })
}

const (
	mostScenarios = 10_000
	mostSecondary = 100
)

// Check says what is wrong with a problem, naming the scenario and the field.
func (p *Problem) Check() error {
	if len(p.Scenarios) == 0 || len(p.Scenarios) > mostScenarios {
		return fmt.Errorf("there must be 1 to %d scenarios, not %d", mostScenarios, len(p.Scenarios))
	}
	names := map[string]bool{}
	for i, s := range p.Scenarios {
		if s.Name == "" || names[s.Name] {
			return fmt.Errorf("scenario %d: name: %q is empty or taken", i+1, s.Name)
		}
		names[s.Name] = true
		if err := s.check(); err != nil {
			return fmt.Errorf("scenario %q: %w", s.Name, err)
		}
	}
	for _, s := range p.Shocks {
		if err := s.check(names); err != nil {
			return fmt.Errorf("shock %q: %w", s.Name, err)
		}
	}
	for _, c := range p.Correlations {
		if !names[c.A] || !names[c.B] || c.A == c.B || !(c.Rank >= -1 && c.Rank <= 1) {
			return fmt.Errorf("correlation %q with %q: it needs two different scenarios and a rank correlation from -1 to 1, not %v", c.A, c.B, c.Rank)
		}
	}
	if err := checkLayers(p.Layers); err != nil {
		return fmt.Errorf("layers: %w", err)
	}
	return nil
}

func (s Scenario) check() error {
	if err := s.Frequency.check(); err != nil {
		return fmt.Errorf("frequency: %w", err)
	}
	if err := s.Vulnerability.check(); err != nil {
		return fmt.Errorf("vulnerability: %w", err)
	}
	if err := s.Magnitude.check(); err != nil {
		return fmt.Errorf("magnitude: %w", err)
	}
	if len(s.Secondary) > mostSecondary {
		return fmt.Errorf("there may be at most %d secondary losses, not %d", mostSecondary, len(s.Secondary))
	}
	for i, more := range s.Secondary {
		if !(more.Chance >= 0 && more.Chance <= 1) {
			return fmt.Errorf("secondary loss %d: chance: %v is not between 0 and 1", i+1, more.Chance)
		}
		if err := more.Magnitude.check(); err != nil {
			return fmt.Errorf("secondary loss %d: magnitude: %w", i+1, err)
		}
	}
	if err := checkLayers(s.EventLayers); err != nil {
		return fmt.Errorf("event layers: %w", err)
	}
	if err := checkLayers(s.YearLayers); err != nil {
		return fmt.Errorf("year layers: %w", err)
	}
	return nil
}

func (v Vulnerability) check() error {
	if v.Capability.shape == unset && v.Strength.shape == unset {
		if !(v.Chance >= 0 && v.Chance <= 1) {
			return fmt.Errorf("the chance %v is not between 0 and 1", v.Chance)
		}
		return nil
	}
	if v.Chance != 0 {
		return fmt.Errorf("say either a chance or a capability and a strength")
	}
	if err := v.Capability.check(); err != nil {
		return fmt.Errorf("capability: %w", err)
	}
	if err := v.Strength.check(); err != nil {
		return fmt.Errorf("strength: %w", err)
	}
	return nil
}

func (s Shock) check(names map[string]bool) error {
	if err := s.Frequency.check(); err != nil {
		return fmt.Errorf("frequency: %w", err)
	}
	hit := map[string]bool{}
	for _, h := range s.Hits {
		if !names[h.Scenario] || hit[h.Scenario] || !(h.Chance >= 0 && h.Chance <= 1) {
			return fmt.Errorf("hit: %q must be a scenario, named once, with a chance from 0 to 1, not %v", h.Scenario, h.Chance)
		}
		hit[h.Scenario] = true
	}
	return nil
}
