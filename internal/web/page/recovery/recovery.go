// Package recovery is the pages on whether we can be back in the time that we
// promised: the promises beside what the plans take, each plan as a picture of its
// steps, an exercise or a crisis run with a stopwatch, and a bundle to take along.
// They are for the director, for whoever answers for a service, and for those who
// bring it back.
package recovery

import (
	"fmt"
	"math"
	"net/url"

	g "maragu.dev/gomponents"

	"fairlead/internal/catalog"
	"fairlead/internal/insight/recovery"
	"fairlead/internal/insight/signal"
	"fairlead/internal/record"
	"fairlead/internal/web/draw"
	"fairlead/internal/web/frame"
	"fairlead/internal/web/ui"
)

const home = "/recovery"

// Pages gives the pages of this package.
func Pages() []frame.Page {
	return []frame.Page{
		{Pattern: "GET /recovery", Handle: show},
		{Pattern: "GET /recovery/plans/{number}", Handle: showPlan},
		{Pattern: "POST /recovery/plans/{number}/start", Handle: startPlan},
		{Pattern: "GET /recovery/exercises/{number}", Handle: showRun},
		{Pattern: "GET /recovery/exercises/{number}/live", Handle: liveRun},
		{Pattern: "POST /recovery/exercises/{number}/step", Handle: stampStep},
		{Pattern: "POST /recovery/exercises/{number}/gap", Handle: noteGap},
		{Pattern: "POST /recovery/exercises/{number}/go", Handle: moveRun},
		{Pattern: "GET /recovery/bundle.zip", Handle: sendBundle},
	}
}

// planURL and runURL are the pages of a plan and of a time it was put to work.
func planURL(s *record.Snapshot, p *catalog.RecoveryPlan) string {
	return home + "/plans/" + s.Dictionary().TypeOf(p).Number(p.Number)
}

func runURL(s *record.Snapshot, e *catalog.Exercise) string {
	return home + "/exercises/" + s.Dictionary().TypeOf(e).Number(e.Number)
}

// overview is what the home page rests on.
type overview struct {
	v        *frame.Visit
	s        *record.Snapshot
	today    record.Date
	promises []recovery.Promise
	outlooks []*recovery.Outlook
}

func show(v *frame.Visit) error {
	s, err := v.Whole("recovery")
	if err != nil {
		return err
	}
	q := v.Question().Question
	h := &overview{v: v, s: s, today: q.Today(), promises: recovery.Promises(s, q), outlooks: recovery.Outlooks(s, q.Today())}
	return v.Show(frame.Shown{Title: "Recovery", Here: home, Main: []g.Node{
		ui.Headline(ui.HeadlineProps{Title: h.title(), Lede: []g.Node{g.Text(h.lede())}, Actions: h.acts()}),
		h.instruments(),
		ui.Columns(g.Group{h.picture(), h.table(), h.data()}, g.Group{v.Attention(s, recovery.Rules()...), h.next(), h.plans(), h.missing()}),
	}})
}

// critical counts the critical services by verdict.
func (h *overview) critical() (n map[recovery.Verdict]int, all int) {
	n = map[recovery.Verdict]int{}
	for _, p := range h.promises {
		if p.Service.Tier == "critical" {
			n[p.Verdict]++
			all++
		}
	}
	return n, all
}

func (h *overview) title() string {
	n, all := h.critical()
	if all == 0 {
		return "No service counts as critical yet"
	}
	return fmt.Sprintf("%d of %s back in the time promised", n[recovery.Kept], signal.Count(all, "critical service is", "critical services are"))
}

func (h *overview) lede() string {
	n, _ := h.critical()
	var parts []string
	for _, part := range []struct {
		verdict   recovery.Verdict
		one, many string
	}{
		{recovery.Missed, "is probably late", "are probably late"}, {recovery.NoPlan, "has no plan", "have no plan"},
		{recovery.Unknown, "cannot be computed", "cannot be computed"},
	} {
		if n[part.verdict] > 0 {
			parts = append(parts, signal.Count(n[part.verdict], part.one, part.many))
		}
	}
	text := fmt.Sprintf("Each plan is run %s times by day and by night, with its people, parts and vendors; a promise is kept where four runs in five end in time.", thousands(recovery.Draws))
	if len(parts) == 0 {
		return text
	}
	return signal.Capital(signal.List(parts, len(parts))) + ". " + text
}

func thousands(n int) string { return fmt.Sprintf("%d,%03d", n/1000, n%1000) }

