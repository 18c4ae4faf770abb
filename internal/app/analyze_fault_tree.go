package app

import (
	"context"
	"encoding/json"
	"flag"
	"fmt"
	"io"
	"math"
	"slices"
	"strconv"
	"strings"
	"time"

	"fairlead/engine/reliability"
	"fairlead/engine/reliability/openpsa"
)

// faultTreeQuestion is what the flags ask of fault trees.
type faultTreeQuestion struct {
	settings  reliability.Settings
	top       string
	mission   float64
	megabytes int64
	list      int
}

func (q *faultTreeQuestion) flags(set *flag.FlagSet) {
	set.IntVar(&q.settings.Order, "order", 0, "the largest order of cut sets (0: all)")
	set.BoolVar(&q.settings.PrimeImplicants, "prime-implicants", false, "prime implicants of trees with negations, instead of minimal cut sets")
	set.Float64Var(&q.mission, "mission", 0, "the mission time in hours")
	set.BoolVar(&q.settings.CutSetsOnly, "cut-sets-only", false, "leave the probability of the top out, which is often faster")
	set.StringVar(&q.top, "top", "", "the gate to analyse, if it is not the only one that no other uses")
	set.Int64Var(&q.megabytes, "memory", 1024, "what the diagrams may take, in MB")
	set.IntVar(&q.list, "list", 0, "how many cut sets to list, the most probable first")
}

func (q *faultTreeQuestion) check() error {
	switch {
	case q.settings.Order < 0 || q.settings.Order > math.MaxUint16-1:
		return usage("--order must be between 0 and %d", math.MaxUint16-1)
	case q.settings.PrimeImplicants && q.settings.Order > 0:
		return usage("--prime-implicants are found all or not at all: leave --order out")
	case q.megabytes < 1 || q.megabytes > 1<<20:
		return usage("--memory must be between 1 and %d MB", 1<<20)
	case q.list < 0 || !(q.mission >= 0) || math.IsInf(q.mission, 1):
		return usage("--list and --mission must not be below zero")
	}
	q.settings.Memory = q.megabytes << 20
	return nil
}

// faultTreeAnswer is what is said of a model, in JSON as it stands. What is not
// known is null.
type faultTreeAnswer struct {
	Model       string           `json:"model"`
	Top         string           `json:"top"`
	Meaning     string           `json:"meaning"`
	CutSets     *string          `json:"cutSets"`
	ByOrder     []json.Number    `json:"byOrder"`       // from order 1
	UpToOrder   *int             `json:"completeOrder"` // null: all there are
	Probability *float64         `json:"probability"`
	Lower       *float64         `json:"lower"`
	Upper       *float64         `json:"upper"`
	Without     []string         `json:"eventsWithoutFigure,omitempty"`
	Method      string           `json:"method"`
	Exact       bool             `json:"exact"`
	Importance  []map[string]any `json:"importance,omitempty"`
	Sets        []map[string]any `json:"list,omitempty"`
	Seconds     float64          `json:"seconds"`
	ranked      []reliability.Importance
	listed      []reliability.CutSet
}

func (q *faultTreeQuestion) answer(ctx context.Context, model string, r io.Reader) (analysis, error) {
	tree, err := openpsa.Read(r, openpsa.Limits{})
	if err != nil {
		return nil, err
	}
	tree.Top, tree.MissionTime = q.top, q.mission
	start := time.Now()
	found, err := reliability.Analyze(ctx, tree, q.settings)
	if err != nil {
		return nil, err
	}
	a := faultTree(found, model)
	a.Seconds = time.Since(start).Seconds()
	a.rank(found)
	if q.list > 0 {
		a.enumerate(found, q.list)
	}
	return a, nil
}

