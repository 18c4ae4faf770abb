package ui

import (
	"math"
	"strconv"

	g "maragu.dev/gomponents"
	h "maragu.dev/gomponents/html"
)

// HeadlineProps describes the top of a page.
type HeadlineProps struct {
	Title   string   // the answer, as a sentence with the figure in it; on records their name
	State   g.Node   // a [Tag] beside the title; may be nil
	Lede    []g.Node // one line of what the answer rests on
	Actions []g.Node // buttons, the main one last
}

// Headline is the answer that a page gives, and what it rests on.
func Headline(p HeadlineProps) g.Node {
	return h.Header(h.Class("headline"),
		h.Div(h.H1(g.Text(p.Title), p.State), g.If(len(p.Lede) > 0, h.P(h.Class("lede"), g.Group(p.Lede)))),
		g.If(len(p.Actions) > 0, h.Div(h.Class("actions"), g.Group(p.Actions))))
}

// SectionProps describes a part of a page.
type SectionProps struct {
	ID      string // for links to it; may be empty
	Title   string
	Note    string   // beside the title, quiet
	Actions []g.Node // small buttons at the end of the title line
}

// Section is a part of a page under its own title.
func Section(p SectionProps, body ...g.Node) g.Node {
	return h.Section(h.Class("part"), attr("id", p.ID),
		h.Header(h.H2(g.Text(p.Title), g.If(p.Note != "", h.Span(h.Class("note"), g.Text(p.Note)))),
			g.If(len(p.Actions) > 0, h.Div(h.Class("actions"), g.Group(p.Actions)))),
		g.Group(body))
}

// Columns puts what supports a page beside what it is about; below it on narrow screens.
func Columns(main, aside g.Node) g.Node {
	return h.Div(h.Class("cols"), h.Div(main), h.Aside(aside))
}

// Buttons sets buttons beside each other.
func Buttons(buttons ...g.Node) g.Node { return h.Div(h.Class("actions"), g.Group(buttons)) }

// Prose is running text with paragraphs, lists and links, such as rendered markdown.
func Prose(body ...g.Node) g.Node { return h.Div(h.Class("prose"), g.Group(body)) }

// Note is a quiet line: what a figure rests on, when it was made.
func Note(text string) g.Node { return h.P(h.Class("note"), g.Text(text)) }

// Live is a part of a page that an event stream replaces while it is looked at,
// see assets/js/live.js. What the stream sends has the same id.
func Live(id, stream string, body ...g.Node) g.Node {
	return h.Div(h.ID(id), live(stream), g.Group(body))
}

// PictureProps describes a drawing that explains something.
type PictureProps struct {
	Drawing g.Node // an SVG with its own title for screen readers
	Caption string // what one sees in it; may be empty
	Table   g.Node // the figures behind it, a [Table]; may be nil
}

// Picture is a drawing with what one sees in it, and the figures behind it.
func Picture(p PictureProps) g.Node {
	return h.Figure(h.Class("picture"), p.Drawing,
		g.If(p.Caption != "", h.FigCaption(h.Class("note"), g.Text(p.Caption))),
		g.If(p.Table != nil, Disclosure("The figures as a table", p.Table)))
}

// LineProps is one line of an aside: a short text, and a figure or a time at its end.
type LineProps struct {
	Text string
	Href string
	Note string
	Tone Tone // of the note
}

// AsideSection is a short list beside the page.
func AsideSection(title string, lines ...LineProps) g.Node {
	return h.Section(h.Class("lines"), h.H2(g.Text(title)), h.Ul(g.Map(lines, func(l LineProps) g.Node {
		return h.Li(h.Span(linked(l.Text, l.Href)), g.If(l.Note != "", h.Span(class("note", string(l.Tone)), g.Text(l.Note))))
	})))
}

