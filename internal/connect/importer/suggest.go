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

// Suggest ranks the ways in which a file can be imported, the best first: maps
// that recognise all their columns, then the types whose field names and
// aliases are found among the columns.
func Suggest(name string, format tabular.Format, header []string, maps []Map, types []*record.Type) []Suggestion {
	var out []Suggestion
	for _, m := range maps {
		if len(m.Recognise) > 0 && containsAll(header, m.Recognise) {
			score := 1000 + 10*len(m.Recognise)
			if strings.Contains(words(name), words(m.Name)) {
				score++
			}
			out = append(out, Suggestion{m.fitted(header), score, "Its columns are those of " + m.Title + "."})
		}
	}
	for _, t := range types {
		if s, ok := matchType(name, format, header, t); ok {
			out = append(out, s)
		}
	}
	slices.SortStableFunc(out, func(a, b Suggestion) int { return cmp.Compare(b.Score, a.Score) })
	return out
}

// fitted leaves out the rules for columns that a file does not have: exports of
// one system differ between its versions.
func (m Map) fitted(header []string) Map {
	m.Fields = slices.DeleteFunc(slices.Clone(m.Fields), func(r Rule) bool {
		return !containsAll(header, append(placeholders(r.Template), placeholders(r.Column)...))
	})
	return m
}

func containsAll(have, want []string) bool {
	return !slices.ContainsFunc(want, func(w string) bool { return w != "" && !slices.Contains(have, w) })
}

// matchType maps the columns to the fields of one type by name. It fits only
// when something names the record.
func matchType(file string, format tabular.Format, header []string, t *record.Type) (Suggestion, bool) {
	m := Map{Name: t.Name, Title: t.Titles, Type: t.Name, Source: sourceName(file)}
	taken := map[string]bool{}
	score := 0
	for _, exact := range []bool{true, false} {
		for i, column := range header {
			if taken[column] {
				continue
			}
			f := bestField(t, column, exact, m.Fields)
			if f == nil || !contentFits(f, format, i) {
				continue
			}
			m.Fields = append(m.Fields, ruleFor(f, column, header))
			taken[column] = true
			score += 10
			if exact {
				score += 5
			}
		}
	}
	for _, column := range header {
		if !taken[column] && slices.Contains(idColumns, words(column)) && m.ExternalID == "" {
			m.ExternalID = column
		}
	}
	if base := words(strings.TrimSuffix(path.Base(file), path.Ext(file))); base == words(t.Plural) || base == words(t.Name) {
		score += 100
	}
	score -= 2 * (len(header) - len(m.Fields))
	return Suggestion{m, score, "Columns have the names of its fields."}, m.identifies(t)
}

// identifies reports whether the map fills what makes a record of the type: its
// name, or, where people do not name such records, all that is required.
func (m Map) identifies(t *record.Type) bool {
	fills := func(f *record.Field) bool {
		return slices.ContainsFunc(m.Fields, func(r Rule) bool { return r.Field == f.Name })
	}
	if label := t.LabelField(); !label.System {
		return fills(label)
	}
	return !slices.ContainsFunc(t.Fields, func(f *record.Field) bool { return f.Required && !f.System && !fills(f) })
}

// ruleFor fills a field from a column. An amount takes its currency from the
// column beside it, as exports of ours have it.
func ruleFor(f *record.Field, column string, header []string) Rule {
	r := Rule{Field: f.Name, Column: column, Create: creatable(f)}
	if currency := column + ".currency"; f.Kind.Name == "money" && slices.Contains(header, currency) {
		r.Column, r.Template = "", "{"+column+"} {"+currency+"}"
	}
	return r
}

// idColumns are the names under which files carry the identity of their rows.
var idColumns = []string{"external id", "id", "number", "key", "uuid", "sys id"}

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

// sourceName is what a file without a known origin is called as a source.
func sourceName(file string) string {
	return strings.ReplaceAll(words(strings.TrimSuffix(path.Base(file), path.Ext(file))), " ", "-")
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
