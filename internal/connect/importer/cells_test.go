package importer_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"fairlead/internal/catalog"
	"fairlead/internal/connect/importer"
	"fairlead/internal/record"
	"fairlead/internal/testkit/desktest"
)

// A field is filled from a column, a template or a constant, translated, by the
// first rule that gives something.
func TestRules(t *testing.T) {
	c := clerk(t)
	m := importer.Map{Type: "asset", Source: "old", ExternalID: "device:{id}", Fields: []importer.Rule{
		{Field: "name", Column: "name"},
		{Field: "name", Template: "{maker} {model} no. {id}"},
		{Field: "class", Column: "kind", Values: map[string]string{"Box": "server", "*": "other"}},
		{Field: "state", Column: "state", Values: map[string]string{"gone": "retired"}},
		{Field: "purchased", Column: "bought", Try: true},
		{Field: "notes", Value: "From the old list"},
	}}
	o := run(t, c, lines("a.csv",
		"id,name,maker,model,kind,state,bought",
		"1,web-1,Dell,R640,box,gone,2024-05-01",
		"2,,Dell,R640,Thing,,soon",
		"3,,,R640,BOX,in_stock,",
	), m, importer.Options{})
	if o.Created != 2 || o.Rejected != 1 {
		t.Fatalf("%+v %v", o.Progress, o.reasons())
	}
	if want := []string{"Name is missing; fill it in."}; !cmp.Equal(o.reasons(), want) {
		t.Errorf("rejected because %q, want %q", o.reasons(), want) // a template without one of its columns gives nothing
	}
	got := all[catalog.Asset](t, c)
	for i, want := range []struct{ name, class, state, bought, external string }{
		{"web-1", "server", "retired", "2024-05-01", "device:1"},
		{"Dell R640 no. 2", "other", "in_use", "", "device:2"},
	} {
		a := got[i]
		if a.Name != want.name || string(a.Class) != want.class || a.State != want.state || a.Purchased.Text() != want.bought || a.ExternalID != want.external || a.Source != "old" {
			t.Errorf("%+v, want %+v", a, want)
		}
		if a.Notes != "From the old list" {
			t.Errorf("notes are %q", a.Notes)
		}
	}
}

// A cell without a value leaves its field as it is; one with a value changes it.
func TestBlankCellsLeaveFieldsAlone(t *testing.T) {
	c := clerk(t)
	m := importer.Map{Type: "asset", Source: "old", ExternalID: "id", Fields: fields("name", "serial", "notes", "price")}
	run(t, c, lines("a.csv", "id,name,serial,notes,price", "1,web-1,S1,by the door,100 EUR"), m, importer.Options{})
	o := run(t, c, lines("a.csv", "id,name,serial,notes,price", "1,web-1,,,120 EUR"), m, importer.Options{})
	if o.Updated != 1 {
		t.Errorf("%+v", o.Progress)
	}
	a := all[catalog.Asset](t, c)[0]
	if a.Serial != "S1" || a.Notes != "by the door" || a.Price.Text() != "120.00 EUR" {
		t.Errorf("%+v", a)
	}
}

// Marks for no value are as good as nothing.
func TestMissingMarks(t *testing.T) {
	c := clerk(t)
	m := importer.Map{Type: "asset", Source: "old", ExternalID: "id", Fields: fields("name", "serial", "purchased")}
	o := run(t, c, lines("a.csv", "id,name,serial,purchased", "1,a,?,?", "2,b,S2,2024-01-01", "3,c,N/A,?"), m, importer.Options{})
	if o.Created != 3 {
		t.Fatalf("%+v %v", o.Progress, o.reasons())
	}
	for _, a := range all[catalog.Asset](t, c) {
		if a.Serial == "?" || a.Serial == "N/A" {
			t.Errorf("%s has the serial %q", a.Name, a.Serial)
		}
	}
}

