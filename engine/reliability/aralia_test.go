package reliability_test

import (
	"bytes"
	"encoding/csv"
	"fmt"
	"math"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"fairlead/engine/reliability"
	"fairlead/engine/reliability/openpsa"
	"fairlead/internal/testkit/corpus"
)

func aralia(t testing.TB, model string) *reliability.Tree {
	t.Helper()
	tree, err := openpsa.Read(bytes.NewReader(corpus.Read(t, filepath.Join("faulttrees/aralia", model+".xml"))), openpsa.Limits{})
	if err != nil {
		t.Fatal(err)
	}
	return tree
}

// The trees of Aralia give what SCRAM 0.16.2 gives: the number of minimal cut sets
// and how many there are of each order, to the last one, and the probability to
// the six digits that the reference has.
func TestAralia(t *testing.T) {
	rows, err := csv.NewReader(bytes.NewReader(corpus.Read(t, "faulttrees/scram_reference.csv"))).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	for _, row := range rows[1:] {
		t.Run(row[0], func(t *testing.T) {
			limit, err := strconv.Atoi(row[1])
			if err != nil {
				t.Fatal(err)
			}
			if limit == 1000 {
				limit = 0 // no tree has sets that large
			}
			r := analyze(t, aralia(t, row[0]), reliability.Settings{Order: limit})
			if got := r.CutSets.Count().String(); got != row[2] {
				t.Errorf("%s cut sets, want %s", got, row[2])
			}
			if got := distribution(r.CutSets, limit); got != strings.TrimSpace(row[4]) {
				t.Errorf("by order %q, want %q", got, row[4])
			}
			want, err := strconv.ParseFloat(row[3], 64)
			if err != nil || !r.Probability.Exact || math.Abs(r.Probability.Upper-want) > 1e-5*want {
				t.Errorf("probability %+v, want %v", r.Probability, want)
			}
			only := analyze(t, aralia(t, row[0]), reliability.Settings{Order: limit, CutSetsOnly: true})
			if got := distribution(only.CutSets, limit); got != strings.TrimSpace(row[4]) || only.Probability.Known() {
				t.Errorf("cut sets only: by order %q, want %q; probability %+v", got, row[4], only.Probability)
			}
		})
	}
}

// distribution is how many sets there are of each order from 1 on.
func distribution(c *reliability.CutSets, limit int) string {
	var all []string
	for k, n := range c.ByOrder() {
		if k > 0 && n.Sign() > 0 || limit == 0 && k > 0 {
			for len(all) < k-1 {
				all = append(all, "0")
			}
			all = append(all, n.String())
		}
	}
	return strings.Join(all, " ")
}

// Cut sets that nobody could list are counted.
func TestAraliaCounts(t *testing.T) {
	for model, want := range map[string]string{"das9209": "82000000000", "edf9206": "7159688704", "cea9601": "130281976"} {
		r := analyze(t, aralia(t, model), reliability.Settings{})
		if got := r.CutSets.Count().String(); got != want {
			t.Errorf("%s: %s cut sets, want %s", model, got, want)
		}
	}
}

func BenchmarkAralia(b *testing.B) {
	for _, model := range []string{"chinese", "baobab1", "isp9602", "edf9202", "jbd9601"} {
		tree := aralia(b, model)
		b.Run(model, func(b *testing.B) {
			for b.Loop() {
				if r := analyze(b, tree, reliability.Settings{}); r.CutSets.Count().Sign() == 0 {
					b.Fatal(fmt.Sprint("no cut sets in ", model))
				}
			}
		})
	}
}