func (h *overview) acts() []g.Node {
	acts := []g.Node{ui.Button(ui.ButtonProps{Label: "Take along", Icon: ui.IconDownload, Href: home + "/bundle.zip"})}
	if t, err := h.v.Clerk.Type("recovery_plan"); err == nil && h.v.Clerk.May(record.Create, t) {
		acts = append(acts, ui.Button(ui.ButtonProps{Label: "Write a plan", Icon: ui.IconPlus, Kind: ui.ButtonMain, Href: "/recovery_plans/new"}))
	}
	return acts
}

func (h *overview) instruments() g.Node {
	n, all := h.critical()
	var planned, kept, judged, unproven int
	for _, p := range h.promises {
		if p.Service.Tier == "critical" && p.Approved() {
			planned++
		}
		switch p.Loss.Verdict {
		case recovery.NothingAsked:
			continue
		case recovery.Unproven:
			unproven++
			fallthrough
		case recovery.Proven:
			kept++
		}
		judged++
	}
	exercised, approved := h.exercised()
	return ui.Instruments("The figures",
		ui.InstrumentProps{Label: "Back in time", Figure: fmt.Sprintf("%d of %d", n[recovery.Kept], all), Note: "critical services", Href: "#promises"},
		ui.InstrumentProps{Label: "With an approved plan", Figure: fmt.Sprintf("%d of %d", planned, all), Note: "critical services", Href: "/services?" + url.Values{"filter": {"tier = critical AND state = live"}}.Encode()},
		ui.InstrumentProps{Label: "Exercised within a year", Figure: fmt.Sprintf("%d of %d", exercised, approved), Note: "approved plans", Href: "/exercises?view=done"},
		ui.InstrumentProps{Label: "Work lost as accepted", Figure: fmt.Sprintf("%d of %d", kept, judged), Note: fmt.Sprintf("services, %d of them never restored", unproven), Href: "#data"},
	)
}

// exercised counts the approved plans that were put to work within a year.
func (h *overview) exercised() (n, approved int) {
	for _, o := range h.outlooks {
		if o.Plan.State != "approved" {
			continue
		}
		approved++
		if last := h.v.Question().Day(recovery.LastDone(h.s, o.Plan.ID)); last.Known() && !last.AddMonths(12).Before(h.today) {
			n++
		}
	}
	return n, approved
}

// scaleEnd is where the picture ends: what takes longer than four times as long as promised goes on in an arrow.
const scaleEnd = 4

// picture is how long each recovery takes against its promise.
func (h *overview) picture() g.Node {
	times := func(v float64) string { return fmt.Sprintf("%.1f times", v) }
	p := draw.Ranges{
		Frame:  draw.Frame{Title: "How long recovery takes, as a multiple of what was promised", Unit: "times the promise", Number: times, Short: draw.Plain},
		Target: &draw.Level{Label: "Promised", Value: 1}, Most: scaleEnd,
		FromName: "One time in ten less than", MidName: "Half of the time", ToName: "One time in ten more than",
	}
	for _, promise := range h.promises {
		if promise.Outlook == nil || !promise.RTO.Known() || promise.RTO.Hours() == 0 {
			continue
		}
		row := draw.Range{Label: promise.Service.Name, From: math.NaN(), Mid: math.NaN(), To: math.NaN(), Note: "not known", Link: planURL(h.s, promise.Outlook.Plan)}
		if promise.Verdict != recovery.Unknown {
			rto := promise.RTO.Hours()
			row.From, row.Mid, row.To = promise.Worse.At(0.1)/rto, promise.Worse.At(0.5)/rto, promise.Worse.At(0.9)/rto
			row.Note = recovery.Span(promise.Worse.At(0.5)) + " of " + recovery.Span(rto)
			row.Tone = draw.Bad
			if promise.Verdict == recovery.Kept {
				row.Tone = draw.Good
			}
		}
		p.Rows = append(p.Rows, row)
	}
	if len(p.Rows) == 0 {
		return nil
	}
	return ui.Section(ui.SectionProps{ID: "picture", Title: "What recovery takes, against the promise", Note: "after the worse of day and night"}, draw.Figure(p),
		ui.Note("The bar holds eight runs in ten, the line is the middle one. An arrow goes on beyond four times the promise."))
}

