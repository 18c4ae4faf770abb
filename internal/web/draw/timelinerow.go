package draw

import (
	"math"
	"sort"

	g "maragu.dev/gomponents"
)

// timelineRow is a row with its place in the picture.
type timelineRow struct {
	TimelineRow
	box   // top is that of this row
	lanes [][]Span
	axis  timeAxis
	kinds spanKinds
	apart bool // see Timeline
}

// packed puts spans that overlap into different lanes, each into the first that
// is free, and if apart, every span into its own. Spans without any date, or
// wholly outside the axis, are left out.
func packed(spans []Span, axis timeAxis, apart bool) [][]Span {
	unit := axis.scale(box{left: 0, right: 1})
	ordered := append([]Span(nil), spans...)
	sort.SliceStable(ordered, func(i, j int) bool { return ordered[i].left(unit) < ordered[j].left(unit) })
	var lanes [][]Span
	var free []float64 // where each lane's last span ends
	for _, s := range ordered {
		if !s.shownOn(axis) {
			continue
		}
		lane := 0
		for lane < len(lanes) && (apart || free[lane] > s.left(unit)) {
			lane++
		}
		if lane == len(lanes) {
			lanes, free = append(lanes, nil), append(free, 0)
		}
		lanes[lane] = append(lanes[lane], s)
		free[lane] = s.right(unit)
	}
	return lanes
}

// shownOn tells whether any of the span lies on the axis.
func (s Span) shownOn(axis timeAxis) bool {
	if s.From.IsZero() && s.To.IsZero() {
		return false
	}
	return (s.From.IsZero() || !s.From.After(axis.to)) && (s.To.IsZero() || !s.To.Before(axis.from))
}

// left is where the span begins: at its first date, or at the edge if it is open.
func (s Span) left(x timeScale) float64 {
	if s.From.IsZero() {
		return x.from
	}
	return x.at(s.From)
}

// right is where the span ends; never before it begins.
func (s Span) right(x timeScale) float64 {
	if s.To.IsZero() {
		return x.to
	}
	return math.Max(x.at(s.To), s.left(x))
}

// over is the room for the name over the lanes; where there is room at the left, none.
func (r timelineRow) over(c *canvas) float64 {
	if c.narrow() {
		return 16
	}
	return 0
}

func (r timelineRow) height(c *canvas) float64 {
	return r.over(c) + 2*rowPad + laneHeight*float64(max(len(r.lanes), 1))
}

func (r timelineRow) draw(c *canvas, f Frame) {
	c.add(line(0, r.top, c.width, r.top, pen{"var(--line)", 1, ""}.attrs()))
	y := r.top + r.over(c) + rowPad + (laneHeight-spanHeight)/2
	name := label{y: r.baseline(y), s: r.Label, color: "var(--ink)", max: r.left - 12}
	if c.narrow() {
		name.y, name.max = r.top+rowPad+8, 0
	}
	c.text(name)
	x := r.axis.scale(r.box)
	taken := r.diamonds(x)
	for i, lane := range r.lanes {
		if i > 0 {
			taken = nil
		}
		for j, s := range lane {
			limit := r.right
			if j+1 < len(lane) {
				limit = lane[j+1].left(x)
			}
			r.span(c, f, s, x, y+laneHeight*float64(i), limit, &taken)
		}
		if i == 0 {
			r.milestones(c, f, x, y, taken)
		}
	}
	if len(r.lanes) == 0 {
		r.milestones(c, f, x, y, taken)
	}
}

