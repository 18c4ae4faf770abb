package importer

import (
	"cmp"
	"path"
	"slices"
	"strings"
	"unicode"

	"fairlead/internal/connect/tabular"
	"fairlead/internal/record"
)

// Suggestion is a map that may fit a file.
type Suggestion struct {
	Map   Map
	Score int    // the higher, the better it fits
	Why   string // for a person
}

// called is what the name of a file counts for a type, and what each required
// field without a column counts against it.
const called = 100

// Suggest ranks the ways in which a file can be imported, the best first: maps
// that recognise its columns, then the types whose field names and aliases are
// found among the columns.
func Suggest(name string, format tabular.Format, header []string, maps []Map, types []*record.Type) []Suggestion {
	var out []Suggestion
	for _, m := range maps {
		possible := slices.ContainsFunc(types, func(t *record.Type) bool { return t.Name == m.Type })
		if possible && len(m.Recognise) > 0 && containsAll(header, m.Recognise) {
			out = append(out, Suggestion{m.fitted(header), m.fit(header), "Its columns are those of " + m.Title + "."})
		}
	}
	for _, t := range types {
		if s, ok := matchType(name, format, header, t); ok {
			if slices.Contains(callings(t, types), strings.TrimSuffix(fileWords(name), "s")) {
				s.Score += called
			}
			out = append(out, s)
		}
	}
	slices.SortStableFunc(out, func(a, b Suggestion) int { return cmp.Compare(b.Score, a.Score) })
	return out
}

// fit scores a map that recognises a file: far above types that only have names
// in common with it, unless the map is about few of the columns.
func (m Map) fit(header []string) int {
	used := map[string]bool{}
	for _, name := range m.columns() {
		used[name] = slices.Contains(header, name)
	}
	n := 0
	for _, there := range used {
		if there {
			n++
		}
	}
	if 3*n < len(header) {
		return 10 * n
	}
	return 1000 + 10*n
}

// columns lists the columns that a map speaks of.
func (m Map) columns() []string {
	names := slices.Concat(m.Recognise, placeholders(m.ExternalID), placeholders(m.ID))
	for _, r := range m.Fields {
		names = append(names, r.columns()...)
	}
	return names
}

func (r Rule) columns() []string {
	names := placeholders(r.Template)
	for _, name := range []string{r.Column, r.ID} {
		if name != "" {
			names = append(names, name)
		}
	}
	return names
}

// fitted leaves out the rules for columns that a file does not have: exports of
// one system differ between its versions.
func (m Map) fitted(header []string) Map {
	m.Fields = slices.DeleteFunc(slices.Clone(m.Fields), func(r Rule) bool {
		return !containsAll(header, r.columns())
	})
	return m
}

func containsAll(have, want []string) bool {
	return !slices.ContainsFunc(want, func(w string) bool { return w != "" && !slices.Contains(have, w) })
}

// matchType is ByNames as a suggestion. It fits only when something names the record.
func matchType(file string, format tabular.Format, header []string, t *record.Type) (Suggestion, bool) {
	m, score := byNames(file, format, header, t)
	score -= 2*(len(header)-len(m.Fields)) + called*len(m.lacks(t))
	return Suggestion{m, score, "Its columns have the names of the fields of " + strings.ToLower(t.Titles) + "."}, m.identifies(t)
}

// callings are what records of a type are called, without the s of the plural: by
// the catalogue, and in the fields of other types that refer to them. A file of
// providers holds vendors, since assets know their vendor as provider.
func callings(t *record.Type, types []*record.Type) []string {
	names := []string{words(t.Plural), words(t.Titles), words(t.Name)}
	for _, other := range types {
		for _, f := range other.Fields {
			if f.Target == t.Name && other != t {
				names = append(names, f.Aliases...)
			}
		}
	}
	for i, name := range names {
		names[i] = strings.TrimSuffix(name, "s")
	}
	return names
}

// ByNames maps the columns of a file to the fields of a type by their names and
// aliases, as far as that goes.
func ByNames(file string, format tabular.Format, header []string, t *record.Type) Map {
	m, _ := byNames(file, format, header, t)
	return m
}

func byNames(file string, format tabular.Format, header []string, t *record.Type) (m Map, score int) {
	m = Map{Name: t.Name, Title: t.Titles, Type: t.Name, Source: sourceName(file, t)}
	for _, exact := range []bool{true, false} {
		for i, column := range header {
			if m.uses(column) {
				continue
			}
			f := bestField(t, column, exact, m.Fields)
			if f == nil || !contentFits(f, format, i) {
				continue
			}
			m.Fields = append(m.Fields, RuleFor(f, column, header))
			score += 10
			if exact {
				score += 5
			}
		}
	}
	m.recogniseRows(format, header, t)
	return m, score
}

func (m Map) uses(column string) bool {
	return slices.ContainsFunc(m.Fields, func(r Rule) bool { return slices.Contains(r.columns(), column) })
}

