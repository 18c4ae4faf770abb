// Package filters makes random records and random filters on them, for any
// dictionary. Values are drawn from a small stock, so that filters often match,
// and the stock holds what trips a database: quotes, wildcards of LIKE,
// capitals beyond A to Z, midnight, currencies with other decimals.
package filters

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"pgregory.net/rapid"

	"fairlead/internal/fault"
	"fairlead/internal/record"
)

// perType is how many records of each type a world holds.
const perType = 4

// Env is the moment and the person for whom filters are read: a person because
// every record of a world can be one.
func Env(d *record.Dictionary) record.Env {
	return record.Env{
		Today: record.Day(2026, 11, 21),
		Now:   record.At(time.Date(2026, 11, 21, 12, 0, 0, 0, time.UTC)),
		Me:    ID(d.Types()[len(d.Types())-1], 1),
	}
}

// ID is that of the n-th record, from 1, of a type in every world.
func ID(typ *record.Type, n int) record.ID {
	return record.ID{1: byte(typ.Index() + 1), 6: 0x70, 8: 0x80, 15: byte(n)}
}

// World is a few records of every type. References lead to records in it.
type World struct {
	records map[*record.Type][]record.Record
}

// NewWorld draws the records of a world.
func NewWorld(t *rapid.T, d *record.Dictionary) World {
	w := World{map[*record.Type][]record.Record{}}
	for _, typ := range d.Types() {
		for n := range perType {
			w.records[typ] = append(w.records[typ], Record(t, d, typ, n+1))
		}
	}
	return w
}

// Records lists the records of a type by number.
func (w World) Records(typ *record.Type) []record.Record { return w.records[typ] }

// Find looks a record up; nil when there is none.
func (w World) Find(typ *record.Type, id record.ID) record.Record {
	i := slices.IndexFunc(w.records[typ], func(r record.Record) bool { return r.Head().ID == id })
	if i < 0 {
		return nil
	}
	return w.records[typ][i]
}

// Record draws the n-th record of a type. Each field passes its own check, and
// required fields are known where the stock has a value that does.
func Record(t *rapid.T, d *record.Dictionary, typ *record.Type, n int) record.Record {
	r := typ.New()
	h := r.Head()
	h.ID, h.Number, h.Version = ID(typ, n), int64(n), 1
	h.ExternalID = fmt.Sprintf("x%d", n) // with the source it identifies a record
	for _, f := range typ.Fields {
		if !slices.Contains([]string{"number", "version", "external_id"}, f.Name) {
			fill(t, d, f, r, n)
		}
	}
	return r
}

func fill(t *rapid.T, d *record.Dictionary, f *record.Field, r record.Record, n int) {
	required := f.Required || f.System && !isOptional(f)
	if !required && rapid.IntRange(0, 3).Draw(t, f.Name+" is unknown") == 0 {
		return
	}
	text := rapid.SampledFrom(stock(d, f)).Draw(t, f.Name)
	if f.Unique {
		text += fmt.Sprint(n)
	}
	if err := set(f, r, text); err != nil {
		return
	}
	var problems fault.List
	if f.Check(r, &problems); len(problems) > 0 {
		v := f.Value(r)
		v.Clear()
		_ = f.Set(r, v) // clearing never fails
	}
}

// isOptional reports whether a header field can be unknown.
func isOptional(f *record.Field) bool { return f.Kind.Name == "tags" || f.Kind.Name == "text" }

func set(f *record.Field, r record.Record, text string) error {
	if f.Kind.Name != "rows" {
		return f.Parse(r, text, record.Reading{Field: f})
	}
	v := f.Value(r)
	if err := v.SetJSON([]any{map[string]any{}}); err != nil {
		return err
	}
	return f.Set(r, v)
}

// stock lists values of a field as they are written.
func stock(d *record.Dictionary, f *record.Field) []string {
	switch f.Kind.Name {
	case "enum":
		return options(f)
	case "reference", "references":
		return ids(d.Type(f.Target))
	case "any":
		var all []string
		for _, typ := range d.Types() {
			for _, id := range ids(typ) {
				all = append(all, typ.Name+":"+id)
			}
		}
		return all
	}
	if values := byKind()[f.Kind.Name]; values != nil {
		return values
	}
	return []string{"1"}
}

func options(f *record.Field) []string {
	if len(f.Options) == 0 {
		return []string{""}
	}
	var names []string
	for _, o := range f.Options {
		names = append(names, o.Name)
	}
	return names
}

func ids(typ *record.Type) []string {
	var out []string
	for n := range perType {
		out = append(out, ID(typ, n+1).String())
	}
	return out
}

func byKind() map[string][]string {
	return map[string][]string{
		"text":     words(),
		"markdown": append(words(), "a\nb", "B\n\nÖ"),
		"integer":  {"-1", "0", "1", "2", "42", "9007199254740991"},
		"decimal":  {"-0.5", "0", "0.5", "0.500001", "2", "10"},
		"percent":  {"0", "0.5", "50", "99.9", "100"},
		"boolean":  {"true", "false"},
		"date":     {"0001-01-01", "2026-02-28", "2026-11-20", "2026-11-21", "2026-11-22", "9999-12-31"},
		"instant":  {"2026-11-20T23:59:59.999Z", "2026-11-21T00:00:00Z", "2026-11-21T08:00:00-04:00", "2026-11-21T23:59:59.999Z", "2026-11-22T00:00:00Z"},
		"duration": {"0h", "59s", "1h", "4h", "1d"},
		"money":    {"-5 USD", "0 EUR", "10 EUR", "10.01 EUR", "10 USD", "10 JPY", "1000 JPY", "10 KWD", "10.001 KWD", "10.0001 CLF"},
		"tags":     {"a", "b", "a, b", "big ship", "a%b", `a"b`, "ö"},
		"link":     {"https://a.example/x", "https://B.example/?q=100%25", "mailto:a_b@c.example"},
		"estimate": {"3", "3..8", "3/5/8"},
		"file":     {`{"name":"a.txt","type":"text/plain","size":1,"hash":"` + strings.Repeat("0", 64) + `"}`},
	}
}

// words are texts that databases and programs tend to see differently.
func words() []string {
	return []string{
		"a", "A", "b", "ab", "aB", "Ab*c", "*", `x"y`, `it's`, "oslo", "Oslo Quay", "ö", "Ö", "İ", "ß", "ſ", "\u212a", "😀",
		`a\b`, "%", "_", "a_b", "a%b", "-x", "me", "null", "2026-11-21", "10", "9", "~", "\u00e9", "e\u0301",
	}
}
