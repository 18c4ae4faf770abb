package vendors

import (
	"fmt"
	"net/url"
	"slices"
	"strings"

	g "maragu.dev/gomponents"

	"fairlead/internal/catalog"
	"fairlead/internal/fault"
	"fairlead/internal/insight/signal"
	"fairlead/internal/insight/vendors"
	"fairlead/internal/record"
	"fairlead/internal/web/draw"
	"fairlead/internal/web/frame"
	"fairlead/internal/web/ui"
)

// renewalURL is the file of a contract.
func renewalURL(number string) string { return "/commitments/renewals/" + number }

// renewalFile is the page with all that is known of one contract.
type renewalFile struct {
	*vendors.File
	v     *frame.Visit
	s     *record.Snapshot
	today record.Date
}

func showRenewal(v *frame.Visit) error {
	s, err := v.Whole("vendors")
	if err != nil {
		return err
	}
	t := record.TypeFor[catalog.Contract](s)
	n, _ := t.ParseNumber(v.R.PathValue("number"))
	c, ok := s.Numbered(t, n).(*catalog.Contract)
	if !ok {
		return fault.New(fault.NotFound, "There is no contract of this number that you may see.")
	}
	today := v.Clerk.Desk().Today()
	f := &renewalFile{vendors.FileOf(s, c, today, v.Site.Currency, v.Locale), v, s, today}
	return v.Show(frame.Shown{Title: "Renewal of " + c.Name, Here: "/commitments",
		Crumbs: []ui.Crumb{{Label: "Commitments", Href: "/commitments"}, {Label: c.Name, Href: f.v.LinkTo(c)}, {Label: "Renewal file"}},
		Main: []g.Node{
			ui.Headline(ui.HeadlineProps{Title: f.title(), Lede: []g.Node{g.Text(f.lede())}, Actions: f.acts()}),
			f.instruments(),
			ui.Columns(g.Group{f.spend(), f.service(), f.credits(), f.licences(), f.alternatives()}, g.Group{f.decisions(), f.vendor(), f.missing()}),
		}})
}

func (f *renewalFile) short(m record.Money) string { return m.Short(f.v.Locale) }

// title says by when to decide.
func (f *renewalFile) title() string {
	c := f.Contract
	days := f.today.DaysUntil(f.By)
	switch {
	case c.State == "renewal":
		return "Decided on " + c.DecidedOn.Format(f.v.Locale)
	case !f.By.Known():
		return "By when to decide is not known"
	case f.NoticeKnown && days >= 0:
		return fmt.Sprintf("%s left to give notice on “%s”", signal.Count(days, "day", "days"), c.Name)
	case f.NoticeKnown:
		return fmt.Sprintf("Notice on “%s” was due %s", c.Name, signal.Away(f.today, f.By))
	case days >= 0:
		return fmt.Sprintf("“%s” ends %s; notice is not known", c.Name, signal.Away(f.today, f.By))
	}
	return fmt.Sprintf("“%s” ended %s", c.Name, signal.Away(f.today, f.By))
}

func (f *renewalFile) lede() string {
	c := f.Contract
	var parts []string
	if f.Vendor != nil {
		parts = append(parts, "With "+f.Vendor.Name)
	}
	if c.Starts.Known() && c.Ends.Known() {
		parts = append(parts, "from "+c.Starts.Format(f.v.Locale)+" to "+c.Ends.Format(f.v.Locale))
	}
	then := "it does not renew by itself"
	if c.AutoRenews {
		then = "it renews by itself"
		if c.RenewalMonths.Known() {
			then += " for " + signal.Count(int(c.RenewalMonths.N()), "month", "months")
		}
	}
	text := strings.Join(append(parts, then), ", ") + "."
	if stage := f.Stage(f.today); stage > 0 {
		text += fmt.Sprintf(" The file opens %d days before the last day of notice; no more than %d are left.", vendors.Horizon, stage)
	}
	return text
}

// acts offers the decision: that which waits, else a new one with what is known.
func (f *renewalFile) acts() []g.Node {
	if d := f.Open(); d != nil {
		return []g.Node{ui.Button(ui.ButtonProps{Label: "Open the decision", Kind: ui.ButtonMain, Href: f.v.LinkTo(d)})}
	}
	fill := url.Values{
		"title": {"What follows " + f.Contract.Name}, "about": {record.AnyRef{Type: "contract", ID: f.Contract.ID}.String()}, "context": {f.context()},
	}
	if f.By.Known() {
		fill.Set("due", f.By.Text())
	}
	if f.Stake.Known() {
		fill.Set("stake", f.Stake.Text())
	}
	if f.Contract.Owner.Known() {
		fill.Set("owner", f.Contract.Owner.ID.String())
	}
	href := f.v.Begin("decision", fill)
	if href == "" {
		return nil
	}
	return []g.Node{ui.Button(ui.ButtonProps{Label: "Open a decision", Kind: ui.ButtonMain, Href: href})}
}

