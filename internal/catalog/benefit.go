package catalog

import (
	"fairlead/internal/fault"
	"fairlead/internal/record"
)

// Benefit is what a project or a decision is to bring once it is carried out, and
// what it was found to bring (PMI: benefits realisation). A benefit is tracked
// here, once: one of a business case names the case, and a saving the budget line
// or the contract on which the ledger shows it.
type Benefit struct {
	record.Header
	Title      string                   `record:"required,label" alias:"benefit|name"`
	Kind       BenefitKind              `record:"index"`
	Project    record.Ref[Project]      `help:"The project that is to bring it"`
	Case       record.Ref[BusinessCase] `title:"Business case" help:"The case that promised it: what is found here counts there too, and is not entered twice"`
	Owner      record.Ref[Person]       `help:"Who answers for it after the project has ended"`
	Department record.Ref[Department]   `help:"Where it shows"`
	Yearly     record.Money             `title:"Expected a year" help:"What it is to bring in a year; leave it empty where it is not money" alias:"expected benefit|annual value"`
	Line       record.Ref[BudgetLine]   `title:"Budget line" help:"Where a saving shows in the ledger: that line, in every year"`
	Contract   record.Ref[Contract]     `help:"Where a saving shows in the ledger, if not on a line"`
	Before     record.Money             `title:"Cost a year before" help:"What it cost before the saving; where empty, what the ledger has of the same months of the year before"`
	Measure    string                   `record:"search" help:"By which figure one sees it: hours of typing, calls a month"`
	Baseline   record.Decimal           `help:"The figure before the project"`
	Target     record.Decimal           `help:"The figure that was promised"`
	From       record.Date              `record:"index" title:"Expected from" help:"The day from which it should show"`
	Measured   record.Rows[Measurement] `help:"What was found, each time it was looked at"`
	NextLook   record.Date              `record:"index" help:"When it is to be measured next"`
	Note       record.Markdown          `record:"search"`
}

// BenefitKind is what a benefit consists of.
type BenefitKind string

// Options lists the kinds.
func (BenefitKind) Options() []record.Option {
	return []record.Option{
		{Name: "saving", Title: "Less cost"},
		{Name: "income", Title: "More income"},
		{Name: "quality", Title: "Something else"},
	}
}

// Measurement is what a benefit was found to be on a day.
type Measurement struct {
	On     record.Date    `record:"required"`
	Yearly record.Money   `title:"A year" help:"What it brings in a year, as found that day"`
	Figure record.Decimal `help:"The figure that day"`
	By     string         `help:"Who confirmed it"`
}

// Latest is the last measurement up to a day; ok is false when there is none.
func (b *Benefit) Latest(today record.Date) (last Measurement, ok bool) {
	for _, m := range b.Measured {
		if !m.On.After(today) && (!ok || !m.On.Before(last.On)) {
			last, ok = m, true
		}
	}
	return last, ok
}

func checkBenefit(b *Benefit, problems *fault.List) {
	if !b.Project.Known() && !b.Case.Known() && !b.Line.Known() && !b.Contract.Known() {
		problems.Add("project", "Say where it comes from: a project, a business case, or the budget line or contract that will cost less.")
	}
	if b.Before.Known() && b.Yearly.Known() && b.Before.Currency != b.Yearly.Currency {
		problems.Add("before", "Enter the cost before in the currency of what is expected, %s: they are compared.", b.Yearly.Currency)
	}
	for _, m := range b.Measured {
		if m.Yearly.Known() && b.Yearly.Known() && m.Yearly.Currency != b.Yearly.Currency {
			problems.Add("measured", "Enter what was found in the currency of what was expected, %s: they are compared.", b.Yearly.Currency)
			return
		}
	}
}

func benefit() record.Declaration {
	return record.Declare(record.Spec[Benefit]{
		Module: "projects", Name: "benefit", Prefix: "BEN", Icon: "star",
		Help:   "What a project or a decision is to bring, and what it was found to bring.",
		Access: commercial(),
		Lifecycle: record.Lifecycle{
			States: []record.State{
				{Name: "promised", Title: "Promised"},
				{Name: "tracked", Title: "Being measured", Tone: record.Warn},
				{Name: "confirmed", Title: "Confirmed", Tone: record.Good, Closed: true},
				{Name: "missed", Title: "Did not come", Tone: record.Bad, Closed: true, Aside: true},
			},
			Transitions: []record.Transition{
				{Name: "track", Title: "Begin to measure", From: []string{"promised"}, To: "tracked", Needs: []string{"owner", "measure"}},
				{Name: "confirm", Title: "Confirm", From: []string{"tracked"}, To: "confirmed", Needs: []string{"measured"}},
				{Name: "miss", Title: "Did not come", From: []string{"promised", "tracked"}, To: "missed", Needs: []string{"note"}},
				{Name: "reopen", Title: "Measure again", From: []string{"confirmed", "missed"}, To: "tracked"},
			},
		},
		Columns: []string{"title", "project", "owner", "yearly", "from", "next_look", "state"},
		Keys:    [][]string{{"project", "title"}},
		Views: []record.View{
			{Name: "due", Title: "To measure", Filter: `(state = promised OR state = tracked) AND (next_look <= today OR from <= today AND NOT next_look:*)`, Order: "next_look"},
			{Name: "open", Title: "Open", Filter: `state = promised OR state = tracked`, Order: "from"},
			{Name: "savings", Title: "Savings", Filter: `kind = saving`, Order: "-from"},
			{Name: "without_owner", Title: "Without owner", Filter: `(state = promised OR state = tracked) AND NOT owner:*`, Order: "from"},
			{Name: "all", Title: "All benefits", Order: "-from"},
		},
		Check: checkBenefit,
	})
}
