package draw_test

import (
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"math"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"time"

	g "maragu.dev/gomponents"
	"pgregory.net/rapid"

	"fairlead/internal/web/draw"
)

// The properties below hold every picture. A new kind of picture gets a
// generator in this list.
func anyPicture() *rapid.Generator[draw.Picture] {
	return rapid.OneOf(
		rapid.Custom(func(t *rapid.T) draw.Picture { return anyLine(t) }),
		rapid.Custom(func(t *rapid.T) draw.Picture { return anyBar(t) }),
		rapid.Custom(func(t *rapid.T) draw.Picture { return anyStack(t) }),
		rapid.Custom(func(t *rapid.T) draw.Picture { return anyBridge(t) }),
		rapid.Custom(func(t *rapid.T) draw.Picture { return anyRanges(t) }),
		rapid.Custom(func(t *rapid.T) draw.Picture { return anyExceedance(t) }),
		rapid.Custom(func(t *rapid.T) draw.Picture { return anyTimeline(t) }),
		rapid.Custom(func(t *rapid.T) draw.Picture { return anySparkline(t) }),
		rapid.Custom(func(t *rapid.T) draw.Picture { return anyStrip(t) }),
		rapid.Custom(func(t *rapid.T) draw.Picture { return anyRadar(t) }),
	)
}

func anyValue() *rapid.Generator[float64] {
	return rapid.OneOf(
		rapid.Float64Range(-1000, 1000), rapid.Float64Range(0, 1e9), rapid.Float64(),
		rapid.SampledFrom([]float64{0, nan, math.Inf(1), math.Inf(-1), math.MaxFloat64, 5e-324, 1e100, -1e100}),
	)
}

func anyDate() *rapid.Generator[time.Time] {
	base := day(2026, time.January, 1)
	return rapid.OneOf(
		rapid.Map(rapid.IntRange(0, 800), func(n int) time.Time { return base.AddDate(0, 0, n) }),
		rapid.Map(rapid.Int64Range(-1e9, 5e9), func(s int64) time.Time { return time.Unix(s, 0).UTC() }),
		rapid.SampledFrom([]time.Time{{}, base, day(1, 1, 2), day(9999, 12, 31), day(-5, 1, 1), day(20000, 1, 1)}),
	)
}

func anyLabel() *rapid.Generator[string] {
	return rapid.OneOf(
		rapid.String(),
		rapid.SampledFrom([]string{"", "Norvik", "<script>alert(1)</script>", "a & b \"c\" 'd'", "\x00\xff\ufffe", strings.Repeat("very long ", 40), "漢字かな交じり文の長い名前", "مرحبا بالعالم"}),
	)
}

func anyTone() *rapid.Generator[draw.Tone] {
	return rapid.Map(rapid.IntRange(-1, 9), func(n int) draw.Tone { return draw.Tone(n) })
}

func anyFrame(t *rapid.T) draw.Frame {
	return draw.Frame{Title: anyLabel().Draw(t, "title"), Unit: anyLabel().Draw(t, "unit")}
}

func anyLevel(t *rapid.T) *draw.Level {
	if rapid.Bool().Draw(t, "has level") {
		return &draw.Level{Label: anyLabel().Draw(t, "level"), Value: anyValue().Draw(t, "level value")}
	}
	return nil
}

func anyPoints(t *rapid.T) []draw.Point {
	return rapid.SliceOfN(rapid.Custom(func(t *rapid.T) draw.Point {
		return draw.Point{At: anyDate().Draw(t, "at"), Value: anyValue().Draw(t, "value")}
	}), 0, 40).Draw(t, "points")
}

func anyLine(t *rapid.T) draw.Line {
	l := draw.Line{Frame: anyFrame(t), Target: anyLevel(t), Today: anyDate().Draw(t, "today")}
	for range rapid.IntRange(0, 8).Draw(t, "series") {
		l.Series = append(l.Series, draw.Series{Name: anyLabel().Draw(t, "name"), Points: anyPoints(t), Tone: anyTone().Draw(t, "tone"), Expected: rapid.Bool().Draw(t, "expected")})
	}
	if rapid.Bool().Draw(t, "has band") {
		l.Band = &draw.Band{Name: anyLabel().Draw(t, "band")}
		for _, p := range anyPoints(t) {
			l.Band.Points = append(l.Band.Points, draw.Interval{At: p.At, Low: p.Value, High: anyValue().Draw(t, "high")})
		}
	}
	return l
}