// table is the promises, first those of critical services, the worst first.
func (h *overview) table() g.Node {
	t := ui.TableProps{Label: "What was promised and what comes of it", Columns: []ui.Column{
		{Label: "Service"}, {Label: "Promised", Numeric: true}, {Label: "Half of the time", Numeric: true}, {Label: "Four in five", Numeric: true},
		{Label: "In time"}, {Label: "Plan"},
	}, Empty: ui.Empty(ui.EmptyProps{Icon: ui.IconService, Title: "Nothing is promised yet", Text: "Services that are critical or important stand here, and those that have a recovery plan."})}
	without := 0
	for _, p := range h.promises {
		if p.Outlook == nil && p.Service.Tier != "critical" {
			without++
			continue
		}
		t.Rows = append(t.Rows, h.row(p))
	}
	var more g.Node
	if without > 0 {
		more = ui.Note(signal.Count(without, "important service without a plan is", "important services without a plan are") + " left out.")
	}
	return ui.Section(ui.SectionProps{ID: "promises", Title: "Promised and achievable"}, ui.Table(t), more)
}

func (h *overview) row(p recovery.Promise) ui.Row {
	dash, unknown := g.Node(g.Text("—")), ui.Unknown("unknown")
	promised, half, most, inTime := unknown, dash, dash, dash
	if p.RTO.Known() {
		promised = g.Text(recovery.Span(p.RTO.Hours()))
	}
	plan := ui.Tag(ui.ToneBad, "no plan")
	if o := p.Outlook; o != nil {
		plan = ui.Link(o.Plan.Name, planURL(h.s, o.Plan))
		if o.Plan.State == "draft" {
			plan = g.Group{plan, g.Text(" "), ui.Tag(ui.ToneWarn, "draft")}
		}
		half, most, inTime = unknown, unknown, unknown
		if o.Known() {
			half, most = g.Text(recovery.Span(p.Worse.At(0.5))), g.Text(recovery.Span(p.Worse.At(recovery.Level)))
			if p.RTO.Known() {
				inTime = g.Group{frame.Chance(o.Day.Within(p.RTO.Hours()), recovery.Day.Title()), g.Text(" "), frame.Chance(o.Night.Within(p.RTO.Hours()), recovery.Night.Title())}
			}
		}
	}
	return ui.Row{Cells: []g.Node{ui.RecordCell(p.Service.Name, h.v.LinkTo(p.Service), ""), promised, half, most, inTime, plan}}
}

// data is how much work would be lost now, of the services for which that was agreed on.
func (h *overview) data() g.Node {
	t := ui.TableProps{Label: "How much work would be lost", Columns: []ui.Column{
		{Label: "Service"}, {Label: "Accepted", Numeric: true}, {Label: "Would be lost now", Numeric: true}, {Label: "Copy"}, {Label: "Restored"}, {Label: "Kept?"},
	}, Empty: ui.Empty(ui.EmptyProps{Icon: ui.IconDownload, Title: "Nothing was agreed on", Text: "Say on each service how much work may be lost (RPO); then its backups are held against it."})}
	bare := 0
	for _, p := range h.promises {
		switch {
		case p.Loss.Verdict == recovery.NothingAsked:
			continue
		case p.Loss.Verdict == recovery.Unprotected && p.Service.Tier != "critical":
			bare++
			continue
		}
		t.Rows = append(t.Rows, h.dataRow(p))
	}
	var more g.Node
	if bare > 0 {
		more = ui.Note(signal.Count(bare, "important service of which no copy is recorded is", "important services of which no copy is recorded are") + " left out.")
	}
	return ui.Section(ui.SectionProps{ID: "data", Title: "Work that would be lost", Note: "against what was accepted (RPO)"}, ui.Table(t), more,
		ui.Note("Copies of the same thing stand in for each other: the best counts. Of the things that a service is made of, the worst counts."))
}

func (h *overview) dataRow(p recovery.Promise) ui.Row {
	now, from, restored := ui.Unknown("unknown"), g.Node(g.Text("—")), g.Node(g.Text("—"))
	if b := p.Loss.Worst; b != nil {
		from, restored = ui.Link(b.Name, h.v.LinkTo(b)), ui.Tag(ui.ToneWarn, "never")
		if b.LastRestored.Known() {
			restored = g.Text(b.LastRestored.Format(h.v.Locale))
		}
		if b.LastGood.Known() {
			now = g.Text(signal.Age(p.Loss.Now))
		}
	}
	tone := map[recovery.DataVerdict]ui.Tone{recovery.Unprotected: ui.ToneBad, recovery.TooOld: ui.ToneBad, recovery.NotKnown: ui.ToneUnknown, recovery.Unproven: ui.ToneWarn, recovery.Proven: ui.ToneGood}
	return ui.Row{Cells: []g.Node{
		ui.RecordCell(p.Service.Name, h.v.LinkTo(p.Service), ""), g.Text(recovery.Span(p.Loss.Accepted.Hours())), now, from, restored,
		ui.Tag(tone[p.Loss.Verdict], p.Loss.Verdict.Title()),
	}}
}
