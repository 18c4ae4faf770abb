package catalog_test

import (
	"strings"
	"testing"

	"fairlead/internal/catalog"
	"fairlead/internal/record"
)

func TestRecoveryPlanSteps(t *testing.T) {
	dict, err := catalog.Dictionary()
	if err != nil {
		t.Fatal(err)
	}
	step := func(key, after string) catalog.RecoveryStep {
		return catalog.RecoveryStep{Key: key, Step: "do " + key, After: after}
	}
	for name, c := range map[string]struct {
		steps []catalog.RecoveryStep
		says  string // "" when they are fine
	}{
		"in a row":     {[]catalog.RecoveryStep{step("1", ""), step("2", "1"), step("3", "1, 2")}, ""},
		"no order":     {[]catalog.RecoveryStep{step("2", "1"), step("1", "")}, ""},
		"same key":     {[]catalog.RecoveryStep{step("1", ""), step("1", "")}, `Steps 1 and 2 have the same key "1"`},
		"no such step": {[]catalog.RecoveryStep{step("1", "9")}, `“do 1” follows step "9", and there is no step with this key.`},
		"itself":       {[]catalog.RecoveryStep{step("1", "1")}, "do 1 waits for do 1"},
		"a circle": {[]catalog.RecoveryStep{step("0", ""), step("a", "0, c"), step("b", "a"), step("c", "b"), step("d", "c")},
			"do a waits for do c waits for do b waits for do a"},
	} {
		t.Run(name, func(t *testing.T) {
			plan := &catalog.RecoveryPlan{Name: "p", Services: record.ToAll[catalog.Service](record.ID{1}), Steps: c.steps}
			says := ""
			for _, problem := range dict.Type("recovery_plan").Check(plan) {
				says += problem.Problem
			}
			if c.says == "" && says != "" || !strings.Contains(says, c.says) {
				t.Errorf("says %q, want %q", says, c.says)
			}
		})
	}
}
