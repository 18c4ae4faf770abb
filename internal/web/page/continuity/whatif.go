package continuity

import (
	"fmt"
	"net/url"
	"strings"
	"time"

	g "maragu.dev/gomponents"

	"fairlead/internal/catalog"
	"fairlead/internal/insight/continuity"
	"fairlead/internal/insight/signal"
	"fairlead/internal/record"
	"fairlead/internal/web/frame"
	"fairlead/internal/web/ui"
)

// mostFailed is how many things an address may fail.
const mostFailed = 200

// showWhatIf fails some things together: what stops, why, and what that costs. Of one
// thing it also shows how often it fails and what would make it better.
func showWhatIf(v *frame.Visit) error {
	w, err := look(v)
	if err != nil {
		return err
	}
	refs, unknown := w.named(v.R.URL.Query()["fail"])
	o := w.survey.WhatIf(refs...)
	main := []g.Node{ui.Headline(ui.HeadlineProps{
		Title: w.outcomeTitle(&o), Lede: w.told(w.outcomeLede(&o)),
		Actions: []g.Node{
			ui.Button(ui.ButtonProps{Label: "On the map", Icon: ui.IconMap, Href: w.onMap(&o)}),
			ui.Button(ui.ButtonProps{Label: "Continuity", Kind: ui.ButtonPlain, Href: "/continuity"}),
		},
	})}
	if len(unknown) > 0 {
		main = append(main, ui.Callout(ui.ToneWarn, "Not found: "+strings.Join(unknown, ", "), g.Text("Name records by their numbers, such as AST-0019.")))
	}
	if len(o.Ignored) > 0 {
		main = append(main, ui.Callout(ui.ToneWarn, signal.Count(len(o.Ignored), "thing has no effect", "things have no effect"), g.Text("Nothing is recorded that needs it.")))
	}
	main = append(main, w.change(&o))
	if len(o.Failed) == 1 {
		main = append(main, w.single(o.Failed[0]))
	}
	main = append(main, w.stopped(&o), w.held(&o))
	return v.Show(frame.Shown{Title: "What if", Here: "/continuity", Main: main})
}

// named finds records by their numbers.
func (w *view) named(numbers []string) (refs []record.AnyRef, unknown []string) {
	for _, number := range strings.FieldsFunc(strings.Join(numbers, ","), func(r rune) bool { return r == ',' || r == ' ' }) {
		ref := w.numbered(number)
		if ref.IsZero() || len(refs) == mostFailed {
			unknown = append(unknown, number)
			continue
		}
		refs = append(refs, ref)
	}
	return refs, unknown
}

func (w *view) numbered(number string) record.AnyRef {
	for _, t := range w.s.Dictionary().Types() {
		if n, ok := t.ParseNumber(number); ok && strings.HasPrefix(strings.ToUpper(number), t.Prefix+"-") {
			if r := w.s.Numbered(t, n); r != nil {
				return record.AnyRef{Type: t.Name, ID: r.Head().ID}
			}
		}
	}
	return record.AnyRef{}
}

func (w *view) failedNames(o *continuity.Outcome) string {
	var names []string
	for _, at := range o.Failed {
		names = append(names, w.thing(at).Name)
	}
	return signal.List(names, 3)
}

func (w *view) outcomeTitle(o *continuity.Outcome) string {
	switch {
	case len(o.Failed) == 0:
		return "What should fail?"
	case len(o.Services) > 0:
		return fmt.Sprintf("Without %s %s", w.failedNames(o), signal.Count(len(o.Services), "service stops", "services stop"))
	case len(o.Held) > 0:
		return fmt.Sprintf("Without %s %s would stay down", w.failedNames(o), signal.Count(len(o.Held), "service that stops", "services that stop"))
	}
	return fmt.Sprintf("Without %s every service goes on", w.failedNames(o))
}

func (w *view) outcomeLede(o *continuity.Outcome) string {
	if len(o.Failed) == 0 {
		return "Name the things by their numbers, or open one from the survey."
	}
	if len(o.Services) == 0 {
		return fmt.Sprintf("%s, as far as the dependencies are recorded.", signal.Count(o.Survive, "service goes on", "services go on"))
	}
	var parts []string
	unknown := 0
	for _, hours := range continuity.Spans() {
		sum, n := w.losses.Of(o.Services, hours)
		unknown = n
		parts = append(parts, fmt.Sprintf("%s in %g h", w.short(sum), hours))
	}
	text := "It costs " + strings.Join(parts, ", ") + "."
	if unknown > 0 {
		text += fmt.Sprintf(" Of %s nobody has said what they lose.", signal.Count(unknown, "service", "services"))
	}
	return fmt.Sprintf("%s %s.", text, signal.Count(o.Survive, "service goes on", "services go on"))
}

