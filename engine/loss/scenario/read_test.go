package scenario_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"fairlead/engine/loss"
	"fairlead/engine/loss/scenario"
)

const full = `appetite 5e6
scenario "data breach" # a remark
  frequency range 0.1 4 seen 3 5
  vulnerability capability pert 10 40 90 strength range 40 80
  magnitude empirical 1000 2000 4000 cap 3000
  secondary fine chance 0.3 pert 0 1e5 1e6
  event-layer attach 1e5 limit 4e5 share 0.8
  year-layer attach 2e5
scenario flood
  frequency pert 0 0.1 1
  vulnerability 0.5
  magnitude fixed 7
shock storm
  frequency history 1 10
  hits "data breach" 0.9
correlation "data breach" flood -0.5
layer limit 3e6
`

func TestRead(t *testing.T) {
	f, err := scenario.Read(strings.NewReader(full), scenario.Limits{})
	if err != nil {
		t.Fatal(err)
	}
	seen, err := loss.RateRange(0.1, 4).Updated(3, 5)
	if err != nil {
		t.Fatal(err)
	}
	want := loss.Problem{
		Scenarios: []loss.Scenario{
			{
				Name: "data breach", Frequency: seen,
				Vulnerability: loss.Vulnerability{Capability: loss.PERT(10, 40, 90), Strength: loss.Range(40, 80)},
				Magnitude:     loss.Empirical(1000, 2000, 4000).Capped(3000),
				Secondary:     []loss.Secondary{{Name: "fine", Chance: 0.3, Magnitude: loss.PERT(0, 1e5, 1e6)}},
				EventLayers:   []loss.Layer{{Attach: 1e5, Limit: 4e5, Share: 0.8}}, YearLayers: []loss.Layer{{Attach: 2e5}},
			},
			{Name: "flood", Frequency: loss.RatePERT(0, 0.1, 1), Vulnerability: loss.Vulnerability{Chance: 0.5}, Magnitude: loss.Fixed(7)},
		},
		Shocks:       []loss.Shock{{Name: "storm", Frequency: loss.History(1, 10), Hits: []loss.Hit{{Scenario: "data breach", Chance: 0.9}}}},
		Correlations: []loss.Correlation{{A: "data breach", B: "flood", Rank: -0.5}},
		Layers:       []loss.Layer{{Limit: 3e6}},
	}
	if diff := cmp.Diff(want, f.Problem, cmp.AllowUnexported(loss.Frequency{}, loss.Estimate{})); diff != "" || f.Appetite != 5e6 {
		t.Errorf("appetite %v, problem (-want +got):\n%s", f.Appetite, diff)
	}
}

func TestRiskquant(t *testing.T) {
	text := "identifier,name,probability,low_loss,high_loss\nALICE,\"Alice, and data\",0.01,1000000,10000000\n\nBOB,Bob,0.1,1e7,1e9\n"
	for _, text := range []string{text, text[strings.Index(text, "\n")+1:]} {
		f, err := scenario.Read(strings.NewReader(text), scenario.Limits{})
		if err != nil {
			t.Fatal(err)
		}
		want := []loss.Scenario{
			{Name: "ALICE", Frequency: loss.Rate(0.01), Magnitude: loss.Range(1e6, 1e7)},
			{Name: "BOB", Frequency: loss.Rate(0.1), Magnitude: loss.Range(1e7, 1e9)},
		}
		if diff := cmp.Diff(want, f.Problem.Scenarios, cmp.AllowUnexported(loss.Frequency{}, loss.Estimate{})); diff != "" {
			t.Errorf("scenarios (-want +got):\n%s", diff)
		}
	}
}

func TestErrors(t *testing.T) {
	for text, want := range map[string]string{
		"":                                                 "there must be 1 to 10000 scenarios, not 0",
		"scenario a\nfrequency rate x":                     `line 2: "x" is no number`,
		"scenario a\nfrequency often":                      `line 2: "often" is no kind of frequency`,
		"scenario a\nfrequency rate 1 2":                   `line 2: frequency: "2" is too much`,
		"scenario a\nmagnitude range 1":                    "line 2: the line ends too early",
		"magnitude fixed 1":                                `line 1: "magnitude" is no statement, or not one that may stand here`,
		"scenario \"a":                                     "line 1: a quote is not closed",
		"scenario a\nfrequency rate 1":                     `scenario "a": magnitude: it is missing`,
		"scenario a\nvulnerability 0":                      "line 2: the share of threats 0 is not above 0: leave the line out, or write a frequency of rate 0",
		"scenario a\nfrequency rate 1 seen 1 2":            "line 2: a rate that is known does not learn from history: give a range, PERT or negative binomial",
		"scenario a\nfrequency rate -1\nmagnitude fixed 1": `scenario "a": frequency: the rate -1 is not between 0 and 100000 events a year`,
		"scenario a\nsecondary b chances":                  `line 2: "chance" must stand where "chances" does`,
		"scenario a\nevent-layer to 3":                     `line 2: a layer has attach, limit and share, not "to"`,
		"a,b,c,d,e":                                        `line 1: probability: "c" is no number`,
		"a,b,1,2,3\nb,c":                                   "line 2: a line of riskquant's CSV has the fields identifier, name, probability, low_loss and high_loss",
		"# " + strings.Repeat("x", 2000):                   "the file is larger than 1000 bytes",
	} {
		_, err := scenario.Read(strings.NewReader(text), scenario.Limits{Bytes: 1000})
		if err == nil || err.Error() != want {
			t.Errorf("%.40q: error %v, want %s", text, err, want)
		}
	}
}

// Whatever a file holds, reading it ends with an error or with a problem whose
// distribution keeps within what chances can be.
func FuzzRead(f *testing.F) {
	f.Add(full)
	f.Add("scenario a\nfrequency negative-binomial 2 0.5\nmagnitude range 1 100\nlayer attach 10 share 0.5")
	f.Add("identifier,name,probability,low_loss,high_loss\nALICE,Alice,0.01,1,10")
	f.Fuzz(func(t *testing.T, text string) {
		file, err := scenario.Read(strings.NewReader(text), scenario.Limits{Bytes: 1 << 12})
		if err != nil {
			return
		}
		mean, err := loss.Mean(t.Context(), file.Problem.Alone(file.Problem.Scenarios[0].Name), loss.Settings{Cells: 256})
		if err == nil && !(mean.Low >= 0 && mean.Low <= mean.Value && mean.Value <= mean.High) {
			t.Errorf("mean %+v", mean)
		}
		d, err := loss.Exact(t.Context(), &file.Problem, loss.Settings{Cells: 256})
		if err != nil {
			return
		}
		for _, x := range []float64{0, 1, 1e6} {
			if p := d.Exceed(x); !(p.Low >= 0 && p.Low <= p.Value && p.Value <= p.High && p.High <= 1) {
				t.Errorf("chance of more than %v: %+v", x, p)
			}
		}
		if v := d.VaR(0.9); !(v.Low >= 0 && v.Low <= v.Value && v.Value <= v.High) {
			t.Errorf("value at risk %+v", v)
		}
	})
}