func anySparkline(t *rapid.T) draw.Sparkline {
	return draw.Sparkline{Frame: anyFrame(t), Points: anyPoints(t), Tone: anyTone().Draw(t, "tone")}
}

func anyBar(t *rapid.T) draw.Bar {
	return draw.Bar{Frame: anyFrame(t), Target: anyLevel(t), Horizontal: rapid.Bool().Draw(t, "horizontal"),
		Items: rapid.SliceOfN(rapid.Custom(func(t *rapid.T) draw.Item {
			return draw.Item{Label: anyLabel().Draw(t, "label"), Value: anyValue().Draw(t, "value"), Tone: anyTone().Draw(t, "tone"),
				Expected: rapid.Bool().Draw(t, "expected"), Link: anyLabel().Draw(t, "link")}
		}), 0, 60).Draw(t, "items")}
}

func anyBridge(t *rapid.T) draw.Bridge {
	b := draw.Bridge{Frame: anyFrame(t), From: draw.Item{Label: anyLabel().Draw(t, "from"), Value: anyValue().Draw(t, "from value")}, Steps: anyBar(t).Items}
	b.To = draw.Item{Label: anyLabel().Draw(t, "to"), Value: anyValue().Draw(t, "to value"), Link: anyLabel().Draw(t, "to link")}
	return b
}

func anyStack(t *rapid.T) draw.StackedBar {
	s := draw.StackedBar{Frame: anyFrame(t), Target: anyLevel(t), Horizontal: rapid.Bool().Draw(t, "horizontal"),
		Labels: rapid.SliceOfN(anyLabel(), 0, 30).Draw(t, "labels")}
	for range rapid.IntRange(0, 8).Draw(t, "parts") {
		s.Parts = append(s.Parts, draw.Part{Name: anyLabel().Draw(t, "name"), Tone: anyTone().Draw(t, "tone"),
			Values: rapid.SliceOfN(anyValue(), 0, 30).Draw(t, "values")})
	}
	return s
}

func anyTimeline(t *rapid.T) draw.Timeline {
	l := draw.Timeline{Frame: anyFrame(t), Today: anyDate().Draw(t, "today"), Apart: rapid.Bool().Draw(t, "apart")}
	if rapid.Bool().Draw(t, "window") {
		l.From, l.To = anyDate().Draw(t, "from"), anyDate().Draw(t, "to")
	}
	for range rapid.IntRange(0, 6).Draw(t, "rows") {
		r := draw.TimelineRow{Label: anyLabel().Draw(t, "row")}
		for range rapid.IntRange(0, 4).Draw(t, "spans") {
			r.Spans = append(r.Spans, draw.Span{Label: anyLabel().Draw(t, "span"), From: anyDate().Draw(t, "from"), To: anyDate().Draw(t, "to"),
				Tone: anyTone().Draw(t, "tone"), Expected: rapid.Bool().Draw(t, "expected")})
		}
		for range rapid.IntRange(0, 4).Draw(t, "milestones") {
			r.Milestones = append(r.Milestones, draw.Milestone{Label: anyLabel().Draw(t, "milestone"), At: anyDate().Draw(t, "at"), Tone: anyTone().Draw(t, "tone")})
		}
		l.Rows = append(l.Rows, r)
	}
	return l
}

func anyStrip(t *rapid.T) draw.Strip {
	s := draw.Strip{Frame: anyFrame(t)}
	for range rapid.IntRange(0, 30).Draw(t, "days") {
		s.Days = append(s.Days, draw.DayState{On: anyDate().Draw(t, "on"), State: anyLabel().Draw(t, "state"), Tone: anyTone().Draw(t, "tone"), Note: anyLabel().Draw(t, "note")})
	}
	return s
}

func TestEveryPictureIsSound(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p := anyPicture().Draw(t, "picture")
		width := rapid.SampledFrom([]int{draw.Narrow, draw.Wide, 1200, 0, -5}).Draw(t, "width")
		checkPicture(t, p, width)
	})
}

func TestGalleryIsSound(t *testing.T) {
	for _, p := range gallery() {
		checkPicture(t, p, draw.Narrow)
		checkPicture(t, p, draw.Wide)
	}
}

