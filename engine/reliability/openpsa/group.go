package openpsa

import (
	"strconv"

	"fairlead/engine/reliability"
)

// group reads a common-cause group: its members, the distribution of their total
// probability, and the factors of its model.
func (m *model) group(e *element, path string) error {
	name, err := m.define(e, aGroup, path)
	if err != nil {
		return err
	}
	g := reliability.CommonCause{Name: name, Label: e.label()}
	for model := reliability.BetaFactor; model <= reliability.PhiFactor; model++ {
		if model.String() == e.attr("model") {
			g.Model = model
		}
	}
	if g.Model == 0 {
		return e.errorf("the model %q is not known", e.attr("model"))
	}
	i := len(m.tree.Groups)
	m.tree.Groups = append(m.tree.Groups, g)
	m.groups = append(m.groups, func() error {
		for _, c := range e.body() {
			if err := m.part(&m.tree.Groups[i], c, path); err != nil {
				return err
			}
		}
		if m.tree.Groups[i].Total.Op == reliability.ExprConstant && m.tree.Groups[i].Total.Value == 0 {
			return e.errorf("has no <distribution>")
		}
		return nil
	})
	return nil
}

func (m *model) part(g *reliability.CommonCause, e *element, path string) (err error) {
	switch e.name {
	case "members":
		for _, c := range e.children {
			f, err := m.reference(c, path)
			if err != nil {
				return err
			}
			g.Members = append(g.Members, f.Name)
		}
		return nil
	case "distribution":
		g.Total, err = m.only(e, path)
		return err
	case "factors":
		for _, c := range e.children {
			if err := m.factor(g, c, path); err != nil {
				return err
			}
		}
		return nil
	case "factor":
		return m.factor(g, e, path)
	}
	return e.errorf("is not part of a common-cause group")
}

// factor reads a factor. Without a level it has the one after the factor before,
// or the first that its model takes.
func (m *model) factor(g *reliability.CommonCause, e *element, path string) error {
	level := len(g.Factors) + 1
	switch {
	case g.Model == reliability.MGL:
		level++
	case g.Model == reliability.BetaFactor:
		level = len(g.Members)
	}
	if given := e.attr("level"); given != "" {
		n, err := strconv.Atoi(given)
		if err != nil || n < 1 {
			return e.errorf("the level %q is not a number from 1", given)
		}
		level = n
	}
	x, err := m.only(e, path)
	g.Factors = append(g.Factors, reliability.Factor{Level: level, Value: x})
	return err
}