// change is the form by which other things fail.
func (w *view) change(o *continuity.Outcome) g.Node {
	numbers := make([]string, len(o.Failed))
	for i, at := range o.Failed {
		numbers[i] = w.number(w.thing(at))
	}
	return ui.FilterBar(ui.FilterBarProps{Action: "/continuity/what-if", Name: "fail", Value: strings.Join(numbers, ", "), Placeholder: "AST-0019, SIT-0002", ClearHref: "/continuity/what-if"})
}

// single shows what is behind the figures of one thing.
func (w *view) single(place int) g.Node {
	var nodes []g.Node
	t := w.thing(place)
	for _, effect := range []continuity.Effect{continuity.Stops, continuity.Holds} {
		if threat := w.survey.Threat(t.Ref.ID, effect); threat != nil {
			nodes = append(nodes, w.figures(threat))
		}
	}
	nodes = append(nodes, w.improve(place), w.among(place))
	return g.Group(nodes)
}

func (w *view) figures(t *continuity.Threat) g.Node {
	thing := t.Thing(w.survey.Estate)
	low, high := w.survey.Interval(t, w.losses)
	spread := ""
	if low.Known() && low != high {
		spread = fmt.Sprintf("%s to %s nine times in ten", w.short(low), w.short(high))
	}
	facts := []ui.Fact{
		{Label: thing.Word(), Value: ui.Link(thing.Name, w.recordURL(thing)), Note: w.number(thing)},
		{Label: "Expected loss a year", Value: w.v.Money(t.Cost.Yearly, ""), Note: spread},
		{Label: "Found as", Value: g.Text(t.Cost.Formula(w.v.Locale))},
	}
	if t.Effect == continuity.Stops {
		facts = append(facts,
			ui.Fact{Label: "Mean time between failures", Value: hours(t.Figures.MTBF, w.v.Locale)},
			ui.Fact{Label: "That comes from", Value: w.basis(&t.Figures)},
			ui.Fact{Label: "Mean time to restore", Value: hours(t.Figures.MTTR, w.v.Locale)})
	} else {
		facts = append(facts, ui.Fact{Label: "Rests on", Value: g.Text(continuity.AwayBasis)})
	}
	title := "What it costs that it stops services"
	if t.Effect == continuity.Holds {
		title = "What it costs that nobody else can bring them back"
	}
	return ui.Section(ui.SectionProps{Title: title}, ui.Facts(facts...))
}

// basis says where figures come from, and opens the failures that they rest on.
func (w *view) basis(f *continuity.Figures) g.Node {
	if f.History == nil {
		return g.Text(f.Source)
	}
	return ui.Link(f.Source, w.v.LinkTo(f.History))
}

func hours(e record.Estimate, in record.Locale) g.Node {
	if !e.Known() {
		return ui.Unknown("not recorded, and nothing is usual for its kind")
	}
	return g.Text(e.Format(in) + "\u00a0h")
}

// improve is what would take it away, and how to begin it.
func (w *view) improve(place int) g.Node {
	for _, f := range continuity.FixesOf(w.s, w.v.Site.Currency) {
		t := &w.survey.Threats[f.Threat]
		if t.Place != place {
			continue
		}
		cost := w.v.Money(f.Cost, "")
		note := f.Basis
		if f.Years > 0 && f.Years < 100 {
			note += "; paid for by the loss avoided after " + signal.Age(time.Duration(f.Years*float64(365*24*time.Hour)))
		}
		if f.Yearly {
			note = "a year; " + note
		}
		return ui.Section(ui.SectionProps{ID: "better", Title: "What would help", Actions: w.acts(&f)}, ui.Facts(
			ui.Fact{Label: "To do", Value: g.Text(f.Text)},
			ui.Fact{Label: "Loss avoided a year", Value: w.v.Money(f.Avoided, ""), Note: "what is left is that both fail at once"},
			ui.Fact{Label: "Cost", Value: cost, Note: note},
		))
	}
	return nil
}

