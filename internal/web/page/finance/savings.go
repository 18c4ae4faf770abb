package finance

import (
	"fmt"
	"net/url"

	g "maragu.dev/gomponents"

	"fairlead/internal/catalog"
	"fairlead/internal/fault"
	"fairlead/internal/insight/finance"
	"fairlead/internal/insight/signal"
	"fairlead/internal/record"
	"fairlead/internal/web/frame"
	"fairlead/internal/web/ui"
)

// savings is what the page of savings rests on.
type savings struct {
	view
	p       finance.Potential
	tracked []finance.TrackedSaving
}

// showSavings answers what could be saved, and what came of the savings that were
// promised. It is for those who may see all that it is found in.
func showSavings(v *frame.Visit) error {
	w, err := look(v)
	if err != nil {
		return err
	}
	if !v.SeesAll("licence_entitlement", "technology", "product", "dependency", "benefit") {
		return fault.New(fault.Forbidden, "This page adds up records of which you may see some; it is for those who may see all of them.")
	}
	h := &savings{w, finance.Savings(w.s, w.today, v.Site.Currency, v.Locale), finance.TrackedSavings(w.s, w.today, v.Site.Currency)}
	crumbs := []ui.Crumb{{Label: "Money", Href: "/finance"}, {Label: "Savings"}}
	for i := range h.p.List {
		if x := &h.p.List[i]; v.R.URL.RawQuery != "" && savingOf(x) == "/finance/savings?"+v.R.URL.Query().Encode() {
			crumbs[1].Href = "/finance/savings"
			return v.Show(frame.Shown{Title: x.Title, Here: "/finance", Crumbs: append(crumbs, ui.Crumb{Label: x.Kind.Title()}), Main: h.one(x)})
		}
	}
	return v.Show(frame.Shown{Title: "Savings", Here: "/finance", Crumbs: crumbs, Main: []g.Node{
		ui.Headline(ui.HeadlineProps{Title: h.title(), Lede: []g.Node{g.Text(h.lede())}}),
		h.instruments(), h.list(), h.ledger(),
	}})
}

// savingOf is the address of what one saving rests on.
func savingOf(x *finance.Saving) string {
	return "/finance/savings?" + url.Values{"kind": {string(x.Kind)}, "of": {x.Subject.Text()}}.Encode()
}

func (h *savings) title() string {
	if len(h.p.List) == 0 {
		return "Nothing is found that could be saved"
	}
	if h.p.Total.Minor == 0 {
		return signal.Count(len(h.p.List), "thing", "things") + " may not be needed; what they cost is not known"
	}
	return fmt.Sprintf("Up to %s a year could be saved", h.short(h.p.Total))
}

func (h *savings) lede() string {
	text := "Licences not used, tools that may do the same, idle equipment, contracts above their benchmark."
	if h.p.Unknown > 0 {
		text += fmt.Sprintf(" Of %d the amount is not known.", h.p.Unknown)
	}
	if h.p.Twice > 0 {
		text += fmt.Sprintf(" %s not added: the same contract is counted with a larger one.", signal.Count(h.p.Twice, "amount is", "amounts are"))
	}
	return text
}

func (h *savings) instruments() g.Node {
	largest := ui.InstrumentProps{Label: "The largest", Figure: "none"}
	if len(h.p.List) > 0 {
		x := &h.p.List[0]
		largest = ui.InstrumentProps{Label: "The largest", Figure: "not known", Note: x.Title, Href: savingOf(x)}
		if x.Yearly.Known() {
			largest.Figure, largest.Full = h.short(x.Yearly), x.Yearly.Format(h.v.Locale)
		}
	}
	came, judged, saved := 0, 0, record.NoMoney(h.v.Site.Currency)
	for i := range h.tracked {
		if yes, known := h.tracked[i].CameTrue(); known {
			judged++
			saved = signal.Plus(saved, h.tracked[i].Saved)
			if yes {
				came++
			}
		}
	}
	tracked := ui.InstrumentProps{Label: "Promised savings that came true", Figure: fmt.Sprintf("%d of %d", came, judged), Note: h.short(saved) + " saved so far", Href: "#tracked"}
	if judged == 0 {
		tracked.Figure, tracked.Note = "not known", "none can be judged yet"
	}
	return ui.Instruments("The figures",
		ui.InstrumentProps{Label: "Could be saved a year", Figure: h.short(h.p.Total), Full: h.p.Total.Format(h.v.Locale), Note: signal.Count(len(h.p.List), "finding", "findings"), Href: "#list"},
		largest, tracked)
}

// list ranks what was found; each opens what it rests on.
func (h *savings) list() g.Node {
	t := ui.TableProps{Label: "What could be saved", Columns: []ui.Column{{Label: "What"}, {Label: "Kind"}, {Label: "A year", Numeric: true}},
		Empty: ui.Empty(ui.EmptyProps{Icon: ui.IconCheck, Title: "Nothing found", Text: "Count what is used of licences, say what tools are for, and give contracts a benchmark: then it shows here."})}
	for i := range h.p.List {
		x := &h.p.List[i]
		t.Rows = append(t.Rows, ui.Row{Cells: []g.Node{ui.RecordCell(x.Title, savingOf(x), ""), g.Text(x.Kind.Title()), h.yearly(x)}})
	}
	return ui.Section(ui.SectionProps{ID: "list", Title: "What could be saved", Note: "the most a year first; each opens what it rests on"}, ui.Table(t),
		ui.Note("Amounts are what would no longer be paid, or worn out, in a year; what it takes to get there is not reckoned. ≥ marks where a part is not known."))
}

