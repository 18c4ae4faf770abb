package record

import (
	"errors"
	"fmt"
	"reflect"
	"regexp"
	"slices"
)

// Dictionary is all record types of the program, checked as a whole. It does
// not change after NewDictionary.
type Dictionary struct {
	types   []*Type
	byName  map[string]*Type
	byGo    map[reflect.Type]*Type
	inbound map[*Type][]Inbound
}

// Inbound is a field of some type that can point to a given type.
type Inbound struct {
	Type  *Type
	Field *Field
}

// NewDictionary describes and checks the declared types. The error names every
// mistake at once: it is read by the engineer who just added a type.
func NewDictionary(declarations ...Declaration) (*Dictionary, error) {
	d := &Dictionary{byName: map[string]*Type{}, byGo: map[reflect.Type]*Type{}, inbound: map[*Type][]Inbound{}}
	var errs []error
	for _, decl := range declarations {
		t, err := decl.build()
		if err != nil {
			errs = append(errs, fmt.Errorf("%s: %w", t.goType, err))
		}
		errs = append(errs, d.add(t))
	}
	for _, t := range d.types {
		for _, f := range t.Fields {
			errs = append(errs, prefixed(t, d.resolve(t, f)))
			d.noteInbound(t, f)
		}
	}
	for _, t := range d.types {
		errs = append(errs, prefixed(t, d.check(t)))
	}
	return d, errors.Join(errs...)
}

func prefixed(t *Type, err error) error {
	if err == nil {
		return nil
	}
	return fmt.Errorf("record type %s: %w", t.Name, err)
}

func (d *Dictionary) add(t *Type) error {
	t.index = len(d.types)
	d.types = append(d.types, t)
	for _, name := range []string{t.Name, t.Plural} {
		if d.byName[name] != nil {
			return fmt.Errorf("record type %s: the name %q is taken by another type", t.Name, name)
		}
		d.byName[name] = t
	}
	if d.byGo[t.goType] != nil {
		return fmt.Errorf("record type %s: %s is declared twice", t.Name, t.goType)
	}
	d.byGo[t.goType] = t
	return nil
}

// resolve finds the type that a reference points to, also those in rows.
func (d *Dictionary) resolve(t *Type, f *Field) error {
	if f.goTarget != nil {
		target := d.byGo[f.goTarget]
		if target == nil {
			return fmt.Errorf("field %s points to %s, which is not in the catalogue", f.Name, f.goTarget)
		}
		f.Target = target.Name
	}
	for _, column := range f.Row {
		if err := d.resolve(t, column); err != nil {
			return fmt.Errorf("in rows of %s: %w", f.Name, err)
		}
	}
	return nil
}

// noteInbound registers a field with the type that it points to. References in
// rows are not among them: no list can be filtered by them.
func (d *Dictionary) noteInbound(t *Type, f *Field) {
	switch {
	case f.goTarget != nil:
		target := d.byGo[f.goTarget]
		d.inbound[target] = append(d.inbound[target], Inbound{t, f})
	case f.Kind.Name == "any":
		d.inbound[nil] = append(d.inbound[nil], Inbound{t, f})
	}
}

// Types lists all types in the order of the catalogue.
func (d *Dictionary) Types() []*Type { return d.types }

// Type finds a type by its name or its plural; nil when there is none.
func (d *Dictionary) Type(name string) *Type { return d.byName[name] }

// TypeOf is the type of a record.
func (d *Dictionary) TypeOf(r Record) *Type { return d.byGo[reflect.TypeOf(r).Elem()] }

// Inbound lists the fields that can point to records of a type, those that can
// point to any type included.
func (d *Dictionary) Inbound(t *Type) []Inbound {
	return slices.Concat(d.inbound[t], d.inbound[nil])
}

var (
	identifier    = regexp.MustCompile(`^[a-z][a-z0-9]*(_[a-z0-9]+)*$`)
	numberPrefix  = regexp.MustCompile(`^[A-Z]{2,5}$`)
	reservedNames = []string{"id", "number", "me", "today"}
)

// check finds mistakes in one type, with all types known.
func (d *Dictionary) check(t *Type) error {
	var errs []error
	fail := func(format string, args ...any) { errs = append(errs, fmt.Errorf(format, args...)) }
	if !identifier.MatchString(t.Name) || !identifier.MatchString(t.Plural) {
		fail("name %q and plural %q must be lower case words joined by underscores", t.Name, t.Plural)
	}
	if !numberPrefix.MatchString(t.Prefix) {
		fail("prefix %q must be two to five capital letters", t.Prefix)
	}
	for _, other := range d.types {
		if other != t && other.Prefix == t.Prefix {
			fail("prefix %s is taken by %s", t.Prefix, other.Name)
		}
	}
	if t.Module == "" || t.Help == "" {
		fail("module and help must be given")
	}
	if t.LabelField() == nil {
		fail("one field must be tagged label: it names the record for people")
	}
	if len(t.Access) == 0 {
		fail("access must be given: nobody could read it")
	}
	for _, problem := range t.checkSeries() {
		fail("%s", problem)
	}
	if f := t.SubjectField(); t.Subject != "" && (f == nil || f.Kind.Name != "any") {
		fail("subject %q must be a reference to any record", t.Subject)
	}
	errs = append(errs, d.checkFields(t), t.checkLifecycle(), d.checkViews(t), d.checkAccess(t))
	return errors.Join(errs...)
}

