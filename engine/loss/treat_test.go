package loss_test

import (
	"math"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"fairlead/engine/loss"
)

func TestCompare(t *testing.T) {
	before := many(5, 2)
	control := many(5, 2)
	control.Scenarios[2].Frequency = loss.Rate(2).Scaled(0.75)
	control.Scenarios[3].Magnitude = control.Scenarios[3].Magnitude.Scaled(0.5)
	insured := many(5, 2)
	insured.Layers = []loss.Layer{{Attach: 1e7, Limit: 5e7}}
	all, err := loss.Compare(t.Context(), before, []loss.Treatment{
		{Name: "control", Cost: 1e5, Problem: control},
		{Name: "insurance", Cost: 2e5, Problem: insured},
		{Name: "nothing", Problem: before},
	}, 1e7, loss.Settings{Confidence: 0.99})
	if err != nil {
		t.Fatal(err)
	}
	was := exact(t, before)
	for i, p := range []*loss.Problem{control, insured} {
		is := exact(t, p)
		c := all[i]
		if saved := was.Mean().Value - is.Mean().Value; !c.Saved.Has(saved) || c.Worth.Value != c.Saved.Value-c.Cost {
			t.Errorf("%s: saved %v, want %v", c.Name, c.Saved, saved)
		}
		if paired := c.Saved.High - c.Saved.Low; !(paired < 0.8*c.Unpaired) {
			t.Errorf("%s: pairing leaves an interval of %v, without it %v", c.Name, paired, c.Unpaired)
		}
		certain := loss.Saved(was, is, 1e7)
		for i, l := range c.Levels {
			if saved := certain.Levels[i].VaR; l.VaR.High < saved.Low || l.VaR.Low > saved.High {
				t.Errorf("%s: saved of VaR %v %v, exact %v", c.Name, l.P, l.VaR, saved)
			}
			if saved := certain.Levels[i].Shortfall; l.P < 0.999 && (l.Shortfall.High < saved.Low || l.Shortfall.Low > saved.High) {
				t.Errorf("%s: saved of shortfall %v %v, exact %v", c.Name, l.P, l.Shortfall, saved)
			}
		}
	}
	if c := all[2]; c.Saved != (loss.Figure{}) || c.PaysOff.Value != 0 {
		t.Errorf("a treatment that does nothing saves %v and pays off with %v", c.Saved, c.PaysOff)
	}
}

func exact(t *testing.T, p *loss.Problem) *loss.Distribution {
	t.Helper()
	d, err := loss.Exact(t.Context(), p, loss.Settings{})
	if err != nil {
		t.Fatal(err)
	}
	return d
}

func TestTornado(t *testing.T) {
	p := &loss.Problem{
		Scenarios: []loss.Scenario{
			{Name: "a", Frequency: loss.RateRange(0.5, 2), Magnitude: loss.Fixed(100), Secondary: []loss.Secondary{{Name: "fine", Chance: 0.5, Magnitude: loss.PERT(0, 10, 50)}}},
			{Name: "b", Frequency: loss.Rate(2), Magnitude: loss.Range(10, 1000)},
		},
		Shocks: []loss.Shock{{Name: "storm", Frequency: loss.NegativeBinomial(1, 2), Hits: []loss.Hit{{Scenario: "a", Chance: 1}, {Scenario: "b", Chance: 0.5}}}},
	}
	swings, err := loss.Tornado(t.Context(), p, 0.95, 0, loss.Settings{Cells: 1 << 12})
	if err != nil {
		t.Fatal(err)
	}
	type row struct {
		Of, Input string
		Width     float64
	}
	a, b := p.Scenarios[0], p.Scenarios[1]
	width := func(q func(float64) float64) float64 { return q(0.9) - q(0.1) }
	want := []row{
		{"b", "magnitude", 2.5 * width(b.Magnitude.Quantile)},
		{"storm", "frequency", (a.EventMean() + 0.5*b.EventMean()) * width(p.Shocks[0].Frequency.Quantile)},
		{"a", "frequency", a.EventMean() * width(a.Frequency.Quantile)},
		{"a", "fine", 0.5 * (1 + a.Frequency.Mean()) * width(a.Secondary[0].Magnitude.Quantile)},
	}
	var got []row
	for _, s := range swings {
		got = append(got, row{s.Of, s.Input, s.Width()})
		if !(s.VaR[0].Value < s.VaR[1].Value) {
			t.Errorf("%s of %s moves the value at risk from %v to %v", s.Input, s.Of, s.VaR[0], s.VaR[1])
		}
	}
	if diff := cmp.Diff(want, got, cmpopts.EquateApprox(1e-9, 0)); diff != "" {
		t.Errorf("swings (-want +got):\n%s", diff)
	}
}

func TestScore(t *testing.T) {
	e := loss.Range(10, 1000) // median 100
	c := loss.Score([]loss.Outcome{{e, 100}, {e, 5}, {e, 2000}, {e, 999}, {e, 0}, {loss.Estimate{}, 7}})
	if c.Count != 4 || c.Inside != 2 || c.Below != 1 || c.Above != 1 || c.Share.Value != 0.5 || c.Overconfident {
		t.Errorf("calibration %+v", c)
	}
	perfect := loss.Score([]loss.Outcome{{loss.Fixed(3), 3}})
	if perfect.Pinball != 0 || perfect.Bias != 0 {
		t.Errorf("a perfect estimate scores %+v", perfect)
	}
	var narrow []loss.Outcome
	for i := range 40 {
		narrow = append(narrow, loss.Outcome{Estimate: loss.Range(90, 110), Amount: 50 + 3*float64(i)})
	}
	if c := loss.Score(narrow); !c.Overconfident {
		t.Errorf("narrow ranges are not told from good ones: %+v", c)
	}
}

// A gamma prior of 2 events in 4 years, updated by 3 in 6, is one of 5 in 10.
func TestUpdated(t *testing.T) {
	f, err := loss.NegativeBinomial(0.5, 2).Updated(3, 6)
	if err != nil {
		t.Fatal(err)
	}
	if math.Abs(f.Mean()-0.5) > 1e-12 || f.Quantile(0.5) >= 0.5 {
		t.Errorf("mean %v, median %v", f.Mean(), f.Quantile(0.5))
	}
	// The range is met by the gamma distribution that stands for it.
	prior := loss.RateRange(0.2, 3)
	f, err = prior.Updated(0, 1e-9)
	if err != nil {
		t.Fatal(err)
	}
	for q, want := range map[float64]float64{0.05: 0.2, 0.95: 3} {
		if got := f.Quantile(q); math.Abs(got-want) > 1e-6*want {
			t.Errorf("quantile %v is %v, want %v", q, got, want)
		}
	}
	if f, _ := prior.Updated(200, 100); math.Abs(f.Mean()-2) > 0.02 {
		t.Errorf("much history does not prevail: %v", f.Mean())
	}
	if _, err := loss.Rate(2).Updated(1, 1); err == nil {
		t.Error("a known rate learns")
	}
	if low, high := loss.Rate(2).Interval(5, 0.9); low != 5 || high != 15 {
		t.Errorf("of 10 expected events %d to %d", low, high)
	}
}
