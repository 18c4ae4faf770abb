package recovery

import (
	"fmt"

	g "maragu.dev/gomponents"
	h "maragu.dev/gomponents/html"

	"fairlead/internal/insight/recovery"
	"fairlead/internal/record"
	"fairlead/internal/web/ui"
)

// gaps is what did not go as the plan says.
func (r *run) gaps() g.Node {
	if len(r.e.Gaps) == 0 {
		return nil
	}
	t := ui.TableProps{Label: "What did not go as the plan says", Columns: []ui.Column{{Label: "What"}, {Label: "Step"}, {Label: "When"}, {Label: "Noted by"}}}
	for _, gap := range r.e.Gaps {
		at, by := "—", "—"
		if gap.At.Known() {
			at = gap.At.Time().In(r.zone()).Format("15:04")
		}
		if person := record.Get(r.s, gap.By); person != nil {
			by = person.Name
		}
		t.Rows = append(t.Rows, ui.Row{Cells: []g.Node{g.Text(gap.Gap), g.Text(orDash(gap.Step)), g.Text(at), g.Text(by)}})
	}
	return ui.Section(ui.SectionProps{ID: "gaps", Title: "What did not go as the plan says", Note: fmt.Sprint(len(r.e.Gaps))}, ui.Table(t))
}

// gapForm takes a gap down; it stands apart from what the stream replaces, so that
// nothing is lost while somebody types.
func (r *run) gapForm() g.Node {
	if !r.mayWork() || r.e.State != "running" && r.e.State != "done" {
		return nil
	}
	var steps []ui.Option
	for _, s := range r.e.Steps {
		steps = append(steps, ui.Option{Value: s.Key, Label: s.Key + "  " + s.Step})
	}
	return ui.Section(ui.SectionProps{ID: "gap", Title: "Note what is missing, wrong or late"}, ui.Form(ui.FormProps{
		Action: runURL(r.s, r.e) + "/gap", Label: "Note a gap",
		Body: []g.Node{ui.Fields(
			ui.TextField(ui.Field{Name: "gap", Label: "What", Required: true, Wide: true}, ui.TextProps{}),
			ui.SelectField(ui.Field{Name: "step", Label: "At which step"}, ui.SelectProps{Options: steps, Empty: "None in particular"}))},
		Actions: []g.Node{ui.Button(ui.ButtonProps{Label: "Note it"})},
	}))
}

// objectives holds what was measured against what was promised.
func (r *run) objectives() g.Node {
	if r.plan == nil {
		return nil
	}
	took, done := r.e.Took()
	var lines []ui.LineProps
	for _, ref := range r.plan.Services {
		service := record.Get(r.s, ref)
		if service == nil {
			continue
		}
		back := ui.LineProps{Text: service.Name + " back", Href: r.v.LinkTo(service), Note: "nothing promised"}
		if service.RTO.Known() {
			back.Note = "within " + recovery.Span(service.RTO.Hours())
			if done && r.e.Kind.Measures() {
				back.Note, back.Tone = kept(took.Hours(), service.RTO.Hours())
			}
		}
		lines = append(lines, back)
		if service.RPO.Known() {
			lost := ui.LineProps{Text: "Work of " + service.Name + " lost", Note: "at most " + recovery.Span(service.RPO.Hours())}
			if r.e.DataLost.Known() {
				lost.Note, lost.Tone = kept(r.e.DataLost.Hours(), service.RPO.Hours())
			} else if done {
				lost.Note += ", not measured"
			}
			lines = append(lines, lost)
		}
	}
	return ui.AsideSection("What was promised", lines...)
}

// kept says a measured time beside its limit.
func kept(measured, limit float64) (string, ui.Tone) {
	if measured > limit {
		return fmt.Sprintf("%s, promised %s", recovery.Span(measured), recovery.Span(limit)), ui.ToneBad
	}
	return fmt.Sprintf("%s of %s", recovery.Span(measured), recovery.Span(limit)), ui.ToneGood
}

func (r *run) facts() g.Node {
	var facts []ui.Fact
	if lead := record.Get(r.s, r.e.Lead); lead != nil {
		facts = append(facts, ui.Fact{Label: "Led by", Value: ui.Link(lead.Name, r.v.LinkTo(lead))})
	}
	if r.plan != nil && r.plan.Meet != "" {
		facts = append(facts, ui.Fact{Label: "Meeting point", Value: g.Text(r.plan.Meet)})
	}
	if r.e.Scenario != "" {
		facts = append(facts, ui.Fact{Label: "What has happened", Value: g.Text(string(r.e.Scenario))})
	}
	if r.e.Lessons != "" {
		facts = append(facts, ui.Fact{Label: "Learned", Value: g.Text(string(r.e.Lessons))})
	}
	var phones []ui.LineProps
	if r.plan != nil {
		for i := range r.plan.People {
			p := &r.plan.People[i]
			if person := record.Get(r.s, p.Person); person != nil {
				phones = append(phones, ui.LineProps{Text: person.Name, Href: r.v.LinkTo(person), Note: orDash(phoneOf(r.s, p))})
			}
		}
		for _, call := range callsOf(r.s, r.plan) {
			phones = append(phones, ui.LineProps{Text: call.vendor.Name, Href: r.v.LinkTo(call.vendor), Note: call.numbers()})
		}
	}
	return g.Group{
		g.If(len(facts) > 0, h.Section(h.Class("lines"), h.H2(g.Text("About it")), ui.Facts(facts...))),
		g.If(len(phones) > 0, ui.AsideSection("Whom to call", phones...)),
	}
}
