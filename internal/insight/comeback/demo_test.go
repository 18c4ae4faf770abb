package comeback_test

import (
	"testing"

	"fairlead/internal/insight/comeback"
	"fairlead/internal/testkit/company"
)

// What the demonstration shows is what its README says.
func TestDemonstration(t *testing.T) {
	c := company.Load(t, today)
	verdicts := map[string]map[string]comeback.Verdict{}
	idle := map[string]int{}
	for _, x := range comeback.Of(c.Snapshot, today, "EUR") {
		of := map[string]comeback.Verdict{}
		for _, b := range x.Backs {
			of[b.Service.ExternalID] = b.Verdict
		}
		verdicts[x.Loss.Scenario.ExternalID], idle[x.Loss.Scenario.ExternalID] = of, len(x.Idle)
	}
	for scenario, want := range map[string]map[string]comeback.Verdict{
		"lsc-bergen": {"terminal-ops": comeback.Stuck, "gate-control": comeback.NoPlan},
		"lsc-power":  {"terminal-ops": comeback.InTime, "gate-control": comeback.NoPlan},
		"lsc-gdansk": {"edi-gateway": comeback.Late, "terminal-ops": comeback.Late, "freight-booking": comeback.Stuck},
		"lsc-ransom": {"freight-booking": comeback.Stuck, "identity": comeback.Stuck, "edi-gateway": comeback.Late},
		"lsc-oslo-a": {"freight-booking": comeback.Unknown, "identity": comeback.Unknown},
		"lsc-people": {},
	} {
		for service, verdict := range want {
			if got, stops := verdicts[scenario][service]; !stops || got != verdict {
				t.Errorf("%s, %s: verdict %d, want %d", scenario, service, got, verdict)
			}
		}
	}
	if idle["lsc-people"] != 4 {
		t.Errorf("%d plans could not be carried out without two people, want 4", idle["lsc-people"])
	}
}
