package records

import (
	"fmt"

	g "maragu.dev/gomponents"

	"fairlead/internal/catalog"
	"fairlead/internal/insight/recovery"
	"fairlead/internal/record"
	"fairlead/internal/web/ui"
)

// planAnswer says how long a recovery plan takes and leads to what that rests on.
func planAnswer(a answering, r record.Record) g.Node {
	if !a.v.SeesAll("recovery_plan", "exercise", "spare", "backup", "service", "person", "contract") {
		return nil
	}
	p := r.(*catalog.RecoveryPlan)
	o := recovery.OutlookOf(a.snapshot, p.ID, a.today)
	if o == nil {
		return nil
	}
	title := "How long it takes is not known"
	if o.Known() {
		title = fmt.Sprintf("It takes %s by day and %s by night, half of the time", recovery.Span(o.Day.At(0.5)), recovery.Span(o.Night.At(0.5)))
	}
	number := record.TypeFor[catalog.RecoveryPlan](a.snapshot).Number(p.Number)
	return ui.Section(ui.SectionProps{Title: title}, ui.Link("Open its picture: when the steps run, what decides the end, what would help", "/recovery/plans/"+number))
}

// exerciseAnswer leads to the page on which an exercise is run.
func exerciseAnswer(a answering, r record.Record) g.Node {
	e := r.(*catalog.Exercise)
	title := "Run it with a stopwatch"
	if took, ok := e.Took(); ok {
		title = "It took " + recovery.Span(took.Hours())
	}
	number := record.TypeFor[catalog.Exercise](a.snapshot).Number(e.Number)
	return ui.Section(ui.SectionProps{Title: title}, ui.Link("Open its steps, gaps and objectives", "/recovery/exercises/"+number))
}
