package record

import (
	"fmt"
	"reflect"
	"slices"
	"strings"

	"fairlead/internal/fault"
)

// MaxText is the longest text that a field keeps, in bytes.
const MaxText = 64 << 10

// Field is one field of a record type.
type Field struct {
	Name  string // as in columns, filters, JSON: notice_days
	Title string // as people read it: Notice days
	Help  string
	Unit  string // what a number counts: days, hours, per year
	Kind  *Kind

	Required bool
	Search   bool // its text is found by the full search
	Index    bool // lists can be sorted by it and filter on it at any size
	Unique   bool // no two records of the type have the same known value
	System   bool // kept by the desk: not on forms, not imported
	Label    bool // its text names the record
	Custom   bool // defined at run time; its value lies in Header.Custom
	Min, Max *float64
	Options  []Option // of an enum
	Target   string   // type name that a reference points to; empty: any type
	Row      []*Field // fields of a row of the kind "rows"
	Readers  []Role   // when set, only these roles see the field
	Aliases  []string // other names by which importers know it

	path     []int // of reflect
	goTarget reflect.Type
	wrap     func(f *Field, ptr reflect.Value) Value
}

// Option is one choice of an enum.
type Option struct {
	Name, Title string
	Tone        Tone
}

// Value is the field of a record; writing to it changes the record, except for
// custom fields, whose values are written with Set.
func (f *Field) Value(r Record) Value {
	if f.Custom {
		return f.customValue(r)
	}
	return f.wrap(f, reflect.ValueOf(r).Elem().FieldByIndex(f.path).Addr())
}

func (f *Field) customValue(r Record) Value {
	v := f.Kind.New(f)
	if raw, ok := r.Head().Custom[f.Name]; ok {
		if err := v.SetJSON(raw); err != nil {
			v.Clear() // the kind of the custom field was changed: the old value no longer reads
		}
	}
	return v
}

// Set copies a value of the field's kind into a record.
func (f *Field) Set(r Record, v Value) error {
	if f.Custom {
		h := r.Head()
		if !v.Known() {
			delete(h.Custom, f.Name)
			return nil
		}
		if h.Custom == nil {
			h.Custom = Custom{}
		}
		h.Custom[f.Name] = v.JSON()
		return nil
	}
	return f.Value(r).SetJSON(v.JSON())
}

// Parse reads a text into the record's field.
func (f *Field) Parse(r Record, text string, in Reading) error {
	in.Field = f
	if err := checkCharacters(text); err != nil {
		return err
	}
	v := f.Value(r)
	if err := v.Parse(text, in); err != nil {
		return err
	}
	return f.Set(r, v)
}

// Check adds to problems what is wrong with the field's value by itself:
// missing though required, out of bounds, not one of its options, too long.
func (f *Field) Check(r Record, problems *fault.List) {
	f.checkAt(f.Name, f.Value(r), problems)
}

// checkAt checks a value of the field that stands at a path of the record.
func (f *Field) checkAt(path string, v Value, problems *fault.List) {
	if !v.Known() {
		if f.Required {
			problems.Add(path, "%s is missing; fill it in.", f.Title)
		}
		return
	}
	if err := f.checkValue(v); err != nil {
		problems.Add(path, "%s %s.", f.Title, strings.TrimSuffix(err.Error(), "."))
	}
	if r, ok := v.(*rows); ok {
		r.checkRows(path, problems)
	}
}

func (f *Field) checkValue(v Value) error {
	if n, ok := v.(interface{ Float() float64 }); ok {
		if err := f.checkBounds(n.Float()); err != nil {
			return err
		}
	}
	if c, ok := v.(interface{ check(*Field) error }); ok {
		return c.check(f)
	}
	return nil
}

// checkBounds compares a number with the bounds of the field.
func (f *Field) checkBounds(n float64) error {
	if f.Min != nil && n < *f.Min {
		return fmt.Errorf("must be at least %g", *f.Min)
	}
	if f.Max != nil && n > *f.Max {
		return fmt.Errorf("must be at most %g", *f.Max)
	}
	return nil
}

// bounded adds the bounds of the field to the JSON Schema of a number.
func (f *Field) bounded(schema map[string]any) map[string]any {
	if f.Min != nil {
		schema["minimum"] = *f.Min
	}
	if f.Max != nil {
		schema["maximum"] = *f.Max
	}
	return schema
}

// Option finds a choice by its name; nil when there is none.
func (f *Field) Option(name string) *Option {
	i := slices.IndexFunc(f.Options, func(o Option) bool { return o.Name == name })
	if i < 0 {
		return nil
	}
	return &f.Options[i]
}

// OptionTitles lists the choices for a message.
func (f *Field) OptionTitles() string {
	titles := make([]string, len(f.Options))
	for i, o := range f.Options {
		titles[i] = o.Title
	}
	return strings.Join(titles, ", ")
}

// IsReference reports whether the field points to one other record.
func (f *Field) IsReference() bool { return f.Kind.Name == "reference" || f.Kind.Name == "any" }

// IsMany reports whether the field is a list of references, kept in a link table.
func (f *Field) IsMany() bool { return f.Kind.Name == "references" }

// Points reports whether the field refers to other records, itself or in its rows.
func (f *Field) Points() bool {
	return f.IsReference() || f.IsMany() || slices.ContainsFunc(f.Row, (*Field).Points)
}

// VisibleTo reports whether any of the roles may see the field, given that
// they may see the record.
func (f *Field) VisibleTo(roles []Role) bool {
	return len(f.Readers) == 0 || slices.ContainsFunc(roles, func(r Role) bool { return r.Has(f.Readers) })
}