// A reference is found by number, name, external ID of the same source, or ID.
func TestReferences(t *testing.T) {
	c := clerk(t)
	d := c.Desk()
	oslo, bergen := &catalog.Site{Name: "Oslo, head office"}, &catalog.Site{Name: "Bergen"}
	bergen.Source, bergen.ExternalID = "old", "S-7"
	desktest.Save(t, d, oslo, bergen)
	m := importer.Map{Type: "asset", Source: "old", ExternalID: "id", Fields: fields("name", "site", "vendor")}
	m.Fields = creating(m.Fields, "vendor")
	o := run(t, c, lines("a.csv", "id,name,site,vendor",
		"1,by name,\"Oslo, head office\",Norvik",
		"2,by number,SIT-0002,Norvik",
		"3,by external ID,S-7,",
		"4,by ID,"+oslo.ID.String()+",",
		"5,unknown,Narnia,Made for nothing",
	), m, importer.Options{})
	if want := []string{`Site (column "site") names a site "Narnia" that is not there; import it first or correct the name.`}; !cmp.Equal(o.reasons(), want) {
		t.Errorf("rejected because %q", o.reasons())
	}
	if diff := cmp.Diff(map[string]int{"vendor": 1}, o.Made); diff != "" {
		t.Errorf("made (-want +got):\n%s", diff)
	}
	want := []record.ID{oslo.ID, bergen.ID, bergen.ID, oslo.ID}
	for i, a := range all[catalog.Asset](t, c) {
		if a.Site.ID != want[i] {
			t.Errorf("%s stands at %s", a.Name, a.Site.ID)
		}
	}
	if vendors := all[catalog.Vendor](t, c); len(vendors) != 1 || vendors[0].Name != "Norvik" {
		t.Errorf("vendors are %+v", vendors) // none is made for a row that is refused
	}
}

// Every problem of a row is named at once, and the row comes back as it was.
func TestRejects(t *testing.T) {
	c := clerk(t)
	m := importer.Map{Type: "asset", Source: "old", ExternalID: "id", Fields: fields("name", "class", "purchased", "price")}
	o := run(t, c, lines("a.csv", "id,name,class,purchased,price",
		"1,good,server,2024-01-01,10 EUR",
		"2,bad,sever,someday,ten",
		"3,short,server",
	), m, importer.Options{})
	if o.Created != 1 || o.Rejected != 2 {
		t.Fatalf("%+v", o.Progress)
	}
	byLine := map[int]importer.Reject{}
	for _, r := range o.rejects {
		byLine[r.Line] = r
	}
	if diff := cmp.Diff([]string{"2", "bad", "sever", "someday", "ten"}, byLine[3].Cells); diff != "" {
		t.Errorf("the row came back otherwise:\n%s", diff)
	}
	for _, title := range []string{"Class", "Purchased", "Price"} {
		if !strings.Contains(byLine[3].Reason, title) {
			t.Errorf("%q does not speak of %s", byLine[3].Reason, title)
		}
	}
	if !strings.Contains(byLine[4].Reason, "3 cells") {
		t.Errorf("%q", byLine[4].Reason)
	}
}

// Rows may name others of the same file, wherever those stand.
func TestRowsNameEachOther(t *testing.T) {
	for _, dry := range []bool{true, false} {
		c := clerk(t)
		m := importer.Map{Type: "person", Source: "hr", ExternalID: "id", Fields: fields("name", "manager")}
		o := run(t, c, lines("people.csv", "id,name,manager",
			"1,Kari,Ola", "2,Ola,Siv", "3,Siv,", "4,Per,Nobody", "5,Round,Trip", "6,Trip,Round", "7,Self,Self",
		), m, importer.Options{DryRun: dry})
		if o.Created != 3 || o.Rejected != 4 || o.Rows != 7 {
			t.Errorf("dry %v: %+v %q", dry, o.Progress, o.reasons())
		}
		if dry {
			continue
		}
		for _, p := range all[catalog.Person](t, c) {
			if p.Name == "Kari" && p.Manager.IsZero() {
				t.Error("Kari has no manager")
			}
		}
	}
}

// Those who may not add what a row names are told so, and nothing is made.
func TestMakingNeedsTheRight(t *testing.T) {
	c := desktest.Clerk(t, desktest.Open(t), "Tec", record.Technician)
	m := importer.Map{Type: "asset", Source: "old", ExternalID: "id", Fields: creating(fields("name", "vendor"), "vendor")}
	o := run(t, c, lines("a.csv", "id,name,vendor", "1,a,Norvik", "2,b,"), m, importer.Options{})
	if o.Created != 1 || o.Rejected != 1 || len(o.Made) > 0 || !strings.Contains(o.reasons()[0], "you cannot add") {
		t.Errorf("%+v %q", o.Progress, o.reasons())
	}
}
