package app

import (
	"strings"
	"testing"
)

// From a request to an invoice in the ledger: a manager asks for something,
// approves it, chooses a quote, orders and receives it, and the invoice that
// agrees is booked.
func TestFromRequestToLedger(t *testing.T) {
	p := at(t, "manager", "/commitments")
	p.Click("Purchasing")
	p.WaitFor("Invoices to approve")
	p.Click("Ask for something")
	p.Fill("Title", "Label printers for the gate")
	p.Fill("Need", "Two have broken down.")
	p.pick("department", "Terminal", "Terminal")
	p.Click("Add a line")
	p.Fill("[name='lines[0].description']", "Label printer")
	p.Fill("[name='lines[0].quantity']", "2")
	p.Fill("[name='lines[0].unit_price']", "1200 EUR")
	p.Press("Ctrl+Enter")
	p.WaitFor("Purchase request added.")
	request := p.where()
	p.Click("Put up for approval")
	p.WaitFor("“Waiting for approval”")
	p.Click("Approve")
	p.WaitFor("“Approved”")

	p.Click("Add a quote")
	p.Fill("Name", "Two printers with rolls")
	p.pick("vendor", "Trykk", "Trykkvika")
	p.Fill("[name='price.amount']", "2,400")
	p.Press("Ctrl+Enter")
	p.WaitFor("Quote added.")
	p.Click("Received")
	p.WaitFor("“Received”")
	p.Click("Choose")
	p.WaitFor("“Chosen”")

	p.open(request)
	p.WaitFor("Trykkvika is the cheapest of 1 quote")
	p.Click("Make an order")
	p.WaitFor("New purchase order")
	p.Fill("Promised", "2030-01-31")
	p.Fill("[name='lines[0].class']", "printer")
	p.Press("Ctrl+Enter")
	p.WaitFor("Purchase order added.")
	order := p.where()
	p.Click("Place the order")
	p.WaitFor("€2,400 outstanding")

	p.Click("#delivery .actions a")
	p.WaitFor("New receipt")
	p.Fill("Delivery note", "L-1")
	p.Press("Ctrl+Enter")
	p.WaitFor("Receipt added.")
	p.Click("Book")
	p.WaitFor("Label printer 2")
	p.open(order)
	p.WaitFor("The last of it came on")
	p.Click("Enter an invoice")
	p.Fill("Invoice number", "T-1")
	p.Press("Ctrl+Enter")
	p.WaitFor("It agrees with order and receipt")
	p.Click("Approve")
	p.WaitFor("“Approved”")
	p.Click("Enter in the ledger")
	p.WaitFor("“In the ledger”")
	p.WaitFor("Ledger entries")

	p.open("/invoices/INV-0002")
	p.Click("Approve")
	p.WaitFor("price differs. Dispute it")
}

// The director opens the file of a contract from what must be decided, and the
// licences from beside it.
func TestRenewalFile(t *testing.T) {
	p := at(t, "director", "/commitments")
	p.Click("renews by itself on")
	p.WaitFor("Spend against plan")
	if got := p.Text("h1"); !strings.Contains(got, "left to give notice on") {
		t.Errorf("the headline is %q", got)
	}
	p.Click("Open the decision")
	p.WaitFor("Hosting after the Norvåk term")
	p.open("/commitments")
	p.Click("Licences")
	p.WaitFor("11 missing")

	e := at(t, "employee", "/commitments/licences")
	e.WaitFor("it is for those who may see all of them")
}
