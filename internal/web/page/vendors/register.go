package vendors

import (
	"cmp"
	"fmt"
	"net/url"
	"slices"
	"strings"

	g "maragu.dev/gomponents"

	"fairlead/internal/catalog"
	"fairlead/internal/fault"
	"fairlead/internal/insight/signal"
	"fairlead/internal/insight/vendors/register"
	"fairlead/internal/record"
	"fairlead/internal/web/frame"
	"fairlead/internal/web/ui"
)

// registerTypes are read by the register beside the records of the home page.
func registerTypes() []string {
	return []string{"ict_service", "legal_entity", "business_impact", "exchange_rate"}
}

const (
	registerPath  = "/commitments/register"
	shownGaps     = 20
	shownToAssess = 12
)

// wholeRegister is the register, for those who may see all that stands in it.
func wholeRegister(v *frame.Visit) (*record.Snapshot, *register.Register, error) {
	s, err := v.Whole("vendors")
	if err != nil {
		return nil, nil, err
	}
	if !v.SeesAll(registerTypes()...) {
		return nil, nil, fault.New(fault.Forbidden, "The register adds up records of which you may see some; it is for those who may see all of them.")
	}
	return s, register.Build(s, register.Question{Today: v.Clerk.Desk().Today(), Currency: v.Site.Currency}), nil
}

func sendRegister(v *frame.Visit) error {
	s, r, err := wholeRegister(v)
	if err != nil {
		return err
	}
	today := v.Clerk.Desk().Today()
	head := v.W.Header()
	head.Set("Content-Type", "application/zip")
	head.Set("Content-Disposition", fmt.Sprintf(`attachment; filename="register-of-information-%s.zip"`, today.Text()))
	head.Set("Cache-Control", "no-store")
	return WriteRegister(v.W, r, s, today)
}

// registerPage is how complete the register of information is, and what is missing.
type registerPage struct {
	v *frame.Visit
	s *record.Snapshot
	*register.Register
}

func showRegister(v *frame.Visit) error {
	s, r, err := wholeRegister(v)
	if err != nil {
		return err
	}
	p := &registerPage{v, s, r}
	return v.Show(frame.Shown{Title: "Register of information", Here: "/commitments", Crumbs: []ui.Crumb{{Label: "Commitments", Href: "/commitments"}, {Label: "Register of information"}}, Main: []g.Node{
		ui.Headline(ui.HeadlineProps{Title: p.title(), Lede: []g.Node{g.Text(p.lede())}, Actions: []g.Node{
			ui.Button(ui.ButtonProps{Label: "Export the register", Icon: ui.IconDownload, Href: registerPath + ".zip"})}}),
		p.instruments(),
		ui.Columns(g.Group{p.contracts(), p.templates()}, g.Group{p.ourselves(), p.toAssess(), p.leftOut()}),
	}})
}

func (p *registerPage) title() string {
	complete, all := p.Supporting()
	switch {
	case len(p.Contracts) == 0:
		return "No contract belongs into the register yet"
	case all == 0:
		return "No function was assessed as critical or important yet"
	}
	return fmt.Sprintf("%d of %s critical functions %s complete", complete, signal.Count(all, "contract that supports", "contracts that support"), signal.Plural(complete, "is", "are"))
}

func (p *registerPage) lede() string {
	return fmt.Sprintf("The register of information that article 28 of Regulation (EU) 2022/2554 (DORA) asks of financial entities: %s with %s for %s. What is not recorded stays empty in it.",
		signal.Count(len(p.Contracts), "contract", "contracts"), signal.Count(len(p.Table("B_05.01").Rows), "provider", "providers"), signal.Count(len(p.Functions), "function", "functions"))
}

func (p *registerPage) instruments() g.Node {
	complete, all := p.Supporting()
	ready, assessed := 0, 0
	for i := range p.Contracts {
		if len(p.Contracts[i].Missing) == 0 {
			ready++
		}
	}
	for i := range p.Functions {
		if p.Functions[i].Impact != nil && p.Functions[i].Impact.Critical != "" {
			assessed++
		}
	}
	return ui.Instruments("The figures",
		ui.InstrumentProps{Label: "Complete, for critical functions", Figure: fmt.Sprintf("%d of %d", complete, all), Note: fmt.Sprintf("%d of all %d", ready, len(p.Contracts)), Href: "#missing"},
		ui.InstrumentProps{Label: "Functions assessed", Figure: fmt.Sprintf("%d of %d", assessed, len(p.Functions)), Note: "as critical or important, or not", Href: "/business_impacts?view=approved"},
		ui.InstrumentProps{Label: "Without an exit plan", Figure: fmt.Sprintf("%d of %d", p.WithoutExit, p.Assessed), Note: "ICT services for critical functions", Href: "/exit_plans"},
		ui.InstrumentProps{Label: "Providers without LEI or EUID", Figure: fmt.Sprint(p.nameless()), Note: fmt.Sprintf("of %d", len(p.Table("B_05.01").Rows)), Href: "/vendors?" + url.Values{"filter": {"NOT lei:* AND NOT euid:*"}}.Encode()},
	)
}

