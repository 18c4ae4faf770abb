package draw_test

import (
	"bytes"
	"flag"
	"fmt"
	"math"
	"os"
	"path/filepath"
	"testing"
	"time"

	g "maragu.dev/gomponents"
	h "maragu.dev/gomponents/html"

	"fairlead/internal/web/draw"
)

// Look at the pictures with
//
//	go test ./internal/web/draw -run TestGallery -gallery /tmp/gallery
//
// and open light.html and dark.html there, in a wide and in a narrow window.
var galleryDir = flag.String("gallery", "", "keep the gallery in this directory")

func TestGallery(t *testing.T) {
	dir := *galleryDir
	if dir == "" {
		dir = t.TempDir()
	}
	tokens, err := os.ReadFile("testdata/tokens.css")
	if err != nil {
		t.Fatal(err)
	}
	for _, theme := range []string{"light", "dark"} {
		var page bytes.Buffer
		if err := galleryPage(theme, string(tokens)).Render(&page); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(dir, theme+".html"), page.Bytes(), 0o644); err != nil {
			t.Fatal(err)
		}
	}
}

func galleryPage(theme, tokens string) g.Node {
	var body g.Group
	for _, p := range gallery() {
		body = append(body, h.H2(g.Text(p.Data().Title)), draw.Figure(p))
	}
	body = append(body, h.H2(g.Text("In a side column")))
	for _, p := range gallery()[:3] {
		body = append(body, h.Div(h.Class("side"), draw.Figure(p)))
	}
	return h.Doctype(h.HTML(h.Lang("en"), h.Data("theme", theme),
		h.Head(h.Meta(h.Charset("utf-8")), h.Meta(h.Name("viewport"), h.Content("width=device-width")),
			h.TitleEl(g.Text("Pictures")), h.StyleEl(g.Raw(tokens+draw.Stylesheet))),
		h.Body(body),
	))
}

var nan = math.NaN()

func day(y int, m time.Month, d int) time.Time { return time.Date(y, m, d, 0, 0, 0, 0, time.UTC) }

func euro(v float64) string { return "€ " + draw.Plain(v) }

func euroShort(v float64) string {
	if v < 0 {
		return "−" + euroShort(-v)
	}
	switch a := math.Abs(v); {
	case a >= 1e6:
		return fmt.Sprintf("€%.3g M", v/1e6)
	case a >= 1e3:
		return fmt.Sprintf("€%.3g k", v/1e3)
	}
	return fmt.Sprintf("€%.3g", v)
}

func percent(v float64) string { return fmt.Sprintf("%.4g %%", v) }

func money(title string) draw.Frame {
	return draw.Frame{Title: title, Number: euro, Short: euroShort}
}

// gallery holds every picture, plain and difficult.
func gallery() []draw.Picture {
	return append(append(append(append(lines(), bars()...), spans()...), ranges()...), aRadar(31), aRadar(120), anExceedance(), draw.Exceedance{Frame: money("A rare loss"), Curves: []draw.ExceedanceCurve{{Name: "Now", Points: []draw.ExceedancePoint{{Loss: 1e6, Chance: 0.01}}}}})
}

func monthly(from time.Time, values ...float64) []draw.Point {
	points := make([]draw.Point, len(values))
	for i, v := range values {
		points[i] = draw.Point{At: from.AddDate(0, i, 0), Value: v}
	}
	return points
}

// wave is a year of daily values that wander around a level.
func wave(from time.Time, days int, level, swing, phase float64) []draw.Point {
	points := make([]draw.Point, days)
	for i := range points {
		x := float64(i)
		points[i] = draw.Point{At: from.AddDate(0, 0, i), Value: level + swing*(math.Sin(x/29+phase)+0.35*math.Sin(x/3.1+phase*7))}
	}
	return points
}