func (h *savings) yearly(x *finance.Saving) g.Node {
	if x.Least {
		return g.Group{g.Text("≥ "), h.money(x.Yearly, savingOf(x))}
	}
	return h.money(x.Yearly, savingOf(x))
}

// one is a saving with the records on which it rests, and what can be done.
func (h *savings) one(x *finance.Saving) []g.Node {
	amount := "How much a year is not known"
	if x.Yearly.Known() {
		amount = h.short(x.Yearly) + " a year"
		if x.Least {
			amount = "At least " + amount
		}
	}
	t := ui.TableProps{Label: "What it rests on", Columns: []ui.Column{{Label: "Record"}, {Label: "What it shows"}}}
	for _, e := range x.Evidence {
		if of := h.s.Dictionary().Type(e.Ref.Type); of != nil {
			if r := h.s.Find(of, e.Ref.ID); r != nil {
				t.Rows = append(t.Rows, ui.Row{Cells: []g.Node{ui.RecordCell(h.name(r), h.v.LinkTo(r), h.number(r)), g.Text(e.Text)}})
			}
		}
	}
	note := ""
	if x.More > 0 {
		note = fmt.Sprintf("and %d more", x.More)
	}
	return []g.Node{
		ui.Headline(ui.HeadlineProps{Title: x.Title, Lede: []g.Node{g.Text(amount + ". " + x.Basis)}, Actions: h.acts(x)}),
		ui.Section(ui.SectionProps{Title: "What to do"}, ui.Prose(g.Text(x.Do))),
		ui.Section(ui.SectionProps{Title: "What it rests on", Note: note}, ui.Table(t)),
	}
}

// acts makes of a saving something that somebody does, decides, or is measured by.
func (h *savings) acts(x *finance.Saving) (acts []g.Node) {
	begin := func(name, label string, kind ui.ButtonKind, fill url.Values) {
		if href := h.v.Begin(name, fill); href != "" {
			acts = append(acts, ui.Button(ui.ButtonProps{Label: label, Kind: kind, Href: href}))
		}
	}
	about := url.Values{"title": {x.Title}, "about": {x.Subject.Text()}, "about.text": {signal.Label(h.s, x.Subject)}}
	track := url.Values{"title": {x.Title}, "kind": {"saving"}}
	if x.Yearly.Known() {
		track.Set("yearly", x.Yearly.Text())
	}
	if c := record.Get(h.s, record.To[catalog.Contract](x.Subject.ID)); c != nil {
		track.Set("contract", c.ID.String())
		track.Set("contract.text", c.Name)
	}
	begin("benefit", "Promise the saving", ui.ButtonPlain, track)
	begin("decision", "Open a decision", ui.ButtonPlain, about)
	begin("action", "Give it to somebody", ui.ButtonMain, about)
	return acts
}

// ledger sets the savings that were promised beside what the ledger shows since.
func (h *savings) ledger() g.Node {
	t := ui.TableProps{Label: "Promised savings and the ledger", Columns: []ui.Column{
		{Label: "Saving"}, {Label: "Shows on"}, {Label: "A year", Numeric: true}, {Label: "Expected so far", Numeric: true}, {Label: "Cost before", Numeric: true}, {Label: "Cost since", Numeric: true}, {Label: "Saved", Numeric: true}, {Label: "Verdict"},
	}, Empty: ui.Empty(ui.EmptyProps{Icon: ui.IconMoney, Title: "No saving is promised", Text: "Promise one from the list above: with the contract or budget line that will cost less, and from which month. Then the ledger says what came of it."})}
	for i := range h.tracked {
		x := &h.tracked[i]
		var where record.Record
		condition := ""
		if line := record.Get(h.s, x.Line); line != nil {
			where, condition = line, fmt.Sprintf("budget_line.code = %q", line.Code)
		} else if c := record.Get(h.s, x.Contract); c != nil {
			where, condition = c, "contract = "+h.number(c)
		}
		at := g.Node(ui.Unknown("not said"))
		entries := ""
		if where != nil {
			at = ui.Link(h.name(where), h.v.LinkTo(where))
			entries = entriesOf(fmt.Sprintf("NOT kind = commitment AND NOT state = void AND day >= %s AND day < %s", x.First, catalog.FirstOfMonth(h.today)), condition)
		}
		t.Rows = append(t.Rows, ui.Row{Cells: []g.Node{
			ui.RecordCell(x.Title, h.v.LinkTo(x.Benefit), h.number(x.Benefit)), at, h.money(x.Yearly, ""), h.money(x.Expected, ""), h.money(x.Before, ""), h.money(x.Spent, entries), h.money(x.Saved, ""), verdict(x),
		}})
	}
	return ui.Section(ui.SectionProps{ID: "tracked", Title: "What came of promised savings", Note: "as the ledger has it"}, ui.Table(t),
		ui.Note("Over the whole months since a saving should show, twelve at most: what they cost before, less what they cost since. What a line costs for other reasons, such as more people or a bill that comes once a year, is in it too."))
}

func verdict(x *finance.TrackedSaving) g.Node {
	yes, known := x.CameTrue()
	switch {
	case !known && x.Months == 0:
		return ui.Tag(ui.ToneInfo, "too early")
	case !known:
		return ui.Unknown("not known")
	case yes:
		return ui.Tag(ui.ToneGood, "came true")
	case x.Saved.Minor > 0:
		return ui.Tag(ui.ToneWarn, "in part")
	}
	return ui.Tag(ui.ToneBad, "did not come")
}