func faultTree(r *reliability.Result, model string) *faultTreeAnswer {
	a := &faultTreeAnswer{
		Model: model, Top: r.Top, Meaning: r.CutSets.Meaning, ByOrder: []json.Number{},
		Method: r.CutSets.Method, Exact: r.Probability.Exact && r.CutSets.Asked, Without: r.Probability.Without,
	}
	if r.CutSets.Known() {
		total := r.CutSets.Count().String()
		a.CutSets = &total
		for _, n := range r.CutSets.ByOrder()[min(1, len(r.CutSets.ByOrder())):] {
			a.ByOrder = append(a.ByOrder, json.Number(n.String()))
		}
	}
	if r.CutSets.Order != 0 {
		a.UpToOrder = &[]int{max(0, r.CutSets.Order)}[0]
	}
	if r.Probability.Known() {
		a.Lower, a.Upper = &r.Probability.Lower, &r.Probability.Upper
	}
	if r.Probability.Exact {
		a.Probability = &r.Probability.Upper
	}
	if r.Probability.Known() && r.Probability.Method != a.Method {
		a.Method += "; probability: " + r.Probability.Method
	}
	return a
}

// rank puts the events that matter most first.
func (a *faultTreeAnswer) rank(r *reliability.Result) {
	a.ranked = r.Importance()
	slices.SortStableFunc(a.ranked, func(x, y reliability.Importance) int {
		return -compareFloats(x.Criticality, y.Criticality)
	})
	for _, i := range a.ranked {
		o := map[string]any{
			"event": i.Event, "birnbaum": i.Birnbaum, "criticality": i.Criticality,
			"fussellVesely": i.FussellVesely, "raw": i.RAW, "rrw": nil,
		}
		if !math.IsInf(i.RRW, 1) {
			o["rrw"] = i.RRW
		}
		a.Importance = append(a.Importance, o)
	}
}

func compareFloats(x, y float64) int {
	switch {
	case x < y:
		return -1
	case x > y:
		return 1
	}
	return 0
}

func (a *faultTreeAnswer) enumerate(r *reliability.Result, most int) {
	for set := range r.CutSets.ByProbability() {
		a.listed = append(a.listed, set)
		o := map[string]any{"events": set.Failed, "probability": nil}
		if len(set.Working) > 0 {
			o["working"] = set.Working
		}
		if !math.IsNaN(set.Probability) {
			o["probability"] = set.Probability
		}
		if a.Sets = append(a.Sets, o); len(a.Sets) == most {
			return
		}
	}
}

// mostRanked is how many events a table shows; JSON has them all.
const mostRanked = 10

func (a *faultTreeAnswer) table(w io.Writer) {
	count := "not found within the memory"
	if a.CutSets != nil {
		count = *a.CutSets
	}
	if a.UpToOrder != nil && a.CutSets != nil {
		count += fmt.Sprintf(" up to order %d", *a.UpToOrder)
	}
	fmt.Fprintf(w, "%s\ttop %s\n%s\t%s\n", a.Model, a.Top, a.Meaning, count)
	orders := make([]string, len(a.ByOrder))
	for i, n := range a.ByOrder {
		orders[i] = n.String()
	}
	fmt.Fprintf(w, "by order\t%s\nprobability\t%s\nmethod\t%s\nseconds\t%.3f\n", strings.Join(orders, " "), a.chance(), a.Method, a.Seconds)
	if len(a.ranked) > 0 {
		fmt.Fprintln(w, "event\tcriticality\tBirnbaum\tFussell-Vesely\tRAW\tRRW")
	}
	for _, i := range a.ranked[:min(mostRanked, len(a.ranked))] {
		fmt.Fprintf(w, "  %s\t%.4g\t%.4g\t%.4g\t%.4g\t%.4g\n", i.Event, i.Criticality, i.Birnbaum, i.FussellVesely, i.RAW, i.RRW)
	}
	for _, s := range a.listed {
		fmt.Fprintf(w, "  %.4g\t%s\n", s.Probability, strings.Join(append(s.Failed, prefixed(s.Working)...), " "))
	}
}

func prefixed(working []string) []string {
	all := make([]string, len(working))
	for i, name := range working {
		all[i] = "not " + name
	}
	return all
}

func (a *faultTreeAnswer) chance() string {
	switch {
	case len(a.Without) > 0:
		return fmt.Sprintf("not known: %d events have no figure, among them %s", len(a.Without), a.Without[0])
	case a.Lower == nil:
		return "left out"
	case a.Probability != nil:
		return strconv.FormatFloat(*a.Probability, 'g', 6, 64)
	}
	return fmt.Sprintf("between %.6g and %.6g", *a.Lower, *a.Upper)
}
