package desk_test

import (
	"testing"
	"time"

	"fairlead/internal/catalog"
	"fairlead/internal/desk"
	"fairlead/internal/record"
	"fairlead/internal/testkit/desktest"
)

// What was changed since a moment is undone, the newest first; what was changed before
// is not, nor what was changed of other types. Who may not see a type sees neither its
// past nor that it was changed.
func TestLately(t *testing.T) {
	ctx := t.Context()
	now := desktest.Noon()
	d := desktest.OpenAt(t, "sqlite:"+t.TempDir()+"/fairlead.db", func() time.Time { return now })
	director, employee := desktest.Clerk(t, d, "Ada", record.Director), desktest.Clerk(t, d, "Eve", record.Employee)
	assets, sites := typeOf(t, d, "asset"), typeOf(t, d, "site")
	asset, site := &catalog.Asset{Name: "first"}, &catalog.Site{Name: "Harbour"}
	desktest.Save(t, d, asset, site)
	now = now.AddDate(0, 0, 10)
	since := record.At(now.Add(-time.Hour))
	for _, name := range []string{"second", "third"} {
		s, err := director.Snapshot()
		if err != nil {
			t.Fatal(err)
		}
		next := assets.Clone(s.Find(assets, asset.ID)).(*catalog.Asset)
		next.Name = name
		if err := director.Save(ctx, &desk.Change{Type: assets, Record: next}); err != nil {
			t.Fatal(err)
		}
	}
	added := &catalog.Asset{Name: "added"}
	desktest.Save(t, d, added, &catalog.Vendor{Name: "other"})

	got, err := director.Lately(ctx, since, assets, sites)
	if err != nil {
		t.Fatal(err)
	}
	if was := got.Before.Find(assets, asset.ID).(*catalog.Asset); was.Name != "first" {
		t.Errorf("it was called %q", was.Name)
	}
	if got.Before.Find(assets, added.ID) != nil || got.Before.Find(sites, site.ID) == nil || got.Before.Len(typeOf(t, d, "vendor")) != 1 {
		t.Error("what was added is still there, or what was not is gone")
	}
	if len(got.Events) != 3 || got.Events[0].Op != record.Created || got.Events[1].Changes[0].After != "third" || got.Events[2].By.IsZero() {
		t.Errorf("events %+v", got.Events)
	}
	if got, err := employee.Lately(ctx, since, assets, sites); err != nil || len(got.Events) != 0 || got.Before.Len(assets) != 0 || got.Before.Len(sites) != 1 {
		t.Errorf("an employee gets %d events and %d assets, %v", len(got.Events), got.Before.Len(assets), err)
	}
	if got, err := director.Lately(ctx, record.At(now.Add(time.Hour)), assets); err != nil || len(got.Events) != 0 || got.Before.Len(assets) != 2 {
		t.Errorf("nothing since: %+v, %v", got.Events, err)
	}
}
