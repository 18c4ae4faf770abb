package services_test

import (
	"math"
	"strings"
	"testing"
	"time"

	"fairlead/internal/catalog"
	"fairlead/internal/insight/services"
	"fairlead/internal/insight/signal"
	"fairlead/internal/record"
	"fairlead/internal/testkit/records"
)

// flood is some incidents of the booking service on one day.
func flood(first int, day record.Date, n int) (out []record.Record) {
	for i := range n {
		out = append(out, incident(first+i, func(inc *catalog.Incident) {
			inc.State, inc.Opened = "closed", record.At(day.Time().Add(time.Duration(i)*time.Minute))
		}))
	}
	return out
}

// volumes is 30 months with a day of so many incidents in each week, then some in the
// days of this month so far.
func volumes(t *testing.T, weekly, now int) *record.Snapshot {
	today := question.Today()
	all, no := []record.Record{booking()}, 100
	month := catalog.FirstOfMonth(today)
	for day := month.AddMonths(-30); day.Before(month); day = day.AddDays(7) {
		all, no = append(all, flood(no, day, weekly+no%2)...), no+weekly+1
	}
	return records.Snapshot(t, append(all, flood(no, today, now)...)...)
}

func TestVolumes(t *testing.T) {
	s := volumes(t, 10, 0)
	got := services.Volumes(s, question.Today())
	if len(got) != 2 || got[0].Service != nil || got[1].Service == nil {
		t.Fatalf("%d volumes, want all and the service", len(got))
	}
	v := got[1]
	if next := v.Ahead[1]; math.Abs(next.Mid-10.5) > 1.5 || next.Low > next.Mid || next.High < next.Mid {
		t.Errorf("expected a week: %+v", next)
	}
	if v.Test.Origins == 0 || v.Test.Naive.MAE == 0 {
		t.Errorf("the test: %+v", v.Test)
	}
	if first := v.Past[0].Month; first != catalog.FirstOfMonth(question.Today()).AddMonths(-29) {
		t.Errorf("the first whole month is %s", first)
	}
}

// More than expected is a signal, as many are not.
func TestSurge(t *testing.T) {
	days := catalog.FirstOfMonth(question.Today()).DaysUntil(question.Today()) + 1
	if days < 7 {
		t.Fatalf("the day of the test is the %d. of its month", days)
	}
	usual := 10 * days / 7
	for n, want := range map[int]int{usual: 0, 3 * usual: 1} {
		found := 0
		for _, sig := range signal.Ask(volumes(t, 10, n), question, services.Rules()...) {
			if strings.HasPrefix(sig.Key, "services.volume") {
				found++
				if !strings.Contains(sig.Why, "were to be expected") || len(sig.Evidence) != 1 {
					t.Errorf("%+v", sig)
				}
			}
		}
		if found != want {
			t.Errorf("%d incidents so far: %d signals, want %d", n, found, want)
		}
	}
}

// Without incidents there is nothing to say.
func TestNoVolumes(t *testing.T) {
	if got := services.Volumes(records.Snapshot(t, booking()), question.Today()); len(got) != 0 {
		t.Errorf("%d volumes of nothing", len(got))
	}
}
