package store_test

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"fairlead/internal/fault"
	"fairlead/internal/record"
	"fairlead/internal/store"
)

// crowd writes devices with few different values and many unknown ones, so that
// every place of a list has ties.
func crowd(t *testing.T, s *store.Store, n int) []record.Record {
	t.Helper()
	random := rand.New(rand.NewPCG(1, 2))
	pick := func(known func()) {
		if random.IntN(4) > 0 {
			known()
		}
	}
	var out []record.Record
	for i := range n {
		d := &device{Header: begun("planned"), Name: fmt.Sprint("Device ", random.IntN(5)), Critical: random.IntN(2) == 0}
		d.Archived = random.IntN(4) == 0
		pick(func() { d.Model = []string{"a", "B", "ä", "z", "Z"}[random.IntN(5)] })
		pick(func() { d.Rack = record.Whole(int64(random.IntN(5) - 2)) })
		pick(func() { d.Weight = record.NewDecimal(int64(random.IntN(4)) * 500_001) })
		pick(func() { d.Bought = record.Day(2020, 1, 1+random.IntN(3)) })
		pick(func() { d.Checked = record.At(noon.AddDate(0, 0, random.IntN(3))) })
		pick(func() { d.Warranty = record.Lasting(noon.AddDate(0, 0, random.IntN(3)).Sub(noon)) })
		pick(func() { d.Created = record.At(noon.AddDate(0, 0, random.IntN(3))) })
		_ = i
		out = append(out, d)
	}
	put(t, s, out...)
	return out
}

