package estate_test

import (
	"context"
	"path/filepath"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"fairlead/bench/estate"
	"fairlead/internal/access"
	"fairlead/internal/desk"
	"fairlead/internal/store"
	"fairlead/internal/testkit/desktest"
)

func build(t *testing.T, size estate.Size, today time.Time) *desk.Desk {
	t.Helper()
	dsn := "sqlite:" + filepath.Join(t.TempDir(), estate.File)
	if err := estate.Build(context.Background(), dsn, size, today, func(string) {}); err != nil {
		t.Fatal(err)
	}
	return desktest.OpenAt(t, dsn, func() time.Time { return today })
}

func TestBuildKeepsToTheSize(t *testing.T) {
	size := estate.Foundation().Part(100)
	d := build(t, size, desktest.Noon())
	clerk := d.For(access.Program())
	got := map[string]int{}
	want := map[string]int{
		"asset": size.Assets, "contract": size.Contracts, "incident": size.Incidents, "dependency": size.Dependencies,
		"person": size.People, "site": size.Sites, "vendor": size.Vendors, "product": size.Products, "service": size.Services,
	}
	for name := range want {
		n, err := clerk.Count(t.Context(), d.Dictionary().Type(name), "", size.Entries)
		if err != nil {
			t.Fatal(err)
		}
		got[name] = n
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("records (-want +got):\n%s", diff)
	}
	open, err := clerk.Count(t.Context(), d.Dictionary().Type("incident"), "NOT state = closed AND NOT state = cancelled", size.Entries)
	if err != nil || open < size.Open*3/4 || open > size.Open*5/4 {
		t.Errorf("%d incidents are open, want about %d (%v)", open, size.Open, err)
	}
	if n := int(d.Position()); n < size.Entries*9/10 || n > size.Entries*11/10 {
		t.Errorf("the journal has %d entries, want about %d", n, size.Entries)
	}
	v, err := d.Store().Verify(t.Context(), nil)
	if err != nil || len(v.Breaks) > 0 {
		t.Errorf("the journal: %v, %v", v.Breaks, err)
	}
}

func TestBuildRepeats(t *testing.T) {
	size := estate.Foundation().Part(2000)
	var hashes [2][32]byte
	for i := range hashes {
		d := build(t, size, desktest.Noon())
		err := d.Store().View(t.Context(), func(r *store.Reader) error {
			last, err := r.Entries(t.Context(), store.JournalQuery{Limit: 1})
			hashes[i] = last[0].Hash
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	if hashes[0] != hashes[1] {
		t.Error("two estates of the same size and day differ")
	}
}

func TestLoginsExist(t *testing.T) {
	d := build(t, estate.Foundation().Part(2000), desktest.Noon())
	account := d.Dictionary().Type("account")
	for role, login := range estate.Logins() {
		n, err := d.For(access.Program()).Count(t.Context(), account, `login = "`+login+`" AND roles:`+string(role), 2)
		if n != 1 || err != nil {
			t.Errorf("%s: %d accounts (%v)", login, n, err)
		}
	}
}
