package finance

import (
	"fmt"

	g "maragu.dev/gomponents"

	"fairlead/internal/catalog"
	"fairlead/internal/fault"
	"fairlead/internal/insight/finance"
	"fairlead/internal/insight/signal"
	"fairlead/internal/record"
	"fairlead/internal/web/frame"
	"fairlead/internal/web/ui"
)

// showPromised lists the commitments behind what is promised and not yet paid,
// each with the part that is left: they add up to the figure that was opened.
func showPromised(v *frame.Visit) error {
	w, err := look(v)
	if err != nil {
		return err
	}
	list, err := w.promised(v.R.FormValue("filter"))
	if err != nil {
		return err
	}
	sum := record.Money{}
	if len(list) > 0 {
		sum = record.NoMoney(list[0].Left.Currency)
	}
	t := ui.TableProps{Label: "Commitments that still bind", Columns: []ui.Column{
		{Label: "Commitment"}, {Label: "Vendor"}, {Label: "Booked", Numeric: true}, {Label: "Settled", Numeric: true}, {Label: "Still promised", Numeric: true}, {Label: "Day"},
	}, Empty: ui.Empty(ui.EmptyProps{Icon: ui.IconCheck, Title: "Nothing is promised", Text: "Orders that are placed and contracts that are booked stand here until they are paid."})}
	for _, p := range list {
		sum = signal.Plus(sum, p.Left)
		vendor := g.Node(ui.Unknown("not said"))
		if of := record.Get(w.s, p.Vendor); of != nil {
			vendor = ui.Link(of.Name, w.v.LinkTo(of))
		}
		t.Rows = append(t.Rows, ui.Row{Cells: []g.Node{
			ui.RecordCell(p.Text, w.v.LinkTo(p.LedgerEntry), w.number(p.LedgerEntry)), vendor, w.money(p.Whole, ""), w.money(p.Settled(), ""), w.money(p.Left, w.v.LinkTo(p.LedgerEntry)), g.Text(p.Day.Format(v.Locale)),
		}})
	}
	title := "Nothing is promised"
	if sum.Known() {
		title = w.short(sum) + " promised and not yet paid"
		t.Totals = []g.Node{g.Text("In all"), nil, nil, nil, w.money(sum, ""), nil}
	}
	return v.Show(frame.Shown{Title: "Promised", Here: "/finance", Crumbs: []ui.Crumb{{Label: "Money", Href: "/finance"}, {Label: "Promised"}}, Main: []g.Node{
		ui.Headline(ui.HeadlineProps{Title: title, Lede: []g.Node{g.Text(fmt.Sprintf("%s. What was paid of each is taken off; amounts in other currencies are converted by the rate of their day.", signal.Count(len(list), "commitment binds", "commitments bind")))}}),
		ui.Table(t),
	}})
}

// promised are the commitments under a condition on their entries.
func (w view) promised(condition string) ([]finance.Promise, error) {
	all := finance.PromisesOn(w.s, w.today)
	if condition == "" {
		return all, nil
	}
	filter, err := w.s.Dictionary().ParseFilter(record.TypeFor[catalog.LedgerEntry](w.s), condition, record.Env{Today: w.today})
	if err != nil {
		return nil, fault.Because(err, fault.Invalid, "The address does not say which commitments are meant. Open them from the figure on the page Money.")
	}
	var some []finance.Promise
	for _, p := range all {
		if filter.Match(p.LedgerEntry, w.s.Find) {
			some = append(some, p)
		}
	}
	return some, nil
}

func (w view) number(r record.Record) string {
	return w.s.Dictionary().TypeOf(r).Number(r.Head().Number)
}
