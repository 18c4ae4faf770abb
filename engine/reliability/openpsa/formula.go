package openpsa

import (
	"strconv"

	"fairlead/engine/reliability"
)

// formula reads the one formula that an element holds.
func (m *model) formula(e *element, path string) (reliability.Formula, error) {
	body := e.body()
	if len(body) != 1 {
		return reliability.Formula{}, e.errorf("holds %d formulas, it takes one", len(body))
	}
	return m.operator(body[0], path)
}

func (m *model) operator(e *element, path string) (f reliability.Formula, err error) {
	switch e.name {
	case "gate", "basic-event", "house-event", "event":
		return m.reference(e, path)
	case "constant":
		on, err := strconv.ParseBool(e.attr("value"))
		if err != nil {
			return f, e.errorf("the value is true or false, not %q", e.attr("value"))
		}
		return constant(on), nil
	}
	var args []reliability.Formula
	for _, c := range e.body() {
		arg, err := m.operator(c, path)
		if err != nil {
			return f, err
		}
		args = append(args, arg)
	}
	return combine(e, args)
}

func constant(on bool) reliability.Formula {
	if on {
		return reliability.And()
	}
	return reliability.Or()
}

func (m *model) reference(e *element, path string) (f reliability.Formula, err error) {
	name := e.attr("name")
	if name == "" {
		return f, e.errorf("has no name")
	}
	unique, ok := m.resolve(anEvent, path, name)
	if !ok && e.name == "basic-event" { // used and never described: its probability is not known
		m.defined[anEvent+name] = &element{name: "define-basic-event", line: e.line}
		m.tree.Events = append(m.tree.Events, reliability.Event{Name: name})
		return reliability.Name(name), nil
	}
	if !ok {
		return f, e.errorf("nothing is called %q", name)
	}
	kind := e.name
	if kind == "event" {
		kind = e.attr("type")
	}
	if is := m.defined[anEvent+unique].name; kind != "" && is != "define-"+kind {
		return f, e.errorf("%q is not that: line %d has it as <%s>", name, m.defined[anEvent+unique].line, is)
	}
	return reliability.Name(unique), nil
}

// combine makes the formula of an operator. What Fairlead does not have as an
// operator of its own is written with those it has.
func combine(e *element, args []reliability.Formula) (f reliability.Formula, err error) {
	least, most := arity(e.name)
	if least == 0 {
		return f, e.errorf("is not an operator of formulas")
	}
	if len(args) < least || most > 0 && len(args) > most {
		return f, e.errorf("has %d arguments", len(args))
	}
	switch e.name {
	case "and":
		return reliability.And(args...), nil
	case "or":
		return reliability.Or(args...), nil
	case "not":
		return reliability.Not(args[0]), nil
	case "xor":
		return reliability.Xor(args...), nil
	case "nand":
		return reliability.Not(reliability.And(args...)), nil
	case "nor":
		return reliability.Not(reliability.Or(args...)), nil
	case "iff":
		return reliability.Not(reliability.Xor(args...)), nil
	case "imply":
		return reliability.Or(reliability.Not(args[0]), args[1]), nil
	}
	return counted(e, args)
}

// arity is how many arguments an operator takes; least is 0 for what is none,
// most is 0 where there is no limit.
func arity(operator string) (least, most int) {
	switch operator {
	case "and", "or", "nand", "nor", "atleast", "cardinality":
		return 1, 0
	case "not":
		return 1, 1
	case "xor":
		return 2, 0
	case "iff", "imply":
		return 2, 2
	}
	return 0, 0
}

// counted makes "at least min" and "between min and max" of the arguments.
func counted(e *element, args []reliability.Formula) (f reliability.Formula, err error) {
	least, err := number(e, "min", len(args))
	if err != nil || e.name == "atleast" {
		return reliability.AtLeast(least, args...), err
	}
	most, err := number(e, "max", len(args))
	if err != nil {
		return f, err
	}
	if most < least {
		return f, e.errorf("max is below min")
	}
	enough := reliability.AtLeast(least, args...)
	if most == len(args) {
		return enough, nil
	}
	return reliability.And(enough, reliability.Not(reliability.AtLeast(most+1, args...))), nil
}

func number(e *element, attr string, most int) (int, error) {
	n, err := strconv.Atoi(e.attr(attr))
	if err != nil || n < 0 || n > most {
		return 0, e.errorf("%s is %q; it must be a whole number up to %d, the number of arguments", attr, e.attr(attr), most)
	}
	return n, nil
}
