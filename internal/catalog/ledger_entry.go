package catalog

import (
	"fairlead/internal/fault"
	"fairlead/internal/record"
)

// LedgerEntry is one booking of money: spent, promised or owed. Entries are
// added and not changed: what was booked in error is made void, or booked back
// by an entry with the other sign.
type LedgerEntry struct {
	record.Header
	Text       string                    `record:"required,label" alias:"description|posting text|item text|booking text|name"`
	Kind       EntryKind                 `record:"required,index" alias:"entry type|posting type"`
	Day        record.Date               `record:"required,index" title:"Date" help:"The day by which it belongs to a month" alias:"posting date|booking date|document date|date"`
	Amount     record.Money              `help:"What it costs; follows from debit and credit where they are given" alias:"net amount|amount in local currency|value"`
	Debit      record.Money              `help:"As the ledger writes it" alias:"debit amount|soll"`
	Credit     record.Money              `help:"As the ledger writes it" alias:"credit amount|haben"`
	Document   string                    `record:"search,index" help:"Number of the document and of the line in it: by it a repeated import recognises the entry" alias:"document number|document no|voucher|reference|doc no|belegnummer"`
	Account    string                    `record:"search,index" help:"Account of the general ledger" alias:"gl account|account number|account no|g/l account"`
	BudgetLine record.Ref[BudgetLine]    `help:"The line that it uses up" alias:"line code|budget code"`
	Category   CostCategory              `record:"index" alias:"cost category|cost type"`
	CostCentre record.Ref[CostCentre]    `alias:"cost center|department code"`
	Department record.Ref[Department]    `help:"For whom it was spent" alias:"department name"`
	Service    record.Ref[Service]       `help:"The service that it was spent on"`
	Vendor     record.Ref[Vendor]        `alias:"supplier|supplier name|vendor name"`
	Contract   record.Ref[Contract]      `alias:"contract number"`
	Project    record.Ref[Project]       `alias:"project number|project id|wbs"`
	Settles    record.Ref[LedgerEntry]   `help:"The commitment that it pays: that much less is still promised" alias:"purchase order|commitment"`
	Order      record.Ref[PurchaseOrder] `help:"The order that promises it"`
	Invoice    record.Ref[Invoice]       `help:"The invoice that asks for it"`
	Notes      record.Markdown           `record:"search"`
}

// EntryKind is what a booking says of money.
type EntryKind string

// Options lists the kinds.
func (EntryKind) Options() []record.Option {
	return []record.Option{
		{Name: "actual", Title: "Actual"},
		{Name: "commitment", Title: "Commitment"},
		{Name: "accrual", Title: "Accrual"},
	}
}

// Counts reports whether the entry is to be counted.
func (e *LedgerEntry) Counts() bool { return !e.Archived && e.State != "void" }

// net derives the amount from debit and credit.
func (e *LedgerEntry) net() {
	switch {
	case e.Debit.Known() && e.Credit.Known():
		if sum, err := e.Debit.Sub(e.Credit); err == nil {
			e.Amount = sum
		}
	case e.Debit.Known():
		e.Amount = e.Debit
	case e.Credit.Known():
		e.Amount = e.Credit.Neg()
	}
}

func checkLedgerEntry(e *LedgerEntry, problems *fault.List) {
	if e.Debit.Known() && e.Credit.Known() && e.Debit.Currency != e.Credit.Currency {
		problems.Add("credit", "Debit is in %s and credit in %s; an entry has one currency.", e.Debit.Currency, e.Credit.Currency)
	}
	if !e.Amount.Known() {
		problems.Add("amount", "Say the amount with its currency, or debit and credit.")
	}
	if e.Settles.Known() && e.Kind != "actual" {
		problems.Add("settles", "Only what was spent settles a commitment.")
	}
	if e.Settles.Known() && e.Settles.ID == e.ID {
		problems.Add("settles", "An entry cannot settle itself; choose the commitment.")
	}
}

func ledgerEntry() record.Declaration {
	leaders := []record.Role{record.Director, record.Manager}
	return record.Declare(record.Spec[LedgerEntry]{
		Module: "finance", Name: "ledger_entry", Plural: "ledger_entries", Prefix: "LED", Icon: "money",
		Help:   "One booking of money: spent, promised or owed.",
		Access: commercial(),
		Lifecycle: record.Lifecycle{
			States: []record.State{
				{Name: "booked", Title: "Booked", Tone: record.Good},
				{Name: "released", Title: "Released", Closed: true, Aside: true},
				{Name: "void", Title: "Void", Closed: true, Aside: true},
			},
			Transitions: []record.Transition{
				{Name: "release", Title: "Release: the rest is no longer owed", From: []string{"booked"}, To: "released", Roles: leaders},
				{Name: "void", Title: "Make void: booked in error", From: []string{"booked", "released"}, To: "void", Roles: leaders, Needs: []string{"notes"}},
				{Name: "restore", Title: "Book again", From: []string{"released", "void"}, To: "booked", Roles: leaders},
			},
		},
		Columns: []string{"day", "text", "kind", "amount", "budget_line", "cost_centre", "vendor", "document"},
		Keys:    [][]string{{"document"}},
		Views: []record.View{
			{Name: "recent", Title: "Of the last 90 days", Filter: `day > today-90d AND NOT state = void`, Order: "-day"},
			{Name: "commitments", Title: "Open commitments", Filter: `kind = commitment AND state = booked`, Order: "day"},
			{Name: "without_line", Title: "Without budget line", Filter: `NOT budget_line:* AND NOT state = void`, Order: "-day"},
			{Name: "without_commitment", Title: "Paid without commitment", Filter: `kind = actual AND NOT settles:* AND vendor:* AND NOT contract:*`, Order: "-day"},
			{Name: "all", Title: "All entries", Order: "-day"},
		},
		Normalise: (*LedgerEntry).net,
		Check:     checkLedgerEntry,
	})
}
