package store_test

import (
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"unicode"

	"fairlead/internal/fault"
	"fairlead/internal/record"
	"fairlead/internal/store"
)

// Whatever is typed, a search has no syntax that could be wrong, and a label
// finds its own record.
func FuzzSearch(f *testing.F) {
	for _, text := range []string{"main office", `"a" OR b*`, "NEAR(a b)", "a\x00b", "\ue000site", "Ünï čödé", "SIT-0001", "(", "日本語", "a_b", "\xff", "C++"} {
		f.Add(text)
	}
	s := open(f, "sqlite:"+filepath.Join(f.TempDir(), "x.db"), dictionary(f))
	put(f, s, &site{Header: begun(""), Name: "Main office"})
	f.Fuzz(func(t *testing.T, text string) {
		err := s.View(t.Context(), func(r *store.Reader) error {
			_, err := r.Search(t.Context(), store.SearchQuery{Text: text, Types: []*record.Type{s.Dictionary().Type("site")}})
			return err
		})
		if err != nil {
			t.Fatalf("%q: %v", text, err)
		}
		var problems fault.List
		named := &site{Header: begun(""), Name: text}
		s.Dictionary().Type("site").Field("name").Check(named, &problems)
		if len(problems) > 0 || len(text) > 200 {
			return
		}
		err = s.Write(t.Context(), func(w *store.Writer) error {
			if err := insert(t.Context(), w, named); err != nil {
				return err
			}
			hits, err := w.Search(t.Context(), store.SearchQuery{Text: text, Limit: 1000})
			if err != nil {
				return err
			}
			found := slices.ContainsFunc(hits, func(h store.Hit) bool { return h.Record == named.ID })
			if !found && hasWord(text) {
				t.Errorf("%q does not find the record of that name", text)
			}
			return errUndo
		})
		if err != errUndo {
			t.Fatal(err)
		}
	})
}

func hasWord(text string) bool {
	return strings.IndexFunc(text, func(r rune) bool { return unicode.IsLetter(r) || unicode.IsNumber(r) }) >= 0
}

// A cursor is refused or leads somewhere; it never breaks a statement.
func FuzzCursor(f *testing.F) {
	f.Add("")
	f.Add("eyJvIjoibmFtZSIsInYiOiJhIiwibiI6MX0")
	f.Add("eyJvIjoibmFtZSIsInYiOnt9LCJuIjoxfQ")
	s := open(f, "sqlite:"+filepath.Join(f.TempDir(), "x.db"), dictionary(f))
	put(f, s, &site{Header: begun(""), Name: "Main office"})
	typ := s.Dictionary().Type("site")
	f.Fuzz(func(t *testing.T, after string) {
		err := s.View(t.Context(), func(r *store.Reader) error {
			_, err := r.List(t.Context(), typ, store.Query{Order: record.Order{Field: typ.Field("name")}, After: after})
			return err
		})
		if err != nil && fault.KindOf(err) != fault.Invalid {
			t.Fatalf("%q: %v", after, err)
		}
	})
}
