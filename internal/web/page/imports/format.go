package imports

import (
	"net/url"
	"slices"
	"strings"

	"fairlead/internal/connect/importer"
	"fairlead/internal/connect/tabular"
	"fairlead/internal/web/ui"
)

// control is one thing about how a file is read that a person can correct.
type control struct {
	name, label string
	options     func(tabular.Format) []ui.Option
	empty       string // label of the choice of nothing
	get         func(tabular.Format) string
	set         func(*tabular.Format, string)
	found       func(tabular.Format) string // how it was found out
	said        func(tabular.Format) string // in a sentence about the file
	kind        tabular.FileKind            // of files that have it; empty: all
}

func controls() []control {
	return []control{
		{
			name: "sheet", label: "Sheet", kind: tabular.XLSX,
			options: func(f tabular.Format) []ui.Option { return named(f.Sheets...) },
			get:     func(f tabular.Format) string { return f.Sheet },
			said:    func(f tabular.Format) string { return "sheet “" + f.Sheet + "”" },
			set:     func(f *tabular.Format, v string) { f.Sheet = v },
		},
		{
			name: "delimiter", label: "Cells are separated by", kind: tabular.CSV,
			options: fixed("Comma|,", "Semicolon|;", "Tab|\t", "Vertical bar||"),
			get:     func(f tabular.Format) string { return f.Delimiter },
			set:     func(f *tabular.Format, v string) { f.Delimiter = v },
			found:   func(f tabular.Format) string { return sure(f.DelimiterSure) },
			said:    func(f tabular.Format) string { return "separated by " + delimiterName(f.Delimiter) },
		},
		{
			name: "encoding", label: "Characters", kind: tabular.CSV,
			options: func(tabular.Format) []ui.Option {
				return named(string(tabular.UTF8), string(tabular.UTF8BOM), string(tabular.Windows1252), string(tabular.ISO88591), string(tabular.UTF16LE), string(tabular.UTF16BE))
			},
			get:   func(f tabular.Format) string { return string(f.Encoding) },
			set:   func(f *tabular.Format, v string) { f.Encoding = tabular.Encoding(v) },
			found: func(f tabular.Format) string { return sure(f.EncodingSure) },
			said:  func(f tabular.Format) string { return string(f.Encoding) },
		},
		{
			name: "header", label: "Names of the columns",
			options: fixed("In the first row|"+string(tabular.HeaderFirst), "There are none|"+string(tabular.HeaderNone)),
			get:     func(f tabular.Format) string { return string(f.Header) },
			set:     func(f *tabular.Format, v string) { f.Header = tabular.HeaderRow(v) },
			found:   func(f tabular.Format) string { return sure(f.HeaderSure) },
		},
		{
			name: "dates", label: "Dates like 04/03/2018", empty: "No date needs it",
			options: fixed("The day comes first: 4 March|"+string(tabular.DayFirst), "The month comes first: April 3|"+string(tabular.MonthFirst)),
			get:     func(f tabular.Format) string { return string(f.DateOrder) },
			set:     func(f *tabular.Format, v string) { f.DateOrder = tabular.DateOrder(v) },
			found:   func(f tabular.Format) string { return strings.TrimSpace(sure(f.DateOrderSure) + " " + f.DateEvidence) },
			said:    func(f tabular.Format) string { return "dates with the " + string(f.DateOrder) },
		},
		{
			name: "decimal", label: "Decimals", empty: "No number needs it",
			options: fixed("1,234.56|"+string(tabular.DecimalPoint), "1.234,56|"+string(tabular.DecimalComma)),
			get:     func(f tabular.Format) string { return string(f.Decimal) },
			set:     func(f *tabular.Format, v string) { f.Decimal = tabular.DecimalStyle(v) },
			found:   func(f tabular.Format) string { return sure(f.DecimalSure) },
			said:    func(f tabular.Format) string { return "decimals with a " + string(f.Decimal) },
		},
	}
}

func delimiterName(d string) string {
	switch d {
	case ",":
		return "commas"
	case ";":
		return "semicolons"
	case "\t":
		return "tabs"
	case "|":
		return "vertical bars"
	}
	return "“" + d + "”"
}

func named(values ...string) []ui.Option {
	out := make([]ui.Option, len(values))
	for i, v := range values {
		out[i] = ui.Option{Value: v, Label: v}
	}
	return out
}

// fixed makes options of "label|value".
func fixed(pairs ...string) func(tabular.Format) []ui.Option {
	out := make([]ui.Option, len(pairs))
	for i, pair := range pairs {
		label, value, _ := strings.Cut(pair, "|")
		out[i] = ui.Option{Label: label, Value: value}
	}
	return func(tabular.Format) []ui.Option { return out }
}

func sure(c tabular.Confidence) string {
	switch c {
	case tabular.Certain:
		return "Certain."
	case tabular.Likely:
		return "Likely."
	case tabular.Guess:
		return "A guess: please check it."
	}
	return ""
}

// settled is what a person chose of a format: by the names of the controls, with
// "missing" for the marks of no value.
type settled map[string]string

// settledBy finds in a form what was chosen: what differs from what the page
// showed, and what was chosen before.
func settledBy(form url.Values) settled {
	s := settled{}
	names := []string{"missing"}
	for _, c := range controls() {
		names = append(names, c.name)
	}
	for _, name := range names {
		changed := form.Has(name) && form.Get(name) != form.Get("was."+name)
		if changed || slices.Contains(form["settled"], name) {
			s[name] = form.Get(name)
		}
	}
	return s
}

// settledAs takes a whole format as chosen.
func settledAs(f tabular.Format) settled {
	s := settled{"missing": strings.Join(f.Missing, " ")}
	for _, c := range controls() {
		s[c.name] = c.get(f)
	}
	return s
}

// known is the part of the format that is not to be found out again.
func (s settled) known() tabular.Format {
	var f tabular.Format
	for _, c := range controls() {
		if value, ok := s[c.name]; ok {
			c.set(&f, value)
		}
	}
	return f
}

// correct overrides what is found out in any case.
func (s settled) correct(look *importer.Look) {
	if marks, ok := s["missing"]; ok {
		look.Format.Missing = strings.Fields(marks)
	}
}

func (s settled) has(name string) bool {
	_, ok := s[name]
	return ok
}
