package choose_test

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"fairlead/engine/choose"
	"fairlead/engine/choose/portfolio"
	"fairlead/internal/testkit/cases"
)

// TestCases solves the files of testdata/cases; README.md there says how they are
// written.
func TestCases(t *testing.T) {
	cases.Each(t, ".json", func(t *testing.T, content string) {
		var want struct{ Expect expectation }
		if err := json.Unmarshal([]byte(content), &want); err != nil {
			t.Fatal(err)
		}
		p, err := portfolio.ReadJSON(strings.NewReader(content))
		if err != nil {
			t.Fatal(err)
		}
		r, err := choose.Solve(t.Context(), p, choose.Settings{})
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(want.Expect, found(p, r)); diff != "" {
			t.Error("(-want +got)", diff)
		}
	})
}

type expectation struct {
	Objective  int64
	Chosen     []string
	Infeasible bool
	Musts      []string
	Breaks     []string
}

func found(p *choose.Problem, r *choose.Result) expectation {
	e := expectation{Objective: r.Objective, Infeasible: r.Status == choose.Infeasible}
	for _, pick := range r.Chosen {
		e.Chosen = append(e.Chosen, p.Items[pick.Item].Name)
	}
	if r.Conflict != nil {
		for _, i := range r.Conflict.Musts {
			e.Musts = append(e.Musts, p.Items[i].Name)
		}
		for _, l := range r.Conflict.Limits {
			e.Breaks = append(e.Breaks, p.Limits[l].Name)
		}
	}
	return e
}
