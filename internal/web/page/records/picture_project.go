package records

import (
	"cmp"
	"slices"

	"fairlead/internal/catalog"
	"fairlead/internal/record"
	"fairlead/internal/web/draw"
	"fairlead/internal/web/frame"
)

// projectGantt shows the tasks of a project from their planned start to their
// planned finish, those that are done, those that are late, and its milestones
// where they are expected.
func projectGantt(s sketch, r record.Record) draw.Picture {
	p := r.(*catalog.Project)
	var tasks []*catalog.Task
	for t := range record.Referring[catalog.Task](s.snapshot, p.ID, "project") {
		if !t.Archived && t.State != "dropped" && t.Start.Known() && t.Finish.Known() {
			tasks = append(tasks, t)
		}
	}
	if len(tasks) == 0 {
		return nil
	}
	slices.SortFunc(tasks, func(a, b *catalog.Task) int {
		return cmp.Or(cmp.Compare(a.Start.Text(), b.Start.Text()), cmp.Compare(a.Finish.Text(), b.Finish.Text()), cmp.Compare(a.Name, b.Name), a.ID.Compare(b.ID))
	})
	picture := draw.Timeline{Frame: s.frame("Tasks and milestones"), Today: s.today.Time()}
	for _, t := range tasks {
		row := draw.TimelineRow{Label: t.Name, Link: frame.Link(s.snapshot.Dictionary().TypeOf(t), t.Number), Spans: []draw.Span{s.taskSpan(t)}}
		picture.Rows = append(picture.Rows, row)
	}
	if row := s.milestoneRow(p); len(row.Milestones) > 0 {
		picture.Rows = append(picture.Rows, row)
	}
	return picture
}

func (s sketch) taskSpan(t *catalog.Task) draw.Span {
	span := draw.Span{From: t.Start.Time(), To: t.Finish.Time()}
	switch {
	case t.State == "done":
		span.Label, span.Tone = "Done", draw.Good
	case t.Finish.Before(s.today):
		span.Label, span.Tone = "Late", draw.Bad
	case t.Start.After(s.today):
		span.Label, span.Expected = "To come", true
	default:
		span.Label = "In work"
	}
	return span
}

// milestoneRow holds the milestones that are not dropped, each on the day on which
// it was reached or is expected.
func (s sketch) milestoneRow(p *catalog.Project) draw.TimelineRow {
	row := draw.TimelineRow{Label: "Milestones"}
	for m := range record.Referring[catalog.Milestone](s.snapshot, p.ID, "project") {
		if m.Archived || m.State == "dropped" {
			continue
		}
		at, tone := m.Forecast, draw.Auto
		switch {
		case m.Reached.Known():
			at, tone = m.Reached, draw.Good
		case !at.Known():
			at = m.Promise()
		}
		if !m.Reached.Known() && (at.After(m.Promise()) || at.Before(s.today)) {
			tone = draw.Bad
		}
		if at.Known() {
			row.Milestones = append(row.Milestones, draw.Milestone{Label: m.Name, At: at.Time(), Tone: tone})
		}
	}
	slices.SortFunc(row.Milestones, func(a, b draw.Milestone) int { return a.At.Compare(b.At) })
	return row
}
