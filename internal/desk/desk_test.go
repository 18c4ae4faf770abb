package desk_test

import (
	"context"
	"strings"
	"testing"

	"golang.org/x/sync/errgroup"

	"fairlead/internal/catalog"
	"fairlead/internal/desk"
	"fairlead/internal/fault"
	"fairlead/internal/record"
	"fairlead/internal/testkit/desktest"
)

func typeOf(t *testing.T, d *desk.Desk, name string) *record.Type {
	t.Helper()
	typ, err := d.Type(name)
	if err != nil {
		t.Fatal(err)
	}
	return typ
}

// A change goes through every step: it is normalised, numbered, journalled,
// found by search, and in the next snapshot.
func TestSave(t *testing.T) {
	ctx := context.Background()
	d := desktest.Open(t)
	clerk := desktest.Clerk(t, d, "Ada", record.Director)
	vendor := &catalog.Vendor{Name: "Norvik"}
	vendor.State = "proposed"
	if err := clerk.Save(ctx, &desk.Change{Type: typeOf(t, d, "vendor"), Record: vendor}); err != nil {
		t.Fatal(err)
	}
	contract := &catalog.Contract{
		Name: "Hosting, two racks", Vendor: record.To[catalog.Vendor](vendor.ID),
		Ends: record.Day(2027, 2, 22), NoticeDays: record.Whole(90),
	}
	contract.State = "draft"
	before := d.Position()
	if err := clerk.Save(ctx, &desk.Change{Type: typeOf(t, d, "contract"), Record: contract, Note: "from the drawer"}); err != nil {
		t.Fatal(err)
	}
	if contract.Number != 1 || contract.Version != 1 || contract.CreatedBy != clerk.Principal().Account {
		t.Errorf("header is %+v", contract.Header)
	}
	if want := record.Day(2026, 11, 24); contract.NoticeBy != want {
		t.Errorf("notice by %s, want %s", contract.NoticeBy, want)
	}
	if d.Position() != before+1 {
		t.Errorf("journal went from %d to %d", before, d.Position())
	}
	s, err := clerk.Snapshot()
	if err != nil {
		t.Fatal(err)
	}
	if got := record.Get(s, record.To[catalog.Contract](contract.ID)); got == nil || got.Name != contract.Name {
		t.Errorf("the snapshot has %+v", got)
	}
	hits, err := clerk.Search(ctx, "hosti", 10)
	if err != nil || len(hits) != 1 || hits[0].Label != contract.Name {
		t.Errorf("search gives %+v, %v", hits, err)
	}
	detail, err := clerk.Detail(ctx, typeOf(t, d, "contract"), "CON-0001")
	if err != nil {
		t.Fatal(err)
	}
	if len(detail.History) != 1 || detail.History[0].Note != "from the drawer" || detail.Names[vendor.ID].Label != "Norvik" {
		t.Errorf("detail is %+v", detail)
	}
	vendorPage, err := clerk.Detail(ctx, typeOf(t, d, "vendor"), "VEN-0001")
	if err != nil || len(vendorPage.Inbound) != 1 || vendorPage.Inbound[0].Count != 1 {
		t.Errorf("the vendor's page shows %+v, %v", vendorPage, err)
	}
}

// Everything that is wrong is said at once, and nothing is written.
func TestSaveReportsAllFields(t *testing.T) {
	d := desktest.Open(t)
	clerk := desktest.Clerk(t, d, "Ada", record.Director)
	position := d.Position()
	c := &catalog.Contract{Starts: record.Day(2027, 1, 1), Ends: record.Day(2026, 1, 1), NoticeDays: record.Whole(-1)}
	c.State = "draft"
	err := clerk.Save(context.Background(), &desk.Change{Type: typeOf(t, d, "contract"), Record: c})
	var paths []string
	for _, f := range fault.FieldsOf(err) {
		paths = append(paths, f.Path)
	}
	for _, want := range []string{"name", "vendor", "ends", "notice_days"} {
		if !strings.Contains(strings.Join(paths, " "), want) {
			t.Errorf("%s is not reported in %v (%v)", want, paths, err)
		}
	}
	if d.Position() != position {
		t.Error("something was written")
	}
}

