package technology

import (
	"cmp"
	"slices"
	"strings"
	"unicode"

	"fairlead/internal/catalog"
	"fairlead/internal/record"
)

// Dateless is a product that is installed and of which its maker's end of support
// is not known: it stands under unknown, wherever support is summed up.
type Dateless struct {
	Product *catalog.Product
	Assets  int // that have it and are not retired
	// Like is the product on record with dates that it looks like, and By says
	// by what it was found; nil where none looks like it, or several do.
	Like *catalog.Product
	By   MatchKind
}

// MatchKind is by what two products were taken for the same.
type MatchKind string

// The kinds, the surest first.
const (
	ByName    MatchKind = "name"    // one has the name of the other, or one under which inventories report it
	ByRelease MatchKind = "release" // family and release are the same words
	Within    MatchKind = "within"  // the words of family and release stand in the name
)

// Datelesses lists the installed products without an end of support, the one on
// most assets first, each with the product whose dates may be its own. Products
// that are not software seldom have a match.
func Datelesses(s *record.Snapshot) []Dateless {
	return record.Answer(s, "technology.dateless", struct{}{}, func(s *record.Snapshot, _ struct{}) []Dateless {
		u, m := usageOf(s), newMatcher(s)
		var list []Dateless
		for p := range record.Each[catalog.Product](s) {
			if n := len(u.assets[p.ID]); n > 0 && !p.Archived && !p.SupportEnds.Known() && p.Support == "" {
				d := Dateless{Product: p, Assets: n}
				d.Like, d.By = m.match(p)
				list = append(list, d)
			}
		}
		slices.SortFunc(list, func(a, b Dateless) int {
			return cmp.Or(cmp.Compare(b.Assets, a.Assets), cmp.Compare(a.Product.Name, b.Product.Name), a.Product.ID.Compare(b.Product.ID))
		})
		return list
	})
}

// matcher finds products with dates by their words.
type matcher struct {
	names    map[string][]*catalog.Product
	releases map[string][]*catalog.Product
	dated    []*catalog.Product
}

func newMatcher(s *record.Snapshot) *matcher {
	m := &matcher{map[string][]*catalog.Product{}, map[string][]*catalog.Product{}, nil}
	for p := range record.Each[catalog.Product](s) {
		if p.Archived || !p.SupportEnds.Known() && p.Support == "" {
			continue
		}
		m.dated = append(m.dated, p)
		for _, name := range namesOf(p) {
			if !slices.Contains(m.names[name], p) {
				m.names[name] = append(m.names[name], p)
			}
		}
		if key := release(p); key != "" {
			m.releases[key] = append(m.releases[key], p)
		}
	}
	return m
}

// match is the one product that is found by the surest way that finds any.
func (m *matcher) match(p *catalog.Product) (*catalog.Product, MatchKind) {
	var found []*catalog.Product
	for _, name := range namesOf(p) {
		for _, like := range m.names[name] {
			if !slices.Contains(found, like) {
				found = append(found, like)
			}
		}
	}
	if len(found) > 0 {
		return only(found), ByName
	}
	if found = m.releases[release(p)]; release(p) != "" && len(found) > 0 {
		return only(found), ByRelease
	}
	name := " " + words(p.Name) + " "
	longest := 0
	for _, like := range m.dated {
		key := release(like)
		if key == "" || !strings.Contains(name, " "+key+" ") || len(key) < longest {
			continue
		}
		if len(key) > longest {
			found, longest = nil, len(key)
		}
		found = append(found, like)
	}
	return only(found), Within
}

func only(found []*catalog.Product) *catalog.Product {
	if len(found) != 1 {
		return nil
	}
	return found[0]
}

// namesOf are the names of a product, in words.
func namesOf(p *catalog.Product) []string {
	names := []string{words(p.Name)}
	for name := range strings.SplitSeq(p.AlsoKnownAs, ",") {
		if w := words(name); w != "" {
			names = append(names, w)
		}
	}
	return names
}

// release is the family and the release in words; empty unless both are known.
func release(p *catalog.Product) string {
	family, number := words(p.Family), words(p.Release)
	if family == "" || number == "" {
		return ""
	}
	return family + " " + number
}

// words brings a name to what two spellings of it have in common: letters and
// digits in lower case, and the points within a number.
func words(name string) string {
	return strings.Join(strings.FieldsFunc(strings.ToLower(name), func(r rune) bool {
		return !unicode.IsLetter(r) && !unicode.IsDigit(r) && r != '.'
	}), " ")
}