func (d *Dictionary) checkFields(t *Type) error {
	var errs []error
	for _, f := range t.Fields {
		if !identifier.MatchString(f.Name) || !f.System && slices.Contains(reservedNames, f.Name) {
			errs = append(errs, fmt.Errorf("field name %q is reserved or malformed", f.Name))
		}
		for _, role := range f.Readers {
			if !role.Has(Roles()) {
				errs = append(errs, fmt.Errorf("field %s: reader %q is not a role", f.Name, role))
			}
		}
	}
	for _, key := range t.Keys {
		for _, name := range key {
			if t.Field(name) == nil {
				errs = append(errs, fmt.Errorf("key field %q does not exist", name))
			}
		}
	}
	return errors.Join(errs...)
}

func (t *Type) checkLifecycle() error {
	var errs []error
	fail := func(format string, args ...any) { errs = append(errs, fmt.Errorf(format, args...)) }
	reached := map[string]bool{t.Lifecycle.Initial(): true}
	names := map[string]bool{}
	for _, tr := range t.Lifecycle.Transitions {
		for _, state := range append([]string{tr.To}, tr.From...) {
			if _, ok := t.Lifecycle.State(state); !ok {
				fail("transition %s names state %q, which does not exist", tr.Name, state)
			}
		}
		if names[tr.Name] || !identifier.MatchString(tr.Name) {
			fail("transition name %q is malformed or used twice", tr.Name)
		}
		names[tr.Name] = true
		reached[tr.To] = true
		for _, name := range slices.Concat(tr.Needs, tr.Stamps) {
			if t.Field(name) == nil {
				fail("transition %s names field %q, which does not exist", tr.Name, name)
			}
		}
		for _, name := range tr.Stamps {
			if f := t.Field(name); f != nil && f.Kind.Name != "instant" && f.Kind.Name != "date" {
				fail("transition %s stamps %q, which is neither an instant nor a date", tr.Name, name)
			}
		}
		errs = append(errs, t.checkApproval(tr))
	}
	if l := t.Lifecycle; l.Imported != "" {
		if _, ok := l.State(l.Imported); !ok {
			fail("imported records start in state %q, which does not exist", l.Imported)
		}
		reached[l.Imported] = true
	}
	for _, s := range t.Lifecycle.States {
		if !reached[s.Name] {
			fail("state %s cannot be reached", s.Name)
		}
		for _, name := range s.Fixed {
			if t.Field(name) == nil {
				fail("state %s fixes field %q, which does not exist", s.Name, name)
			}
		}
	}
	if t.Grows && !slices.ContainsFunc(t.Lifecycle.States, func(s State) bool { return s.Closed }) {
		fail("a type that grows needs a closed state")
	}
	return errors.Join(errs...)
}

func (t *Type) checkApproval(tr Transition) error {
	if tr.Approval == nil {
		return nil
	}
	if f := t.Field(tr.Approval.Amount); tr.Approval.Amount != "" && (f == nil || f.Kind.Name != "money") {
		return fmt.Errorf("transition %s: approval by %q needs a money field", tr.Name, tr.Approval.Amount)
	}
	for _, s := range tr.Approval.Steps {
		if len(s.Roles) == 0 {
			return fmt.Errorf("transition %s: an approval step names no role", tr.Name)
		}
	}
	return nil
}

func (d *Dictionary) checkViews(t *Type) error {
	var errs []error
	for _, name := range t.Columns {
		if t.Field(name) == nil {
			errs = append(errs, fmt.Errorf("column %q does not exist", name))
		}
	}
	for _, v := range t.Views {
		if _, err := d.ParseFilter(t, v.Filter, Env{Today: Day(2026, 1, 1)}); err != nil {
			errs = append(errs, fmt.Errorf("view %s: %w", v.Name, err))
		}
		if _, err := t.ParseOrder(v.Order); err != nil {
			errs = append(errs, fmt.Errorf("view %s: %w", v.Name, err))
		}
		for _, name := range v.Columns {
			if t.Field(name) == nil {
				errs = append(errs, fmt.Errorf("view %s: column %q does not exist", v.Name, name))
			}
		}
	}
	return errors.Join(errs...)
}

func (d *Dictionary) checkAccess(t *Type) error {
	var errs []error
	for role, rules := range t.Access {
		if !role.Has(Roles()) {
			errs = append(errs, fmt.Errorf("access names %q, which is not a role", role))
		}
		for _, rule := range rules {
			if _, err := d.ParseFilter(t, rule.Where, Env{Today: Day(2026, 1, 1)}); err != nil {
				errs = append(errs, fmt.Errorf("access of %s: %w", role, err))
			}
		}
	}
	return errors.Join(errs...)
}
