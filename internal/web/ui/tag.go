package ui

import (
	"strconv"

	g "maragu.dev/gomponents"
	h "maragu.dev/gomponents/html"
)

// Tone says how a state is to be taken. Colour never carries it alone: the text says it too.
type Tone string

// The tones. Unknown is drawn dashed: it is neither good nor bad.
const (
	ToneInfo    Tone = ""
	ToneGood    Tone = "good"
	ToneWarn    Tone = "warn"
	ToneBad     Tone = "bad"
	ToneUnknown Tone = "unknown"
)

// Tag is a state in a word or two.
func Tag(tone Tone, text string) g.Node {
	return h.Span(class("tag", string(tone)), g.Text(text))
}

// Unknown is a value that nobody knows; text says which, such as "not measured".
func Unknown(text string) g.Node { return Tag(ToneUnknown, text) }

// Count is a small number beside a label; nothing when it is zero.
func Count(tone Tone, n int) g.Node {
	if n == 0 {
		return nil
	}
	return h.Span(class("count", string(tone)), g.Text(strconv.Itoa(n)))
}

// FigureProps describes a number that is read short and known in full.
type FigureProps struct {
	Short string // rounded for reading: "€612 k"
	Full  string // exact, shown on hover: "€612,418.00"
	Href  string // the records and the formula behind it; may be empty
}

// Figure is a number that opens: short in the text, full on hover.
func Figure(p FigureProps) g.Node {
	if p.Href != "" {
		return h.A(h.Class("fig"), href(p.Href), attr("title", p.Full), g.Text(p.Short))
	}
	return h.Span(h.Class("fig"), attr("title", p.Full), g.Text(p.Short))
}

// Time is a moment or a day: iso for machines (RFC 3339 or a date), text for people.
func Time(iso, text string) g.Node {
	return h.Time(attr("datetime", iso), attr("title", iso), g.Text(text))
}

// Avatar is a person's initials in a circle. It is decoration: the name stands beside it.
func Avatar(name string) g.Node {
	return h.Span(h.Class("avatar"), h.Aria("hidden", "true"), h.Data("initials", initials(name)))
}

// initials are the first letters of the first and the last word.
func initials(name string) string {
	var letters []rune
	start := true
	for _, r := range name {
		if start && r != ' ' {
			letters = append(letters, r)
		}
		start = r == ' ' || r == '-'
	}
	if len(letters) > 2 {
		letters = []rune{letters[0], letters[len(letters)-1]}
	}
	return string(letters)
}
