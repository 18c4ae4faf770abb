package record

import (
	"reflect"
	"slices"
	"strings"

	"fairlead/internal/fault"
)

// Spec is what a record type says of itself beside its struct.
type Spec[T any] struct {
	Module string // the module it belongs to: vendors
	Name   string // contract
	Plural string // contracts; default: Name + "s"
	Prefix string // of the short number: CON gives CON-0042
	Title  string // Contract; default from Name
	Titles string // Contracts; default from Plural
	Help   string // one sentence: what a record of this type is
	Icon   string

	Lifecycle Lifecycle
	Access    Access
	Views     []View   // the first is what a list shows unasked
	Columns   []string // of a list, where a view names none
	// Keys are sets of fields that identify a record when it has no external ID,
	// tried in order by a repeated import.
	Keys [][]string
	// Grows says that closed records accumulate without bound: they leave the
	// snapshot, and answers read them as series.
	Grows  bool
	Series []Series
	// Subject names the reference to the record on which this one hangs
	// (comments, attachments): who may read that may read this.
	Subject string
	// Normalise fills what follows from other fields, before the check.
	Normalise func(*T)
	// Check adds what is wrong between fields; single fields check themselves.
	Check func(*T, *fault.List)
	// Among adds what is wrong between a record and others of a snapshot, which holds
	// what was saved, and what comes before the record in the same write.
	Among func(*Snapshot, *T, *fault.List)
}

// View is a saved way of looking at a list.
type View struct {
	Name, Title string
	Filter      string
	Columns     []string
	Order       string // "name" or "-number"
}

// Type is a record type, described.
type Type struct {
	Module, Name, Plural, Prefix string
	Title, Titles, Help, Icon    string

	Fields    []*Field
	Lifecycle Lifecycle
	Access    Access
	Views     []View
	Columns   []string
	Keys      [][]string
	Grows     bool
	Series    []Series
	Subject   string

	index     int // in the dictionary
	goType    reflect.Type
	byName    map[string]*Field
	pointers  []*Field // those that refer to other records
	normalise func(Record)
	check     func(Record, *fault.List)
	among     func(*Snapshot, Record, *fault.List)
}

// Declaration is a type as its file declares it, to be listed in the catalogue.
type Declaration interface {
	build() (*Type, error)
}

type declaration[T any] struct{ spec Spec[T] }

// Declare pairs a struct with its spec. Nothing is checked before NewDictionary.
func Declare[T any](spec Spec[T]) Declaration { return declaration[T]{spec} }

func (d declaration[T]) build() (*Type, error) {
	s := d.spec
	t := &Type{
		Module: s.Module, Name: s.Name, Prefix: s.Prefix, Help: s.Help, Icon: s.Icon,
		Plural: orElse(s.Plural, s.Name+"s"),
		Access: s.Access, Lifecycle: s.Lifecycle, Views: s.Views, Columns: s.Columns, Keys: s.Keys, Grows: s.Grows, Series: s.Series, Subject: s.Subject,
		goType: reflect.TypeFor[T](),
	}
	t.Title = orElse(s.Title, sentence(t.Name))
	t.Titles = orElse(s.Titles, sentence(t.Plural))
	if s.Normalise != nil {
		t.normalise = func(r Record) { s.Normalise(any(r).(*T)) }
	}
	if s.Check != nil {
		t.check = func(r Record, p *fault.List) { s.Check(any(r).(*T), p) }
	}
	if s.Among != nil {
		t.among = func(among *Snapshot, r Record, p *fault.List) { s.Among(among, any(r).(*T), p) }
	}
	return t, t.describe()
}

// Field finds a field by name; nil when the type has none.
func (t *Type) Field(name string) *Field { return t.byName[name] }

// New makes an empty record in its initial state.
func (t *Type) New() Record {
	r := reflect.New(t.goType).Interface().(Record)
	r.Head().State = t.Lifecycle.Initial()
	return r
}

// Clone copies a record deeply enough that changing the copy leaves the original alone.
func (t *Type) Clone(r Record) Record {
	from := reflect.ValueOf(r).Elem()
	to := reflect.New(t.goType)
	to.Elem().Set(from)
	copySlices(to.Elem())
	c := to.Interface().(Record)
	if custom := r.Head().Custom; custom != nil {
		c.Head().Custom = make(Custom, len(custom))
		for k, v := range custom {
			c.Head().Custom[k] = v
		}
	}
	return c
}

