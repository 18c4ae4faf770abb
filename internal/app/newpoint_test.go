package app_test

import (
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"fairlead/internal/access"
	"fairlead/internal/catalog"
	"fairlead/internal/desk"
	"fairlead/internal/door"
	"fairlead/internal/jobs"
	"fairlead/internal/record"
	"fairlead/internal/testkit/desktest"
	"fairlead/internal/web"
	"fairlead/internal/web/frame"
)

// A host is retired, and the briefing says which one there is only one of since, by
// whose change; to an employee, who may not see the estate, it says nothing.
func TestNewSinglePointNamesTheChange(t *testing.T) {
	ctx, now := t.Context(), desktest.Noon()
	clock := func() time.Time { return now }
	d := desktest.OpenAt(t, "sqlite:"+t.TempDir()+"/fairlead.db", clock)
	director, employee := desktest.Clerk(t, d, "Ada Director", record.Director), desktest.Clerk(t, d, "Eve", record.Employee)
	booking := &catalog.Service{Name: "Booking", Tier: "critical", Header: record.Header{State: "live"}}
	hosts := []*catalog.Asset{{Name: "host-a", Class: "server", Header: record.Header{State: "in_use"}}, {Name: "host-b", Class: "server", Header: record.Header{State: "in_use"}}}
	desktest.Save(t, d, booking, hosts[0], hosts[1])
	for _, host := range hosts {
		desktest.Save(t, d, &catalog.Dependency{Dependent: record.AnyRef{Type: "service", ID: booking.ID}, Provider: record.AnyRef{Type: "asset", ID: host.ID},
			Type: "runs_on", Group: "hosts", Needed: record.Whole(1)})
	}
	now = now.AddDate(0, 0, 20)
	s, err := director.Snapshot()
	if err != nil {
		t.Fatal(err)
	}
	typ := record.TypeFor[catalog.Asset](s)
	gone := typ.Clone(s.Find(typ, hosts[1].ID))
	gone.Head().Archived = true
	if err := director.Save(ctx, &desk.Change{Type: typ, Record: gone}); err != nil {
		t.Fatal(err)
	}
	log := slog.New(slog.DiscardHandler)
	get := func(who *desk.Clerk, path string) string {
		site := &frame.Site{Desk: d, Currency: "EUR", Log: log, Identify: func(*http.Request) (access.Principal, error) { return who.Principal(), nil }}
		w := httptest.NewRecorder()
		web.Handler(web.Parts{Site: site, Door: door.New(d, d.Store(), clock, door.Settings{}), Jobs: jobs.New(d.Store(), clock, log, jobs.Settings{})}).
			ServeHTTP(w, httptest.NewRequest(http.MethodGet, path, nil))
		return w.Body.String()
	}
	page := get(director, "/?all=yes")
	for _, want := range []string{"Since last week host-a alone stops 1 service", "host-b: Archived on 11 Dec 2026 by Ada Director."} {
		if !strings.Contains(page, want) {
			t.Errorf("the briefing lacks %q", want)
		}
	}
	if page := get(employee, "/"); strings.Contains(page, "host-") {
		t.Error("an employee is told of hosts")
	}
}
