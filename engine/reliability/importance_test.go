package reliability_test

import (
	"math"
	"testing"

	"fairlead/engine/reliability"
)

// Two pumps in parallel with a valve in series, worked out by hand.
func TestImportance(t *testing.T) {
	q := []reliability.Expr{reliability.Constant(0.1), reliability.Constant(0.2), reliability.Constant(0.01)}
	tree := &reliability.Tree{
		Gates:  []reliability.Gate{{Name: "top", Formula: reliability.Or(reliability.And(reliability.Names("p1", "p2")...), reliability.Name("valve"))}},
		Events: []reliability.Event{{Name: "p1", Figure: &q[0]}, {Name: "p2", Figure: &q[1]}, {Name: "valve", Figure: &q[2]}},
	}
	top := 1 - (1-0.02)*(1-0.01)
	all := analyze(t, tree, reliability.Settings{}).Importance()
	for i, want := range []reliability.Importance{
		{Birnbaum: 0.2 * 0.99, Criticality: 0.02 * 0.99 / top, FussellVesely: 0.02 / 0.03, RAW: (1 - 0.8*0.99) / top, RRW: top / 0.01},
		{Birnbaum: 0.1 * 0.99, Criticality: 0.02 * 0.99 / top, FussellVesely: 0.02 / 0.03, RAW: (1 - 0.9*0.99) / top, RRW: top / 0.01},
		{Birnbaum: 0.98, Criticality: 0.0098 / top, FussellVesely: 0.01 / 0.03, RAW: 1 / top, RRW: top / 0.02},
	} {
		near(t, "Birnbaum", all[i].Birnbaum, want.Birnbaum)
		near(t, "criticality", all[i].Criticality, want.Criticality)
		near(t, "Fussell-Vesely", all[i].FussellVesely, want.FussellVesely)
		near(t, "RAW", all[i].RAW, want.RAW)
		near(t, "RRW", all[i].RRW, want.RRW)
	}
}

// What the top cannot do without has no bound on its risk reduction.
func TestImportanceOfTheOnlyOne(t *testing.T) {
	q := reliability.Constant(0.1)
	tree := &reliability.Tree{Gates: []reliability.Gate{{Name: "top", Formula: reliability.Name("a")}}, Events: []reliability.Event{{Name: "a", Figure: &q}}}
	r := analyze(t, tree, reliability.Settings{})
	if i := r.Importance()[0]; !math.IsInf(i.RRW, 1) || i.Birnbaum != 1 || i.FussellVesely != 1 {
		t.Errorf("importance %+v", i)
	}
	if f := r.Frequency(); len(f.Without) != 1 || f.PerHour != 0 || math.Abs(f.DownPerYear-876) > 1e-9 {
		t.Errorf("frequency %+v", f)
	}
}
