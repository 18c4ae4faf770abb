// Package vendors is the home page of vendors and contracts: what are we
// committed to, what must be decided by when, and on whom do we depend? It is for
// the director and for whoever looks after contracts.
package vendors

import (
	"fmt"
	"net/url"

	g "maragu.dev/gomponents"

	"fairlead/internal/insight/licence"
	"fairlead/internal/insight/signal"
	"fairlead/internal/insight/vendors"
	"fairlead/internal/insight/vendors/register"
	"fairlead/internal/record"
	"fairlead/internal/web/draw"
	"fairlead/internal/web/frame"
	"fairlead/internal/web/ui"
)

// Pages gives the pages of this package.
func Pages() []frame.Page {
	return []frame.Page{
		{Pattern: "GET /commitments", Handle: show},
		{Pattern: "GET /commitments/purchasing", Handle: showPurchasing},
		{Pattern: "GET /commitments/licences", Handle: showLicences},
		{Pattern: "GET /commitments/renewals/{number}", Handle: showRenewal},
		{Pattern: "GET /commitments/register", Handle: showRegister},
		{Pattern: "GET /commitments/register.zip", Handle: sendRegister},
	}
}

const (
	shownYears    = 5
	shownRenewals = 15
	shownVendors  = 10
	shownUnknown  = 6
	calendarDays  = 365
)

// home is what the page rests on.
type home struct {
	v           *frame.Visit
	s           *record.Snapshot
	today       record.Date
	commitments vendors.Commitments
	shares      vendors.Concentration
	calendar    []vendors.Renewal
}

func show(v *frame.Visit) error {
	s, err := v.Whole("vendors")
	if err != nil {
		return err
	}
	today := v.Clerk.Desk().Today()
	h := &home{
		v: v, s: s, today: today,
		commitments: vendors.CommitmentsFrom(s, today, v.Site.Currency, shownYears),
		shares:      vendors.ConcentrationOn(s, today, v.Site.Currency),
		calendar:    vendors.Calendar(s, today, calendarDays),
	}
	return v.Show(frame.Shown{Title: "Vendors", Here: "/commitments", Main: []g.Node{
		ui.Headline(ui.HeadlineProps{Title: h.title(), Lede: []g.Node{g.Text(h.lede())}}),
		h.instruments(),
		ui.Columns(g.Group{h.years(), h.renewals(), h.largest()}, g.Group{v.Attention(s, vendors.Rules()...), h.further(), h.unknown()}),
	}})
}

func (h *home) title() string {
	first := h.commitments.Years[0]
	if first.Contracts == 0 {
		return "No commitment is recorded"
	}
	return fmt.Sprintf("%s is committed for %d, %s for %d", h.short(first.Firm), first.Year, h.short(h.commitments.Years[1].Firm), first.Year+1)
}

func (h *home) lede() string {
	text := fmt.Sprintf("%s in %s.", signal.Count(h.commitments.Years[0].Contracts, "contract is in force", "contracts are in force"), h.v.Site.Currency)
	if n := h.within(90); n > 0 {
		text += fmt.Sprintf(" %s a decision within 90 days.", signal.Count(n, "wants", "want"))
	}
	if len(h.commitments.Elsewhere) > 0 {
		text += fmt.Sprintf(" Apart from that %s over %d years, not converted.", signal.Amounts(h.commitments.Elsewhere, h.v.Locale), shownYears)
	}
	return text
}

// within counts the renewals to decide in some days.
func (h *home) within(days int) int {
	n := 0
	for _, r := range h.calendar {
		if h.today.DaysUntil(r.By) <= days {
			n++
		}
	}
	return n
}

func (h *home) short(m record.Money) string { return m.Short(h.v.Locale) }

