package draw

import (
	"math"
	"strconv"

	g "maragu.dev/gomponents"
)

// Radar shows entries in rings about a middle, in four quadrants: what to take
// up in the middle, what to leave outside. Entries carry their number, by their
// place in Entries, and a mark that says how they moved.
type Radar struct {
	Frame
	Rings     []string  // from the middle outwards
	Quadrants [4]string // upper left, upper right, lower left, lower right
	Entries   []RadarEntry
}

// RadarEntry is one entry. One whose quadrant or ring is none of the radar's
// stands in the table only.
type RadarEntry struct {
	Name     string
	Quadrant int // place in Quadrants
	Ring     int // place in Rings
	Move     RadarMove
	Tone     Tone   // Auto: nothing to say about its state
	Note     string // what is known of it, for the tip and the table
	Link     string // where its name leads in the table
}

// RadarMove is how an entry came to its ring.
type RadarMove int

// The moves.
const (
	MoveUnknown RadarMove = iota // no mark, and a dashed outline
	NotMoved
	NewEntry // a second circle
	MovedIn  // a stroke on the side of the middle
	MovedOut // a stroke on the far side
)

func (m RadarMove) word() string {
	if m < MoveUnknown || m > MovedOut {
		m = MoveUnknown
	}
	return [...]string{"movement unknown", "not moved", "new", "moved in", "moved out"}[m]
}

const (
	radarBlip  = 9.0 // radius of an entry, where there is room
	radarTitle = 20.0
	radarStrip = 9.0 // kept free over and under the names of the rings
)

// Draw implements Picture.
func (r Radar) Draw(width int) g.Node {
	if len(r.Entries) == 0 || len(r.Rings) == 0 {
		return r.empty(width)
	}
	c := newCanvas("radar", r.Frame, r.describe(), width)
	top := c.legend(radarKeys(), 0) + radarTitle
	reach := math.Min(c.width/2, 330) - 2
	d := dial{x: c.width / 2, y: top + reach, reach: reach, rings: len(r.Rings)}
	r.ground(c, d)
	r.names(c, d)
	for _, b := range r.placed(d) {
		r.blip(c, d, b)
	}
	c.height = d.y + reach + radarTitle
	return c.svg()
}

// dial is where the rings are.
type dial struct {
	x, y, reach float64
	rings       int
}

// edge is the outer radius of a ring. The middle gets most room: its ring has the
// shortest arcs.
func (d dial) edge(ring int) float64 {
	return d.reach * math.Pow(float64(ring+1)/float64(d.rings), 0.62)
}

func (d dial) inner(ring int) float64 {
	if ring == 0 {
		return 0
	}
	return d.edge(ring - 1)
}

func (r Radar) ground(c *canvas, d dial) {
	for i := len(r.Rings) - 1; i >= 0; i-- {
		paint := pen{"var(--line)", 1, ""}.attrs()
		if i%2 == 0 {
			paint = g.Group{tint("var(--soft)", ".07"), g.Attr("stroke", "var(--line)")}
		}
		c.add(dot(d.x, d.y, d.edge(i), paint, tip(r.Rings[i])))
	}
	c.add(line(d.x, d.y-d.reach, d.x, d.y+d.reach, pen{"var(--line)", 1, ""}.attrs()))
	c.add(line(d.x-d.reach, d.y, d.x+d.reach, d.y, pen{"var(--line)", 1, ""}.attrs()))
}

// names writes the rings along the middle line and the quadrants into the corners.
func (r Radar) names(c *canvas, d dial) {
	for i, name := range r.Rings {
		at := (d.inner(i) + d.edge(i)) / 2
		if i == 0 {
			at = d.edge(0) * 0.62
		}
		room := d.edge(i) - d.inner(i) - 2
		c.text(label{x: d.x + at, y: d.y + textDrop, s: name, anchor: middle, max: room})
	}
	for i, name := range r.Quadrants {
		l := label{x: d.x - d.reach, y: d.y - d.reach - 6, s: name, color: "var(--ink)", max: d.reach - 4}
		if i%2 == 1 {
			l.x, l.anchor = d.x+d.reach, end
		}
		if i > 1 {
			l.y = d.y + d.reach + 14
		}
		c.text(l)
	}
}

