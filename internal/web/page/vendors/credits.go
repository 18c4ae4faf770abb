package vendors

import (
	"fmt"

	g "maragu.dev/gomponents"

	"fairlead/internal/insight/signal"
	"fairlead/internal/web/ui"
)

// credits is what the vendor owes for the months in which it missed its promise;
// nothing where none is recorded.
func (f *renewalFile) credits() g.Node {
	c := f.Credits
	if len(f.Contract.Promised) == 0 {
		return nil
	}
	t := ui.TableProps{Label: "Months below what was promised", Columns: []ui.Column{
		{Label: "Month"}, {Label: "Targets kept"}, {Label: "Promised", Numeric: true}, {Label: "Credit", Numeric: true}, {Label: "Claimed"},
	}, Empty: ui.Empty(ui.EmptyProps{Icon: ui.IconCheck, Title: "No month was missed", Text: f.measured()})}
	for _, m := range c.Months {
		amount, claimed := ui.Unknown("unknown"), ui.Tag(ui.ToneWarn, "not claimed")
		if m.Credit.Known() {
			amount = g.Text(m.Credit.Format(f.v.Locale))
		}
		if m.Claim != nil {
			claimed = orUnknown(m.Claim.ClaimedOn.Known(), "on "+m.Claim.ClaimedOn.Format(f.v.Locale))
		}
		t.Rows = append(t.Rows, ui.Row{Cells: []g.Node{
			g.Text(m.Month), g.Textf("%d of %d", m.Kept, m.Judged), g.Text(m.Target.Format(f.v.Locale)), amount, claimed,
		}})
	}
	note := "owed: not known"
	if c.Owed.Known() {
		note = fmt.Sprintf("%s owed, %s not claimed", signal.Exact(c.Owed, f.v.Locale), signal.Exact(c.Unclaimed, f.v.Locale))
	}
	return ui.Section(ui.SectionProps{ID: "credits", Title: "Credits owed", Note: note}, ui.Table(t), ui.Note(f.measured()))
}

// measured says what the credits rest on.
func (f *renewalFile) measured() string {
	c := f.Credits
	text := fmt.Sprintf("%s of the last twelve measured by the incidents on its services.", signal.Count(c.Measured, "month", "months"))
	if c.Unknown > 0 {
		text += fmt.Sprintf(" Not known for %s.", signal.Count(c.Unknown, "month", "months"))
	}
	if c.Unavailable {
		text += " The promised availability is not measured, so no credit is reckoned for it."
	}
	return text + " The targets are ours: compare with the contract before you claim."
}
