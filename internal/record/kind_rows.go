package record

import (
	"errors"
	"fmt"
	"reflect"
	"slices"
	"strings"

	"fairlead/internal/fault"
)

// Rows is a small table inside a record: plan steps, criteria, cash flows. The
// fields of T are of the kinds of this package, rows excepted, with the same
// tags as those of a record.
type Rows[T any] []T

// maxRows is the most rows that one field keeps.
const maxRows = 2000

// rowsMarker is implemented by Rows alone.
type rowsMarker interface{ rowType() reflect.Type }

func (Rows[T]) rowType() reflect.Type { return reflect.TypeFor[T]() }

// bindRows describes the rows of a field of Go type t.
func (f *Field) bindRows(t reflect.Type) error {
	row := reflect.Zero(t).Interface().(rowsMarker).rowType()
	if row.Kind() != reflect.Struct {
		return fmt.Errorf("rows must be of a struct, not of %s", row)
	}
	for i := range row.NumField() {
		if row.Field(i).Type.Implements(reflect.TypeFor[rowsMarker]()) {
			return errors.New("rows cannot hold rows")
		}
	}
	columns, err := describeStruct(row, nil)
	f.Kind, f.wrap, f.Row = rowsKind(t), wrapRows, columns
	return err
}

func rowsKind(t reflect.Type) *Kind {
	return &Kind{
		Name: "rows", Columns: []Column{{Class: ClassJSON}}, Widget: "rows",
		New:    func(f *Field) Value { return &rows{f, reflect.New(t).Elem()} },
		Schema: rowsSchema,
	}
}

func rowsSchema(f *Field) map[string]any {
	properties := map[string]any{}
	var required []string
	for _, column := range f.Row {
		properties[column.Name] = column.Kind.Schema(column)
		if column.Required {
			required = append(required, column.Name)
		}
	}
	row := map[string]any{"type": "object", "properties": properties, "additionalProperties": false}
	if required != nil {
		row["required"] = required
	}
	return map[string]any{"type": "array", "items": row, "maxItems": maxRows}
}

// rows is the Value of a field of type Rows: the field knows the columns.
type rows struct {
	field *Field
	slice reflect.Value // of the record, settable
}

func wrapRows(f *Field, ptr reflect.Value) Value { return &rows{f, ptr.Elem()} }

// in is the field of one row.
func (f *Field) in(row reflect.Value) Value { return f.wrap(f, row.FieldByIndex(f.path).Addr()) }

func (r *rows) Known() bool { return r.slice.Len() > 0 }

func (r *rows) Clear() { r.slice.SetZero() }

// Parse accepts the JSON form, in which texts may be written as people do.
func (r *rows) Parse(text string, in Reading) error {
	text = strings.TrimSpace(text)
	if text == "" {
		r.Clear()
		return nil
	}
	raw, err := decodeJSON([]byte(text))
	if err != nil {
		return errRows
	}
	return r.set(raw, func(column *Field, v Value, raw any) error {
		text, ok := raw.(string)
		if !ok {
			return v.SetJSON(raw)
		}
		in.Field = column
		return v.Parse(text, in)
	}, true)
}

var errRows = errors.New(`must be a list of rows, like [{"title": "first"}, {"title": "second"}]`)

// Text is the JSON form.
func (r *rows) Text() string {
	if !r.Known() {
		return ""
	}
	return jsonText(r)
}

// Format counts the rows.
func (r *rows) Format(Locale) string {
	switch n := r.slice.Len(); n {
	case 0:
		return ""
	case 1:
		return "1 row"
	default:
		return fmt.Sprintf("%d rows", n)
	}
}

// JSON is an array of objects, in which what is unknown is left out.
func (r *rows) JSON() any {
	if !r.Known() {
		return nil
	}
	out := make([]any, r.slice.Len())
	for i := range out {
		object := make(map[string]any, len(r.field.Row))
		for _, column := range r.field.Row {
			if v := column.in(r.slice.Index(i)); v.Known() {
				object[column.Name] = v.JSON()
			}
		}
		out[i] = object
	}
	return out
}

func (r *rows) SetJSON(v any) error { return r.set(v, setJSON, true) }

func setJSON(_ *Field, v Value, raw any) error { return v.SetJSON(raw) }

// set replaces the rows. When strict, it refuses names that are no column.
func (r *rows) set(v any, set func(*Field, Value, any) error, strict bool) error {
	items, ok := v.([]any)
	if v != nil && !ok {
		return errRows
	}
	if len(items) > maxRows {
		return fmt.Errorf("has %d rows; at most %d are kept", len(items), maxRows)
	}
	fresh := reflect.MakeSlice(r.slice.Type(), len(items), len(items))
	for i, item := range items {
		object, ok := item.(map[string]any)
		if !ok {
			return errRows
		}
		if err := r.setRow(fresh.Index(i), object, set, strict); err != nil {
			return fmt.Errorf("has a mistake in row %d: %w", i+1, err)
		}
	}
	if len(items) == 0 {
		fresh = reflect.Zero(r.slice.Type())
	}
	r.slice.Set(fresh)
	return nil
}

func (r *rows) setRow(row reflect.Value, object map[string]any, set func(*Field, Value, any) error, strict bool) error {
	for _, column := range r.field.Row {
		raw, ok := object[column.Name]
		if !ok {
			continue
		}
		if err := set(column, column.in(row), raw); err != nil {
			return fmt.Errorf("%s %w", column.Title, err)
		}
	}
	if !strict {
		return nil
	}
	for name := range object {
		if !slices.ContainsFunc(r.field.Row, func(c *Field) bool { return c.Name == name }) {
			return fmt.Errorf("there is no column %.60q", name)
		}
	}
	return nil
}

func (r *rows) Store() []any { return []any{encodeJSON(r)} }

// Load passes over columns that the rows no longer have.
func (r *rows) Load(columns []any) error {
	return loadJSON(columns[0], func(v any) error { return r.set(v, setJSON, false) })
}

// Compare orders by the JSON form: an order without meaning, but the same every time.
func (r *rows) Compare(other Value) int { return strings.Compare(r.Text(), other.Text()) }

// EachTarget calls f with every record that a row refers to.
func (r *rows) EachTarget(f func(ID)) {
	for _, column := range r.field.Row {
		if !column.Points() {
			continue
		}
		for i := range r.slice.Len() {
			column.in(r.slice.Index(i)).(Pointing).EachTarget(f)
		}
	}
}

// checkRows reports what is wrong in each row, under paths like steps[2].title.
func (r *rows) checkRows(path string, problems *fault.List) {
	if n := r.slice.Len(); n > maxRows {
		problems.Add(path, "%s has %d rows; at most %d are kept.", r.field.Title, n, maxRows)
		return
	}
	for i := range r.slice.Len() {
		for _, column := range r.field.Row {
			column.checkAt(fmt.Sprintf("%s[%d].%s", path, i, column.Name), column.in(r.slice.Index(i)), problems)
		}
	}
}

// RowValues gives the values of each row of a field of the kind "rows", in the
// order of its columns (Field.Row).
func RowValues(v Value) [][]Value {
	r, ok := v.(*rows)
	if !ok {
		return nil
	}
	out := make([][]Value, r.slice.Len())
	for i := range out {
		for _, column := range r.field.Row {
			out[i] = append(out[i], column.in(r.slice.Index(i)))
		}
	}
	return out
}