func lines() []draw.Picture {
	jan := day(2026, time.January, 1)
	spend := draw.Line{
		Frame:  money("Spend against plan, cumulative, 2026"),
		Target: &draw.Level{Label: "Budget", Value: 8.14e6},
		Today:  day(2026, time.August, 14),
		Series: []draw.Series{
			{Name: "Spent", Points: monthly(jan, 0.62e6, 1.28e6, 1.95e6, 2.71e6, 3.4e6, 4.02e6, 4.8e6, 5.43e6)},
			{Name: "Forecast", Tone: draw.Sea, Expected: true, Points: monthly(jan.AddDate(0, 7, 0), 5.43e6, 6.2e6, 6.9e6, 7.6e6, 8.31e6)},
			{Name: "Plan", Tone: draw.Soft, Points: monthly(jan, 0.66e6, 1.33e6, 2.0e6, 2.68e6, 3.36e6, 4.04e6, 4.72e6, 5.4e6, 6.08e6, 6.76e6, 7.45e6, 8.14e6)},
		},
		Band: &draw.Band{Name: "80 % interval"},
	}
	for i, half := range []float64{0, 0.12e6, 0.21e6, 0.3e6, 0.42e6} {
		p := spend.Series[1].Points[i]
		spend.Band.Points = append(spend.Band.Points, draw.Interval{At: p.At, Low: p.Value - half, High: p.Value + half})
	}
	gaps := wave(jan, 90, 240, 60, 0)
	for i := 30; i < 41; i++ {
		gaps[i].Value = nan
	}
	gaps[60].Value, gaps[62].Value = nan, nan
	latency := draw.Line{
		Frame:  draw.Frame{Title: "Response time of freight booking", Unit: "milliseconds, 95th percentile", Short: draw.Plain, Number: func(v float64) string { return fmt.Sprintf("%.0f ms", v) }},
		Series: []draw.Series{{Name: "Freight booking", Points: gaps}},
		Target: &draw.Level{Label: "Agreed", Value: 400},
	}
	year := draw.Line{Frame: draw.Frame{Title: "Open tickets by team, a year day by day"}}
	for i, name := range []string{"Service desk", "Network", "Workplace", "Applications"} {
		year.Series = append(year.Series, draw.Series{Name: name, Points: wave(day(2025, time.July, 1), 365, 320-70*float64(i), 28-4*float64(i), float64(i))})
	}
	return []draw.Picture{
		spend, latency, year,
		draw.Line{Frame: draw.Frame{Title: "Availability, cut-off axis", Number: percent}, Series: []draw.Series{{Name: "Portal", Points: monthly(jan, 99.2, 99.9, 99.97, 99.5, 99.95, 99.99)}}, Target: &draw.Level{Label: "Agreed", Value: 99.5}},
		draw.Line{Frame: money("Cash flow, below zero"), Series: []draw.Series{{Name: "Net", Points: monthly(day(2019, time.March, 1), 1.2e5, -2.3e5, -1.1e5, 4e4, 2.2e5, -9e4, 0, 1.4e5, nan, 1.8e5, 1e5, -2e4, 3e4, 6e4, 2e5, 2.4e5, 1e5, -1.4e5, -6e4, 3e4)}}},
		draw.Line{Frame: draw.Frame{Title: "One measurement only"}, Series: []draw.Series{{Name: "Score", Points: monthly(jan, 61)}}},
		draw.Line{Frame: draw.Frame{Title: "Nothing measured"}},
		draw.Line{Frame: draw.Frame{Title: "Load over two days, by the hour", Number: percent}, Series: []draw.Series{{Name: "Load", Points: hourly(jan, 48)}}},
		draw.Sparkline{Frame: money("Sparkline: where the year will land"), Points: spend.Series[2].Points},
		draw.Sparkline{Frame: draw.Frame{Title: "Sparkline with a gap"}, Points: gaps},
		draw.Sparkline{Frame: draw.Frame{Title: "Sparkline without data"}},
	}
}

func hourly(from time.Time, n int) []draw.Point {
	points := make([]draw.Point, n)
	for i := range points {
		points[i] = draw.Point{At: from.Add(time.Duration(i) * time.Hour), Value: 45 + 30*math.Sin(float64(i)/3.8)}
	}
	return points
}