func (h *home) instruments() g.Node {
	var figures []ui.InstrumentProps
	for _, y := range h.commitments.Years[:2] {
		figures = append(figures, ui.InstrumentProps{
			Label: fmt.Sprintf("Agreed for %d", y.Year), Figure: h.short(y.Firm), Full: y.Firm.Format(h.v.Locale),
			Note: h.expected(y), Href: "/contracts?view=in_force",
		})
	}
	figures = append(figures, ui.InstrumentProps{
		Label: "To decide within 90 days", Figure: fmt.Sprint(h.within(90)), Note: fmt.Sprintf("of %d within a year", len(h.calendar)), Href: "#renewals",
	})
	if len(h.shares.Vendors) > 0 {
		figures = append(figures, ui.InstrumentProps{
			Label: "Largest vendor", Figure: percent(h.shares.Vendors[0].PerMille), Note: h.name(h.shares.Vendors[0]) + "; " + concentrated(h.shares.HHI), Href: "#largest",
		})
	}
	return ui.Instruments("The figures", figures...)
}

// expected says what a year costs beside what is agreed.
func (h *home) expected(y vendors.Year) string {
	if y.Expected.Minor == 0 {
		return "nothing more comes by itself"
	}
	return fmt.Sprintf("and %s if nobody gives notice", h.short(y.Expected))
}

// percent writes thousandths: 12.4 %.
func percent(perMille int) string { return fmt.Sprintf("%d.%d\u00a0%%", perMille/10, perMille%10) }

func concentrated(hhi int) string {
	word := "spread over many"
	switch {
	case hhi > vendors.High:
		word = "concentrated"
	case hhi > vendors.Moderate:
		word = "moderately concentrated"
	}
	return fmt.Sprintf("%s, HHI %d", word, hhi)
}

// years is the picture: what is agreed, and what comes if nobody gives notice.
func (h *home) years() g.Node {
	scale := frame.MoneyScale{Currency: h.v.Site.Currency, Locale: h.v.Locale}
	bars := draw.StackedBar{
		Frame: scale.Frame("What contracts cost by year, in " + scale.Currency),
		Parts: []draw.Part{{Name: "Agreed"}, {Name: "If nobody gives notice"}},
	}
	for _, y := range h.commitments.Years {
		bars.Labels = append(bars.Labels, fmt.Sprint(y.Year))
		bars.Parts[0].Values = append(bars.Parts[0].Values, scale.Value(y.Firm))
		bars.Parts[1].Values = append(bars.Parts[1].Values, scale.Value(y.Expected))
	}
	return ui.Section(ui.SectionProps{Title: "What is agreed, and what comes by itself"}, draw.Figure(bars),
		ui.Note("The price of a term is spread evenly over its days. A renewal is agreed once its last day of notice has passed."))
}

func (h *home) renewals() g.Node {
	t := ui.TableProps{Label: "What must be decided, the soonest first", Columns: []ui.Column{
		{Label: "Contract"}, {Label: "Vendor"}, {Label: "Decide by"}, {Label: "Then"}, {Label: "At stake", Numeric: true},
	}, Empty: ui.Empty(ui.EmptyProps{Icon: ui.IconCheck, Title: "Nothing to decide within a year", Text: "Contracts in force stand here in the order of their last days of notice."})}
	for _, r := range h.calendar[:min(len(h.calendar), shownRenewals)] {
		t.Rows = append(t.Rows, h.renewal(r))
	}
	more := g.Node(nil)
	if n := len(h.calendar) - shownRenewals; n > 0 {
		more = ui.Link(fmt.Sprintf("And %d more within a year", n), "/contracts?"+url.Values{"filter": {"state = in_force AND ends >= today AND ends <= today+1y"}, "order": {"notice_by"}}.Encode())
	}
	return ui.Section(ui.SectionProps{ID: "renewals", Title: "What must be decided, and by when"}, ui.Table(t), more)
}

