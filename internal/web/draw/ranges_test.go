package draw_test

import (
	"pgregory.net/rapid"

	"fairlead/internal/web/draw"
)

func anyRanges(t *rapid.T) draw.Ranges {
	p := draw.Ranges{Frame: anyFrame(t), Target: anyLevel(t), Most: anyValue().Draw(t, "most"), MidName: anyLabel().Draw(t, "mid name"),
		Whisker: rapid.Bool().Draw(t, "whisker"), LimitName: anyLabel().Draw(t, "limit name")}
	for range rapid.IntRange(0, 30).Draw(t, "rows") {
		p.Rows = append(p.Rows, draw.Range{Label: anyLabel().Draw(t, "label"), From: anyValue().Draw(t, "from"), Mid: anyValue().Draw(t, "mid"),
			To: anyValue().Draw(t, "to"), Limit: anyValue().Draw(t, "limit"), Tone: anyTone().Draw(t, "tone"), Note: anyLabel().Draw(t, "note"), Link: anyLabel().Draw(t, "link")})
	}
	return p
}

// ranges are recoveries against what was promised, one far beyond the others, and
// the steps of a plan.
func ranges() []draw.Picture {
	recovery := draw.Ranges{
		Frame:  draw.Frame{Title: "How long recovery takes, against the promise", Unit: "times the promise"},
		Target: &draw.Level{Label: "Promised", Value: 1}, Most: 4, FromName: "One time in ten less", MidName: "Median", ToName: "One time in ten more",
		Rows: []draw.Range{
			{Label: "Terminal operating system", From: 1.4, Mid: 1.9, To: 2.8, Tone: draw.Bad, Note: "2 h 50 min – 5 h 30 min · 3 %"},
			{Label: "Bergen terminal network, with every switch in the yard", From: 1.1, Mid: 9, To: 26, Tone: draw.Bad, Note: "9 h – 52 h · 8 %"},
			{Label: "Customer portal", From: 0.4, Mid: 0.6, To: 0.9, Tone: draw.Good, Note: "2 h 20 min – 3 h 30 min · 96 %", Link: "/services/1"},
			{Label: "Gate control", From: nan, To: nan, Note: "not known"},
		},
	}
	plan := draw.Ranges{Frame: draw.Frame{Title: "The steps of a plan", Unit: "hours"}, Target: &draw.Level{Label: "Promised", Value: 4}, Rows: []draw.Range{
		{Label: "Call people together", From: 0, To: 0.3, Tone: draw.Bad, Note: "100 %"}, {Label: "Restore the booking database", From: 0.3, To: 2.6, Tone: draw.Bad, Note: "93 %"},
		{Label: "Check the network", From: 0.3, To: 0.8, Tone: draw.Soft, Note: "7 %"}, {Label: "Say that it is back", From: 2.6, To: 2.6, Tone: draw.Bad},
	}}
	back := draw.Ranges{Frame: draw.Frame{Title: "When services are back", Unit: "hours after the loss"}, Whisker: true, LimitName: "promised", MidName: "half of the time", ToName: "Nine times in ten", Rows: []draw.Range{
		{Label: "Message exchange", From: 0, Mid: 3, To: 4.5, Limit: 4, Tone: draw.Bad, Note: "3 h · 71 %"},
		{Label: "Terminal operating system", From: 0, Mid: 6, To: 7.5, Limit: 8, Tone: draw.Good, Note: "6 h · 96 %"},
		{Label: "Gate control", From: nan, To: nan, Limit: 1, Note: "no plan"},
	}}
	return []draw.Picture{recovery, plan, back}
}
