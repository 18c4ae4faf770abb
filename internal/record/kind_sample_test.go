package record_test

import (
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"fairlead/internal/record"
)

// level is an enum of the sample.
type level string

func (level) Options() []record.Option {
	return []record.Option{{Name: "low", Title: "Low"}, {Name: "very_high", Title: "Severe"}}
}

// sample is a record with a field of every kind.
type sample struct {
	record.Header
	Name     string `record:"label"`
	Notes    record.Markdown
	Link     record.Link
	Words    record.Tags
	Yes      bool
	Count    int64
	Whole    record.Int
	Exact    record.Decimal
	Share    record.Percent
	Cost     record.Money
	Due      record.Date
	When     record.Instant
	Effort   record.Duration
	Level    level
	Parent   record.Ref[sample]
	Peers    record.Refs[sample]
	About    record.AnyRef
	Loss     record.Estimate `unit:"hours"`
	Document record.File
	Steps    record.Rows[step]
}

// step is a row with a field of every kind that rows may hold.
type step struct {
	Title    string `record:"required"`
	Notes    record.Markdown
	Link     record.Link
	Words    record.Tags
	Yes      bool
	Count    int64 `record:"min=0"`
	Whole    record.Int
	Exact    record.Decimal
	Share    record.Percent
	Cost     record.Money
	Due      record.Date
	When     record.Instant
	Effort   record.Duration
	Level    level
	Owner    record.Ref[sample]
	Peers    record.Refs[sample]
	About    record.AnyRef
	Loss     record.Estimate
	Document record.File
}

func sampleType(t testing.TB) *record.Type {
	t.Helper()
	d, err := record.NewDictionary(record.Declare(record.Spec[sample]{
		Module: "test", Name: "sample", Prefix: "SAM", Help: "A record with a field of every kind.",
		Access: record.Access{record.Director: {{May: record.All}}},
	}))
	if err != nil {
		t.Fatal(err)
	}
	return d.Type("sample")
}

// drawFields draws a value for every field of a struct that has a generator, or for
// the fields named only.
func drawFields(t *rapid.T, r any, only ...string) {
	v := reflect.ValueOf(r).Elem()
	for i := range v.NumField() {
		name := v.Type().Field(i).Name
		draw, ok := draws()[name]
		if !ok || len(only) > 0 && !slices.Contains(only, strings.ToLower(name)) {
			continue
		}
		if name == "Title" || rapid.IntRange(0, 9).Draw(t, name+" known") > 0 {
			v.Field(i).Set(reflect.ValueOf(draw(t)).Convert(v.Type().Field(i).Type))
		}
	}
}

// drawText draws what may stand in a text field, after some letters x.
func drawText(t *rapid.T, letters int) string {
	text := strings.ReplaceAll(rapid.String().Draw(t, "text"), "\x00", "")
	return strings.Repeat("x", letters) + strings.TrimSpace(text)
}

// draws are what makes valid values, by the name of the field in sample and step.
func draws() map[string]func(*rapid.T) any {
	return map[string]func(*rapid.T) any{
		"Name":  func(t *rapid.T) any { return drawText(t, 0) },
		"Title": func(t *rapid.T) any { return drawText(t, 1) },
		"Notes": drawMarkdown,
		"Link": func(t *rapid.T) any {
			return rapid.StringMatching(`https?://[a-z]+\.[a-z]{2}(/[a-z0-9?=&%20]*)?|mailto:[a-z]+@[a-z]+`).Filter(validLink).Draw(t, "link")
		},
		"Words": drawTags,
		"Yes":   func(t *rapid.T) any { return rapid.Bool().Draw(t, "yes") },
		"Count": func(t *rapid.T) any { return rapid.Int64Range(0, record.MaxInt).Draw(t, "count") },
		"Whole": func(t *rapid.T) any {
			return record.Whole(rapid.Int64Range(-record.MaxInt, record.MaxInt).Draw(t, "n"))
		},
		"Exact":  func(t *rapid.T) any { return record.NewDecimal(drawMicro(t)) },
		"Share":  func(t *rapid.T) any { return record.NewPercent(drawMicro(t)) },
		"Cost":   func(t *rapid.T) any { return drawMoney(t) },
		"Due":    func(t *rapid.T) any { return drawDate(t) },
		"When":   func(t *rapid.T) any { return drawInstant(t) },
		"Effort": func(t *rapid.T) any { return drawDuration(t) },
		"Level":  func(t *rapid.T) any { return rapid.SampledFrom(level("").Options()).Draw(t, "level").Name },
		"Parent": func(t *rapid.T) any { return record.To[sample](drawID(t)) },
		"Owner":  func(t *rapid.T) any { return record.To[sample](drawID(t)) },
		"Peers": func(t *rapid.T) any {
			return record.ToAll[sample](rapid.SliceOfN(rapid.Custom(drawID), 1, 5).Draw(t, "ids")...)
		},
		"About":    func(t *rapid.T) any { return record.AnyRef{Type: "sample", ID: drawID(t)} },
		"Loss":     func(t *rapid.T) any { return drawEstimate(t) },
		"Document": func(t *rapid.T) any { return drawFile(t) },
		"Steps": func(t *rapid.T) any {
			rows := make(record.Rows[step], rapid.IntRange(1, 3).Draw(t, "rows"))
			for i := range rows {
				drawFields(t, &rows[i])
			}
			return rows
		},
	}
}

