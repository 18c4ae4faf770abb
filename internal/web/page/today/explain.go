package today

import (
	"fmt"
	"net/url"
	"slices"

	g "maragu.dev/gomponents"
	h "maragu.dev/gomponents/html"

	"fairlead/internal/catalog"
	"fairlead/internal/desk"
	"fairlead/internal/fault"
	"fairlead/internal/insight/briefing"
	"fairlead/internal/insight/signal"
	"fairlead/internal/record"
	"fairlead/internal/web/frame"
	"fairlead/internal/web/ui"
)

func explainURL(key string) string { return "/today/" + url.PathEscape(key) }

// recordURL is the page of a record; empty where there is none.
func recordURL(v *frame.Visit, s *record.Snapshot, ref record.AnyRef) string {
	t, err := v.Clerk.Type(ref.Type)
	if err != nil {
		return ""
	}
	r := s.Find(t, ref.ID)
	if r == nil {
		return "/open/" + ref.ID.String()
	}
	return frame.Link(t, r.Head().Number)
}

// newURL is the form of a new record about another.
func newURL(v *frame.Visit, s *record.Snapshot, name string, a signal.Act) string {
	return v.Begin(name, url.Values{"title": {a.Title}, "about": {a.Ref.Text()}, "about.text": {label(v, s, a.Ref)}})
}

func label(v *frame.Visit, s *record.Snapshot, ref record.AnyRef) string {
	t, err := v.Clerk.Type(ref.Type)
	if err != nil {
		return ""
	}
	if r := s.Find(t, ref.ID); r != nil {
		return t.Label(r)
	}
	return ref.ID.String()
}

// find gets the signal that an address names, in the list or put aside.
func find(v *frame.Visit) (briefing.Item, *catalog.Standing, *record.Snapshot, error) {
	b, s, err := ask(v)
	if err != nil {
		return briefing.Item{}, nil, nil, err
	}
	key := v.R.PathValue("key")
	for _, item := range b.Items {
		if item.Key == key {
			return item, nil, s, nil
		}
	}
	for _, a := range b.Aside {
		if a.Key == key {
			return briefing.Item{Signal: a.Signal}, a.Standing, s, nil
		}
	}
	return briefing.Item{}, nil, nil, fault.New(fault.NotFound, "This has been settled, or is no longer so.")
}

// explain opens a signal: what it rests on, why it stands where it stands, and
// what can be done.
func explain(v *frame.Visit) error {
	item, st, s, err := find(v)
	if err != nil {
		return err
	}
	return v.Show(explained(v, item, st, s, nil, ""))
}

func explained(v *frame.Visit, item briefing.Item, st *catalog.Standing, s *record.Snapshot, typed url.Values, problem string) frame.Shown {
	dueText, dueTone := due(v, item.Due)
	stake := ui.Unknown("unknown")
	if item.Stake.Known() {
		stake = ui.Figure(ui.FigureProps{Short: item.Stake.Short(v.Locale), Full: item.Stake.Format(v.Locale)})
	}
	facts := []ui.Fact{
		{Label: "At stake", Value: stake, Note: item.StakeBasis},
		{Label: "By when", Value: ui.Tag(dueTone, dueText), Note: item.Due.Format(v.Locale)},
	}
	if st == nil {
		facts = append(facts, ui.Fact{Label: "Its place in the list", Value: g.Text(item.Reason(v.Question()))})
	}
	var buttons []g.Node
	for i, a := range slices.Backward(item.Acts) { // the main button stands last
		href := actURL(v, s, a)
		if href == "" {
			continue
		}
		kind := ui.ButtonPlain
		if i == 0 {
			kind = ui.ButtonMain
		}
		buttons = append(buttons, ui.Button(ui.ButtonProps{Label: a.Label, Kind: kind, Href: href}))
	}
	status := 0
	if problem != "" {
		status = frame.Status(fault.Invalid)
	}
	return frame.Shown{Title: item.Title, Here: "/", Status: status, Crumbs: []ui.Crumb{{Label: "Today", Href: "/"}, {Label: "Signal"}}, Main: []g.Node{
		ui.Headline(ui.HeadlineProps{Title: item.Title, Lede: []g.Node{g.Text(item.Why)}, Actions: buttons}),
		ui.Columns(
			g.Group{ui.Facts(facts...), evidence(v, s, item.Signal)},
			g.Group{become(v, s, item.Signal), standingForm(v, item.Signal, st, typed, problem)},
		),
	}}
}

// evidence lists the records that the signal rests on; each opens.
func evidence(v *frame.Visit, s *record.Snapshot, sig signal.Signal) g.Node {
	var rows []ui.Row
	for _, e := range sig.Evidence {
		t, err := v.Clerk.Type(e.Ref.Type)
		if err != nil {
			continue
		}
		rows = append(rows, ui.Row{Cells: []g.Node{ui.RecordCell(label(v, s, e.Ref), recordURL(v, s, e.Ref), t.Title), g.Text(e.Text)}})
	}
	note := ""
	if sig.More > 0 {
		note = fmt.Sprintf("and %d more", sig.More)
	}
	return ui.Section(ui.SectionProps{Title: "What it rests on", Note: note},
		ui.Table(ui.TableProps{Label: "Evidence", Columns: []ui.Column{{Label: "Record"}, {Label: "What it shows"}}, Rows: rows}))
}