// context is the file in a few sentences, for the decision to keep.
func (f *renewalFile) context() string {
	text := f.lede() + " Stake: " + f.StakeBasis
	if f.Judged > 0 {
		text += fmt.Sprintf(" %d of %d incidents kept their targets over twelve months.", f.Kept, f.Judged)
	}
	if f.Exit.Plan != nil {
		text += " Alternative: " + f.Exit.Plan.Alternative + "."
	}
	if len(f.Missing) > 0 {
		text += " Not known: " + strings.Join(f.shownMissing(), "; ") + "."
	}
	return text
}

func (f *renewalFile) instruments() g.Node {
	stake := ui.InstrumentProps{Label: "A renewal commits us to", Figure: "not known", Note: f.StakeBasis}
	if f.Stake.Known() {
		stake.Figure, stake.Full = f.short(f.Stake), f.Stake.Format(f.v.Locale)
	}
	impact := ui.InstrumentProps{Label: "An hour without it costs", Figure: "not known", Note: f.reach(), Href: "#service"}
	if f.LossPerHour.Known() {
		impact.Figure, impact.Full = f.short(f.LossPerHour), f.LossPerHour.Format(f.v.Locale)
	}
	kept := ui.InstrumentProps{Label: "Service levels kept", Figure: "not known", Note: signal.Count(int(f.Incidents), "incident", "incidents") + " in twelve months", Href: "#service"}
	if f.Judged > 0 {
		kept.Figure = fmt.Sprintf("%d of %d", f.Kept, f.Judged)
	}
	exit := ui.InstrumentProps{Label: "Time to leave", Figure: "not known", Note: f.Exit.Readiness.Title(), Href: "#alternatives"}
	if p := f.Exit.Plan; p != nil && p.Time.Known() {
		exit.Figure = signal.Count(int(p.Time.N()), "month", "months")
	}
	return ui.Instruments("The figures", stake, impact, kept, exit)
}

func (f *renewalFile) reach() string {
	text := signal.Count(len(f.Services)+len(f.Above), "service", "services")
	if f.LossUnknown > 0 {
		text += fmt.Sprintf(", of %d not known", f.LossUnknown)
	}
	return text
}

// spend is the picture: what the years were to cost beside what was paid.
func (f *renewalFile) spend() g.Node {
	if len(f.Spend) == 0 {
		return nil
	}
	scale := frame.MoneyScale{Currency: f.currency(), Locale: f.v.Locale}
	bars := draw.Bar{Frame: scale.Frame("Planned and paid by year, in " + scale.Currency), Horizontal: true}
	for _, y := range f.Spend {
		bars.Items = append(bars.Items,
			draw.Item{Label: fmt.Sprintf("%d planned", y.Year), Value: scale.Value(y.Plan), Expected: true},
			draw.Item{Label: fmt.Sprintf("%d paid", y.Year), Value: scale.Value(y.Actual)})
	}
	return ui.Section(ui.SectionProps{ID: "spend", Title: "Spend against plan"}, draw.Figure(bars),
		ui.Note("Planned is the price of the term, spread evenly over its days; paid is what the ledger has booked on the contract. The year that runs is not over."))
}

func (f *renewalFile) currency() string {
	for _, y := range f.Spend {
		if y.Plan.Known() {
			return y.Plan.Currency
		}
		if y.Actual.Known() {
			return y.Actual.Currency
		}
	}
	return f.v.Site.Currency
}

// service is what the contract carries and how well.
func (f *renewalFile) service() g.Node {
	t := ui.TableProps{Label: "Services that the contract carries", Columns: []ui.Column{
		{Label: "Service"}, {Label: "Tier"}, {Label: "How"}, {Label: "An hour without it", Numeric: true},
	}, Empty: ui.Empty(ui.EmptyProps{Icon: ui.IconService, Title: "No service is recorded", Text: "Name on the contract which services it serves; then its impact is known."})}
	for i, service := range slices.Concat(f.Services, f.Above) {
		how := "served by it"
		if i >= len(f.Services) {
			how = "stands on one of these"
		}
		loss := ui.Unknown("unknown")
		if service.LossPerHour.Known() {
			loss = ui.Figure(ui.FigureProps{Short: f.short(service.LossPerHour), Full: service.LossPerHour.Format(f.v.Locale)})
		}
		tier := ""
		if o := record.TypeFor[catalog.Service](f.s).Field("tier").Option(string(service.Tier)); o != nil {
			tier = o.Title
		}
		t.Rows = append(t.Rows, ui.Row{Cells: []g.Node{ui.RecordCell(service.Name, f.v.LinkTo(service), ""), g.Text(tier), g.Text(how), loss}})
	}
	note := fmt.Sprintf("%s in twelve months", signal.Count(int(f.Incidents), "incident", "incidents"))
	if f.Judged > 0 {
		note += fmt.Sprintf(", %d of %d kept their targets", f.Kept, f.Judged)
	}
	return ui.Section(ui.SectionProps{ID: "service", Title: "What it carries", Note: note}, ui.Table(t))
}

func (f *renewalFile) licences() g.Node {
	if len(f.Licences) == 0 {
		return nil
	}
	return ui.Section(ui.SectionProps{ID: "licences", Title: "What is paid for and what is used"}, ui.Table(licenceTable(f.v, f.s, f.Licences)))
}