func validLink(text string) bool { return new(record.Link).Parse(text, record.Reading{}) == nil }

func drawMarkdown(t *rapid.T) any {
	var m record.Markdown
	if err := m.Parse(rapid.StringOf(rapid.SampledFrom([]rune("ab \t\r\n#*é"))).Draw(t, "markdown"), record.Reading{}); err != nil {
		t.Fatal(err)
	}
	return m
}

func drawTags(t *rapid.T) any {
	var tags record.Tags
	words := rapid.SliceOfN(rapid.StringMatching(`[a-zA-Zäß ]{1,12}`), 1, 6).Draw(t, "tags")
	if err := tags.Parse(strings.Join(words, ","), record.Reading{}); err != nil {
		t.Fatal(err)
	}
	return tags
}

func drawMicro(t *rapid.T) int64 {
	return rapid.Int64Range(-999_999_999_999_999, 999_999_999_999_999).Draw(t, "micro")
}

func drawMoney(t *rapid.T) record.Money {
	return record.Money{
		Minor:    rapid.Int64Min(-1<<63+1).Draw(t, "minor"),
		Currency: rapid.SampledFrom(record.Currencies()).Draw(t, "currency"),
	}
}

func drawDate(t *rapid.T) record.Date {
	return record.Day(1, 1, 1).AddDays(rapid.IntRange(0, 3652058).Draw(t, "day"))
}

func drawInstant(t *rapid.T) record.Instant {
	ms := rapid.Int64Range(0, 86_399_999).Draw(t, "ms")
	at := drawDate(t).Time().Add(time.Duration(ms) * time.Millisecond)
	if at.IsZero() {
		at = at.Add(time.Millisecond)
	}
	return record.At(at)
}

func drawDuration(t *rapid.T) record.Duration {
	return record.Lasting(time.Duration(rapid.Int64Range(0, 9_000_000_000).Draw(t, "seconds")) * time.Second)
}

func drawID(t *rapid.T) record.ID {
	var id record.ID
	copy(id[:], rapid.SliceOfN(rapid.Byte(), 16, 16).Draw(t, "id"))
	id[6] = 0x70
	return id
}

func drawEstimate(t *rapid.T) record.Estimate {
	x := rapid.SliceOfN(rapid.Float64Range(-1e15, 1e15), 3, 3).Draw(t, "figures")
	slices.Sort(x)
	return rapid.SampledFrom([]record.Estimate{
		record.Exactly(x[0]), record.Between90(x[0], x[1]), record.Around(x[0], x[1], x[2]),
	}).Draw(t, "estimate")
}

func drawFile(t *rapid.T) record.File {
	return record.File{
		Name: rapid.StringMatching(`[a-z äöü]{1,20}\.pdf`).Draw(t, "name"), Type: "application/pdf",
		Size: rapid.Int64Range(0, record.MaxInt).Draw(t, "size"),
		Hash: rapid.StringMatching(`[0-9a-f]{64}`).Draw(t, "hash"),
	}
}

// same fails unless the field is the same in both records.
func same(t *rapid.T, f *record.Field, got, want *sample) {
	t.Helper()
	diff := cmp.Diff(fieldOf(want, f), fieldOf(got, f))
	if diff != "" {
		t.Fatalf("changed (-want +got):\n%s", diff)
	}
	if f.Value(want).Known() && f.Value(got).Compare(f.Value(want)) != 0 {
		t.Fatal("the same values do not compare as equal")
	}
}

func fieldOf(r *sample, f *record.Field) any {
	v := reflect.ValueOf(r).Elem()
	for i := range v.NumField() {
		if strings.ToLower(v.Type().Field(i).Name) == f.Name {
			return v.Field(i).Interface()
		}
	}
	panic("no field " + f.Name)
}