// nameless counts the providers that have no code.
func (p *registerPage) nameless() (n int) {
	for _, row := range p.Table("B_05.01").Rows {
		if row[0] == "" {
			n++
		}
	}
	return n
}

// contracts lists what is missing, those for critical functions first, and of these
// those that want least.
func (p *registerPage) contracts() g.Node {
	list := slices.DeleteFunc(slices.Clone(p.Contracts), func(a register.Arrangement) bool { return len(a.Missing) == 0 })
	slices.SortStableFunc(list, func(a, b register.Arrangement) int {
		return cmp.Or(cmp.Compare(boolRank(a.Critical), boolRank(b.Critical)), cmp.Compare(len(a.Missing), len(b.Missing)))
	})
	t := ui.TableProps{Label: "What is missing, by contract", Columns: []ui.Column{{Label: "Contract"}, {Label: "Vendor"}, {Label: "Function"}, {Label: "Missing", Numeric: true}, {Label: "What to fill in"}},
		Empty: ui.Empty(ui.EmptyProps{Icon: ui.IconCheck, Title: "Nothing is missing", Text: "Every contract of the register is complete."})}
	contracts := record.TypeFor[catalog.Contract](p.s)
	for _, a := range list[:min(len(list), shownGaps)] {
		vendor, function := ui.Unknown("unknown"), ui.Tag(ui.ToneInfo, "not critical")
		if a.Vendor != nil {
			vendor = ui.Link(a.Vendor.Name, p.v.LinkTo(a.Vendor))
		}
		if a.Critical {
			function = ui.Tag(ui.ToneWarn, "critical")
		} else if p.unassessed(a) {
			function = ui.Unknown("not known")
		}
		t.Rows = append(t.Rows, ui.Row{Cells: []g.Node{
			ui.RecordCell(a.Contract.Name, frame.Link(contracts, a.Contract.Number), contracts.Number(a.Contract.Number)), vendor, function,
			g.Text(fmt.Sprint(len(a.Missing))), p.fill(a),
		}})
	}
	rest := g.Node(nil)
	if n := len(list) - shownGaps; n > 0 {
		rest = ui.Note(fmt.Sprintf("And %s; all stand in missing.csv of the export.", signal.Count(n, "more contract", "more contracts")))
	}
	return ui.Section(ui.SectionProps{ID: "missing", Title: "What is missing, and where to fill it in", Note: "what is nearest to complete first"}, ui.Table(t), rest)
}

func boolRank(first bool) int {
	if first {
		return 0
	}
	return 1
}

// unassessed reports whether of a function that it supports nobody said whether it is
// critical, or nobody said what it supports.
func (p *registerPage) unassessed(a register.Arrangement) bool {
	return slices.ContainsFunc(a.Missing, func(gap register.Gap) bool {
		return gap.Column == "B_06.01.0060" || gap.Column == "B_02.02.0050"
	})
}

// fill groups the gaps of a contract by record; each opens the form where they are
// mended.
func (p *registerPage) fill(a register.Arrangement) g.Node {
	var order []record.Record
	wants := map[record.Record][]string{}
	var lines g.Group
	add := func(label, href, what string) {
		if len(lines) > 0 {
			lines = append(lines, g.Text(" · "))
		}
		lines = append(lines, ui.Link(label, href), g.If(what != "", g.Text(": "+what)))
	}
	for _, gap := range a.Missing {
		if gap.Column == "B_02.02.0060" {
			add("Add its ICT service", p.begin("ict_service", "contract", a.Contract), "")
			continue
		}
		if _, ok := wants[gap.Record]; !ok {
			order = append(order, gap.Record)
		}
		wants[gap.Record] = append(wants[gap.Record], gap.What)
	}
	for _, r := range order {
		label, href := p.called(r), p.form(r)
		if _, ok := r.(*catalog.Service); ok && wants[r][0] == register.NoImpact {
			href = p.begin("business_impact", "service", r)
		}
		add(label, href, strings.Join(wants[r], ", "))
	}
	return lines
}

