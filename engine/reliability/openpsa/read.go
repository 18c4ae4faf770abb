package openpsa

import (
	"io"
	"strconv"

	"fairlead/engine/reliability"
)

// Read reads a model. All its fault trees become one tree, whose gates refer to
// each other across them; its top is left open where the model has several gates
// that no other uses. Errors in the file are of type *Error.
func Read(r io.Reader, limits Limits) (*reliability.Tree, error) {
	root, err := parse(r, limits.filled())
	if err != nil {
		return nil, err
	}
	if root.name != "opsa-mef" {
		return nil, root.errorf("an Open-PSA model begins with <opsa-mef>")
	}
	m := &model{names: map[string]string{}, defined: map[string]*element{}}
	m.tree.Label = root.label()
	if err := m.container(root, ""); err != nil {
		return nil, err
	}
	for _, later := range append(m.groups, m.later...) {
		if err := later(); err != nil {
			return nil, err
		}
	}
	return &m.tree, nil
}

// model is what has been read. What refers to names waits in later until all
// names are known.
type model struct {
	tree    reliability.Tree
	names   map[string]string   // the unique name by the path within the containers
	defined map[string]*element // by kind and unique name
	groups  []func() error      // before later: members may be described nowhere else
	later   []func() error
}

// passedOver is what does not touch fault trees.
var passedOver = map[string]bool{
	"label": true, "attributes": true, "define-event-tree": true, "define-initiating-event": true,
	"define-sequence": true, "define-functional-event": true, "define-consequence": true,
	"define-consequence-group": true, "define-alignment": true, "define-rule": true, "define-phase": true,
	"define-missing-parameter": true,
}

// container reads what a model, a fault tree, a component or model data holds.
// The path is that of the containers around, each with a dot after it.
func (m *model) container(e *element, path string) error {
	for _, c := range e.children {
		if err := m.definition(c, path); err != nil {
			return err
		}
	}
	return nil
}

func (m *model) definition(e *element, path string) error {
	if passedOver[e.name] {
		return nil
	}
	switch e.name {
	case "model-data":
		return m.container(e, path)
	case "define-fault-tree", "define-component":
		return m.inner(e, path)
	case "define-gate":
		return m.gate(e, path)
	case "define-basic-event":
		return m.event(e, path)
	case "define-house-event":
		return m.house(e, path)
	case "define-parameter":
		return m.parameter(e, path)
	case "define-CCF-group":
		return m.group(e, path)
	case "define-substitution", "include":
		return e.errorf("is not supported")
	}
	return e.errorf("is not known here")
}

func (m *model) inner(e *element, path string) error {
	name := e.attr("name")
	if name == "" {
		return e.errorf("has no name")
	}
	if m.tree.Name == "" && e.name == "define-fault-tree" {
		m.tree.Name = name
		if m.tree.Label == "" {
			m.tree.Label = e.label()
		}
	}
	return m.container(e, path+name+".")
}

// define gives what an element defines its unique name: the plain name where it
// is public, the whole path where it is private.
func (m *model) define(e *element, kind, path string) (string, error) {
	name := e.attr("name")
	if name == "" {
		return "", e.errorf("has no name")
	}
	unique := name
	if e.attr("role") == "private" {
		unique = path + name
	}
	if before := m.defined[kind+unique]; before != nil {
		return "", e.errorf("%q is defined already in line %d", unique, before.line)
	}
	m.defined[kind+unique] = e
	m.names[kind+path+name] = unique
	return unique, nil
}

// resolve finds what a name means within the containers of a path, from inside
// out.
func (m *model) resolve(kind, path, name string) (string, bool) {
	for at := len(path); ; at-- {
		if at == 0 || path[at-1] == '.' {
			if unique, ok := m.names[kind+path[:at]+name]; ok {
				return unique, true
			}
		}
		if at == 0 {
			break
		}
	}
	return name, m.defined[kind+name] != nil
}

// The kinds of names: events of all sorts share one space, parameters another.
const (
	anEvent    = "event "
	aParameter = "parameter "
	aGroup     = "group "
)

func (m *model) gate(e *element, path string) error {
	name, err := m.define(e, anEvent, path)
	if err != nil {
		return err
	}
	i := len(m.tree.Gates)
	m.tree.Gates = append(m.tree.Gates, reliability.Gate{Name: name, Label: e.label()})
	m.later = append(m.later, func() error {
		f, err := m.formula(e, path)
		m.tree.Gates[i].Formula = f
		return err
	})
	return nil
}

func (m *model) event(e *element, path string) error {
	name, err := m.define(e, anEvent, path)
	if err != nil {
		return err
	}
	i := len(m.tree.Events)
	m.tree.Events = append(m.tree.Events, reliability.Event{Name: name, Label: e.label()})
	if len(e.body()) == 0 {
		return nil // its probability is not known
	}
	m.later = append(m.later, func() error {
		x, err := m.only(e, path)
		m.tree.Events[i].Figure = &x
		return err
	})
	return nil
}

func (m *model) house(e *element, path string) error {
	name, err := m.define(e, anEvent, path)
	if err != nil {
		return err
	}
	on := false
	switch body := e.body(); {
	case len(body) > 1 || len(body) == 1 && body[0].name != "constant":
		return e.errorf("takes one <constant>")
	case len(body) == 1:
		if on, err = strconv.ParseBool(body[0].attr("value")); err != nil {
			return body[0].errorf("the value is true or false, not %q", body[0].attr("value"))
		}
	}
	m.tree.Houses = append(m.tree.Houses, reliability.House{Name: name, Label: e.label(), On: on})
	return nil
}

func (m *model) parameter(e *element, path string) error {
	name, err := m.define(e, aParameter, path)
	if err != nil {
		return err
	}
	i := len(m.tree.Parameters)
	m.tree.Parameters = append(m.tree.Parameters, reliability.Parameter{Name: name, Label: e.label(), Unit: e.attr("unit")})
	m.later = append(m.later, func() error {
		x, err := m.only(e, path)
		m.tree.Parameters[i].Value = x
		return err
	})
	return nil
}