func (h *home) renewal(r vendors.Renewal) ui.Row {
	contracts := h.s.Dictionary().TypeOf(r.Contract)
	then := "ends on " + r.Ends.Format(h.v.Locale)
	if r.AutoRenews {
		then = "renews by itself on " + r.Ends.Format(h.v.Locale)
		if !r.NoticeKnown {
			then += "; day of notice not known"
		}
	}
	stake := g.Node(g.Text("—"))
	switch {
	case r.Stake.Known():
		stake = ui.Figure(ui.FigureProps{Short: h.short(r.Stake), Full: r.Stake.Format(h.v.Locale)})
	case r.AutoRenews:
		stake = ui.Unknown("unknown")
	}
	vendor := g.Node(nil)
	if v := record.Get(h.s, r.Vendor); v != nil {
		vendor = ui.Link(v.Name, frame.Link(h.s.Dictionary().TypeOf(v), v.Number))
	}
	tone := ui.ToneInfo
	if h.today.DaysUntil(r.By) <= 30 {
		tone = ui.ToneWarn
	}
	return ui.Row{Cells: []g.Node{
		ui.RecordCell(r.Name, frame.Link(contracts, r.Number), contracts.Number(r.Number)), vendor,
		ui.Tag(tone, r.By.Format(h.v.Locale)), ui.Link(then, renewalURL(contracts.Number(r.Number))), stake,
	}}
}

func (h *home) largest() g.Node {
	t := ui.TableProps{Label: "Vendors by what their contracts cost a year", Columns: []ui.Column{
		{Label: "Vendor"}, {Label: "Contracts", Numeric: true}, {Label: "A year", Numeric: true}, {Label: "Share", Numeric: true},
	}}
	for _, share := range h.shares.Vendors[:min(len(h.shares.Vendors), shownVendors)] {
		link := ""
		if share.Vendor != nil {
			link = frame.Link(h.s.Dictionary().TypeOf(share.Vendor), share.Vendor.Number)
		}
		t.Rows = append(t.Rows, ui.Row{Cells: []g.Node{
			ui.RecordCell(h.name(share), link, ""), g.Text(fmt.Sprint(share.Contracts)),
			ui.Figure(ui.FigureProps{Short: h.short(share.Annual), Full: share.Annual.Format(h.v.Locale)}), g.Text(percent(share.PerMille)),
		}})
	}
	if len(t.Rows) == 0 {
		return nil
	}
	return ui.Section(ui.SectionProps{ID: "largest", Title: "Where the money goes", Note: fmt.Sprintf("%s a year, %s", h.short(h.shares.Total), concentrated(h.shares.HHI))}, ui.Table(t),
		ui.Note("HHI is the sum of the squares of the shares in per cent, from near 0 to 10,000; above 1,800 a market counts as highly concentrated."))
}

func (h *home) name(share vendors.Share) string {
	if share.Vendor == nil {
		return "Vendor not recorded"
	}
	return share.Vendor.Name
}

// further leads to the other pages of the module, each with its figure.
func (h *home) further() g.Node {
	open := vendors.OpenInvoices(h.s)
	differ, _ := disagree(open, h.v.Site.Currency)
	short := 0
	for _, p := range licence.Positions(h.s, h.today, h.v.Locale) {
		if p.Short.N() > 0 {
			short++
		}
	}
	lines := []ui.LineProps{
		{Text: "Purchasing", Href: "/commitments/purchasing", Note: fmt.Sprintf("%d of %d invoices differ", differ, len(open))},
		{Text: "Licences", Href: "/commitments/licences", Note: signal.Count(short, "product short", "products short")},
	}
	if h.v.SeesAll(registerTypes()...) {
		complete, all := register.Build(h.s, register.Question{Today: h.today, Currency: h.v.Site.Currency}).Supporting()
		lines = append(lines, ui.LineProps{Text: "Register of information (DORA)", Href: registerPath, Note: fmt.Sprintf("%d of %d complete", complete, all)})
	}
	return ui.AsideSection("Also here", lines...)
}

// unknown lists the contracts whose cost cannot be added up.
func (h *home) unknown() g.Node {
	list := h.commitments.Unknown
	if len(list) == 0 {
		return nil
	}
	var lines []ui.LineProps
	for _, c := range list[:min(len(list), shownUnknown)] {
		lines = append(lines, ui.LineProps{Text: c.Name, Href: frame.Link(h.s.Dictionary().TypeOf(c), c.Number), Note: "no price"})
	}
	return ui.AsideSection(fmt.Sprintf("Not in the sums: %d", len(list)), lines...)
}