// standingForm puts a signal off, accepts it, or gives it to somebody.
func standingForm(v *frame.Visit, sig signal.Signal, st *catalog.Standing, typed url.Values, problem string) g.Node {
	if !v.Clerk.May(record.Create, standingType(v)) {
		return nil
	}
	var body []g.Node
	if problem != "" {
		body = append(body, ui.Callout(ui.ToneBad, problem))
	}
	if st != nil {
		body = append(body, h.P(g.Textf("This is put aside: %s. %s", standingNote(v, st), st.Reason)))
	}
	until := typed.Get("until")
	if until == "" {
		until = v.Clerk.Desk().Today().AddDays(7).Text()
	}
	body = append(body, ui.Fields(
		ui.RadioField(ui.Field{Name: "choice", Label: "What to do", Required: true, Wide: true}, ui.SelectProps{Value: orElse(typed.Get("choice"), "snoozed"), Options: []ui.Option{
			{Value: "snoozed", Label: "Put it off", Help: "It comes back on the day"},
			{Value: "accepted", Label: "Accept it", Help: "With a reason, until the day"},
			{Value: "delegated", Label: "Give it to somebody", Help: "They keep it in their list"},
		}}),
		ui.DateField(ui.Field{Name: "until", Label: "Until", Required: true, Wide: true}, ui.DateProps{Value: until, Min: v.Clerk.Desk().Today().Text()}),
		ui.ReferenceField(ui.Field{Name: "owner", Label: "To whom", Wide: true}, ui.ReferenceProps{
			Chosen: ui.Reference{Value: typed.Get("owner"), Text: typed.Get("owner.text")}, Suggest: "/suggest?type=person", Placeholder: "Type a name"}),
		ui.AreaField(ui.Field{Name: "reason", Label: "Reason", Wide: true}, ui.AreaProps{Value: typed.Get("reason"), Rows: 3}),
	))
	return ui.Section(ui.SectionProps{ID: "settle", Title: "Put off, accept or delegate"},
		ui.Form(ui.FormProps{ID: "standing", Action: explainURL(sig.Key), Compact: true, Body: body,
			Actions: []g.Node{ui.Button(ui.ButtonProps{Label: "Keep this choice", Kind: ui.ButtonPlain})}}))
}

func orElse(text, fallback string) string {
	if text == "" {
		return fallback
	}
	return text
}

// settle keeps a choice about a signal. It disappears from the list until its
// day, and never silently: it stands beside the list, and in the history.
func settle(v *frame.Visit) error {
	item, st, s, err := find(v)
	if err != nil {
		return err
	}
	if err := v.R.ParseForm(); err != nil {
		return fault.Because(err, fault.Invalid, "The form could not be read.")
	}
	form := v.R.PostForm
	next, err := choice(v, item.Signal, form)
	if err == nil {
		err = keep(v, st, next)
	}
	if fault.KindOf(err) == fault.Invalid && err != nil {
		return v.Show(explained(v, item, st, s, form, fault.Sentence(err)))
	}
	if err != nil {
		return err
	}
	return v.Redirect("/", "Kept until "+next.Until.Format(v.Locale)+". It stands under “Put aside”.")
}

// choice reads the form.
func choice(v *frame.Visit, sig signal.Signal, form url.Values) (*catalog.Standing, error) {
	next := &catalog.Standing{
		Title: sig.Title, Signal: sig.Key, Subject: sig.Subject,
		Choice: catalog.StandingChoice(form.Get("choice")), Reason: record.Markdown(form.Get("reason")),
	}
	if err := next.Until.Parse(form.Get("until"), record.Reading{Today: v.Clerk.Desk().Today()}); err != nil {
		return nil, fault.Because(err, fault.Invalid, "Until %v.", err)
	}
	if next.Until.Before(v.Clerk.Desk().Today()) {
		return nil, fault.New(fault.Invalid, "Until %s is over already; choose today or a later day.", next.Until.Format(v.Locale))
	}
	if text := orElse(form.Get("owner"), form.Get("owner.text")); form.Get("owner.text") != "" {
		found, err := v.Clerk.Find(v.Context(), "person", text)
		if err != nil {
			return nil, err
		}
		next.Owner = record.To[catalog.Person](found.ID)
	}
	return next, nil
}

// keep saves the choice; an older one about the same signal is lifted with it.
func keep(v *frame.Visit, old *catalog.Standing, next *catalog.Standing) error {
	t, err := v.Clerk.Type("standing")
	if err != nil {
		return err
	}
	if old != nil {
		if _, err := v.Clerk.Transition(v.Context(), t, t.Clone(old), "lift", "A new choice was made"); err != nil {
			return err
		}
	}
	return v.Clerk.Save(v.Context(), &desk.Change{Type: t, Record: next})
}
