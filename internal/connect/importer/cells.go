package importer

import (
	"fmt"
	"strings"

	"fairlead/internal/connect/tabular"
	"fairlead/internal/fault"
	"fairlead/internal/record"
)

// rowReader reads the rows of one file by one map.
type rowReader struct {
	typ      *record.Type
	format   tabular.Format
	source   string
	id       template
	external template
	rules    []boundRule
}

// boundRule is a rule that knows its field and its columns.
type boundRule struct {
	Rule
	field  *record.Field
	text   template
	ids    template
	values map[string]string // by lower case
}

func newRowReader(t *record.Type, format tabular.Format, m Map, header []string) *rowReader {
	columns := make(map[string]int, len(header))
	for i, name := range header {
		columns[name] = i
	}
	rr := &rowReader{
		typ: t, format: format, source: m.Source,
		id: parseTemplate(m.ID, columns), external: parseTemplate(m.ExternalID, columns),
	}
	for _, rule := range m.Fields {
		b := boundRule{Rule: rule, field: t.Field(rule.Field), ids: parseTemplate(rule.ID, columns)}
		switch {
		case rule.Template != "":
			b.text = parseTemplate(rule.Template, columns)
		case rule.Column != "":
			b.text = column(rule.Column, columns)
		default:
			b.text = template{{text: rule.Value, column: -1}}
		}
		if rule.Values != nil {
			b.values = make(map[string]string, len(rule.Values))
			for from, to := range rule.Values {
				b.values[strings.ToLower(from)] = to
			}
		}
		rr.rules = append(rr.rules, b)
	}
	return rr
}

// template is text with columns in it.
type template []piece

// piece is a text, or a column when that is not negative.
type piece struct {
	text   string
	column int
}

// parseTemplate reads text with {column} in it; text without braces is the name
// of a column. Names that are no columns give no value.
func parseTemplate(text string, columns map[string]int) template {
	if text == "" {
		return nil
	}
	if !strings.Contains(text, "{") {
		return column(text, columns)
	}
	var t template
	for text != "" {
		before, after, ok := strings.Cut(text, "{")
		if before != "" {
			t = append(t, piece{before, -1})
		}
		if !ok {
			break
		}
		name, rest, _ := strings.Cut(after, "}")
		t = append(t, column(name, columns)...)
		text = rest
	}
	return t
}

// nowhere is the column that no row has.
const nowhere = 1 << 30

func column(name string, columns map[string]int) template {
	if i, ok := columns[name]; ok {
		return template{{column: i}}
	}
	return template{{column: nowhere}}
}

// cell is the value of a column as it stands, empty when there is none.
func (rr *rowReader) cell(row tabular.Row, column int) string {
	if column >= len(row.Cells) || rr.format.IsMissing(row.Cells[column]) {
		return ""
	}
	return row.Cells[column]
}

// fill gives the text of a template for a row. It is empty when any of its
// columns has no value.
func (rr *rowReader) fill(t template, row tabular.Row) string {
	if len(t) == 1 && t[0].column >= 0 {
		return rr.cell(row, t[0].column)
	}
	var b strings.Builder
	for _, p := range t {
		text := p.text
		if p.column >= 0 {
			if text = strings.TrimSpace(rr.cell(row, p.column)); text == "" {
				return ""
			}
		}
		b.WriteString(text)
	}
	return b.String()
}

// value is the text that a rule gives for a row, translated.
func (rr *rowReader) value(b boundRule, row tabular.Row) string {
	text := rr.fill(b.text, row)
	if b.values == nil || text == "" {
		return text
	}
	text = strings.TrimSpace(text)
	if translated, ok := b.values[strings.ToLower(text)]; ok {
		return translated
	}
	if other, ok := b.values["*"]; ok {
		return other
	}
	return text
}

// references lists the records that a row names.
func (rr *rowReader) references(row tabular.Row) []wanted {
	var out []wanted
	for _, b := range rr.rules {
		if b.field.IsReference() || b.field.IsMany() {
			out = append(out, rr.wanted(b, row)...)
		}
	}
	return out
}