// InstrumentProps describes one figure of the four that a page may show.
type InstrumentProps struct {
	Label  string
	Figure string // with its unit: "€8.31 M"
	Full   string // exact, on hover
	Note   string // what it is of, or its limit: "of 61"
	Change string // what it moved from: "was 2 last week"
	Tone   Tone   // of the change
	Line   g.Node // a sparkline; may be nil
	Href   string // what is behind the figure
}

// Instruments are the figures of a page, four at most.
func Instruments(label string, figures ...InstrumentProps) g.Node {
	return h.Section(h.Class("inst"), h.Aria("label", label), h.Dl(g.Map(figures, instrument)))
}

func instrument(p InstrumentProps) g.Node {
	return h.Div(
		h.Dt(g.Text(p.Label)),
		h.Dd(h.Class("figure"), Figure(FigureProps{Short: p.Figure, Full: p.Full, Href: p.Href})),
		g.If(p.Note+p.Change != "", h.Dd(h.Class("note"), g.Text(p.Note), g.If(p.Note != "" && p.Change != "", g.Text(" · ")),
			g.If(p.Change != "", h.Span(class("change", string(p.Tone)), g.Text(p.Change))))),
		g.If(p.Line != nil, h.Dd(h.Class("spark"), p.Line)),
	)
}

// SignalProps describes something that wants a decision.
type SignalProps struct {
	Rank     int
	Sentence string // what is the matter
	Href     string
	Why      string   // what it rests on
	Acts     []g.Node // the next acts in words: [Link] or [PostButton], the best one first
	Stake    string   // "€612 k"; empty is unknown
	Per      string   // what the stake is: "a year, expected"
	Share    float64  // of the largest stake shown, 0 to 1
	Due      string   // "2 days"
	DueTone  Tone
}

// Signals is a ranked list of what wants a decision.
func Signals(label string, signals ...SignalProps) g.Node {
	return h.Ol(h.Class("signals"), h.Aria("label", label), g.Map(signals, signal))
}

func signal(p SignalProps) g.Node {
	return h.Li(h.Class("signal"),
		h.Span(h.Class("rank"), h.Aria("hidden", "true"), g.Text(strconv.Itoa(p.Rank))),
		h.Div(h.Class("what"),
			h.H2(linked(p.Sentence, p.Href)),
			g.If(p.Why != "", h.P(g.Text(p.Why))),
			g.If(len(p.Acts) > 0, h.Div(h.Class("acts"), g.Group(p.Acts)))),
		stake(p),
		h.Div(h.Class("due"), g.If(p.Due != "", Tag(p.DueTone, p.Due))),
	)
}

func stake(p SignalProps) g.Node {
	if p.Stake == "" {
		return h.Div(h.Class("stake"), Unknown("unknown"), h.Small(g.Text(p.Per)), Meter(MeterProps{Unknown: true}))
	}
	return h.Div(h.Class("stake"), h.Span(h.Class("fig"), g.Text(p.Stake)), h.Small(g.Text(p.Per)), Meter(MeterProps{Value: p.Share}))
}

// MeterProps describes a share of a whole.
type MeterProps struct {
	Value   float64 // 0 to 1
	Tone    Tone
	Unknown bool   // drawn dashed, with no value
	Label   string // for screen readers; without it the meter is decoration beside a figure
}

// Meter is a thin bar that shows a share.
func Meter(p MeterProps) g.Node {
	width := strconv.FormatFloat(100*min(max(p.Value, 0), 1), 'f', 1, 64)
	if p.Unknown || math.IsNaN(p.Value) {
		width, p.Tone = "0", ToneUnknown
	}
	return h.SVG(class("meter", string(p.Tone)), g.Attr("viewBox", "0 0 100 4"), g.Attr("preserveAspectRatio", "none"), named(p.Label),
		g.El("rect", h.Class("track"), h.Width("100"), h.Height("4")), g.El("rect", h.Class("fill"), h.Width(width), h.Height("4")))
}

// named gives a picture its text, or hides it from screen readers.
func named(label string) g.Node {
	if label == "" {
		return h.Aria("hidden", "true")
	}
	return g.Group{h.Role("img"), h.Aria("label", label)}
}