// Somebody who saves an old version is told, and overwrites nothing.
func TestSaveConflict(t *testing.T) {
	ctx := context.Background()
	d := desktest.Open(t)
	clerk := desktest.Clerk(t, d, "Ada", record.Director)
	team := &catalog.Team{Name: "Network"}
	typ := typeOf(t, d, "team")
	if err := clerk.Save(ctx, &desk.Change{Type: typ, Record: team}); err != nil {
		t.Fatal(err)
	}
	mine, theirs := typ.Clone(team).(*catalog.Team), typ.Clone(team).(*catalog.Team)
	mine.Email, theirs.Email = "a@example.org", "b@example.org"
	if err := clerk.Save(ctx, &desk.Change{Type: typ, Record: theirs}); err != nil {
		t.Fatal(err)
	}
	err := clerk.Save(ctx, &desk.Change{Type: typ, Record: mine})
	if fault.KindOf(err) != fault.Conflict {
		t.Fatalf("saving an old version gives %v", err)
	}
	got, err := clerk.Get(ctx, typ, "TEA-0001")
	if err != nil || got.(*catalog.Team).Email != "b@example.org" {
		t.Errorf("stored is %+v, %v", got, err)
	}
}

// A change in which nothing changed leaves no trace.
func TestSaveNothing(t *testing.T) {
	ctx := context.Background()
	d := desktest.Open(t)
	clerk := desktest.Clerk(t, d, "Ada", record.Director)
	team := &catalog.Team{Name: "Network"}
	typ := typeOf(t, d, "team")
	change := &desk.Change{Type: typ, Record: team}
	if err := clerk.Save(ctx, change); err != nil {
		t.Fatal(err)
	}
	position := d.Position()
	if err := clerk.Save(ctx, &desk.Change{Type: typ, Record: typ.Clone(team)}); err != nil {
		t.Fatal(err)
	}
	if d.Position() != position {
		t.Error("the journal has an entry in which nothing changed")
	}
}

// References must lead to a record of the right type.
func TestSaveChecksReferences(t *testing.T) {
	ctx := context.Background()
	d := desktest.Open(t)
	clerk := desktest.Clerk(t, d, "Ada", record.Director)
	team := &catalog.Team{Name: "Network", Lead: record.To[catalog.Person](record.NewID(desktest.Noon()))}
	err := clerk.Save(ctx, &desk.Change{Type: typeOf(t, d, "team"), Record: team})
	if f := fault.FieldsOf(err); len(f) != 1 || f[0].Path != "lead" {
		t.Errorf("a lead that is nobody gives %v", err)
	}
	site := &catalog.Site{Name: "Oslo"}
	desktest.Save(t, d, site)
	team = &catalog.Team{Name: "Network", Lead: record.To[catalog.Person](site.ID)}
	err = clerk.Save(ctx, &desk.Change{Type: typeOf(t, d, "team"), Record: team})
	if f := fault.FieldsOf(err); len(f) != 1 || f[0].Path != "lead" {
		t.Errorf("a lead that is a site gives %v", err)
	}
}

// The state changes by the steps of the lifecycle alone.
func TestLifecycle(t *testing.T) {
	ctx := context.Background()
	d := desktest.Open(t)
	clerk := desktest.Clerk(t, d, "Ada", record.Technician)
	typ := typeOf(t, d, "incident")
	inc := &catalog.Incident{Title: "Printer on fire", Impact: "high", Urgency: "medium"}
	inc.State = "closed"
	err := clerk.Save(ctx, &desk.Change{Type: typ, Record: inc})
	if f := fault.FieldsOf(err); len(f) != 1 || f[0].Path != "state" {
		t.Fatalf("a new record in another state gives %v", err)
	}
	inc.State = "new"
	if err := clerk.Save(ctx, &desk.Change{Type: typ, Record: inc}); err != nil {
		t.Fatal(err)
	}
	if inc.Priority != "p2" {
		t.Errorf("priority is %q", inc.Priority)
	}
	_, err = clerk.Transition(ctx, typ, typ.Clone(inc), "resolve", "")
	if f := fault.FieldsOf(err); len(f) != 1 || f[0].Path != "resolution" {
		t.Fatalf("resolving without a resolution gives %v", err)
	}
	next := typ.Clone(inc).(*catalog.Incident)
	next.Resolution = "Put out"
	if _, err = clerk.Transition(ctx, typ, next, "resolve", ""); err != nil {
		t.Fatal(err)
	}
	if next.State != "resolved" || !next.Resolved.Known() {
		t.Errorf("after resolving: %s, %s", next.State, next.Resolved)
	}
	if _, err = clerk.Transition(ctx, typ, typ.Clone(next), "assign", ""); fault.KindOf(err) != fault.Conflict {
		t.Errorf("assigning what is resolved gives %v", err)
	}
}