// alternatives is what we could do instead.
func (f *renewalFile) alternatives() g.Node {
	var facts []ui.Fact
	if p := f.Exit.Plan; p != nil {
		facts = append(facts,
			ui.Fact{Label: "Where we would go", Value: ui.Link(orElse(p.Alternative, p.Title), f.v.LinkTo(p)), Note: f.Exit.Readiness.Title()},
			ui.Fact{Label: "Time to leave", Value: orUnknown(p.Time.Known(), signal.Count(int(p.Time.N()), "month", "months"))},
			ui.Fact{Label: "Cost to leave", Value: orUnknown(p.Cost.Known(), p.Cost.Format(f.v.Locale))},
			ui.Fact{Label: "Tested on", Value: orUnknown(p.TestedOn.Known(), p.TestedOn.Format(f.v.Locale))})
	}
	for _, t := range f.Radar {
		ring := string(t.Ring)
		if o := record.TypeFor[catalog.Technology](f.s).Field("ring").Option(ring); o != nil {
			ring = o.Title
		}
		fact := ui.Fact{Label: "On the radar", Value: ui.Link(t.Name, f.v.LinkTo(t)), Note: ring}
		if next := record.Get(f.s, t.Instead); next != nil {
			fact.Note += "; instead: " + next.Name
		}
		facts = append(facts, fact)
	}
	if c := f.Contract; c.Benchmark.Known() {
		fact := ui.Fact{Label: "Elsewhere it costs a year", Value: orUnknown(c.BenchmarkYear().Known(), c.BenchmarkYear().Format(f.v.Locale)), Note: orElse(c.BenchmarkSource, "source not recorded")}
		if c.BenchmarkOn.Known() {
			fact.Note += ", " + c.BenchmarkOn.Format(f.v.Locale)
		}
		facts = append(facts, fact)
	}
	if len(facts) == 0 {
		return ui.Section(ui.SectionProps{ID: "alternatives", Title: "Alternatives"}, ui.Note("None is recorded. An exit plan for the vendor or the contract says where we would go, in which time and at what cost."))
	}
	return ui.Section(ui.SectionProps{ID: "alternatives", Title: "Alternatives"}, ui.Facts(facts...))
}

func orElse(text, otherwise string) string {
	if text == "" {
		return otherwise
	}
	return text
}

func orUnknown(known bool, text string) g.Node {
	if !known {
		return ui.Unknown("not known")
	}
	return g.Text(text)
}

func (f *renewalFile) decisions() g.Node {
	var lines []ui.LineProps
	for _, d := range f.Decisions {
		line := ui.LineProps{Text: d.Title, Href: f.v.LinkTo(d), Note: d.DecidedOn.Format(f.v.Locale)}
		if d.State == "open" {
			line.Note, line.Tone = "due "+orElse(signal.Away(f.today, d.Due), "on no day"), ui.ToneWarn
		}
		lines = append(lines, line)
	}
	if len(lines) == 0 {
		lines = []ui.LineProps{{Text: "Nothing was decided yet."}}
	}
	return ui.AsideSection("Decisions", lines...)
}

// vendor is the scorecard in short.
func (f *renewalFile) vendor() g.Node {
	if f.Card == nil {
		return nil
	}
	c := f.Card
	lines := []ui.LineProps{{Text: "The scorecard of " + f.Vendor.Name, Href: f.v.LinkTo(f.Vendor) + "#scorecard"}}
	if c.Rank > 0 {
		lines = append(lines, ui.LineProps{Text: "Share of all contracts", Note: percent(c.PerMille)})
	}
	if c.Orders.Due > 0 {
		lines = append(lines, ui.LineProps{Text: "Orders in time", Note: fmt.Sprintf("%d of %d", c.Orders.InTime, c.Orders.Due)})
	}
	if c.Invoices > 0 {
		lines = append(lines, ui.LineProps{Text: "Invoices that do not agree", Note: fmt.Sprintf("%d of %d", len(c.Held), c.Invoices)})
	}
	if c.Last != nil {
		if o := record.TypeFor[catalog.VendorReview](f.s).Field("judgement").Option(string(c.Last.Judgement)); o != nil {
			lines = append(lines, ui.LineProps{Text: "Judged on " + c.Last.On.Format(f.v.Locale), Href: f.v.LinkTo(c.Last), Note: o.Title, Tone: ui.Tone(o.Tone)})
		}
	}
	return ui.AsideSection("The vendor", lines...)
}

// shownMissing leaves out what the reader may not see anyway.
func (f *renewalFile) shownMissing() []string {
	return slices.DeleteFunc(slices.Clone(f.Missing), func(what string) bool {
		return strings.Contains(what, "review of the vendor") && !f.v.SeesAll("vendor_review")
	})
}

func (f *renewalFile) missing() g.Node {
	var lines []ui.LineProps
	for _, what := range f.shownMissing() {
		lines = append(lines, ui.LineProps{Text: signal.Capital(what)})
	}
	if len(lines) == 0 {
		return nil
	}
	return ui.AsideSection(fmt.Sprintf("Not known: %d", len(lines)), lines...)
}
