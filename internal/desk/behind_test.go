package desk_test

import (
	"log/slog"
	"testing"

	"fairlead/internal/access"
	"fairlead/internal/catalog"
	"fairlead/internal/desk"
	"fairlead/internal/testkit/desktest"
)

// Another server renames a vendor, and this one has not looked yet: a list is of
// one moment all the same, and leaves nothing out.
func TestListWhileBehind(t *testing.T) {
	here := desktest.Open(t)
	there, err := desk.Open(t.Context(), here.Store(), desktest.Noon, "EUR", slog.New(slog.DiscardHandler))
	if err != nil {
		t.Fatal(err)
	}
	typ := typeOf(t, here, "vendor")
	c := here.For(access.Program())
	var made []*catalog.Vendor
	for _, n := range []string{"A", "B", "C", "D", "E", "F"} {
		v := &catalog.Vendor{Name: n}
		if err := c.Save(t.Context(), &desk.Change{Type: typ, Record: v}); err != nil {
			t.Fatal(err)
		}
		made = append(made, v)
	}
	if err := there.Refresh(t.Context()); err != nil {
		t.Fatal(err)
	}
	z := typ.Clone(made[5]).(*catalog.Vendor)
	z.Name = "Aa" // F becomes Aa: now A Aa B C D E
	if err := c.Save(t.Context(), &desk.Change{Type: typ, Record: z}); err != nil {
		t.Fatal(err)
	}
	p := there.For(access.Program())
	var got []string
	for q := (desk.Query{Order: "name", Limit: 2}); ; {
		page, err := p.List(t.Context(), typ, q)
		if err != nil {
			t.Fatal(err)
		}
		for _, r := range page.Records {
			got = append(got, r.(*catalog.Vendor).Name)
		}
		if q.After = page.Next; q.After == "" {
			break
		}
	}
	if len(got) != 6 {
		t.Errorf("listed %v", got)
	}
	page, err := p.List(t.Context(), typ, desk.Query{Filter: `name = "Aa"`})
	if err != nil || len(page.Records) != 1 || page.Records[0].(*catalog.Vendor).Name != "Aa" {
		t.Errorf("the filter gives %+v, %v", page.Records, err)
	}
}