// span draws a span and its label: within it if there is room, else beside it,
// where limit is how far the lane is free.
func (r timelineRow) span(c *canvas, f Frame, s Span, x timeScale, y, limit float64, taken *rooms) {
	left, right := s.left(x), s.right(x)
	w := math.Max(right-left, 1.5)
	left = math.Min(left, r.right-w)
	fill := r.kinds.fill(s)
	marks := g.Group{
		rect(left, y, w, spanHeight, tint(fill.color, ".16")),
		rect(left, y+spanHeight-spanFoot, w, spanFoot, c.paint(fill)),
	}
	if s.Expected || fill.weave == open {
		marks = g.Group{rect(left, y, w, spanHeight, pen{fill.color, 1, "4 3"}.attrs(), g.Attr("pointer-events", "all"))}
	}
	c.add(g.El("g", s.handle(), tip(named(r.Label, s.tell(f))), marks, r.goesOn(s, fill, y)))
	if !r.kinds.recur() {
		r.spanLabel(c, s.Label, left, left+w, y, limit, taken)
	}
}

// handle marks a span that can be dragged.
func (s Span) handle() g.Node {
	if s.Handle == "" {
		return nil
	}
	return g.Attr("data-span", s.Handle)
}

// goesOn draws an arrow head at the right edge if the span goes on beyond it.
func (r timelineRow) goesOn(s Span, f fill, y float64) g.Node {
	if !s.To.IsZero() && !s.To.After(r.axis.to) {
		return nil
	}
	var p path
	p.move(r.right-6, y+3)
	p.line(r.right-2, y+(spanHeight-spanFoot)/2)
	p.line(r.right-6, y+spanHeight-spanFoot-3)
	return p.node(pen{f.color, 1.2, ""}.attrs())
}

// spanLabel writes the label of a span from left to right: whole within it,
// whole behind it, whole before it where its lane is its own, or shortened within
// it, whichever has room first.
func (r timelineRow) spanLabel(c *canvas, s string, left, right, y, limit float64, taken *rooms) {
	const least = 28.0 // a label shorter than this says nothing
	w := textWidth(clean(s))
	l := label{x: left + 6, y: r.baseline(y), s: s, color: "var(--ink)"}
	inside := taken.reach(l.x, right-4) - l.x
	behind := taken.reach(right+5, limit-4) - (right + 5)
	switch {
	case w <= inside:
	case w <= behind:
		l.x = right + 5
	case r.apart && len(r.Milestones) == 0 && w <= left-5-r.left:
		l.x, l.anchor = left-5, end
	case inside >= least:
		l.max = inside
	default:
		return
	}
	*taken = append(*taken, c.text(l))
}

// baseline is the baseline of text in a lane whose spans begin at y.
func (r timelineRow) baseline(y float64) float64 { return y + (spanHeight-spanFoot)/2 + textDrop }

const (
	diamondSize = 5.0
	spanFoot    = 4.0 // height of the pattern under a span
)

// diamonds returns what the milestones' own marks take of a lane.
func (r timelineRow) diamonds(x timeScale) rooms {
	var taken rooms
	for _, m := range r.Milestones {
		if r.axis.holds(m.At) {
			taken = append(taken, around(x.at(m.At), diamondSize))
		}
	}
	return taken
}

// milestones draws the milestones in the lane whose spans begin at y, each with
// its label at the right or, failing that, at the left; where neither has room
// the label stands in the tip only.
func (r timelineRow) milestones(c *canvas, f Frame, x timeScale, y float64, taken rooms) {
	for _, m := range r.Milestones {
		if !r.axis.holds(m.At) {
			continue
		}
		color := m.Tone.color()
		if m.Tone == Auto {
			color = "var(--ink)"
		}
		at := math.Max(r.left+diamondSize, math.Min(x.at(m.At), r.right-diamondSize))
		c.add(diamond(at, y+(spanHeight-spanFoot)/2, diamondSize, g.Attr("fill", color), tip(named(r.Label, m.tell(f)))))
		l := label{x: at + diamondSize + labelGap + 1, y: r.baseline(y), s: m.Label, color: "var(--ink)", max: 180}
		if c.place(l).from == l.x && taken.write(c, l) {
			continue
		}
		l.x, l.anchor = at-diamondSize-labelGap-1, end
		if c.place(l).from >= r.left {
			taken.write(c, l)
		}
	}
}