// placedEntry is an entry in its place.
type placedEntry struct {
	entry   int
	x, y, r float64
}

// placed finds a place for every entry: as large as lets all stand apart.
func (r Radar) placed(d dial) []placedEntry {
	cells := make([][]int, 4*len(r.Rings))
	for i, e := range r.Entries {
		if e.Quadrant >= 0 && e.Quadrant < 4 && e.Ring >= 0 && e.Ring < len(r.Rings) {
			cell := e.Ring*4 + e.Quadrant
			cells[cell] = append(cells[cell], i)
		}
	}
	size := radarBlip
	for ; size > 0.3 && !d.fits(cells, size); size *= 0.94 {
	}
	var all []placedEntry
	for cell, entries := range cells {
		for i, p := range d.places(cell/4, len(entries), size) {
			x, y := p[0], p[1]
			if cell%2 == 0 {
				x = -x
			}
			if cell%4 < 2 {
				y = -y
			}
			all = append(all, placedEntry{entries[i], d.x + x, d.y + y, size})
		}
	}
	return all
}

func (d dial) fits(cells [][]int, size float64) bool {
	for cell, entries := range cells {
		room := 0
		for _, t := range d.tracks(cell/4, size) {
			room += t.most
		}
		if room < len(entries) {
			return false
		}
	}
	return true
}

// track is an arc on which entries stand.
type track struct {
	radius, from, to float64 // angles from the middle line upwards
	most             int     // entries for which it has room
	step             float64 // least angle between two
}

// apart is the least distance between the middles of two entries with their marks.
func apart(size float64) float64 { return 2*size + math.Min(0.9*size, 8) }

// tracks divides a ring of one quadrant into arcs that are far enough from each
// other, from the lines between the quadrants and from the names of the rings.
func (d dial) tracks(ring int, size float64) []track {
	s := apart(size)
	in, out := d.inner(ring), d.edge(ring)
	n := int((out - in) / s)
	var all []track
	for i := range n {
		t := track{radius: out - (float64(i)+0.5)*(out-in)/float64(n)}
		if low, high := s/2+radarStrip, s/2; t.radius > math.Hypot(low, high) {
			t.from, t.to = math.Asin(low/t.radius), math.Pi/2-math.Asin(high/t.radius)
			t.step = 2 * math.Asin(s/(2*t.radius))
			t.most = 1 + int((t.to-t.from)/t.step)
			all = append(all, t)
		}
	}
	return all
}

// places gives n places of a ring in the upper right quadrant, with y upwards.
// Each arc gets its share of the entries.
func (d dial) places(ring, n int, size float64) (all [][2]float64) {
	tracks := d.tracks(ring, size)
	room := 0
	for _, t := range tracks {
		room += t.most
	}
	n = min(n, room)
	for _, t := range tracks {
		take := min(t.most, (n*t.most+room-1)/room)
		for i := range take {
			a := t.from + (t.to-t.from)*(float64(i)+0.5)/float64(take)
			if take > 1 && (t.to-t.from)/float64(take) < t.step {
				a = t.from + (t.to-t.from)*float64(i)/float64(take-1)
			}
			all = append(all, [2]float64{t.radius * math.Cos(a), t.radius * math.Sin(a)})
		}
		n, room = n-take, room-t.most
	}
	return all
}

// blip draws an entry with the mark of its move.
func (r Radar) blip(c *canvas, d dial, p placedEntry) {
	e := r.Entries[p.entry]
	outline := pen{"var(--ink)", 1.2, ""}
	if e.Tone != Auto {
		outline = pen{e.Tone.color(), 2.4, ""}
	}
	if e.Move == MoveUnknown {
		outline.dash = "2 2"
	}
	parts := g.Group{tip(r.tell(p.entry)), dot(p.x, p.y, p.r, g.Attr("class", "pic-blip"), g.Attr("fill", "var(--wash)"), g.Attr("stroke", outline.color),
		g.Attr("stroke-width", strconv.FormatFloat(outline.width, 'g', -1, 64)), g.If(outline.dash != "", g.Attr("stroke-dasharray", outline.dash))),
		moveMark(e.Move, p.x, p.y, p.r, math.Atan2(d.y-p.y, d.x-p.x))}
	if p.r > 5.5 {
		parts = append(parts, g.El("text", at("x", p.x), at("y", p.y+p.r*0.38), g.Attr("text-anchor", middle), g.Attr("fill", "var(--ink)"),
			g.Attr("font-size", num(p.r*1.1)), g.Text(strconv.Itoa(p.entry+1))))
	}
	c.add(g.El("g", parts))
}