// wanted lists the records that a row names in one field.
func (rr *rowReader) wanted(b boundRule, row tabular.Row) []wanted {
	text, ids := strings.TrimSpace(rr.value(b, row)), strings.TrimSpace(rr.fill(b.ids, row))
	if text == "" {
		return nil
	}
	if !b.field.IsMany() {
		return []wanted{{target: b.field.Target, text: text, id: ids, create: b.Create}}
	}
	names, idList := splitList(text), splitList(ids)
	if len(idList) > 0 && len(idList) != len(names) {
		names = idList // a name has the separator in it
	}
	out := make([]wanted, len(names))
	for i, name := range names {
		out[i] = wanted{target: b.field.Target, text: name, create: b.Create}
		if len(idList) == len(names) {
			out[i].id = idList[i]
		}
	}
	return out
}

// splitList separates several references: by semicolons, or where there are
// none, by commas.
func splitList(text string) []string {
	separator := ";"
	if !strings.Contains(text, separator) {
		separator = ","
	}
	var parts []string
	for part := range strings.SplitSeq(text, separator) {
		if part = strings.TrimSpace(part); part != "" {
			parts = append(parts, part)
		}
	}
	return parts
}

// read makes the record of a row, as the row alone has it. A cell without a value
// leaves its field out.
func (rr *rowReader) read(it *item, refer *resolver, in record.Reading) {
	it.record, it.filled, it.waits = rr.typ.New(), nil, false
	h := it.record.Head()
	h.State = "" // as the file says, or where imported records begin
	var problems fault.List
	rr.identify(h, it.row, &problems)
	filled := make(map[string]bool, len(rr.rules))
	for _, b := range rr.rules {
		if filled[b.Field] {
			continue
		}
		refer.await = false
		text, err := rr.parse(b, it, refer, in)
		switch {
		case err != nil && refer.await && !b.Try:
			it.waits = true
		case err == nil && text != "":
			filled[b.Field] = true
			it.filled = append(it.filled, b.field)
		case err != nil && !b.Try:
			problems.Add(b.Field, "%s %s", b.name(), strings.TrimSuffix(err.Error(), ".")+".")
		}
	}
	it.unread = problems.Err()
	it.waits = it.waits && it.unread == nil
}

// identify writes down what the row calls its record.
func (rr *rowReader) identify(h *record.Header, row tabular.Row, problems *fault.List) {
	if text := strings.TrimSpace(rr.fill(rr.id, row)); text != "" {
		id, err := record.ParseID(text)
		if err != nil {
			problems.Add("id", "%.60q is not the ID of a record; leave it empty for a new one.", text)
		}
		h.ID = id
	}
	if text := strings.TrimSpace(rr.fill(rr.external, row)); text != "" {
		h.Source, h.ExternalID = rr.source, text
	}
}

// parse reads what a rule gives for a row into the record of the row.
func (rr *rowReader) parse(b boundRule, it *item, refer *resolver, in record.Reading) (text string, err error) {
	if !b.field.IsReference() && !b.field.IsMany() {
		text = rr.value(b, it.row)
		return text, b.field.Parse(it.record, text, in)
	}
	var found []string
	for _, w := range rr.wanted(b, it.row) {
		ref, ok := refer.known[w.key()]
		switch {
		case ok && b.field.Kind.Name == "any":
			found = append(found, ref.Text())
		case ok:
			found = append(found, ref.ID.String())
		case refer.mayCome(w) && !b.Try:
			it.waits = true
		default:
			return w.text, refer.missing(w)
		}
	}
	text = strings.Join(found, ", ")
	return text, b.field.Parse(it.record, text, in)
}

// name says for which field, and from which column, a value is.
func (b boundRule) name() string {
	if b.Column != "" {
		return fmt.Sprintf("%s (column %q)", b.field.Title, b.Column)
	}
	return b.field.Title
}