func copySlices(v reflect.Value) {
	for i := range v.NumField() {
		switch f := v.Field(i); f.Kind() {
		case reflect.Slice:
			if !f.IsNil() {
				f.Set(reflect.AppendSlice(reflect.MakeSlice(f.Type(), 0, f.Len()), f))
			}
		case reflect.Struct:
			if f.CanSet() && f.Type() == reflect.TypeFor[Header]() {
				copySlices(f)
			}
		}
	}
}

// Normalise fills what follows from other fields.
func (t *Type) Normalise(r Record) {
	if t.normalise != nil {
		t.normalise(r)
	}
}

// Check reports everything that is wrong with a record by itself.
func (t *Type) Check(r Record) fault.List {
	var problems fault.List
	for _, f := range t.Fields {
		if !f.System {
			f.Check(r, &problems)
		}
	}
	if t.check != nil {
		t.check(r, &problems)
	}
	return problems
}

// StandsAlone reports whether nothing can be wrong between a record of the type
// and others.
func (t *Type) StandsAlone() bool { return t.among == nil }

// CheckAmong reports what is wrong between a record and others of a snapshot.
func (t *Type) CheckAmong(s *Snapshot, r Record) fault.List {
	var problems fault.List
	if t.among != nil {
		t.among(s, r, &problems)
	}
	return problems
}

// Fixed lists the fields that stay as they are in the state of a record: what it
// was agreed to, as far as it is known.
func (t *Type) Fixed(r Record) []*Field {
	state, _ := t.Lifecycle.State(r.Head().State)
	var fields []*Field
	for _, name := range state.Fixed {
		if f := t.Field(name); f.Value(r).Known() {
			fields = append(fields, f)
		}
	}
	return fields
}

// Label is the name by which people know the record; its number when it has none.
func (t *Type) Label(r Record) string {
	for _, f := range t.Fields {
		if f.Label {
			if text := f.Value(r).Text(); text != "" {
				return text
			}
		}
	}
	return t.Number(r.Head().Number)
}

// SubjectField is the reference to the record on which this one hangs; nil for
// records that stand by themselves.
func (t *Type) SubjectField() *Field { return t.byName[t.Subject] }

// Pointers lists the fields that refer to other records.
func (t *Type) Pointers() []*Field { return t.pointers }

// LabelField is the field that names records of this type; nil when none does.
func (t *Type) LabelField() *Field {
	i := slices.IndexFunc(t.Fields, func(f *Field) bool { return f.Label })
	if i < 0 {
		return nil
	}
	return t.Fields[i]
}

// SearchText joins what the full search finds the record by, the label first.
func (t *Type) SearchText(r Record) string {
	var parts []string
	for _, f := range t.Fields {
		if f.Search && !f.Label && len(f.Readers) == 0 {
			if text := f.Value(r).Text(); text != "" {
				parts = append(parts, text)
			}
		}
	}
	return strings.Join(parts, "\n")
}

// InSnapshot reports whether a record of this type is held in memory.
func (t *Type) InSnapshot(r Record) bool {
	return t.Subject == "" && (!t.Grows || !t.Lifecycle.IsClosed(r.Head().State))
}

// InMemory reports whether every record of this type is held in memory.
func (t *Type) InMemory() bool { return t.Subject == "" && !t.Grows }

// WithFields gives a copy of the type with more fields, those defined at run time.
func (t *Type) WithFields(custom []*Field) *Type {
	c := *t
	c.Fields = slices.Concat(t.Fields, custom)
	c.indexFields()
	return &c
}

func (t *Type) indexFields() {
	t.pointers = nil
	t.byName = make(map[string]*Field, len(t.Fields))
	for _, f := range t.Fields {
		t.byName[f.Name] = f
		if f.Points() {
			t.pointers = append(t.pointers, f)
		}
	}
}

// View finds a view by name.
func (t *Type) View(name string) (View, bool) {
	i := slices.IndexFunc(t.Views, func(v View) bool { return v.Name == name })
	if i < 0 {
		return View{}, false
	}
	return t.Views[i], true
}

// Index is the position of the type in its dictionary.
func (t *Type) Index() int { return t.index }

func orElse(text, fallback string) string {
	if text != "" {
		return text
	}
	return fallback
}
