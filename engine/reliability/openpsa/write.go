package openpsa

import (
	"bufio"
	"encoding/xml"
	"fmt"
	"io"
	"strconv"
	"strings"

	"fairlead/engine/reliability"
)

// Write writes a tree as a model that Read reads again as the same tree; its
// mission time is not part of the format.
func Write(w io.Writer, t *reliability.Tree) error {
	out := &writer{w: bufio.NewWriter(w)}
	out.line(`<?xml version="1.0" encoding="UTF-8"?>`)
	out.open("opsa-mef")
	name := t.Name
	if name == "" {
		name = "tree"
	}
	out.open("define-fault-tree", "name", name)
	out.label(t.Label)
	for _, g := range t.Gates {
		out.open("define-gate", "name", g.Name)
		out.label(g.Label)
		out.formula(g.Formula)
		out.close("define-gate")
	}
	out.close("define-fault-tree")
	out.groups(t.Groups)
	out.data(t)
	out.close("opsa-mef")
	return out.w.Flush()
}

type writer struct {
	w     *bufio.Writer
	depth int
}

// line writes a line; bufio keeps the first error for Flush.
func (w *writer) line(s string) {
	w.w.WriteString(strings.Repeat("  ", w.depth))
	w.w.WriteString(s)
	w.w.WriteByte('\n')
}

func tag(name string, attrs []string) string {
	var b strings.Builder
	b.WriteString(name)
	for i := 0; i < len(attrs); i += 2 {
		b.WriteString(" " + attrs[i] + `="` + escaped(attrs[i+1]) + `"`)
	}
	return b.String()
}

func escaped(s string) string {
	var b strings.Builder
	_ = xml.EscapeText(&b, []byte(s)) // a strings.Builder takes everything
	return b.String()
}

func (w *writer) open(name string, attrs ...string) {
	w.line("<" + tag(name, attrs) + ">")
	w.depth++
}

func (w *writer) close(name string) {
	w.depth--
	w.line("</" + name + ">")
}

func (w *writer) empty(name string, attrs ...string) { w.line("<" + tag(name, attrs) + "/>") }

func (w *writer) label(text string) {
	if text != "" {
		w.line("<label>" + escaped(text) + "</label>")
	}
}

var operators = map[reliability.Op]string{
	reliability.OpAnd: "and", reliability.OpOr: "or", reliability.OpNot: "not", reliability.OpXor: "xor", reliability.OpAtLeast: "atleast",
}

func (w *writer) formula(f reliability.Formula) {
	name := operators[f.Op]
	switch {
	case f.Op == reliability.OpName:
		w.empty("event", "name", f.Name)
		return
	case len(f.Args) == 0:
		w.empty("constant", "value", strconv.FormatBool(f.Op == reliability.OpAnd))
		return
	case f.Op == reliability.OpAtLeast:
		w.open(name, "min", strconv.Itoa(f.Min))
	default:
		w.open(name)
	}
	for _, a := range f.Args {
		w.formula(a)
	}
	w.close(name)
}

func (w *writer) expr(x reliability.Expr) {
	switch x.Op {
	case reliability.ExprConstant:
		w.empty("float", "value", strconv.FormatFloat(x.Value, 'g', -1, 64))
	case reliability.ExprParameter:
		w.empty("parameter", "name", x.Name)
	case reliability.ExprMissionTime:
		w.empty(x.Op.String())
	case reliability.ExprRepairable, reliability.ExprTestedMean:
		w.expr(spelled(x))
	default:
		w.open(x.Op.String())
		for _, a := range x.Args {
			w.expr(a)
		}
		w.close(x.Op.String())
	}
}

// spelled writes with the words of the format what it has no word for.
func spelled(x reliability.Expr) reliability.Expr {
	of := func(op reliability.ExprOp, args ...reliability.Expr) reliability.Expr {
		return reliability.Expr{Op: op, Args: args}
	}
	if x.Op == reliability.ExprRepairable {
		return of(reliability.ExprDiv, x.Args[1], of(reliability.ExprAdd, x.Args...))
	}
	failed := of(reliability.ExprExponential, x.Args...)
	return of(reliability.ExprSub, reliability.Constant(1), of(reliability.ExprDiv, failed, of(reliability.ExprMul, x.Args...)))
}

func (w *writer) groups(groups []reliability.CommonCause) {
	for _, g := range groups {
		w.open("define-CCF-group", "name", g.Name, "model", g.Model.String())
		w.label(g.Label)
		w.open("members")
		for _, m := range g.Members {
			w.empty("basic-event", "name", m)
		}
		w.close("members")
		w.open("distribution")
		w.expr(g.Total)
		w.close("distribution")
		w.open("factors")
		for _, f := range g.Factors {
			w.open("factor", "level", fmt.Sprint(f.Level))
			w.expr(f.Value)
			w.close("factor")
		}
		w.close("factors")
		w.close("define-CCF-group")
	}
}

func (w *writer) data(t *reliability.Tree) {
	w.open("model-data")
	for _, h := range t.Houses {
		w.open("define-house-event", "name", h.Name)
		w.label(h.Label)
		w.empty("constant", "value", strconv.FormatBool(h.On))
		w.close("define-house-event")
	}
	for _, e := range t.Events {
		w.open("define-basic-event", "name", e.Name)
		w.label(e.Label)
		if e.Figure != nil {
			w.expr(*e.Figure)
		}
		w.close("define-basic-event")
	}
	for _, p := range t.Parameters {
		attrs := []string{"name", p.Name}
		if p.Unit != "" {
			attrs = append(attrs, "unit", p.Unit)
		}
		w.open("define-parameter", attrs...)
		w.label(p.Label)
		w.expr(p.Value)
		w.close("define-parameter")
	}
	w.close("model-data")
}
