package importer_test

import (
	"bytes"
	"strings"
	"testing"

	"fairlead/internal/catalog"
	"fairlead/internal/connect/importer"
	"fairlead/internal/connect/tabular"
	"fairlead/internal/desk"
	"fairlead/internal/record"
	"fairlead/internal/testkit/desktest"
)

// bringKnown imports a file by the map that its columns are known by, twice: the
// second time nothing may come in.
func bringKnown(t *testing.T, clerk *desk.Clerk, name, text, wanted string, rows int) {
	t.Helper()
	for again := range 2 {
		file := tabular.File{Data: bytes.NewReader([]byte(text)), Size: int64(len(text)), Name: name}
		look, err := importer.Analyse(clerk, file)
		if err != nil || len(look.Suggestions) == 0 || look.Suggestions[0].Map.Name != wanted {
			t.Fatalf("suggested %+v, %v", look.Suggestions, err)
		}
		p, err := importer.Run(t.Context(), clerk, file, look.Format, look.Suggestions[0].Map, importer.Options{Currency: "EUR",
			Report: func(_ importer.Progress, rejects []importer.Reject) {
				for _, r := range rejects {
					t.Errorf("line %d: %s", r.Line, r.Reason)
				}
			},
		})
		if err != nil || p.Created != rows*(1-again) || p.Updated+p.Rejected != 0 {
			t.Fatalf("import %d: %+v, %v", again+1, p, err)
		}
	}
}

// amounts lists the entries by document.
func amounts(t *testing.T, clerk *desk.Clerk) map[string]string {
	t.Helper()
	s, err := clerk.Snapshot()
	if err != nil {
		t.Fatal(err)
	}
	found := map[string]string{}
	for e := range record.Each[catalog.LedgerEntry](s) {
		found[e.Document] = e.Amount.Text() + " " + string(e.Kind) + " " + e.Day.Text()
	}
	return found
}

// A ledger with columns for debit and credit comes in, and what is credited is
// taken off.
func TestLedgerFile(t *testing.T) {
	text := "Entry No.,Posting Date,Document Type,Document No.,G/L Account No.,Description,Department Code,Debit Amount,Credit Amount\n" +
		"901,2026-03-02,Invoice,PI-17,6550,Licences,350,\"1,200.50\",0.00\n" +
		"902,2026-03-09,Credit Memo,PC-3,6550,Licences given back,350,,200.25\n" +
		"903,2026-03-31,Invoice,PI-18,6900,,330,88.00,0.00\n"
	clerk := desktest.Clerk(t, desktest.Open(t), "Ada", record.Director)
	bringKnown(t, clerk, "ledger.csv", text, "business-central-ledger", 3)
	got := amounts(t, clerk)
	for document, want := range map[string]string{
		"PI-17/901": "1200.50 EUR actual 2026-03-02", "PC-3/902": "-200.25 EUR actual 2026-03-09", "PI-18/903": "88.00 EUR actual 2026-03-31",
	} {
		if got[document] != want {
			t.Errorf("%s is %q, want %q", document, got[document], want)
		}
	}
}

// A cloud bill that was summed up comes in, and a later bill of the same month
// replaces what the first one said.
func TestCloudBill(t *testing.T) {
	const text = `Reference,Day,Month,Issuer,BillingAccountId,SubAccountId,SubAccountName,ServiceName,ServiceCategory,ChargeCategory,BilledCost,BillingCurrency,Rows
7001/dev/Virtual Machines/Usage/2026-03/EUR,2026-03-09,2026-03,Skyrygg,7001,dev,Development,Virtual Machines,Compute,Usage,12.51,EUR,2
7001//Support/Credit/2026-03/EUR,2026-03-31,2026-03,Skyrygg,7001,,,Support,Other,Credit,-0.10,EUR,1
`
	clerk := desktest.Clerk(t, desktest.Open(t), "Ada", record.Director)
	bringKnown(t, clerk, "bill.csv", text, "focus-summary", 2)
	later := strings.Replace(strings.Replace(text, "12.51", "40.00", 1), "2026-03-09,", "2026-03-31,", 1)
	file := tabular.File{Data: bytes.NewReader([]byte(later)), Size: int64(len(later)), Name: "bill.csv"}
	look, err := importer.Analyse(clerk, file)
	if err != nil {
		t.Fatal(err)
	}
	if p, err := importer.Run(t.Context(), clerk, file, look.Format, look.Suggestions[0].Map, importer.Options{}); err != nil || p.Created != 0 || p.Updated != 1 {
		t.Errorf("the later bill: %+v, %v", p, err)
	}
	if got := amounts(t, clerk)["7001/dev/Virtual Machines/Usage/2026-03/EUR"]; got != "40.00 EUR actual 2026-03-31" {
		t.Errorf("the entry is %q", got)
	}
}
