package reliability_test

import (
	"strings"
	"testing"

	"fairlead/engine/reliability"
	"fairlead/engine/reliability/openpsa"
)

// Whatever tree a file describes, its analysis ends with an error or with a result
// that keeps within what probabilities and counts can be.
func FuzzAnalyze(f *testing.F) {
	f.Add("<opsa-mef><define-fault-tree name='t'><define-gate name='g'><or><basic-event name='a'/><not><basic-event name='b'/></not></or></define-gate><define-basic-event name='a'><float value='0.1'/></define-basic-event><define-basic-event name='b'><GLM><float value='0'/><float value='1e-3'/><float value='0.1'/><system-mission-time/></GLM></define-basic-event></define-fault-tree></opsa-mef>")
	f.Add("<opsa-mef><define-fault-tree name='t'><define-gate name='g'><atleast min='2'><event name='a'/><event name='b'/><event name='b'/></atleast></define-gate><define-basic-event name='a'/><define-basic-event name='b'/></define-fault-tree></opsa-mef>")
	f.Fuzz(func(t *testing.T, text string) {
		tree, err := openpsa.Read(strings.NewReader(text), openpsa.Limits{Bytes: 1 << 14, Depth: 50})
		if err != nil {
			return
		}
		r, err := reliability.Analyze(t.Context(), tree, reliability.Settings{Order: 5, Memory: 1 << 20})
		if err != nil {
			return
		}
		if p := r.Probability; p.Known() && !(p.Lower >= 0 && p.Lower <= p.Upper && p.Upper <= 1+1e-9) {
			t.Errorf("probability %+v", p)
		}
		r.CutSets.Count()
		r.Importance()
		r.Frequency()
		for range r.CutSets.ByProbability() {
			break
		}
	})
}