// called is how a record is named beside what it lacks.
func (p *registerPage) called(r record.Record) string {
	t := p.s.Dictionary().TypeOf(r)
	switch r := r.(type) {
	case *catalog.Vendor, *catalog.Service:
		return t.Label(r)
	case *catalog.ICTService:
		return t.Title + " " + strings.ToUpper(string(r.Type))
	case *catalog.BusinessImpact:
		if of := record.Get(p.s, r.Service); of != nil {
			return of.Name
		}
	}
	return t.Title
}

// form is where a record is mended; for those who may not, the record.
func (p *registerPage) form(r record.Record) string {
	if p.v.Clerk.May(record.Update, p.s.Dictionary().TypeOf(r)) {
		return p.v.LinkTo(r) + "/edit"
	}
	return p.v.LinkTo(r)
}

// begin is the form of a new record that refers to another; for those who may not add
// one, the other.
func (p *registerPage) begin(typ, field string, to record.Record) string {
	fill := url.Values{field: {to.Head().ID.String()}, field + ".text": {p.s.Dictionary().TypeOf(to).Label(to)}}
	return cmp.Or(p.v.Begin(typ, fill), p.v.LinkTo(to))
}

// templates says how many rows each file of the export has.
func (p *registerPage) templates() g.Node {
	t := ui.TableProps{Label: "The templates and their rows", Columns: []ui.Column{{Label: "Template"}, {Label: "Name"}, {Label: "Rows", Numeric: true}}}
	for _, table := range p.Tables {
		t.Rows = append(t.Rows, ui.Row{Cells: []g.Node{g.Text(table.Code), g.Text(table.Name), g.Text(fmt.Sprint(len(table.Rows)))}})
	}
	return ui.Section(ui.SectionProps{Title: "What the export holds", Note: "one CSV file a template"}, ui.Table(t),
		ui.Note("Templates and columns are those of Implementing Regulation (EU) 2024/2956. Contracts within a group are not recorded as such, so B_02.03 and B_03.03 have no rows; B_99.01 leaves room for what low, medium and high mean to you. A supervisor may ask for the register in xBRL-CSV, which this is not."))
}

// ourselves is what is missing of the entities of ours.
func (p *registerPage) ourselves() g.Node {
	var lines []ui.LineProps
	for _, gap := range p.Entities {
		line := ui.LineProps{Text: gap.What, Note: gap.Column}
		switch {
		case gap.Record != nil:
			line.Text = p.s.Dictionary().TypeOf(gap.Record).Label(gap.Record) + ": " + gap.What
			line.Href = p.form(gap.Record)
		default:
			line.Href = "/legal_entities/new"
		}
		lines = append(lines, line)
	}
	if len(lines) == 0 {
		return ui.AsideSection("Our entities", ui.LineProps{Text: "Nothing is missing", Href: "/legal_entities", Note: fmt.Sprint(len(p.Table("B_01.02").Rows)), Tone: ui.ToneGood})
	}
	return ui.AsideSection("Missing of our entities", lines...)
}

// toAssess lists functions on which much depends and of which nobody said whether
// they are critical or important, the most needed tier first.
func (p *registerPage) toAssess() g.Node {
	tiers := catalog.Tier("").Options()
	rank := func(f register.Function) int {
		return slices.IndexFunc(tiers, func(o record.Option) bool { return o.Name == string(f.Service.Tier) })
	}
	list := slices.DeleteFunc(slices.Clone(p.Functions), func(f register.Function) bool {
		return f.Impact != nil && f.Impact.Critical != "" || rank(f) < 0 || rank(f) > 1
	})
	slices.SortStableFunc(list, func(a, b register.Function) int { return cmp.Compare(rank(a), rank(b)) })
	var lines []ui.LineProps
	for _, f := range list[:min(len(list), shownToAssess)] {
		href := p.begin("business_impact", "service", f.Service)
		if f.Impact != nil {
			href = p.form(f.Impact)
		}
		lines = append(lines, ui.LineProps{Text: f.Service.Name, Href: href, Note: strings.ToLower(tiers[rank(f)].Title)})
	}
	if len(lines) == 0 {
		return nil
	}
	return ui.AsideSection(fmt.Sprintf("To assess: %d functions that much depends on", len(list)), lines...)
}

// leftOut lists contracts of which nothing says that they are for ICT services.
func (p *registerPage) leftOut() g.Node {
	var lines []ui.LineProps
	for _, c := range p.LeftOut[:min(len(p.LeftOut), shownUnknown)] {
		lines = append(lines, ui.LineProps{Text: c.Name, Href: p.begin("ict_service", "contract", c), Note: "serves nothing recorded"})
	}
	if len(lines) == 0 {
		return nil
	}
	return ui.AsideSection(fmt.Sprintf("Left out: %d contracts in force", len(p.LeftOut)), lines...)
}
