package openpsa

import (
	"math"
	"strconv"

	"fairlead/engine/reliability"
)

// only reads the one expression that an element holds.
func (m *model) only(e *element, path string) (x reliability.Expr, err error) {
	body := e.body()
	if len(body) != 1 {
		return x, e.errorf("holds %d expressions, it takes one", len(body))
	}
	return m.expr(body[0], path)
}

// byName finds the operation of an element.
func byName(name string) (reliability.ExprOp, bool) {
	for op := reliability.ExprExponential; op <= reliability.ExprBeta; op++ {
		if op.String() == name && op != reliability.ExprRepairable && op != reliability.ExprTestedMean {
			return op, true
		}
	}
	return 0, false
}

func (m *model) expr(e *element, path string) (x reliability.Expr, err error) {
	switch e.name {
	case "float", "int":
		v, err := strconv.ParseFloat(e.attr("value"), 64)
		if err != nil || math.IsNaN(v) || math.IsInf(v, 0) {
			return x, e.errorf("%q is not a number", e.attr("value"))
		}
		return reliability.Constant(v), nil
	case "pi":
		return reliability.Constant(math.Pi), nil
	case "system-mission-time":
		return reliability.MissionTime(), nil
	case "parameter":
		unique, ok := m.resolve(aParameter, path, e.attr("name"))
		if !ok {
			return x, e.errorf("there is no parameter %q", e.attr("name"))
		}
		return reliability.ParameterNamed(unique), nil
	}
	return m.operation(e, path)
}

func (m *model) operation(e *element, path string) (x reliability.Expr, err error) {
	op, ok := byName(e.name)
	if !ok {
		return x, e.errorf("is not an expression known here")
	}
	x.Op = op
	for _, c := range e.body() {
		arg, err := m.expr(c, path)
		if err != nil {
			return x, err
		}
		x.Args = append(x.Args, arg)
	}
	if least, most := op.Arity(); len(x.Args) < least || most >= 0 && len(x.Args) > most {
		return x, e.errorf("has %d arguments, it takes %d", len(x.Args), least)
	}
	return recognise(x), nil
}

// recognise sees a repairable or a periodically tested thing in the arithmetic
// with which Write puts it, because the format has no word for it.
func recognise(x reliability.Expr) reliability.Expr {
	if x.Op == reliability.ExprDiv && len(x.Args) == 2 {
		sum := x.Args[1]
		if sum.Op == reliability.ExprAdd && len(sum.Args) == 2 && same(sum.Args[1], x.Args[0]) {
			return reliability.Repairable(sum.Args[0], x.Args[0])
		}
	}
	if x.Op == reliability.ExprSub && len(x.Args) == 2 && same(x.Args[0], reliability.Constant(1)) {
		ratio := x.Args[1]
		if ratio.Op == reliability.ExprDiv && len(ratio.Args) == 2 && ratio.Args[0].Op == reliability.ExprExponential &&
			ratio.Args[1].Op == reliability.ExprMul && sameAll(ratio.Args[0].Args, ratio.Args[1].Args) {
			return reliability.TestedMean(ratio.Args[0].Args[0], ratio.Args[0].Args[1])
		}
	}
	return x
}

func same(x, y reliability.Expr) bool {
	return x.Op == y.Op && x.Name == y.Name && x.Value == y.Value && sameAll(x.Args, y.Args)
}

func sameAll(x, y []reliability.Expr) bool {
	if len(x) != len(y) {
		return false
	}
	for i := range x {
		if !same(x[i], y[i]) {
			return false
		}
	}
	return true
}