// fataler is what a plain test and a property have in common.
type fataler interface {
	Helper()
	Fatalf(format string, args ...any)
}

func checkPicture(t fataler, p draw.Picture, width int) {
	t.Helper()
	s := render(t, p.Draw(width))
	if again := render(t, p.Draw(width)); again != s {
		t.Fatalf("drawn twice, the picture differs")
	}
	svg := parse(t, s)
	svg.checkRoot(t)
	w, h := svg.box(t)
	svg.walk(func(n *node) {
		n.checkAttributes(t)
		n.checkPlace(t, w, h)
	})
	svg.checkReferences(t)
	checkTable(t, p)
}

func checkTable(t fataler, p draw.Picture) {
	t.Helper()
	table := parse(t, render(t, draw.Table(p)))
	columns := len(p.Data().Columns)
	table.walk(func(n *node) {
		if n.name == "tr" && len(n.children) != columns && n.children[0].attr["colspan"] == "" {
			t.Fatalf("a row of %d cells in a table of %d columns", len(n.children), columns)
		}
		if href, ok := n.attr["href"]; ok && (!strings.HasPrefix(href, "/") || strings.HasPrefix(href, "//")) {
			t.Fatalf("the table links to %q", href)
		}
	})
}

func render(t fataler, n g.Node) string {
	t.Helper()
	var b bytes.Buffer
	if err := n.Render(&b); err != nil {
		t.Fatalf("render: %v", err)
	}
	return b.String()
}

// node is an element of a rendered picture.
type node struct {
	name     string
	attr     map[string]string
	text     string
	children []*node
}

func parse(t fataler, s string) *node {
	t.Helper()
	d := xml.NewDecoder(strings.NewReader(s))
	stack := []*node{{}}
	for {
		token, err := d.Token()
		if errors.Is(err, io.EOF) {
			return stack[0].children[0]
		}
		if err != nil {
			t.Fatalf("not well-formed: %v in\n%s", err, s)
		}
		top := stack[len(stack)-1]
		switch token := token.(type) {
		case xml.StartElement:
			n := &node{name: token.Name.Local, attr: map[string]string{}}
			for _, a := range token.Attr {
				n.attr[a.Name.Local] = a.Value
			}
			top.children = append(top.children, n)
			stack = append(stack, n)
		case xml.EndElement:
			stack = stack[:len(stack)-1]
		case xml.CharData:
			top.text += string(token)
		}
	}
}

func (n *node) walk(visit func(*node)) {
	visit(n)
	for _, c := range n.children {
		c.walk(visit)
	}
}

func (n *node) find(name string) []*node {
	var found []*node
	n.walk(func(n *node) {
		if n.name == name {
			found = append(found, n)
		}
	})
	return found
}

func (n *node) checkRoot(t fataler) {
	t.Helper()
	if n.name != "svg" || n.attr["role"] != "img" {
		t.Fatalf("root is %s with role %q", n.name, n.attr["role"])
	}
	if len(n.children) < 2 || n.children[0].name != "title" || n.children[1].name != "desc" || n.children[1].text == "" {
		t.Fatalf("the picture does not begin with a title and a desc that says something")
	}
}

func (n *node) box(t fataler) (width, height float64) {
	t.Helper()
	if _, err := fmt.Sscanf(n.attr["viewBox"], "0 0 %g %g", &width, &height); err != nil || width <= 0 || height <= 0 {
		t.Fatalf("view box %q: %v", n.attr["viewBox"], err)
	}
	return width, height
}

var (
	paintForm  = regexp.MustCompile(`^(none|var\(--[a-z]+\)|url\(#[a-z0-9-]+\))$`)
	allowed    = regexp.MustCompile(`^(svg|title|desc|defs|pattern|g|rect|line|circle|path|text)$`)
	numberForm = regexp.MustCompile(`-?[0-9.]+`)
)

