package record

import (
	"strings"
)

// String writes the filter in its canonical form, which parses to the same
// Root: every date absolute, every reference by number or ID, OR in parentheses.
func (f Filter) String() string {
	if f.Root == nil {
		return ""
	}
	var b strings.Builder
	f.Root.write(&b, "")
	return b.String()
}

func (a And) write(b *strings.Builder, prefix string) { writeAll(b, a, " AND ", prefix) }
func (o Or) write(b *strings.Builder, prefix string)  { writeAll(b, o, " OR ", prefix) }

func writeAll(b *strings.Builder, nodes []Node, between, prefix string) {
	for i, n := range nodes {
		if i > 0 {
			b.WriteString(between)
		}
		writePart(b, n, prefix)
	}
}

// writePart writes a part of And, Or or Not: in parentheses when it has parts itself.
func writePart(b *strings.Builder, n Node, prefix string) {
	switch n.(type) {
	case And, Or:
		b.WriteByte('(')
		n.write(b, prefix)
		b.WriteByte(')')
	default:
		n.write(b, prefix)
	}
}

func (n Not) write(b *strings.Builder, prefix string) {
	b.WriteString("NOT ")
	writePart(b, n.Node, prefix)
}

func (k Known) write(b *strings.Builder, prefix string) {
	b.WriteString(prefix + k.Field.Name + ":*")
}

func (c Test) write(b *strings.Builder, prefix string) {
	sign := " " + string(c.Op) + " "
	switch c.Op {
	case Has:
		sign = ":"
	case StartsWith, EndsWith, Contains:
		sign = " = "
	}
	b.WriteString(prefix + c.Field.Name + sign + operand(c.Op, c.Operand))
}

// operand writes a value so that it reads back the same.
func operand(op Op, v Value) string {
	switch v := v.(type) {
	case *Text:
		before, after := "", ""
		if op == EndsWith || op == Contains {
			before = "*"
		}
		if op == StartsWith || op == Contains {
			after = "*"
		}
		return `"` + before + escape(v.Text()) + after + `"`
	case *Money:
		if v.Currency == AnyCurrency {
			return trimmed(v.Amount())
		}
	}
	if text := v.Text(); isPlain(strings.TrimPrefix(text, "-")) {
		return text
	}
	return `"` + escape(v.Text()) + `"`
}

func (n Between) write(b *strings.Builder, prefix string) {
	day, _, _ := strings.Cut(n.From.Text(), "T")
	b.WriteString(prefix + n.Field.Name + " = " + day)
}

func (p Points) write(b *strings.Builder, prefix string) {
	b.WriteString(prefix + p.Field.Name + " = " + p.To.String())
}

func (o OfType) write(b *strings.Builder, prefix string) {
	b.WriteString(prefix + o.Field.Name + ".type = " + o.Target.Name)
}

func (v Via) write(b *strings.Builder, prefix string) {
	if c, ok := v.Where.(Test); ok && c.Op == Equal && c.Field.isNumber() {
		b.WriteString(prefix + v.Field.Name + " = " + v.Target.Number(c.Operand.(*Int).N()))
		return
	}
	v.Where.write(b, prefix+v.Field.Name+".")
}

func (w Words) write(b *strings.Builder, _ string) { b.WriteString(plainOrQuoted(w.Text)) }

// plainOrQuoted leaves the quotes out where the text reads the same without.
func plainOrQuoted(text string) string {
	if isPlain(text) {
		return text
	}
	return `"` + escape(text) + `"`
}

func isPlain(text string) bool {
	switch text {
	case "", "null", "me", "today", "now", "and", "or", "not", "AND", "OR", "NOT":
		return false
	}
	special := func(r rune) bool {
		return !isAlphanumeric(r) && !strings.ContainsRune("-_.", r)
	}
	return !strings.HasPrefix(text, "-") && strings.ContainsFunc(text, isAlphanumeric) && !strings.ContainsFunc(text, special)
}

func escape(text string) string {
	return strings.NewReplacer(`\`, `\\`, `"`, `\"`, `*`, `\*`).Replace(text)
}
