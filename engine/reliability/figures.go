package reliability

import (
	"fmt"
	"math"
)

// figures evaluates the expressions of a tree at the means of what is uncertain,
// or at values drawn.
type figures struct {
	tree   *Tree
	index  map[string]int // of the parameters
	values []float64      // of the parameters, NaN: not yet
	busy   []bool
	draw   func(op ExprOp, args []float64) float64 // nil: the mean
}

func newFigures(t *Tree) (*figures, error) {
	f := &figures{tree: t, index: map[string]int{}}
	for i, p := range t.Parameters {
		if _, twice := f.index[p.Name]; twice {
			return nil, fmt.Errorf("the parameter %q is there twice", p.Name)
		}
		f.index[p.Name] = i
	}
	f.forget()
	return f, nil
}

// forget makes every parameter be evaluated anew.
func (f *figures) forget() {
	f.values = make([]float64, len(f.tree.Parameters))
	f.busy = make([]bool, len(f.tree.Parameters))
	for i := range f.values {
		f.values[i] = math.NaN()
	}
}

func (f *figures) value(x *Expr, depth int) (float64, error) {
	switch {
	case x.Op == ExprConstant:
		return x.Value, nil
	case x.Op == ExprMissionTime:
		return f.tree.MissionTime, nil
	case x.Op == ExprParameter:
		return f.parameter(x.Name, depth)
	case x.Op >= exprOps:
		return 0, fmt.Errorf("unknown operation %d", x.Op)
	case depth > mostDepth:
		return 0, fmt.Errorf("more than %d expressions stand within each other", mostDepth)
	}
	do := operations[x.Op]
	if len(x.Args) < do.least || do.most >= 0 && len(x.Args) > do.most {
		return 0, fmt.Errorf("%v has %d arguments", x.Op, len(x.Args))
	}
	args := make([]float64, len(x.Args))
	for i := range x.Args {
		v, err := f.value(&x.Args[i], depth+1)
		if err != nil {
			return 0, err
		}
		args[i] = v
	}
	if f.draw != nil && x.Op >= ExprUniform {
		return f.draw(x.Op, args), nil
	}
	return do.mean(args), nil
}

func (f *figures) parameter(name string, depth int) (float64, error) {
	i, ok := f.index[name]
	switch {
	case !ok:
		return 0, fmt.Errorf("there is no parameter %q", name)
	case f.busy[i]:
		return 0, fmt.Errorf("the parameter %q needs itself", name)
	case !math.IsNaN(f.values[i]):
		return f.values[i], nil
	}
	f.busy[i] = true
	v, err := f.value(&f.tree.Parameters[i].Value, depth+1)
	f.busy[i] = false
	f.values[i] = v
	return v, err
}

// probabilities are those of the events. The names of those without a figure come
// beside them, and the probabilities are nil where there are any.
func (f *figures) probabilities(events []Event) (values []float64, without []string, err error) {
	values = make([]float64, len(events))
	for i := range events {
		if events[i].Figure == nil {
			without = append(without, events[i].Name)
			continue
		}
		if values[i], err = f.value(events[i].Figure, 0); err != nil {
			return nil, nil, fmt.Errorf("basic event %q: %w", events[i].Name, err)
		}
		if f.draw != nil { // what is drawn may lie outside; a probability cannot
			values[i] = min(1, max(0, values[i]))
		}
		if !(values[i] >= 0 && values[i] <= 1) {
			return nil, nil, fmt.Errorf("basic event %q: %g is not a probability", events[i].Name, values[i])
		}
	}
	if len(without) > 0 {
		values = nil
	}
	return values, without, nil
}