// checkAttributes holds that nothing but the tokens colours a mark, that there is
// neither script nor inline style, and that no coordinate is anything but a number.
func (n *node) checkAttributes(t fataler) {
	t.Helper()
	if !allowed.MatchString(n.name) {
		t.Fatalf("element %s", n.name)
	}
	for name, v := range n.attr {
		switch name {
		case "style", "href", "onclick", "onload":
			t.Fatalf("%s has %s", n.name, name)
		case "fill", "stroke":
			if !paintForm.MatchString(v) {
				t.Fatalf("%s has %s=%q", n.name, name, v)
			}
		case "x", "y", "width", "height", "cx", "cy", "r", "x1", "x2", "y1", "y2":
			if _, err := strconv.ParseFloat(v, 64); err != nil || strings.Contains(v, "n") {
				t.Fatalf("%s has %s=%q", n.name, name, v)
			}
		case "d":
			if strings.ContainsAny(v, "Nae+Infinity") {
				t.Fatalf("path %q", v)
			}
		}
	}
}

func (n *node) number(name string) float64 {
	v, _ := strconv.ParseFloat(n.attr[name], 64)
	return v
}

// checkPlace holds that a mark lies within the view box.
func (n *node) checkPlace(t fataler, width, height float64) {
	t.Helper()
	inside := func(x, y float64) {
		const slack = 0.1 // of rounding
		if x < -slack || y < -slack || x > width+slack || y > height+slack {
			t.Fatalf("%s %v reaches to %v, %v in a box of %v by %v", n.name, n.attr, x, y, width, height)
		}
	}
	switch n.name {
	case "rect":
		inside(n.number("x"), n.number("y"))
		inside(n.number("x")+n.number("width"), n.number("y")+n.number("height"))
	case "line":
		inside(n.number("x1"), n.number("y1"))
		inside(n.number("x2"), n.number("y2"))
	case "circle":
		r := n.number("r")
		inside(n.number("cx")-r, n.number("cy")-r)
		inside(n.number("cx")+r, n.number("cy")+r)
	case "text":
		inside(n.number("x"), n.number("y")-9)
		inside(n.number("x"), n.number("y")+3)
	case "path":
		numbers := numberForm.FindAllString(n.attr["d"], -1)
		for i := 0; i+1 < len(numbers); i += 2 {
			x, _ := strconv.ParseFloat(numbers[i], 64)
			y, _ := strconv.ParseFloat(numbers[i+1], 64)
			inside(x, y)
		}
	}
}

// checkReferences holds that every pattern that is used is defined, once.
func (n *node) checkReferences(t fataler) {
	t.Helper()
	defined := map[string]int{}
	for _, p := range n.find("pattern") {
		defined[p.attr["id"]]++
	}
	n.walk(func(n *node) {
		if id, ok := strings.CutPrefix(n.attr["fill"], "url(#"); ok && defined[strings.TrimSuffix(id, ")")] != 1 {
			t.Fatalf("pattern %s is defined %d times", id, defined[strings.TrimSuffix(id, ")")])
		}
	})
}

func TestEmptyPicturesSaySo(t *testing.T) {
	for _, p := range []draw.Picture{draw.Line{}, draw.Bar{}, draw.StackedBar{}, draw.Timeline{}, draw.Strip{}, draw.Sparkline{}, draw.Ranges{}, draw.Exceedance{},
		draw.Ranges{Rows: []draw.Range{{Label: "a", From: nan, To: 2}}},
		draw.Line{Series: []draw.Series{{Points: []draw.Point{{At: day(2026, 1, 1), Value: nan}}}}},
		draw.Bar{Items: []draw.Item{{Label: "a", Value: nan}}},
		draw.Timeline{Rows: []draw.TimelineRow{{Label: "a"}}},
	} {
		if s := render(t, p.Draw(draw.Wide)); !strings.Contains(s, "No data yet") {
			t.Errorf("%T without data: %s", p, s)
		}
	}
}