func TestPagesAreCompleteInEveryOrder(t *testing.T) {
	onBoth(t, func(t *testing.T, s *store.Store) {
		typ := s.Dictionary().Type("device")
		all := crowd(t, s, 120)
		memory, err := s.LoadSnapshot(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		orders := []record.Order{{}, {Descending: true}}
		for _, f := range typ.Fields {
			if f.Sortable() {
				orders = append(orders, record.Order{Field: f}, record.Order{Field: f, Descending: true})
			}
		}
		if len(orders) < 16 {
			t.Fatalf("only %d orders are tested", len(orders))
		}
		for _, o := range orders {
			for _, archived := range []store.Archived{store.WithoutArchived, store.WithArchived, store.OnlyArchived} {
				for _, limit := range []int{1, 7, 1000} {
					want := expected(all, o, archived)
					for _, held := range []*record.Snapshot{nil, memory} {
						got := pages(t, s, typ, store.Query{Order: o, Archived: archived, Limit: limit, Held: held})
						if !slices.Equal(got, want) {
							t.Errorf("order %v, archived %d, pages of %d, memory %v:\n got %v\nwant %v", o, archived, limit, held != nil, got, want)
						}
					}
				}
			}
		}
	})
}

// pages reads a list to its end and gives the numbers in it.
func pages(t *testing.T, s *store.Store, typ *record.Type, q store.Query) (numbers []int64) {
	t.Helper()
	view(t, s, func(r *store.Reader) error {
		for {
			page, err := r.List(t.Context(), typ, q)
			if err != nil {
				return err
			}
			for _, rec := range page.Records {
				numbers = append(numbers, rec.Head().Number)
			}
			if page.Next == "" || len(numbers) > 10_000 {
				return nil
			}
			q.After = page.Next
		}
	})
	return numbers
}

// expected is a list made the slow and obvious way.
func expected(all []record.Record, o record.Order, archived store.Archived) (numbers []int64) {
	var kept []record.Record
	for _, r := range all {
		if archived == store.WithArchived || r.Head().Archived == (archived == store.OnlyArchived) {
			kept = append(kept, r)
		}
	}
	slices.SortFunc(kept, func(a, b record.Record) int {
		way := 1
		if o.Descending {
			way = -1
		}
		if o.Field != nil {
			va, vb := o.Field.Value(a), o.Field.Value(b)
			switch {
			case va.Known() && vb.Known():
				if c := va.Compare(vb); c != 0 {
					return c * way
				}
			case va.Known():
				return -1
			case vb.Known():
				return 1
			}
		}
		return int(a.Head().Number-b.Head().Number) * way
	})
	for _, r := range kept {
		numbers = append(numbers, r.Head().Number)
	}
	return numbers
}

func TestCursorOfAnotherListIsRefused(t *testing.T) {
	onBoth(t, func(t *testing.T, s *store.Store) {
		typ := s.Dictionary().Type("device")
		crowd(t, s, 5)
		name := record.Order{Field: typ.Field("name")}
		var next string
		view(t, s, func(r *store.Reader) error {
			page, err := r.List(t.Context(), typ, store.Query{Order: name, Limit: 1, Archived: store.WithArchived})
			next = page.Next
			return err
		})
		for _, q := range []store.Query{
			{Order: record.Order{Field: typ.Field("rack")}, After: next},
			{Order: record.Order{Field: name.Field, Descending: true}, After: next},
			{Order: name, After: "nonsense"},
			{Order: name, After: next[:len(next)/2]},
		} {
			err := s.View(t.Context(), func(r *store.Reader) error {
				_, err := r.List(t.Context(), typ, q)
				return err
			})
			wantFault(t, err, fault.Invalid)
		}
	})
}

func TestCountStopsAtItsLimit(t *testing.T) {
	onBoth(t, func(t *testing.T, s *store.Store) {
		typ := s.Dictionary().Type("device")
		crowd(t, s, 30)
		view(t, s, func(r *store.Reader) error {
			for most, want := range map[int]int{10: 10, 30: 30, 1000: 30} {
				n, err := r.Count(t.Context(), typ, store.Query{Archived: store.WithArchived}, most)
				if err != nil {
					return err
				}
				if n != want {
					t.Errorf("up to %d: %d, want %d", most, n, want)
				}
			}
			return nil
		})
	})
}

func TestLookups(t *testing.T) {
	onBoth(t, func(t *testing.T, s *store.Store) {
		typ := s.Dictionary().Type("device")
		home, away := &site{Header: begun(""), Name: "Home"}, &site{Header: begun(""), Name: "Away"}
		one, two, three := full(home), full(away), full(home)
		three.Serial = ""
		one.ExternalID, two.ExternalID, three.ExternalID = "a'b", "b", ""
		one.Name, two.Name, three.Name = "x", "x", "y"
		two.Archived = true
		put(t, s, home, away, one, two, three)
		view(t, s, func(r *store.Reader) error {
			found, err := r.ByExternal(t.Context(), typ, "cmdb", []string{"a'b", "b", "nothing"})
			if err != nil {
				return err
			}
			if len(found) != 2 || found["a'b"].Head().ID != one.ID || found["b"].Head().ID != two.ID {
				t.Errorf("by external ID: %v", found)
			}
			wanted := []record.Record{
				&device{Serial: two.Serial}, &device{}, &device{Serial: "nothing"}, &device{Serial: one.Serial}, &device{Serial: one.Serial},
			}
			got, err := r.ByKey(t.Context(), typ, []*record.Field{typ.Field("serial")}, wanted)
			if err != nil {
				return err
			}
			if len(got) != 3 || got[0].Head().ID != two.ID || got[3].Head().ID != one.ID || got[4].Head().ID != one.ID {
				t.Errorf("by serial: %v", got)
			}
			wanted = []record.Record{&device{Name: "x", Site: record.To[site](away.ID)}, &device{Name: "x", Site: record.To[site](home.ID)}, &device{Name: "x"}}
			got, err = r.ByKey(t.Context(), typ, []*record.Field{typ.Field("site"), typ.Field("name")}, wanted)
			if err != nil {
				return err
			}
			if len(got) != 2 || got[0].Head().ID != two.ID || got[1].Head().ID != one.ID {
				t.Errorf("by site and name: %v", got)
			}
			return nil
		})
	})
}

func TestInbound(t *testing.T) {
	onBoth(t, func(t *testing.T, s *store.Store) {
		home := &site{Header: begun(""), Name: "Home"}
		one, two := full(home), full(home)
		put(t, s, home, one, two)
		view(t, s, func(r *store.Reader) error {
			in, err := r.Inbound(t.Context(), s.Dictionary().Type("site"), home.ID, store.InboundQuery{First: 1})
			if err != nil {
				return err
			}
			var got []string
			for _, i := range in {
				got = append(got, fmt.Sprintf("%s.%s %d %s", i.Type.Name, i.Field.Name, i.Count, i.Type.Number(i.First[0].Head().Number)))
			}
			want := "device.site 2 DEV-0002, device.stands 2 DEV-0002, device.about 2 DEV-0002"
			if strings.Join(got, ", ") != want {
				t.Errorf("got %v, want %s", got, want)
			}
			return nil
		})
	})
}

func TestSums(t *testing.T) {
	onBoth(t, func(t *testing.T, s *store.Store) {
		typ := s.Dictionary().Type("device")
		home := &site{Header: begun(""), Name: "Home"}
		one, two, three := full(home), full(home), full(home)
		one.Price, two.Price, three.Price = record.Money{Minor: 100, Currency: "EUR"}, record.Money{Minor: 23, Currency: "EUR"}, record.Money{}
		one.Grade, two.Grade, three.Grade = "low", "low", ""
		three.Site, three.Stands, three.Bought = record.Ref[site]{}, nil, record.Date{}
		put(t, s, home, one, two, three)
		for _, c := range []struct {
			group, sum string
			want       []store.Group
		}{
			{"", "", []store.Group{{Count: 3}}},
			{"", "price", []store.Group{{Currency: "EUR", Count: 2, Known: 2, Total: 123}, {Count: 1}}},
			{"grade", "weight", []store.Group{{Key: "low", Count: 2, Known: 2, Total: 24_691_356}, {Count: 1, Known: 1, Total: 12_345_678}}},
			{"site", "warranty", []store.Group{{Key: home.ID.String(), Count: 2, Known: 2, Total: 10800}, {Count: 1, Known: 1, Total: 5400}}},
			{"stands", "ports", []store.Group{{Key: home.ID.String(), Count: 2, Known: 2, Total: 96}, {Count: 1, Known: 1, Total: 48}}},
			{"bought", "", []store.Group{{Key: "2020-02", Count: 2}, {Count: 1}}},
			{"checked", "", []store.Group{{Key: "2026-03", Count: 3}}},
			{"about", "", []store.Group{{Key: home.ID.String(), Count: 3}}},
			{"critical", "", []store.Group{{Key: "true", Count: 3}}},
		} {
			var got []store.Group
			view(t, s, func(r *store.Reader) (err error) {
				got, err = r.Sums(t.Context(), typ, store.Query{}, typ.Field(c.group), typ.Field(c.sum))
				return err
			})
			if !slices.Equal(got, c.want) {
				t.Errorf("by %q of %q: %+v, want %+v", c.group, c.sum, got, c.want)
			}
		}
		err := s.View(t.Context(), func(r *store.Reader) error {
			_, err := r.Sums(t.Context(), typ, store.Query{}, typ.Field("price"), nil)
			return err
		})
		wantFault(t, err, fault.Invalid)
	})
}
