package catalog

import (
	"fairlead/internal/fault"
	"fairlead/internal/record"
)

// Invoice is what a vendor asks us to pay. It is approved when it agrees with
// what was ordered and received, or when somebody says why it is paid all the same.
type Invoice struct {
	record.Header
	Title      string                    `record:"required,label" alias:"subject|description"`
	Vendor     record.Ref[Vendor]        `record:"required" alias:"supplier|supplier name|vendor name"`
	Reference  string                    `record:"required,search,index" title:"Invoice number" help:"The vendor's own number" alias:"invoice number|invoice no|supplier invoice"`
	Order      record.Ref[PurchaseOrder] `alias:"purchase order|order number|po number"`
	Contract   record.Ref[Contract]      `help:"The agreement that it bills, where there is no order"`
	BudgetLine record.Ref[BudgetLine]    `help:"What it is paid from; that of the order where it is empty" alias:"budget line|budget code"`
	Dated      record.Date               `record:"index" title:"Invoice date" alias:"date"`
	Received   record.Date               `record:"index" title:"Received on"`
	Due        record.Date               `record:"index" alias:"due date|payment due"`
	Lines      record.Rows[InvoiceLine]
	Amount     record.Money    `record:"required,index" help:"Without tax; the sum of the lines" alias:"net amount|net"`
	Tax        record.Money    `alias:"vat|tax amount"`
	Dispute    record.Markdown `record:"search" help:"What is wrong with it, as the vendor was told"`
	Accepted   record.Markdown `record:"search" title:"Paid all the same" help:"Why it is paid though it does not agree with order and receipt"`
	DecidedOn  record.Date     `record:"system,index"`
	PaidOn     record.Date     `record:"index" alias:"payment date"`
	Notes      record.Markdown `record:"search"`
}

// InvoiceLine is one thing that is billed.
type InvoiceLine struct {
	Line        record.Int     `record:"min=1" help:"Of the order"`
	Description string         `record:"required"`
	Quantity    record.Decimal `record:"required,min=0"`
	UnitPrice   record.Money   `record:"required"`
}

// sum is what the lines come to; unknown without lines.
func (i *Invoice) sum() record.Money {
	var sum record.Money
	for n, l := range i.Lines {
		if n == 0 || sum.Known() {
			sum = added(sum, priced(l.UnitPrice, l.Quantity))
		}
	}
	return sum
}

// Settled reports whether it was decided that the invoice is paid.
func (i *Invoice) Settled() bool {
	return i.State == "approved" || i.State == "posted" || i.State == "paid"
}

func (i *Invoice) total() {
	if sum := i.sum(); sum.Known() && !i.Amount.Known() {
		i.Amount = sum
	}
}

func checkInvoice(i *Invoice, problems *fault.List) {
	if sum := i.sum(); len(i.Lines) > 0 && sum != i.Amount {
		problems.Add("amount", "The lines come to %s; correct them or the amount.", sum.Text())
	}
	if i.Dated.Known() && i.Due.Before(i.Dated) {
		problems.Add("due", "It is due before it was written; check both dates.")
	}
	if i.State == "disputed" && i.Dispute == "" {
		problems.Add("dispute", "Say what is wrong with it: the vendor will ask.")
	}
}

// settle holds that an invoice is paid once, and only what agrees with order and
// receipt, unless somebody says why.
func settle(s *record.Snapshot, _ record.Instant, i *Invoice) ([]record.Record, error) {
	m := MatchOf(s, i)
	if m.Again != nil {
		return nil, fault.New(fault.Invalid, "The vendor has billed %s before: %q. It is paid once.", i.Reference, m.Again.Title)
	}
	if m.Result != Matched && i.Accepted == "" {
		return nil, fault.New(fault.Invalid, "It does not agree: %s. Dispute it, or say in the field “Paid all the same” why it is paid.", m.Result.Title())
	}
	return nil, nil
}

func invoice() record.Declaration {
	agreed := []string{"vendor", "reference", "order", "lines", "amount"}
	leaders := []record.Role{record.Director, record.Manager}
	return record.Declare(record.Spec[Invoice]{
		Module: "vendors", Name: "invoice", Prefix: "INV", Icon: "money",
		Help:   "What a vendor asks us to pay, compared with what was ordered and received.",
		Access: commercial(),
		Lifecycle: record.Lifecycle{
			States: []record.State{
				{Name: "received", Title: "Received", Tone: record.Warn},
				{Name: "disputed", Title: "Disputed", Tone: record.Bad, Aside: true},
				{Name: "approved", Title: "Approved", Tone: record.Good, Fixed: agreed},
				{Name: "posted", Title: "In the ledger", Fixed: agreed},
				{Name: "paid", Title: "Paid", Closed: true, Fixed: agreed},
				{Name: "rejected", Title: "Rejected", Closed: true, Aside: true},
			},
			Transitions: []record.Transition{
				{Name: "approve", Title: "Approve", From: []string{"received"}, To: "approved", Roles: leaders, Stamps: []string{"decided_on"}, Follow: follow(settle),
					Approval: &record.Approval{Amount: "amount", Steps: []record.ApprovalStep{
						{Over: 50_000, Roles: []record.Role{record.Director}},
					}}},
				{Name: "dispute", Title: "Dispute", From: []string{"received", "approved"}, To: "disputed", Needs: []string{"dispute"}, Roles: leaders},
				{Name: "resume", Title: "Settled with the vendor", From: []string{"disputed"}, To: "received", Roles: leaders},
				{Name: "post", Title: "Enter in the ledger", From: []string{"approved"}, To: "posted", Roles: leaders, Follow: follow(post)},
				{Name: "pay", Title: "Paid", From: []string{"posted"}, To: "paid", Roles: leaders, Stamps: []string{"paid_on"}},
				{Name: "reject", Title: "Reject", From: []string{"received", "disputed"}, To: "rejected", Roles: leaders},
			},
		},
		Columns: []string{"title", "vendor", "reference", "amount", "dated", "due", "order", "state"},
		Keys:    [][]string{{"vendor", "reference"}},
		Views: []record.View{
			{Name: "open", Title: "To approve", Filter: `state = received`, Order: "due"},
			{Name: "disputed", Title: "Disputed", Filter: `state = disputed`, Order: "due"},
			{Name: "to_pay", Title: "To pay", Filter: `state = approved OR state = posted`, Order: "due"},
			{Name: "without_order", Title: "Without an order", Filter: `NOT order:* AND state = received`, Order: "due"},
			{Name: "all", Title: "All invoices", Order: "-dated"},
		},
		Normalise: (*Invoice).total,
		Check:     checkInvoice,
	})
}