func TestTextAlternative(t *testing.T) {
	jan := day(2026, 1, 1)
	line := draw.Line{Today: day(2026, 2, 10), Target: &draw.Level{Label: "Plan", Value: 9},
		Series: []draw.Series{{Name: "Spent", Points: monthly(jan, 3, 8, nan, 1, 5)}}}
	stack := draw.StackedBar{Labels: []string{"Jan", "Feb"}, Parts: []draw.Part{{Name: "A", Values: []float64{1, 2}}, {Name: "B", Values: []float64{3}}}}
	tests := []struct {
		picture draw.Picture
		want    string
	}{
		{line, "Line chart. From 1 Jan 2026 to 1 May 2026. Today is 10 Feb 2026. Plan: 9. Spent: first 3 (1 Jan 2026), last 5 (1 May 2026), lowest 1 (1 Apr 2026), highest 8 (1 Feb 2026), 1 unknown."},
		{stack, "Stacked bar chart of 2 bars in 2 parts. Total: 4 (Jan), 1 unknown. A: first 1 (Jan), last 2 (Feb), lowest 1 (Jan), highest 2 (Feb). B: 3 (Jan), 1 unknown."},
		{draw.Bar{Items: []draw.Item{{Label: "A", Value: 2}, {Label: "B", Value: -1}}}, "Bar chart of 2 items. first 2 (A), last -1 (B)"},
		{draw.Line{Series: []draw.Series{{Name: "Up", Points: monthly(jan, 98, 99)}}}, "The value axis begins at 98, not at zero."},
		{draw.Timeline{Rows: []draw.TimelineRow{{Label: "Norvik", Spans: []draw.Span{{Label: "Term", From: jan}}, Milestones: []draw.Milestone{{Label: "Notice", At: day(2026, 3, 1)}}}}},
			"Norvik: Term: from 1 Jan 2026; Notice: 1 Mar 2026."},
		{draw.Ranges{Target: &draw.Level{Label: "Promised", Value: 4}, MidName: "median", Rows: []draw.Range{{Label: "Portal", From: 1, Mid: 2, To: 5}, {Label: "Gate", From: nan, To: 3}}},
			"Ranges of 2 rows. Promised: 4. Portal: 1 to 5, median 2. Gate: unknown."},
		{draw.Ranges{MidName: "median", LimitName: "promised", Whisker: true, Rows: []draw.Range{{Label: "Portal", To: 5, Mid: 2, Limit: 4}, {Label: "Gate", To: 3, Mid: 1}}},
			"Ranges of 2 rows. Portal: 0 to 5, median 2, promised 4. Gate: 0 to 3, median 1."},
		{draw.Strip{Days: []draw.DayState{{On: jan, State: "up", Tone: draw.Good}, {On: day(2026, 1, 3), State: "down", Tone: draw.Bad}}},
			"Strip of days from 1 Jan 2026 to 3 Jan 2026. up: 1 day. down: 1 day. unknown: 1 day."},
	}
	for _, tt := range tests {
		desc := parse(t, render(t, tt.picture.Draw(draw.Wide))).children[1].text
		if got := strings.ReplaceAll(desc, "−", "-"); !strings.Contains(got, tt.want) {
			t.Errorf("got  %s\nwant %s", got, tt.want)
		}
	}
}

// An unknown value breaks the line: two runs, and a bridge that is dashed.
func TestUnknownIsAGap(t *testing.T) {
	svg := parse(t, render(t, draw.Line{Series: []draw.Series{{Points: monthly(day(2026, 1, 1), 1, 2, nan, 4, 5)}}}.Draw(draw.Wide)))
	var runs, bridges int
	for _, p := range svg.find("path") {
		if p.attr["stroke-dasharray"] != "" {
			bridges += strings.Count(p.attr["d"], "M")
		} else {
			runs += strings.Count(p.attr["d"], "M")
		}
	}
	if runs != 2 || bridges != 1 {
		t.Errorf("%d runs and %d bridges", runs, bridges)
	}
}

func TestEveryMarkTellsItsFullValue(t *testing.T) {
	f := draw.Frame{Number: func(v float64) string { return fmt.Sprintf("%.2f euro", v) }, Short: func(v float64) string { return fmt.Sprintf("%.0f", v) }}
	jan := day(2026, 1, 1)
	for _, p := range []draw.Picture{
		draw.Line{Frame: f, Series: []draw.Series{{Points: monthly(jan, 1.25, 2.5)}}},
		draw.Sparkline{Frame: f, Points: monthly(jan, 1.25, 2.5)},
		draw.Bar{Frame: f, Items: []draw.Item{{Label: "a", Value: 1.25}, {Label: "b", Value: 2.5}}},
		draw.Bar{Frame: f, Horizontal: true, Items: []draw.Item{{Label: "a", Value: 1.25}, {Label: "b", Value: 2.5}}},
		draw.Ranges{Frame: f, Rows: []draw.Range{{Label: "a", From: 1.25, To: 2.5}}},
		draw.StackedBar{Frame: f, Labels: []string{"a"}, Parts: []draw.Part{{Values: []float64{1.25}}, {Values: []float64{2.5}}}},
	} {
		var tips strings.Builder
		for _, n := range parse(t, render(t, p.Draw(draw.Wide))).find("title")[1:] {
			tips.WriteString(n.text + "\n")
		}
		for _, want := range []string{"1.25 euro", "2.50 euro"} {
			if !strings.Contains(tips.String(), want) {
				t.Errorf("%T: %q is in no tip:\n%s", p, want, tips.String())
			}
		}
	}
}

