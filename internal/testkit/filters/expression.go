package filters

import (
	"fmt"
	"slices"
	"strings"

	"pgregory.net/rapid"

	"fairlead/internal/record"
)

// Expression draws a filter on records of a type that ParseFilter accepts with
// Env. It uses every part of the language.
func Expression(t *rapid.T, d *record.Dictionary, typ *record.Type) string {
	return expression{t, d}.node(typ, 3)
}

// expression draws the parts of one filter.
type expression struct {
	*rapid.T
	dict *record.Dictionary
}

func (e expression) pick(from ...string) string { return rapid.SampledFrom(from).Draw(e.T, "pick") }

func (e expression) chance(oneIn int) bool { return rapid.IntRange(1, oneIn).Draw(e.T, "chance") == 1 }

func (e expression) node(typ *record.Type, depth int) string {
	if depth == 0 || e.chance(3) {
		return e.restriction(typ)
	}
	a, b := e.node(typ, depth-1), e.node(typ, depth-1)
	switch e.pick("and", "or", "sequence", "not", "minus", "group") {
	case "and":
		return a + " AND " + b
	case "or":
		return a + " OR " + b
	case "sequence":
		return a + " " + b
	case "not":
		return "NOT (" + a + ")"
	case "minus":
		return "-(" + a + ")"
	}
	return "(" + a + ") AND (" + b + ")"
}

func (e expression) restriction(typ *record.Type) string {
	if e.chance(8) {
		return e.word()
	}
	return e.on("", typ, 2)
}

func (e expression) word() string {
	text := rapid.SampledFrom(words()).Draw(e.T, "word")
	return e.pick("", "-", "NOT ") + quote(text)
}

// on draws a test of a field of a type, or of one behind a reference.
func (e expression) on(prefix string, typ *record.Type, levels int) string {
	f := typ.Fields[rapid.IntRange(0, len(typ.Fields)-1).Draw(e.T, "field of "+typ.Name)]
	target := e.dict.Type(f.Target)
	path := prefix + f.Name
	switch {
	case e.chance(6):
		return e.pick("", "NOT ", "-") + path + e.pick(":*", " = null", ` != ""`, " = *")
	case f.Kind.Name == "any" && e.chance(3):
		return path + ".type" + e.pick(" = ", " != ") + e.anyType().Name
	case target != nil && levels > 0 && e.chance(2):
		return e.on(path+".", target, levels-1)
	case f.IsReference() || f.IsMany():
		return e.reference(path, f, target)
	case len(f.Kind.Ops) == 0:
		return path + ":*"
	}
	return e.test(path, f)
}

func (e expression) reference(path string, f *record.Field, target *record.Type) string {
	if target == nil {
		target = e.anyType()
	}
	n := rapid.IntRange(1, perType+1).Draw(e.T, "number")
	value := e.pick(target.Number(int64(n)), quote(target.Number(int64(n))), ID(target, n).String(), "me")
	if f.Target != "" && e.chance(3) {
		return path + ":" + quote(rapid.SampledFrom(words()).Draw(e.T, "label"))
	}
	return path + e.pick(" = ", " != ", ":") + value
}

func (e expression) anyType() *record.Type {
	types := e.dict.Types()
	return types[rapid.IntRange(0, len(types)-1).Draw(e.T, "type")]
}

func (e expression) test(path string, f *record.Field) string {
	op := string(rapid.SampledFrom(f.Kind.Ops).Draw(e.T, "op"))
	if op == "=" && e.chance(2) {
		op = "!="
	}
	value := func() string { return e.value(f, op) }
	if e.chance(6) {
		return path + " " + op + " (" + value() + e.pick(" OR ", " AND ", " OR NOT ") + value() + ")"
	}
	return path + " " + op + " " + value()
}

func (e expression) value(f *record.Field, op string) string {
	texts := stock(e.dict, f)
	switch f.Kind.Name {
	case "integer":
		if f.Name == "number" {
			return fmt.Sprint(rapid.IntRange(1, perType+1).Draw(e.T, "number"))
		}
	case "date":
		texts = append(texts, "today", "today()-1d", "today+3m")
	case "instant":
		texts = append(texts, "now", "now-12h", "today", "2026-11-21", "2026-11-20")
	case "money":
		texts = append(texts, "10", "10.0005", "-5", "1000", "10.001")
	case "tags":
		texts = slices.DeleteFunc(texts, func(s string) bool { return strings.Contains(s, ",") })
	}
	text := rapid.SampledFrom(texts).Draw(e.T, "value")
	if f.IsProse() {
		return e.prose(text, op)
	}
	if strings.HasPrefix(text, "now") || strings.HasPrefix(text, "today") {
		return text
	}
	return quote(text)
}

// prose puts wildcards around a part of a text.
func (e expression) prose(text, op string) string {
	if op != "=" && op != "!=" || e.chance(2) {
		return quote(text)
	}
	part := []rune(text)
	part = part[:rapid.IntRange(1, len(part)).Draw(e.T, "part")]
	before, after := e.pick("", "*"), e.pick("", "*")
	return `"` + before + escape(string(part)) + after + `"`
}

func quote(text string) string { return `"` + escape(text) + `"` }

func escape(text string) string {
	return strings.NewReplacer(`\`, `\\`, `"`, `\"`, `*`, `\*`).Replace(text)
}