// moveMark is the mark beside a circle; toward is the direction of the middle.
func moveMark(m RadarMove, x, y, r, toward float64) g.Node {
	away := r + math.Min(0.3*r, 3)
	switch m {
	case NewEntry:
		return dot(x, y, away, pen{"var(--sea)", 1.4, ""}.attrs())
	case MovedOut:
		toward += math.Pi
	case MovedIn:
	default:
		return nil
	}
	var p path
	for i := range 9 {
		a := toward + (float64(i)/8-0.5)*math.Pi*0.7
		if i == 0 {
			p.move(x+away*math.Cos(a), y+away*math.Sin(a))
		} else {
			p.line(x+away*math.Cos(a), y+away*math.Sin(a))
		}
	}
	return p.node(pen{"var(--sea)", 2.4, ""}.attrs())
}

// radarKeys explains the marks. In the samples the middle of the radar lies to
// the left.
func radarKeys() []key {
	var keys []key
	for _, m := range []RadarMove{NewEntry, MovedIn, MovedOut} {
		word := m.word()
		if m != NewEntry {
			word += map[RadarMove]string{MovedIn: " (stroke toward the middle)", MovedOut: " (stroke away from it)"}[m]
		}
		keys = append(keys, key{label: word, sample: func(_ *canvas, x, y float64) g.Node {
			return g.Group{dot(x+10, y, 5.5, pen{"var(--ink)", 1.2, ""}.attrs()), moveMark(m, x+10, y, 5.5, math.Pi)}
		}})
	}
	return keys
}

// tell says all of an entry.
func (r Radar) tell(i int) string {
	e := r.Entries[i]
	s := strconv.Itoa(i+1) + " " + e.Name + ": " + r.ring(e) + ", " + e.Move.word()
	if e.Note != "" {
		s += "\n" + e.Note
	}
	return s
}

func (r Radar) ring(e RadarEntry) string {
	if e.Ring < 0 || e.Ring >= len(r.Rings) {
		return unknownWord
	}
	return r.Rings[e.Ring]
}

func (r Radar) quadrant(e RadarEntry) string {
	if e.Quadrant < 0 || e.Quadrant > 3 {
		return unknownWord
	}
	return r.Quadrants[e.Quadrant]
}

func (r Radar) describe() string {
	rings, moves := make([]int, len(r.Rings)), map[RadarMove]int{}
	for _, e := range r.Entries {
		if e.Ring >= 0 && e.Ring < len(rings) {
			rings[e.Ring]++
		}
		moves[e.Move]++
	}
	all := []string{"Radar of " + strconv.Itoa(len(r.Entries)) + " entries in four quadrants; the list beside it names each by its number."}
	inRings := ""
	for i, n := range rings {
		if i > 0 {
			inRings += ", "
		}
		inRings += named(r.Rings[i], strconv.Itoa(n))
	}
	all = append(all, "From the middle outwards: "+inRings+".")
	for _, m := range []RadarMove{NewEntry, MovedIn, MovedOut, MoveUnknown} {
		if moves[m] > 0 {
			all = append(all, strconv.Itoa(moves[m])+" "+m.word()+".")
		}
	}
	return sentences(all...)
}

// Data implements Picture.
func (r Radar) Data() Data {
	d := Data{Title: r.Title, Columns: []Column{{Name: "Entry"}, {Name: "Number", Number: true}, {Name: "Quadrant"}, {Name: "Ring"}, {Name: "Movement"}, {Name: "What is known"}}}
	for i, e := range r.Entries {
		d.Rows = append(d.Rows, Row{Cells: []string{e.Name, strconv.Itoa(i + 1), r.quadrant(e), r.ring(e), e.Move.word(), e.Note}, Link: e.Link})
	}
	return d
}
