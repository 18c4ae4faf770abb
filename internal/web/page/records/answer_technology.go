package records

import (
	"fmt"

	g "maragu.dev/gomponents"

	"fairlead/internal/catalog"
	"fairlead/internal/insight/signal"
	"fairlead/internal/insight/technology"
	"fairlead/internal/record"
	"fairlead/internal/web/ui"
)

// technologyAnswer says who in the team masters an entry of the radar, for those
// who may see all ratings.
func technologyAnswer(a answering, r record.Record) g.Node {
	if !a.v.SeesAll("skill_rating", "skill", "person") {
		return nil
	}
	list := technology.Masteries(a.snapshot, r.(*catalog.Technology), a.today)
	if len(list) == 0 {
		return nil
	}
	title, least := "", -1
	var body []g.Node
	for _, m := range list {
		if least < 0 || len(m.Able) < least {
			least, title = len(m.Able), mastered(m)
		}
		body = append(body, a.mastery(m))
	}
	return ui.Section(ui.SectionProps{ID: "mastery", Title: title, Note: "who can, of those who are rated"}, body...)
}

// mastered says how many can, of those wanted.
func mastered(m signal.Mastery) string {
	wanted := m.Skill.WantedPeople()
	switch n := len(m.Able); {
	case n == 0:
		return fmt.Sprintf("Nobody in the team masters %s; %s wanted", m.Skill.Name, signal.Count(int(wanted), "person is", "people are"))
	case m.Short():
		return fmt.Sprintf("%d of %d people wanted can do %s", n, wanted, m.Skill.Name)
	default:
		return fmt.Sprintf("%s can do %s; %d wanted", signal.Count(n, "person", "people"), m.Skill.Name, wanted)
	}
}

// mastery is one skill: who has it, and who is to have it.
func (a answering) mastery(m signal.Mastery) g.Node {
	t := ui.TableProps{Label: "Who can do " + m.Skill.Name, Columns: []ui.Column{{Label: "Person"}, {Label: m.Skill.Name}, {Label: "Level", Numeric: true}, {Label: "Wanted", Numeric: true}, {Label: "By"}, {Label: "Judged"}}}
	for _, r := range m.Able {
		t.Rows = append(t.Rows, a.rating(r))
	}
	for _, r := range m.Learning {
		t.Rows = append(t.Rows, a.rating(r))
	}
	note := fmt.Sprintf("From level %d on, %s, a person counts as able.", m.Skill.EnoughLevel(), catalog.LevelWords(m.Skill.EnoughLevel()))
	if m.Others > 0 {
		note += fmt.Sprintf(" %s below it.", signal.Count(m.Others, "other is", "others are"))
	}
	table := g.Node(nil)
	if len(t.Rows) > 0 {
		table = ui.Table(t)
	}
	return g.Group{table, ui.Note(note), ui.Link("All of "+m.Skill.Name, a.v.LinkTo(m.Skill))}
}

func (a answering) rating(r *catalog.SkillRating) ui.Row {
	who := g.Node(ui.Unknown("unknown"))
	if p := record.Get(a.snapshot, r.Person); p != nil {
		who = ui.RecordCell(p.Name, a.v.LinkTo(p), "")
	}
	words := ui.Unknown("not judged")
	if r.Level.Known() {
		words = ui.Link(catalog.LevelWords(r.Level.N()), a.v.LinkTo(r))
	}
	return ui.Row{Cells: []g.Node{who, words, g.Text(r.Level.Text()), g.Text(r.Wanted.Text()), day(r.WantedBy, a.locale), day(r.AssessedOn, a.locale)}}
}

func day(d record.Date, in record.Locale) g.Node {
	if !d.Known() {
		return g.Text("—")
	}
	return g.Text(d.Format(in))
}