func TestLongLabelsAreShortened(t *testing.T) {
	name := strings.Repeat("Atlas Telecommunications ", 8)
	for _, p := range []draw.Picture{
		draw.Bar{Items: []draw.Item{{Label: name, Value: 1}}, Horizontal: true},
		draw.Bar{Items: []draw.Item{{Label: name, Value: 1}, {Label: "b", Value: 2}}},
		draw.Ranges{Rows: []draw.Range{{Label: name, From: 1, To: 2}}},
		draw.Timeline{Rows: []draw.TimelineRow{{Label: name, Spans: []draw.Span{{From: day(2026, 1, 1), To: day(2026, 5, 1)}}}}},
	} {
		found := false
		for _, n := range parse(t, render(t, p.Draw(draw.Wide))).find("text") {
			if strings.HasSuffix(n.text, "…") && len(n.children) == 1 && n.children[0].text == name {
				found = true
			}
		}
		if !found {
			t.Errorf("%T: no shortened label with the whole one as its title", p)
		}
	}
}

func TestTableHoldsWhatThePictureShows(t *testing.T) {
	jan := day(2026, 1, 1)
	line := draw.Line{Frame: draw.Frame{Title: "Spend"}, Series: []draw.Series{{Name: "A", Points: monthly(jan, 1, nan)}, {Name: "B", Points: monthly(jan, 3)}}}
	table := parse(t, render(t, draw.Table(line)))
	var cells []string
	for _, row := range table.find("tbody")[0].children {
		for _, c := range row.children {
			cells = append(cells, c.text)
		}
	}
	if got, want := strings.Join(cells, "|"), "1 Jan 2026|1|3|1 Feb 2026|unknown|–"; got != want {
		t.Errorf("cells %s, want %s", got, want)
	}
	if head := table.find("th")[0]; head.attr["scope"] != "col" || table.find("caption")[0].text != "Spend" {
		t.Errorf("the table has no caption or no heads")
	}
}

func TestLinksLeadNowhereElse(t *testing.T) {
	for link, want := range map[string]int{"/vendors/1": 1, "": 0, "javascript:alert(1)": 0, "//elsewhere.example": 0, "/\\elsewhere.example": 0, "/\x01": 0, "/\t/elsewhere.example": 0, "https://elsewhere.example": 0} {
		table := parse(t, render(t, draw.Table(draw.Bar{Items: []draw.Item{{Label: "a", Value: 1, Link: link}}})))
		if got := len(table.find("a")); got != want {
			t.Errorf("link %q gave %d links", link, got)
		}
	}
}

// A picture is part of a page that should weigh under 50 kB when compressed.
func TestLargePicturesStayLight(t *testing.T) {
	var l draw.Line
	for i := range 4 {
		l.Series = append(l.Series, draw.Series{Name: "Series " + fmt.Sprint(i), Points: wave(day(2025, 1, 1), 500, 100, 40, float64(i))})
	}
	if n := len(render(t, l.Draw(draw.Wide))); n > 50_000 {
		t.Errorf("four series of 500 points weigh %d bytes", n)
	}
}

func BenchmarkLine(b *testing.B) {
	l := draw.Line{Frame: draw.Frame{Title: "Open tickets"}}
	for i := range 4 {
		l.Series = append(l.Series, draw.Series{Name: "Team " + fmt.Sprint(i), Points: wave(day(2025, 1, 1), 365, 300, 30, float64(i))})
	}
	var out bytes.Buffer
	b.ReportAllocs()
	for b.Loop() {
		out.Reset()
		if err := l.Draw(draw.Wide).Render(&out); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(float64(out.Len()), "bytes/picture")
}
