package strategy

import (
	"fmt"
	"slices"

	g "maragu.dev/gomponents"
	h "maragu.dev/gomponents/html"

	"fairlead/internal/catalog"
	"fairlead/internal/desk"
	"fairlead/internal/fault"
	"fairlead/internal/insight/signal"
	"fairlead/internal/insight/strategy"
	"fairlead/internal/record"
	"fairlead/internal/web/frame"
	"fairlead/internal/web/ui"
)

// since compares the roadmap with a version that was kept: the one that the
// address names (?since=RMV-0001), else the latest.
func (r *roadmap) since() g.Node {
	versions := strategy.Versions(r.s)
	if len(versions) == 0 {
		return ui.Section(ui.SectionProps{ID: "since", Title: "What moved"}, ui.Note("No version was kept yet. Keep one whenever the roadmap is shown to somebody; later this says what moved since, and by how much."), r.keep())
	}
	t := r.s.Dictionary().TypeOf(versions[0])
	chosen := versions[0]
	if i := slices.IndexFunc(versions, func(v *catalog.RoadmapVersion) bool { return t.Number(v.Number) == r.v.Form("since") }); i >= 0 {
		chosen = versions[i]
	}
	var others g.Group
	for _, v := range versions {
		if v != chosen {
			others = append(others, ui.Link("Since "+v.Name, "/strategy/roadmap?since="+t.Number(v.Number)+"#since"))
		}
	}
	table := ui.TableProps{Label: "What moved on the roadmap", Columns: []ui.Column{{Label: "Step"}, {Label: "What happened"}, {Label: "It stood at"}, {Label: "It stands at"}},
		Empty: ui.Empty(ui.EmptyProps{Icon: ui.IconCheck, Title: "Nothing moved", Text: "Every step stands where it stood."})}
	for _, shift := range strategy.Since(r.s, chosen) {
		table.Rows = append(table.Rows, r.shift(&shift))
	}
	return ui.Section(ui.SectionProps{ID: "since", Title: fmt.Sprintf("What moved since “%s”", chosen.Name), Note: chosen.TakenOn.Format(r.v.Locale), Actions: others}, ui.Table(table), r.keep())
}

func (r *roadmap) shift(s *strategy.Shift) ui.Row {
	name := g.Node(g.Text(s.Title()))
	if s.Item != nil {
		name = r.cell(s.Item.Title, s.Item)
	}
	was, is := g.Node(g.Text("–")), g.Node(g.Text("–"))
	if s.Kind != strategy.Added {
		was = g.Text(r.when(&catalog.RoadmapItem{Starts: s.Was.Starts, Ends: s.Was.Ends, Horizon: s.Was.Horizon}))
	}
	if s.Kind != strategy.Gone {
		is = g.Text(r.when(s.Item))
	}
	return ui.Row{Cells: []g.Node{name, shiftTag(s), was, is}}
}

func shiftTag(s *strategy.Shift) g.Node {
	by := signal.Count(max(s.By(), -s.By()), "day", "days")
	switch s.Kind {
	case strategy.Later:
		return ui.Tag(ui.ToneBad, by+" later")
	case strategy.Earlier:
		return ui.Tag(ui.ToneGood, by+" earlier")
	case strategy.Added:
		return ui.Tag(ui.ToneInfo, "new")
	case strategy.Gone:
		return ui.Tag(ui.ToneWarn, "gone")
	}
	return ui.Tag(ui.ToneInfo, "changed")
}

// keep is the form that keeps the roadmap of now as a version.
func (r *roadmap) keep() g.Node {
	t, err := r.v.Clerk.Type("roadmap_version")
	if err != nil || !r.v.Clerk.May(record.Create, t) {
		return nil
	}
	return h.Div(h.Class("screen"), ui.Disclosure("Keep the roadmap as it stands now", ui.Form(ui.FormProps{
		ID: "keep", Label: "Keep a version", Action: "/strategy/roadmap/versions", Compact: true,
		Body: []g.Node{ui.Fields(
			ui.TextField(ui.Field{Name: "name", Label: "Name", Required: true, Help: "By what you will find it: “Winter board”"}, ui.TextProps{}),
			ui.TextField(ui.Field{Name: "shown", Label: "Shown to"}, ui.TextProps{}),
		)},
		Actions: []g.Node{ui.Button(ui.ButtonProps{Label: "Keep this version", Kind: ui.ButtonPlain})},
	})))
}

// keepVersion keeps the roadmap of now under a name.
func keepVersion(v *frame.Visit) error {
	r, err := lookAtRoadmap(v)
	if err != nil {
		return err
	}
	t, err := v.Clerk.Type("roadmap_version")
	if err != nil {
		return err
	}
	kept := &catalog.RoadmapVersion{Name: v.Form("name"), Shown: v.Form("shown"), TakenOn: r.today, Steps: strategy.Placements(r.s)}
	if err := v.Clerk.Save(v.Context(), &desk.Change{Type: t, Record: kept}); err != nil {
		return r.show(frame.Status(fault.KindOf(err)), fault.Sentence(err))
	}
	return v.Redirect("/strategy/roadmap?since="+t.Number(kept.Number)+"#since", "Kept. From now on this page says what moved since “"+kept.Name+"”.")
}
