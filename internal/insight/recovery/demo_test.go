package recovery_test

import (
	"slices"
	"strings"
	"testing"

	"fairlead/internal/insight/recovery"
	"fairlead/internal/insight/signal"
	"fairlead/internal/record"
	"fairlead/internal/testkit/company"
)

var today = record.Day(2026, 11, 21)

func question() signal.Question {
	return signal.Question{Now: record.At(today.Time()), Locale: record.International()}
}

// What the demonstration shows is what its README says.
func TestDemonstration(t *testing.T) {
	c := company.Load(t, today)
	promises := map[string]recovery.Promise{}
	for _, p := range recovery.Promises(c.Snapshot, question()) {
		promises[p.Service.ExternalID] = p
	}
	for name, want := range map[string]recovery.Verdict{
		"freight-booking": recovery.Missed, "net-bergen": recovery.Missed, "storage-platform": recovery.Missed, "payroll": recovery.Missed,
		"customer-portal": recovery.Kept, "customs-filing": recovery.Kept, "identity": recovery.Unknown, "gate-control": recovery.NoPlan,
	} {
		if got := promises[name].Verdict; got != want {
			t.Errorf("%s: verdict %d, want %d", name, got, want)
		}
	}
	for name, want := range map[string]recovery.DataVerdict{
		"customs-filing": recovery.TooOld, "identity": recovery.TooOld, "crm": recovery.TooOld, "freight-booking": recovery.NotKnown, "payroll": recovery.Proven, "gate-control": recovery.Unprotected,
	} {
		if got := promises[name].Loss.Verdict; got != want {
			t.Errorf("%s: data %q, want %q", name, got.Title(), want.Title())
		}
	}
	booking := promises["freight-booking"]
	if day := booking.Outlook.Day.Within(4); day.Share() < recovery.Level || booking.Worse.Shift != recovery.Night {
		t.Errorf("freight booking: %v by day, worse %s", day, booking.Worse.Shift.Title())
	}
	if h := booking.Worse.Holds[0]; h.Cause != recovery.Busy || booking.Outlook.People[h.Person] != "Magdalena Sroka" {
		t.Errorf("freight booking waits for %+v", h)
	}
	best := recovery.Levers(c.Snapshot, booking.Outlook.Plan.ID, today)[0]
	if !strings.Contains(best.What, "Magdalena Sroka") || best.After.Within(4).Share() < recovery.Level {
		t.Errorf("the best lever is %q, with which the chance is %v", best.What, best.After.Within(4).Share())
	}
	if missing := promises["identity"].Outlook.Missing; len(missing) != 1 || !strings.Contains(missing[0], "Restore the directory") {
		t.Errorf("of sign-in is missing: %v", missing)
	}
}

func TestSignals(t *testing.T) {
	c := company.Load(t, today)
	var titles []string
	for _, s := range signal.Ask(c.Snapshot, question(), recovery.Rules()...) {
		titles = append(titles, s.Title)
		if s.StakeBasis == "" || len(s.Acts) == 0 || len(s.Evidence) == 0 || s.Why == "" {
			t.Errorf("%q lacks what belongs to it: %+v", s.Title, s)
		}
	}
	for _, want := range []string{
		"By night Freight booking is back within 4\u00a0h with a chance of 50\u00a0%",
		"Bergen terminal network is not back within 2\u00a0h",
		"5 critical services are without an approved recovery plan",
		"“Bring back sign-in” was never exercised",
		"“Bring back customs filing” was last exercised 620 days ago",
		"“Directory” was never restored",
		"Customs filing would lose more than the 1\u00a0h of work that was accepted",
	} {
		if !slices.Contains(titles, want) {
			t.Errorf("no signal %q among\n%s", want, strings.Join(titles, "\n"))
		}
	}
}
