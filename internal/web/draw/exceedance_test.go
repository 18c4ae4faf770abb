package draw_test

import (
	"math"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"fairlead/internal/web/draw"
)

// anExceedance is a curve with what is planned, and an appetite that it exceeds at one point.
func anExceedance() draw.Exceedance {
	curve := func(scale float64) (points []draw.ExceedancePoint) {
		for loss := 2e5; loss < 3e7; loss *= 1.2 {
			points = append(points, draw.ExceedancePoint{Loss: loss, Chance: 0.98 / (1 + math.Pow(loss/scale, 1.6))})
		}
		return points
	}
	return draw.Exceedance{
		Frame:     money("What a year may cost"),
		Curves:    []draw.ExceedanceCurve{{Name: "As it is", Points: curve(2e6)}, {Name: "With what is agreed on", Points: curve(1.4e6)}},
		Limits:    []draw.ExceedancePoint{{Loss: 1e6, Chance: 0.8}, {Loss: 5e6, Chance: 0.12}, {Loss: 2e7, Chance: 0.05}},
		LimitName: "Accepted at most",
	}
}

func anyExceedance(t *rapid.T) draw.Exceedance {
	point := rapid.Custom(func(t *rapid.T) draw.ExceedancePoint {
		return draw.ExceedancePoint{Loss: anyValue().Draw(t, "loss"), Chance: rapid.OneOf(rapid.Float64Range(0, 1), anyValue()).Draw(t, "chance")}
	})
	points := rapid.SliceOfN(point, 0, 30)
	p := draw.Exceedance{
		Frame: draw.Frame{Title: anyLabel().Draw(t, "title"), Unit: anyLabel().Draw(t, "unit")}, LimitName: anyLabel().Draw(t, "limit"),
		Limits: points.Draw(t, "limits"), Least: anyValue().Draw(t, "least"),
	}
	for range rapid.IntRange(0, 4).Draw(t, "curves") {
		p.Curves = append(p.Curves, draw.ExceedanceCurve{Name: anyLabel().Draw(t, "name"), Points: points.Draw(t, "points")})
	}
	return p
}

// The text alternative and the table say which point is exceeded, and by how much.
func TestExceedanceInWords(t *testing.T) {
	p := anExceedance()
	drawn := render(t, p.Draw(draw.Wide))
	for _, want := range []string{"Loss exceedance curve", "more than € 5,000,000 at most 12\u00a0%, it is 18\u00a0%", "var(--bad)"} {
		if !strings.Contains(drawn, want) {
			t.Errorf("the picture lacks %q", want)
		}
	}
	d := p.Data()
	if len(d.Columns) != 4 || len(d.Rows) < 10 || d.Rows[1].Cells[3] != "12\u00a0%" {
		t.Errorf("the table is %+v", d.Rows[:2])
	}
}
