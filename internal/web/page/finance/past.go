package finance

import (
	"fmt"

	g "maragu.dev/gomponents"

	"fairlead/internal/insight/finance"
	"fairlead/internal/insight/signal"
	"fairlead/internal/web/draw"
	"fairlead/internal/web/frame"
	"fairlead/internal/web/ui"
)

// between says within what the year lands, where lines are forecast by their past.
func (h *home) between() string {
	low, _, lines := h.p.Range()
	if lines == 0 {
		return ""
	}
	return fmt.Sprintf(" Give or take %s, with a chance of eight in ten, by how %s went on before; contracts, posts, projects and purchases are taken as planned.",
		h.short(signal.Plus(h.p.Total.Forecast, low.Neg())), signal.Count(lines, "line", "lines"))
}

// past shows of a line what its own months say: the picture, how well that would
// have worked before, and which months stood out.
func (o *outlook) past(row *finance.Outlook) g.Node {
	p := row.Past
	if p == nil {
		return nil
	}
	scale := frame.MoneyScale{Currency: o.plan.Year.Currency, Locale: o.v.Locale}
	title := "What was spent, and what is expected"
	spent, ahead, band := draw.Series{Name: "Spent", Tone: draw.Sea}, draw.Series{Name: "Expected", Expected: true}, &draw.Band{Name: "Eight in ten"}
	if !p.Modelled {
		ahead.Name = "A year before"
	}
	for i, month := range p.Months {
		spent.Points = append(spent.Points, draw.Point{At: month.Time(), Value: scale.Value(p.Spent[i])})
	}
	for i, month := range p.Ahead() {
		low, mid, high := p.Month(i)
		ahead.Points = append(ahead.Points, draw.Point{At: month.Time(), Value: scale.Value(mid)})
		band.Points = append(band.Points, draw.Interval{At: month.Time(), Low: scale.Value(low), High: scale.Value(high)})
	}
	nodes := []g.Node{draw.Figure(draw.Line{Frame: scale.Frame(title), Series: []draw.Series{spent, ahead}, Band: band}), ui.Note(o.howGood(p))}
	if odd := o.odd(row); len(odd) > 0 {
		nodes = append(nodes, ui.AsideSection("What stood out", odd...))
	}
	return ui.Section(ui.SectionProps{ID: "past", Title: title, Note: "by month"}, nodes...)
}

func (o *outlook) howGood(p *finance.Past) string {
	own, year := p.Off()
	switch {
	case !own.Known():
		return "Too little is known yet to say how well this would have worked before."
	case p.Modelled:
		return fmt.Sprintf("Made in the same way from %s, it would have been off by %s a month on the mean; what was spent in the same month a year before, by %s. So the models are followed.",
			signal.Count(p.Test.Origins, "past month", "past months"), o.short(own), o.short(year))
	}
	return fmt.Sprintf("Models of its months did no better than the same month a year before, which would have been off by %s on the mean from %s. So the year before is followed.",
		o.short(year), signal.Count(p.Test.Origins, "past month", "past months"))
}

// inputs lists what a forecast by the past is made of: the months, the method, how
// far it would have been off beside the year before, and what is known beforehand.
func (o *outlook) inputs(row *finance.Outlook) g.Node {
	var lines []ui.LineProps
	if p := row.Past; p != nil {
		first, last := p.Months[0], p.Months[len(p.Months)-1]
		lines = append(lines,
			ui.LineProps{Text: "History used", Note: fmt.Sprintf("%s, %s to %s", signal.Count(len(p.Months), "month", "months"), first.Time().Format("Jan 2006"), last.Time().Format("Jan 2006")),
				Href: entriesOf("NOT state = void", fmt.Sprintf("budget_line.code = %q AND day >= %s AND day < %s", row.Line.Code, first, last.AddMonths(1)))},
			ui.LineProps{Text: "Method", Note: method(p)})
		if own, year := p.Off(); own.Known() {
			lines = append(lines, ui.LineProps{Text: "Off by, on the mean", Note: o.short(own) + " a month, made from past months"},
				ui.LineProps{Text: "The year before, off by", Note: o.short(year) + " a month"})
		}
	}
	for _, k := range row.Known {
		lines = append(lines, ui.LineProps{Text: o.name(k.Record), Note: k.Text, Href: o.v.LinkTo(k.Record)})
	}
	switch {
	case len(lines) == 0:
		return nil
	case len(row.Known) == 0:
		lines = append(lines, ui.LineProps{Text: "Known beforehand", Note: "nothing: no contract or project that joins the line begins, ends or gets dearer"})
	}
	return ui.AsideSection("What it is made of", lines...)
}

func method(p *finance.Past) string {
	if !p.Modelled {
		return "the same month a year before"
	}
	text := "the middle of six models"
	if names := p.Models(); len(names) > 0 {
		text += ", " + signal.List(names, len(names)) + " among them"
	}
	return text
}

// odd lists the months that stood out, each opening what was booked in it.
func (o *outlook) odd(row *finance.Outlook) []ui.LineProps {
	var lines []ui.LineProps
	for _, odd := range row.Past.Odd {
		until := odd.Month.AddMonths(1).AddDays(-1)
		line := ui.LineProps{Text: odd.Month.Time().Format("January 2006"),
			Href: entriesOf("NOT state = void", fmt.Sprintf("budget_line.code = %q AND day >= %s AND day <= %s", row.Line.Code, odd.Month, until))}
		switch {
		case !odd.Change:
			line.Note = fmt.Sprintf("%s were spent where %s were to be expected", o.short(odd.Amount), o.short(odd.Expected))
		case odd.By.Known() && odd.By.Minor < 0:
			line.Note = fmt.Sprintf("from here on %s a month less", o.short(odd.By.Neg()))
		case odd.By.Known():
			line.Note = fmt.Sprintf("from here on %s a month more", o.short(odd.By))
		default:
			line.Note = "from here on it grows otherwise than before"
		}
		lines = append(lines, line)
	}
	return lines
}