func bars() []draw.Picture {
	months := []string{"Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"}
	spend := draw.Bar{Frame: money("Hosting: spend a month against the contract"), Target: &draw.Level{Label: "Contract", Value: 10800}}
	for i, v := range []float64{9700, 11200, 11100, 10400, 12800, nan, 10900, 11800, 11500, 11000, 11300, 11300} {
		spend.Items = append(spend.Items, draw.Item{Label: months[i], Value: v, Expected: i > 8})
	}
	vendors := draw.Bar{Frame: money("Commitments by vendor"), Horizontal: true}
	for i, name := range []string{"Norvik Hosting", "Atlas Telecommunications and Managed Network Services (Scandinavia)", "Brightline", "Ostrava Data", "Kestrel", "Ravel"} {
		vendors.Items = append(vendors.Items, draw.Item{Label: name, Value: []float64{388200, 251000, 96400, nan, 41000, 0}[i], Link: "/vendors/" + fmt.Sprint(i)})
	}
	bridge := draw.Bar{Frame: money("Over and under plan by department"), Horizontal: true}
	for i, name := range []string{"Network", "Workplace", "Applications", "Security"} {
		bridge.Items = append(bridge.Items, draw.Item{Label: name, Value: []float64{-42000, 18500, 131000, -7600}[i]})
	}
	tickets := draw.StackedBar{Frame: draw.Frame{Title: "Tickets closed a month, by kind", Unit: "tickets"}, Labels: months, Target: &draw.Level{Label: "Capacity", Value: 900}}
	for i, name := range []string{"Incidents", "Requests", "Changes", "Problems"} {
		values := make([]float64, 12)
		for m := range values {
			values[m] = math.Round((360 - 90*float64(i)) * (1 + 0.25*math.Sin(float64(m)/2+float64(i))))
		}
		tickets.Parts = append(tickets.Parts, draw.Part{Name: name, Values: values})
	}
	tickets.Parts[1].Values[4] = nan
	states := draw.StackedBar{Frame: draw.Frame{Title: "Controls by framework and state"}, Horizontal: true,
		Labels: []string{"ISO/IEC 27001", "NIS 2", "House rules"},
		Parts: []draw.Part{
			{Name: "Effective", Tone: draw.Good, Values: []float64{61, 24, 12}},
			{Name: "Due for a test", Tone: draw.Warn, Values: []float64{18, 9, 3}},
			{Name: "Failing", Tone: draw.Bad, Values: []float64{7, 6, 1}},
			{Name: "Not yet judged", Tone: draw.Unknown, Values: []float64{7, 12, 2}},
		}}
	many := draw.Bar{Frame: draw.Frame{Title: "Alerts a day", Unit: "alerts"}}
	for i := range 120 {
		at := day(2026, time.January, 1).AddDate(0, 0, i)
		many.Items = append(many.Items, draw.Item{Label: at.Format("2 Jan"), Value: math.Round(20 + 18*math.Sin(float64(i)/9) + float64(i*i%7))})
	}
	signed := draw.Bar{Frame: money("Change on the month before")}
	for i, v := range []float64{1400, -900, 2100, -2600, 0, 700} {
		signed.Items = append(signed.Items, draw.Item{Label: months[i], Value: v})
	}
	landing := draw.Bridge{Frame: money("From the budget to where the year lands"), From: draw.Item{Label: "Budget", Value: 10.52e6}, To: draw.Item{Label: "Landing", Value: 10.64e6}}
	for i, name := range []string{"Not in the budget", "Contracts", "Staff and posts that were filled later than planned", "Projects", "Equipment", "Not yet known"} {
		v := []float64{76e3, -155e3, -33e3, 61e3, 171e3, nan}[i]
		tone := draw.Sea
		if v > 0 {
			tone = draw.Warn
		}
		landing.Steps = append(landing.Steps, draw.Item{Label: name, Value: v, Tone: tone})
	}
	return []draw.Picture{spend, vendors, bridge, landing, tickets, states, many, signed, draw.Bar{Frame: draw.Frame{Title: "No bars"}}}
}

