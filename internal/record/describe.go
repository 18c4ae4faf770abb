package record

import (
	"errors"
	"fmt"
	"reflect"
	"strconv"
	"strings"
	"unicode"
)

// describe reads the struct behind a type.
//
// The tag `record:"…"` holds, separated by commas: required, search, index,
// unique, label, system, min=N, max=N, readers=role|role. The tags help, unit,
// title and alias (names separated by "|") stand apart.
func (t *Type) describe() error {
	if t.goType.Kind() != reflect.Struct || t.goType.NumField() == 0 || t.goType.Field(0).Type != reflect.TypeFor[Header]() {
		return fmt.Errorf("%s must be a struct that embeds record.Header first", t.goType)
	}
	if !reflect.PointerTo(t.goType).Implements(reflect.TypeFor[Record]()) {
		return fmt.Errorf("%s has a field or a method named Head, which hides that of record.Header; name it otherwise", t.goType)
	}
	fields, err := describeStruct(t.goType, nil)
	t.Fields = fields
	for _, f := range fields {
		if f.Name == "state" {
			for _, s := range t.Lifecycle.States {
				f.Options = append(f.Options, Option{Name: s.Name, Title: s.Title, Tone: s.Tone})
			}
		}
	}
	t.indexFields()
	if len(t.byName) != len(fields) {
		err = errors.Join(err, errors.New("two fields have the same name"))
	}
	return err
}

func describeStruct(t reflect.Type, path []int) ([]*Field, error) {
	var out []*Field
	var errs []error
	for i := range t.NumField() {
		sf := t.Field(i)
		at := append(path[:len(path):len(path)], i)
		if sf.Type == reflect.TypeFor[Header]() {
			header, err := describeStruct(sf.Type, at)
			out, errs = append(out, header...), append(errs, err)
			continue
		}
		if !sf.IsExported() || sf.Type == reflect.TypeFor[ID]() || sf.Type == reflect.TypeFor[Custom]() {
			continue
		}
		f, err := describeField(sf, at)
		if err != nil {
			errs = append(errs, fmt.Errorf("field %s: %w", sf.Name, err))
			continue
		}
		out = append(out, f)
	}
	return out, errors.Join(errs...)
}

func describeField(sf reflect.StructField, path []int) (*Field, error) {
	name := snake(sf.Name)
	f := &Field{
		Name: name, Title: orElse(sf.Tag.Get("title"), sentence(name)),
		Help: sf.Tag.Get("help"), Unit: sf.Tag.Get("unit"), path: path,
	}
	if alias := sf.Tag.Get("alias"); alias != "" {
		f.Aliases = strings.Split(alias, "|")
	}
	if err := f.bindKind(sf.Type); err != nil {
		return nil, err
	}
	if tag := sf.Tag.Get("record"); tag != "" {
		for _, word := range strings.Split(tag, ",") {
			if err := f.applyWord(word); err != nil {
				return nil, err
			}
		}
	}
	return f, nil
}

func (f *Field) applyWord(word string) error {
	key, value, _ := strings.Cut(word, "=")
	switch key {
	case "required":
		f.Required = true
	case "search":
		f.Search = true
	case "index":
		f.Index = true
	case "unique":
		f.Unique, f.Index = true, true
	case "label":
		f.Label, f.Search, f.Index = true, true, true
	case "system":
		f.System = true
	case "choice":
		f.bindChoice(nil)
	case "min", "max":
		n, err := strconv.ParseFloat(value, 64)
		if err != nil {
			return fmt.Errorf("tag %q: not a number", word)
		}
		if key == "min" {
			f.Min = &n
		} else {
			f.Max = &n
		}
	case "readers":
		for _, role := range strings.Split(value, "|") {
			f.Readers = append(f.Readers, Role(role))
		}
	default:
		return fmt.Errorf("tag word %q is not known", word)
	}
	return nil
}

// bindKind finds the kind for a Go type.
func (f *Field) bindKind(t reflect.Type) error {
	switch {
	case t == reflect.TypeFor[string]():
		f.Kind, f.wrap = textKind(), wrapText
	case t == reflect.TypeFor[bool]():
		f.Kind, f.wrap = boolKind(), wrapBool
	case t == reflect.TypeFor[int64]():
		f.Kind, f.wrap = integerKind(), wrapCounter
	case t.Kind() == reflect.String && t.Implements(reflect.TypeFor[optioned]()):
		f.bindChoice(reflect.Zero(t).Interface().(optioned).Options())
	case t.Kind() == reflect.Slice && t.Implements(reflect.TypeFor[rowsMarker]()):
		return f.bindRows(t)
	case reflect.PointerTo(t).Implements(reflect.TypeFor[kinded]()):
		v := reflect.New(t).Interface().(kinded)
		f.Kind, f.wrap = v.Kind(), wrapDirect
		if r, ok := v.(interface{ target() reflect.Type }); ok {
			f.goTarget = r.target()
			f.Index = true
		}
	default:
		return fmt.Errorf("%s is not a field kind; see the kinds in package record", t)
	}
	return nil
}

// optioned is an enum: a named string type that lists its choices.
type optioned interface{ Options() []Option }

// kinded is a value that knows its kind.
type kinded interface {
	Value
	Kind() *Kind
}

func wrapDirect(_ *Field, ptr reflect.Value) Value { return ptr.Interface().(Value) }

// snake turns a Go name into a column name: NoticeDays → notice_days, RTOHours → rto_hours.
func snake(name string) string {
	var b strings.Builder
	runes := []rune(name)
	for i, r := range runes {
		if unicode.IsUpper(r) && i > 0 &&
			(!unicode.IsUpper(runes[i-1]) || i+1 < len(runes) && unicode.IsLower(runes[i+1])) {
			b.WriteByte('_')
		}
		b.WriteRune(unicode.ToLower(r))
	}
	return b.String()
}

// sentence turns a column name into words: notice_days → Notice days.
func sentence(name string) string {
	words := strings.ReplaceAll(name, "_", " ")
	if words == "" {
		return ""
	}
	return strings.ToUpper(words[:1]) + words[1:]
}