// acts begin what would help: a purchase of equipment, training for what one person
// alone can, and in any case a demand or something to do.
func (w *view) acts(f *continuity.Fix) []g.Node {
	threat := &w.survey.Threats[f.Threat]
	thing := threat.Thing(w.survey.Estate)
	why := fmt.Sprintf("%s alone stops services: %s expected a year.", thing.Name, w.short(f.Avoided))
	var nodes []g.Node
	begin := func(name, label string, q url.Values) {
		if href := w.v.Begin(name, q); href != "" {
			nodes = append(nodes, ui.Button(ui.ButtonProps{Label: label, Small: true, Href: href}))
		}
	}
	if thing.Asset != nil {
		begin("purchase_request", "Ask for the purchase", url.Values{"title": {f.Text}, "need": {why}})
	}
	if thing.Ref.Type == "person" {
		for _, skill := range threat.Taught(w.s, thing.Ref.ID) {
			begin("skill_rating", "Plan training in "+skill.Name, url.Values{"skill": {skill.ID.String()}, "skill.text": {skill.Name}, "wanted": {fmt.Sprint(skill.EnoughLevel())}})
		}
	}
	begin("risk", "Open as a risk", url.Values{"point": {thing.Ref.Text()}, "point.text": {thing.Name}})
	begin("demand", "Raise a demand", url.Values{"title": {f.Text}, "need": {why}})
	begin("action", "Give it to somebody", url.Values{"title": {f.Text}, "about": {thing.Ref.Text()}, "about.text": {thing.Name}})
	return nodes
}

const shownAmong = 10

// among are the pairs in which it stands.
func (w *view) among(place int) g.Node {
	var list []continuity.Pair
	for _, p := range continuity.PairsOf(w.s, w.v.Site.Currency).List {
		if p.First == place || p.Second == place {
			list = append(list, p)
		}
	}
	if len(list) == 0 {
		return nil
	}
	return ui.Section(ui.SectionProps{Title: "Together with one other", Note: shownOf(shownAmong, len(list))}, w.pairRows(list, shownAmong))
}

const shownStopped = 60

// stopped lists what stops, each with its reason.
func (w *view) stopped(o *continuity.Outcome) g.Node {
	if len(o.Services) == 0 {
		return nil
	}
	t := ui.TableProps{Label: "Services that stop", Columns: []ui.Column{{Label: "Service"}, {Label: "Because"}, {Label: "An hour costs", Numeric: true}}}
	for _, s := range o.Services[:min(len(o.Services), shownStopped)] {
		chain := w.survey.Reason(o, w.survey.Of(s.ID).Place)
		t.Rows = append(t.Rows, ui.Row{Cells: []g.Node{ui.RecordCell(s.Name, w.serviceURL(s), ""), w.because(chain), w.v.Money(w.losses.After(s, 1), "")}})
	}
	return ui.Section(ui.SectionProps{ID: "stops", Title: "What stops, and why", Note: shownOf(shownStopped, len(o.Services))}, ui.Table(t))
}

// held lists what could not be brought back.
func (w *view) held(o *continuity.Outcome) g.Node {
	if len(o.Held) == 0 {
		return nil
	}
	t := ui.TableProps{Label: "Services that would stay down", Columns: []ui.Column{{Label: "Service"}, {Label: "Because"}, {Label: "An hour costs", Numeric: true}}}
	for _, s := range o.Held[:min(len(o.Held), shownStopped)] {
		var chain []continuity.Link
		for _, at := range o.Failed {
			if chain = w.survey.HeldReason(at, w.survey.Of(s.ID).Place); chain != nil {
				break
			}
		}
		t.Rows = append(t.Rows, ui.Row{Cells: []g.Node{ui.RecordCell(s.Name, w.serviceURL(s), ""), w.because(chain), w.v.Money(w.losses.After(s, 1), "")}})
	}
	return ui.Section(ui.SectionProps{ID: "held", Title: "What goes on, but could not be brought back", Note: shownOf(shownStopped, len(o.Held))}, ui.Table(t))
}

// because tells a chain in words: it runs on this, which is powered by that.
func (w *view) because(chain []continuity.Link) g.Node {
	var nodes []g.Node
	for i, l := range chain {
		lead := "it " + how(l.How)
		if i > 0 {
			lead = ", which " + how(l.How)
		}
		if l.Of > 1 {
			lead += fmt.Sprintf(" (one of %d)", l.Of)
		}
		nodes = append(nodes, g.Text(lead+" "), ui.Link(w.thing(l.To).Name, w.recordURL(w.thing(l.To))))
	}
	return g.Group(nodes)
}

func how(t catalog.DependencyType) string {
	for _, o := range t.Options() {
		if o.Name == string(t) {
			switch o.Name {
			case "powered_by", "supported_by":
				return "is " + strings.ToLower(o.Title)
			}
			return strings.ToLower(o.Title)
		}
	}
	return "needs"
}