func spans() []draw.Picture {
	today := day(2026, time.November, 21)
	contracts := draw.Timeline{Frame: draw.Frame{Title: "Contracts and their notice dates"}, Today: today, Rows: []draw.TimelineRow{
		{Label: "Norvik Hosting, two racks", Link: "/contracts/1",
			Spans:      []draw.Span{{Label: "Term", From: day(2024, 2, 22), To: day(2027, 2, 22)}, {Label: "Renewal, 36 months", From: day(2027, 2, 22), To: day(2030, 2, 22), Expected: true}},
			Milestones: []draw.Milestone{{Label: "Notice by", At: day(2026, 11, 23), Tone: draw.Bad}}},
		{Label: "Atlas Telecommunications, managed network in all offices of the north",
			Spans:      []draw.Span{{Label: "Term", From: day(2023, 7, 1), To: day(2028, 6, 30)}},
			Milestones: []draw.Milestone{{Label: "Price review", At: day(2026, 7, 1)}, {Label: "Notice by", At: day(2027, 12, 31), Tone: draw.Warn}}},
		{Label: "Kestrel licences", Spans: []draw.Span{{Label: "Subscription without end", From: day(2025, 1, 1)}}},
		{Label: "Ravel support", Spans: []draw.Span{{Label: "Old terms", To: day(2025, 5, 1), Tone: draw.Soft}, {Label: "Overlapping new terms", From: day(2025, 2, 1), To: day(2027, 1, 31)}}},
		{Label: "Ostrava Data", Milestones: []draw.Milestone{{Label: "Decision", At: day(2027, 3, 1)}}},
	}}
	lives := draw.Timeline{Frame: draw.Frame{Title: "Product life cycles"}, Today: today, From: day(2021, 1, 1), To: day(2031, 1, 1)}
	for i, name := range []string{"PostgreSQL 13", "PostgreSQL 14", "PostgreSQL 15", "PostgreSQL 16", "PostgreSQL 17"} {
		from := day(2020+i, 9, 24)
		lives.Rows = append(lives.Rows, draw.TimelineRow{Label: name, Spans: []draw.Span{
			{Label: "Full support", From: from, To: from.AddDate(3, 0, 0), Tone: draw.Good},
			{Label: "Security fixes only", From: from.AddDate(3, 0, 0), To: from.AddDate(5, 0, 0), Tone: draw.Warn},
			{Label: "In use, unsupported", From: from.AddDate(5, 0, 0), Tone: draw.Bad},
		}})
	}
	strip := draw.Strip{Frame: draw.Frame{Title: "Freight booking, the last 90 days"}}
	for i := range 90 {
		d := draw.DayState{On: day(2026, 8, 24).AddDate(0, 0, i), State: "up", Tone: draw.Good}
		switch {
		case i == 12 || i == 13 || i == 70:
			d.State, d.Tone, d.Note = "down", draw.Bad, "41 minutes down"
		case i%17 == 5:
			d.State, d.Tone = "degraded", draw.Warn
		case i > 40 && i < 45:
			continue
		}
		strip.Days = append(strip.Days, d)
	}
	backups := draw.Strip{Frame: draw.Frame{Title: "Backups over a year"}}
	for i := range 365 {
		d := draw.DayState{On: day(2025, 11, 22).AddDate(0, 0, i), State: "ran", Tone: draw.Good}
		if i%41 == 7 {
			d.State, d.Tone = "failed", draw.Bad
		}
		backups.Days = append(backups.Days, d)
	}
	week := draw.Strip{Frame: draw.Frame{Title: "A week"}, Days: strip.Days[10:17]}
	return []draw.Picture{contracts, lives, draw.Timeline{Frame: draw.Frame{Title: "Empty timeline"}}, strip, backups, week}
}
