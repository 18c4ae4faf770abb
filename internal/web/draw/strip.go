package draw

import (
	"math"
	"sort"
	"strconv"
	"time"

	g "maragu.dev/gomponents"
)

// Strip shows the state of something day by day, one cell each: how available a
// service was, or whether a backup ran.
type Strip struct {
	Frame
	Days []DayState
}

// DayState is the state on one day. Days between the first and the last that are
// not given are unknown; of a day that is given twice the last one counts.
type DayState struct {
	On    time.Time // any moment of the day
	State string    // in words: "up", "degraded", "down"
	Tone  Tone      // Good, Warn, Bad or Unknown
	Note  string    // what happened, for the tip: "41 minutes down"
}

const (
	cellHeight = 26.0
	cellLeast  = 3.4 // a cell with its gap is no narrower; longer strips take several lines
	stripMost  = 732 // the most days shown: two years
)

// Draw implements Picture.
func (s Strip) Draw(width int) g.Node {
	days := s.filled()
	if len(days) == 0 {
		return s.empty(width)
	}
	c := newCanvas("strip", s.Frame, s.describe(days), width)
	lines := int(math.Ceil(float64(len(days)) * cellLeast / c.width))
	perLine := (len(days) + lines - 1) / lines
	step := math.Min(c.width/float64(perLine), 24)
	y := 0.0
	for i := 0; i < len(days); i += perLine {
		chunk := days[i:min(i+perLine, len(days))]
		for j, d := range chunk {
			s.cell(c, float64(j)*step, y, step, d)
		}
		y += cellHeight + 16
		s.dates(c, y, step*float64(len(chunk)), chunk)
		y += 12
	}
	c.height = y + c.legend(stateKeys(days), y) + 2
	return c.svg()
}

// cell draws one day.
func (s Strip) cell(c *canvas, x, y, step float64, d DayState) {
	gap := math.Min(step*0.25, 2)
	c.add(rect(x+gap/2, y+0.5, step-gap, cellHeight-1, g.If(step > 6, g.Attr("rx", "1.5")),
		c.paint(stateFill(d.Tone)), tip(s.dayTip(d))))
}

func (s Strip) dayTip(d DayState) string {
	t := named(s.date(d.On), d.State)
	if d.Note != "" {
		t += "\n" + d.Note
	}
	return t
}

// dates writes the first and the last day under a line of cells.
func (s Strip) dates(c *canvas, y, width float64, days []DayState) {
	first, last := s.date(days[0].On), s.date(days[len(days)-1].On)
	taken := rooms{c.text(label{y: y, s: first})}
	taken.write(c, label{x: width, y: y, s: last, anchor: end})
}

// stateFill is the fill of a state. Good is pale, so that what is not good stands out.
func stateFill(t Tone) fill {
	f := seriesFill(0, t)
	if t == Good {
		f.weave = calm
	}
	return f
}

// stateKeys explains each state that occurs, in the order of tone and name.
func stateKeys(days []DayState) []key {
	seen := map[DayState]bool{}
	var states []DayState
	for _, d := range days {
		if k := (DayState{State: d.State, Tone: d.Tone}); !seen[k] {
			seen[k] = true
			states = append(states, k)
		}
	}
	sort.Slice(states, func(i, j int) bool {
		if states[i].Tone != states[j].Tone {
			return states[i].Tone < states[j].Tone
		}
		return states[i].State < states[j].State
	})
	keys := make([]key, len(states))
	for i, d := range states {
		keys[i] = key{label: d.State, sample: areaSample(stateFill(d.Tone))}
	}
	return keys
}

// filled returns one entry for each day from the first to the last.
func (s Strip) filled() []DayState {
	given := map[int]DayState{}
	first, last := math.MaxInt, math.MinInt
	for _, d := range s.Days {
		if !dated(d.On) {
			continue
		}
		n := dayNumber(d.On)
		given[n] = d
		first, last = min(first, n), max(last, n)
	}
	if len(given) == 0 {
		return nil
	}
	first = max(first, last-stripMost+1)
	days := make([]DayState, 0, last-first+1)
	for n := first; n <= last; n++ {
		d, ok := given[n]
		if !ok {
			d = DayState{On: time.Unix(int64(n)*86400, 0).UTC(), State: unknownWord, Tone: Unknown}
		}
		days = append(days, d)
	}
	return days
}

// dayNumber counts the days since 1970 on the calendar that t is written in.
func dayNumber(t time.Time) int {
	y, m, d := t.Date()
	return int(time.Date(y, m, d, 0, 0, 0, 0, time.UTC).Unix() / 86400)
}

func (s Strip) describe(days []DayState) string {
	counts := map[string]int{}
	for _, d := range days {
		counts[d.State]++
	}
	all := []string{"Strip of days from " + s.date(days[0].On) + " to " + s.date(days[len(days)-1].On) + "."}
	for _, k := range stateKeys(days) {
		if n := counts[k.label]; n > 0 {
			all = append(all, named(k.label, count(n, "day"))+".")
			counts[k.label] = 0
		}
	}
	if len(days) == stripMost {
		all = append(all, "At most the last "+strconv.Itoa(stripMost)+" days are shown.")
	}
	return sentences(all...)
}

// Data implements Picture.
func (s Strip) Data() Data {
	d := Data{Title: s.Title, Columns: []Column{{Name: "Day"}, {Name: "State"}, {Name: "Note"}}}
	for _, day := range s.filled() {
		d.Rows = append(d.Rows, Row{Cells: []string{s.date(day.On), day.State, day.Note}})
	}
	return d
}