// A transition that needs consent waits for it, happens with the last consent
// that was needed, and cannot be agreed to by who asked.
func TestApproval(t *testing.T) {
	ctx := context.Background()
	d := desktest.Open(t)
	manager := desktest.Clerk(t, d, "Max", record.Manager)
	director := desktest.Clerk(t, d, "Dora", record.Director)
	executive := desktest.Clerk(t, d, "Eve", record.Executive)
	vendor := &catalog.Vendor{Name: "Norvik"}
	desktest.Save(t, d, vendor)
	typ := typeOf(t, d, "contract")
	c := &catalog.Contract{
		Name: "Cloud", Vendor: record.To[catalog.Vendor](vendor.ID), Starts: record.Day(2026, 1, 1), Ends: record.Day(2028, 1, 1),
		Annual: record.Money{Minor: 600_000_00, Currency: "EUR"},
	}
	c.State = "draft"
	if err := manager.Save(ctx, &desk.Change{Type: typ, Record: c}); err != nil {
		t.Fatal(err)
	}
	var together [4]desk.Outcome // whoever asks at once gets the same approval
	var group errgroup.Group
	for i := range together {
		group.Go(func() (err error) {
			together[i], err = manager.Transition(ctx, typ, typ.Clone(c), "sign", "")
			return err
		})
	}
	if err := group.Wait(); err != nil {
		t.Fatal(err)
	}
	out := together[0]
	for _, other := range together {
		if other.Approval == nil || other.Approval.ID != out.Approval.ID || other.Approval.Quorum.N() != 2 {
			t.Fatalf("signing gives %+v and %+v", out, other)
		}
	}
	if again, err := manager.Transition(ctx, typ, typ.Clone(c), "sign", ""); err != nil || again.Approval == nil || again.Approval.ID != out.Approval.ID {
		t.Errorf("asking twice gives %+v, %v", again, err)
	}
	state := func() string {
		r, err := director.Get(ctx, typ, c.ID.String())
		if err != nil {
			t.Fatal(err)
		}
		return r.Head().State
	}
	if err := manager.Vote(ctx, out.Approval.ID, true, ""); fault.KindOf(err) != fault.Forbidden {
		t.Errorf("agreeing with oneself gives %v", err)
	}
	if err := director.Vote(ctx, out.Approval.ID, true, "fine"); err != nil {
		t.Fatal(err)
	}
	if err := director.Vote(ctx, out.Approval.ID, true, "again"); fault.KindOf(err) != fault.Forbidden {
		t.Errorf("agreeing twice gives %v", err)
	}
	if state() != "draft" {
		t.Error("it happened with one of two consents")
	}
	if err := executive.Vote(ctx, out.Approval.ID, true, ""); err != nil {
		t.Fatal(err)
	}
	if state() != "in_force" {
		t.Errorf("after both consents the state is %s", state())
	}
}

// A field that was defined at run time is a field like any other.
func TestCustomField(t *testing.T) {
	ctx := context.Background()
	d := desktest.Open(t)
	clerk := desktest.Clerk(t, d, "Ada", record.Administrator)
	field := &catalog.CustomField{Title: "Rack rows", On: "asset", Type: "integer"}
	if err := clerk.Save(ctx, &desk.Change{Type: typeOf(t, d, "custom_field"), Record: field}); err != nil {
		t.Fatal(err)
	}
	typ := typeOf(t, d, "asset")
	f := typ.Field("rack_rows")
	if f == nil {
		t.Fatal("the type does not have the field")
	}
	for i, text := range []string{"3", "12", ""} {
		a := &catalog.Asset{Name: string(rune('a' + i))}
		a.State = "ordered"
		if err := f.Parse(a, text, record.Reading{}); err != nil {
			t.Fatal(err)
		}
		if err := clerk.Save(ctx, &desk.Change{Type: typ, Record: a}); err != nil {
			t.Fatal(err)
		}
	}
	page, err := clerk.List(ctx, typ, desk.Query{Filter: "rack_rows > 5"})
	if err != nil || len(page.Records) != 1 || page.Records[0].(*catalog.Asset).Name != "b" {
		t.Errorf("filtering by the field gives %+v, %v", page.Records, err)
	}
}