// recogniseRows finds the column that tells the rows apart: the IDs of an export
// of this program, else what another system calls its records.
func (m *Map) recogniseRows(format tabular.Format, header []string, t *record.Type) {
	if i := slices.Index(header, "id"); i >= 0 && ownIDs(format, i) {
		m.ID, m.Source = "id", "fairlead"
		for _, name := range []string{"source", "external_id"} {
			if slices.Contains(header, name) {
				m.Fields = append(m.Fields, Rule{Field: name, Column: name})
			}
		}
		return
	}
	for _, name := range idColumns {
		for i, column := range header {
			if m.ExternalID == "" && words(column) == name && !m.uses(column) && !ownNumbers(format, i, t) {
				m.ExternalID = column
			}
		}
	}
}

// ownIDs reports whether a column holds IDs of this program.
func ownIDs(format tabular.Format, column int) bool {
	return allSamples(format, column, func(text string) bool {
		_, err := record.ParseID(text)
		return err == nil
	})
}

// ownNumbers reports whether a column holds the short numbers of a type. They
// are no external IDs: here they mean other records than where they come from.
func ownNumbers(format tabular.Format, column int, t *record.Type) bool {
	return allSamples(format, column, func(text string) bool {
		_, ok := t.ParseNumber(text)
		return ok && strings.Contains(text, "-")
	})
}

func allSamples(format tabular.Format, column int, is func(string) bool) bool {
	if column >= len(format.Columns) || len(format.Columns[column].Samples) == 0 {
		return false
	}
	return !slices.ContainsFunc(format.Columns[column].Samples, func(text string) bool { return !is(text) })
}

// identifies reports whether the map fills what makes a record of the type: its
// name, or, where people do not name such records, all that is required.
func (m Map) identifies(t *record.Type) bool {
	if label := t.LabelField(); !label.System {
		return m.fills(label)
	}
	return len(m.lacks(t)) == 0
}

func (m Map) fills(f *record.Field) bool {
	return slices.ContainsFunc(m.Fields, func(r Rule) bool { return r.Field == f.Name })
}

// lacks lists what records of a type must have and the map does not fill.
func (m Map) lacks(t *record.Type) (fields []*record.Field) {
	for _, f := range t.Fields {
		if f.Required && !f.System && !m.fills(f) {
			fields = append(fields, f)
		}
	}
	return fields
}

// RuleFor fills a field from a column. An amount takes its currency from the
// column beside it, and a reference its ID, as exports of ours have them.
func RuleFor(f *record.Field, column string, header []string) Rule {
	r := Rule{Field: f.Name, Column: column, Create: creatable(f)}
	if currency := column + ".currency"; f.Kind.Name == "money" && slices.Contains(header, currency) {
		r.Column, r.Template = "", "{"+column+"} {"+currency+"}"
	}
	if id := column + ".id"; f.Points() && slices.Contains(header, id) {
		r.ID = id
	}
	return r
}

// idColumns are the names under which files carry the identity of their rows,
// the clearest first.
var idColumns = []string{"external id", "id", "sys id", "uuid", "number", "key"}

func bestField(t *record.Type, column string, exact bool, used []Rule) *record.Field {
	w := words(column)
	for _, f := range t.Fields {
		if f.System && f.Name != "state" && f.Name != "tags" || slices.ContainsFunc(used, func(r Rule) bool { return r.Field == f.Name }) {
			continue
		}
		if exact && (w == words(f.Name) || w == words(f.Title)) {
			return f
		}
		if !exact && slices.ContainsFunc(f.Aliases, func(a string) bool { return w == words(a) }) {
			return f
		}
	}
	return nil
}

// contentFits keeps a column of plain words off a date or a number field.
func contentFits(f *record.Field, format tabular.Format, column int) bool {
	if column >= len(format.Columns) {
		return true
	}
	guess := format.Columns[column]
	switch f.Kind.Name {
	case "date", "instant":
		return guess.Content != tabular.ContentInteger && guess.Content != tabular.ContentDecimal && guess.Content != tabular.ContentBoolean
	}
	return true
}

// creatable tells which references are made when they are missing: those that
// a name alone describes. What hangs together by more is not invented.
func creatable(f *record.Field) bool {
	return slices.Contains([]string{"vendor", "team", "department", "site", "product", "person"}, f.Target)
}

// sourceName is what a file without a known origin is called as a source. It
// stays the same for the next file of the kind, and for its rejected rows.
func sourceName(file string, t *record.Type) string {
	name := strings.ReplaceAll(fileWords(file), " ", "-")
	if name == "" {
		return t.Plural
	}
	return name
}

// fileWords is the name of a file without what changes from one to the next:
// dates, counts, and what a browser or we ourselves add.
func fileWords(file string) string {
	list := strings.Fields(words(strings.TrimSuffix(path.Base(file), path.Ext(file))))
	return strings.Join(slices.DeleteFunc(list, func(w string) bool {
		return w == "rejected" || w == "copy" || strings.Trim(w, "0123456789") == ""
	}), " ")
}

// words brings a name to lower case words, so that "Start_Dt", "start dt" and
// "StartDt" are the same.
func words(name string) string {
	var b strings.Builder
	var last rune
	for _, r := range strings.TrimSpace(name) {
		switch {
		case !unicode.IsLetter(r) && !unicode.IsDigit(r):
			r = ' '
		case unicode.IsUpper(r) && unicode.IsLower(last):
			b.WriteRune(' ')
		}
		if r != ' ' || last != ' ' {
			b.WriteRune(unicode.ToLower(r))
		}
		last = r
	}
	return strings.TrimSpace(b.String())
}
