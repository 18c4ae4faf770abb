package catalog

import (
	"fairlead/internal/fault"
	"fairlead/internal/record"
)

// PurchaseRequest is the wish to buy something: what, for what it is needed, and
// what it will cost. Approved, it lets an order be placed up to its amount.
type PurchaseRequest struct {
	record.Header
	Title      string                   `record:"required,label" alias:"subject|short description|description"`
	Need       record.Markdown          `record:"search" help:"What it is needed for, and what happens without it" alias:"justification|business need"`
	Department record.Ref[Department]   `help:"Who pays for it" alias:"cost centre|cost center"`
	Requester  record.Ref[Person]       `alias:"requested by|preparer"`
	Vendor     record.Ref[Vendor]       `help:"Whom to buy from, where that is settled" alias:"supplier|suggested supplier"`
	Service    record.Ref[Service]      `help:"The service that it is for"`
	Project    record.Ref[Project]      `help:"The project that it is for"`
	Contract   record.Ref[Contract]     `help:"The agreement under which it is bought"`
	BudgetLine record.Ref[BudgetLine]   `help:"What it is paid from" alias:"budget line|budget code"`
	OverBudget record.Markdown          `record:"search" title:"Beyond the budget" help:"Why it is bought though the budget line has too little left"`
	Lines      record.Rows[RequestLine] `help:"What is to be bought"`
	Amount     record.Money             `record:"index" help:"What it will cost, without tax; the sum of the lines where all have a price" alias:"estimated cost|requisition amount"`
	Years      record.Int               `record:"min=1,max=10" unit:"years" help:"Over how many years quotes are compared; one where nothing is said"`
	NeededBy   record.Date              `record:"index" alias:"need by date|required by"`
	AskedOn    record.Date              `record:"index" help:"When it was put up for approval" alias:"creation date|requested on"`
	DecidedOn  record.Date              `record:"system,index"`
	Answer     record.Markdown          `record:"search" help:"What was decided, and why: whoever asked reads it"`
}

// RequestLine is one thing to be bought.
type RequestLine struct {
	Description string `record:"required"`
	Product     record.Ref[Product]
	Quantity    record.Decimal `record:"required,min=0"`
	UnitPrice   record.Money   `help:"As far as it is known"`
}

// total is the sum of the lines, where all of them have a price in one currency.
func (p *PurchaseRequest) total() {
	var sum record.Money
	for _, l := range p.Lines {
		if sum = added(sum, priced(l.UnitPrice, l.Quantity)); !sum.Known() {
			return
		}
	}
	if sum.Known() {
		p.Amount = sum
	}
}

// Span is the number of years over which quotes are compared.
func (p *PurchaseRequest) Span() int64 { return max(p.Years.N(), 1) }

func checkPurchaseRequest(p *PurchaseRequest, problems *fault.List) {
	if p.State == "rejected" && p.Answer == "" {
		problems.Add("answer", "Say why: whoever asked will want to know.")
	}
	if p.AskedOn.Known() && p.NeededBy.Before(p.AskedOn) {
		problems.Add("needed_by", "It is needed before it was asked for; check both dates.")
	}
}

func purchaseRequest() record.Declaration {
	agreed := []string{"amount", "lines", "budget_line"}
	leaders := []record.Role{record.Director, record.Manager}
	return record.Declare(record.Spec[PurchaseRequest]{
		Module: "vendors", Name: "purchase_request", Prefix: "PRQ", Icon: "money",
		Help: "The wish to buy something; approved, it lets an order be placed up to its amount.",
		Access: commercial().With(record.Technician, record.Rule{May: record.Read | record.Create | record.Update}).With(record.Employee,
			record.Rule{May: record.Create},
			record.Rule{May: record.Read, Where: "requester = me"},
			record.Rule{May: record.Update, Where: "requester = me AND (state = draft OR state = waiting OR state = withdrawn)"}),
		Lifecycle: record.Lifecycle{
			States: []record.State{
				{Name: "draft", Title: "Draft"},
				{Name: "waiting", Title: "Waiting for approval", Tone: record.Warn},
				{Name: "approved", Title: "Approved", Tone: record.Good, Fixed: agreed},
				{Name: "ordered", Title: "Ordered", Fixed: agreed},
				{Name: "fulfilled", Title: "Fulfilled", Closed: true},
				{Name: "rejected", Title: "Rejected", Closed: true, Aside: true},
				{Name: "withdrawn", Title: "Withdrawn", Closed: true, Aside: true},
			},
			Transitions: []record.Transition{
				{Name: "submit", Title: "Put up for approval", From: []string{"draft"}, To: "waiting", Needs: []string{"need", "department", "amount"}, Stamps: []string{"asked_on"}},
				{Name: "approve", Title: "Approve", From: []string{"waiting"}, To: "approved", Roles: leaders, Stamps: []string{"decided_on"}, Follow: weigh(affordable),
					Approval: &record.Approval{Amount: "amount", Steps: []record.ApprovalStep{
						{Over: requestLimit, Roles: []record.Role{record.Director}},
						{Over: 100_000, Roles: []record.Role{record.Director, record.Executive}, Quorum: 2},
					}}},
				{Name: "reject", Title: "Reject", From: []string{"waiting"}, To: "rejected", Roles: leaders, Needs: []string{"answer"}, Stamps: []string{"decided_on"}},
				{Name: "order", Title: "Ordered", From: []string{"approved"}, To: "ordered", Roles: leaders},
				{Name: "fulfil", Title: "Fulfilled", From: []string{"ordered"}, To: "fulfilled"},
				{Name: "withdraw", Title: "Withdraw", From: []string{"draft", "waiting", "approved"}, To: "withdrawn"},
				{Name: "reopen", Title: "Open again", From: []string{"rejected", "withdrawn"}, To: "draft"},
			},
		},
		Columns: []string{"title", "department", "requester", "amount", "needed_by", "asked_on", "state"},
		Views: []record.View{
			{Name: "waiting", Title: "Waiting for approval", Filter: `state = waiting`, Order: "asked_on"},
			{Name: "to_order", Title: "Approved, to order", Filter: `state = approved`, Order: "needed_by"},
			{Name: "mine", Title: "Mine", Filter: `requester = me`, Order: "-created"},
			{Name: "late", Title: "Needed by now", Filter: `needed_by < today AND (state = waiting OR state = approved OR state = draft)`, Order: "needed_by"},
			{Name: "all", Title: "All requests"},
		},
		Normalise: (*PurchaseRequest).total,
		Check:     checkPurchaseRequest,
	})
}
