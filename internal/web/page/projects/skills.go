package projects

import (
	"fmt"
	"math"

	g "maragu.dev/gomponents"

	"fairlead/internal/insight/projects"
	"fairlead/internal/insight/signal"
	"fairlead/internal/web/draw"
	"fairlead/internal/web/ui"
)

// skills is what projects ask of skills, and what cannot be had; for those who
// may see who can do what.
func (h *home) skills() g.Node {
	if !h.v.SeesAll("skill", "skill_rating", "team") {
		return nil
	}
	plan := projects.SkillsFrom(h.s, h.today, projects.SkillMonths)
	if len(plan.Skills) == 0 {
		return nil
	}
	t := ui.TableProps{Label: "What projects ask of skills, in hours, of what those who can have left", Columns: []ui.Column{{Label: "Skill"}, {Label: "Who can"}}}
	for _, m := range plan.Months {
		t.Columns = append(t.Columns, ui.Column{Label: m.Time().Format("Jan 2006"), Numeric: true})
	}
	for _, l := range plan.Skills {
		t.Rows = append(t.Rows, h.skill(l))
	}
	return ui.Section(ui.SectionProps{ID: "skills", Title: skillTitle(plan), Note: "hours asked for, of hours left by running services"},
		h.lacking(plan), draw.Figure(skillPicture(plan)),
		ui.Note("Assignments that name a skill may be done by whoever is able, whoever is named now; time that names a person alone is taken off first. Each figure looks at its skill alone."+shared(plan)),
		ui.Table(t))
}

func skillTitle(plan projects.SkillPlan) string {
	names := map[string]bool{}
	for _, l := range plan.Lack {
		if _, known := l.Short(); known {
			for _, p := range l.Projects {
				names[p.Name] = true
			}
		}
	}
	if len(names) == 0 {
		return "The skills that projects ask for are there"
	}
	return fmt.Sprintf("%s for skills that cannot be had", signal.Count(len(names), "project asks", "projects ask"))
}

// shared says whom the figures count more than once.
func shared(plan projects.SkillPlan) string {
	if plan.Several == 0 {
		return ""
	}
	return fmt.Sprintf(" %s do several of these skills and %s under each of them.",
		signal.Count(plan.Several, "person can", "people can"), signal.Plural(plan.Several, "stands", "stand"))
}

// skill is a row: each month with what is asked and what there is.
func (h *home) skill(l projects.SkillLoad) ui.Row {
	names := make([]string, len(l.Able))
	for i, p := range l.Able {
		names[i] = p.Name
	}
	who := g.Node(ui.Tag(ui.ToneBad, "nobody"))
	if len(names) > 0 {
		who = g.Text(signal.List(names, 2))
	}
	cells := []g.Node{ui.RecordCell(l.Skill.Name, h.v.LinkTo(l.Skill), ""), who}
	for _, m := range l.Months {
		text := fmt.Sprintf("%s of %s", projects.Hours(m.Assigned, h.v.Locale), projects.Hours(m.Has, h.v.Locale))
		switch {
		case m.Assigned == 0:
			cells = append(cells, g.Text("—"))
		case m.Unknown > 0:
			cells = append(cells, ui.Unknown(projects.Hours(m.Assigned, h.v.Locale)+" of unknown"))
		case m.Assigned > m.Has:
			cells = append(cells, ui.Tag(ui.ToneBad, text))
		default:
			cells = append(cells, g.Text(text))
		}
	}
	return ui.Row{Cells: cells}
}

// skillPicture shows what of each skill is asked for in all months together, and
// how much of it nobody has.
func skillPicture(plan projects.SkillPlan) draw.Picture {
	bars := draw.StackedBar{Horizontal: true, Frame: draw.Frame{
		Title: "Hours that projects ask of skills", Unit: fmt.Sprintf("Hours in %d months", len(plan.Months)),
		Number: func(v float64) string { return fmt.Sprint(math.Round(v)) },
	}, Parts: []draw.Part{{Name: "Those who can have them", Tone: draw.Sea}, {Name: "Nobody has them", Tone: draw.Bad}}}
	for _, l := range plan.Skills {
		bars.Labels = append(bars.Labels, l.Skill.Name)
		had, lacking := 0.0, 0.0
		for _, m := range l.Months {
			if m.Unknown > 0 {
				lacking = math.NaN()
			}
			had += float64(min(m.Assigned, m.Has)) / 1e6
			lacking += float64(max(m.Assigned-m.Has, 0)) / 1e6
		}
		bars.Parts[0].Values = append(bars.Parts[0].Values, had)
		bars.Parts[1].Values = append(bars.Parts[1].Values, lacking)
	}
	return bars
}

// lacking says what cannot be had, why, and which projects that stops.
func (h *home) lacking(plan projects.SkillPlan) g.Node {
	t := ui.TableProps{Label: "What cannot be had", Columns: []ui.Column{{Label: "Skill"}, {Label: "Why it cannot be had"}, {Label: "Projects"}, {Label: "Lacking", Numeric: true}}}
	for _, l := range plan.Lack {
		short := g.Node(ui.Unknown("unknown"))
		if micro, known := l.Short(); known {
			short = ui.Tag(ui.ToneBad, projects.Hours(micro, h.v.Locale)+" hours")
		}
		var links g.Group
		for i, p := range l.Projects {
			if i > 0 {
				links = append(links, g.Text(", "))
			}
			links = append(links, ui.Link(p.Name, h.v.LinkTo(p)))
		}
		t.Rows = append(t.Rows, ui.Row{Cells: []g.Node{g.Text(projects.Skills(l.Skills)), g.Text(projects.Reason(l, h.v.Locale)), links, short}})
	}
	if len(t.Rows) == 0 {
		return nil
	}
	return g.Group{ui.Table(t), ui.Note("So it is however the work is shared out: everybody is counted once, for whichever skill helps most (a maximum flow from skills to people, month by month).")}
}
