package desk_test

import (
	"context"
	"encoding/base64"
	"errors"
	"fmt"
	"sync"
	"testing"
	"time"

	"fairlead/internal/catalog"
	"fairlead/internal/desk"
	"fairlead/internal/fault"
	"fairlead/internal/record"
	"fairlead/internal/store"
	"fairlead/internal/testkit/desktest"
)

func hiddenDecision(t *testing.T, d *desk.Desk) record.AnyRef {
	t.Helper()
	dec := &catalog.Decision{Title: "Reorganise"}
	dec.State = "open"
	desktest.Save(t, d, dec)
	return record.AnyRef{Type: "decision", ID: dec.ID}
}

// What hangs on a record that somebody may not see cannot be counted by them, so
// that no filter tells what is in it.
func TestHangingRecordsAreNotCounted(t *testing.T) {
	d := desktest.Open(t)
	employee := desktest.Clerk(t, d, "Emma", record.Employee)
	desktest.Save(t, d, &catalog.Comment{Text: "salary cut", Subject: hiddenDecision(t, d)})
	n, err := employee.Count(t.Context(), typeOf(t, d, "comment"), `text:"salary"`, 10)
	if err != nil || n != 0 {
		t.Errorf("counts %d, %v", n, err)
	}
}

// Nor do pages of a list tell that there is more, or where it ends.
func TestHangingRecordsLeaveNoCursor(t *testing.T) {
	d := desktest.Open(t)
	employee := desktest.Clerk(t, d, "Emma", record.Employee)
	about := hiddenDecision(t, d)
	for i := range 2 {
		desktest.Save(t, d, &catalog.Attachment{Name: fmt.Sprint("redundancies ", i, ".pdf"), Subject: about, File: record.File{Name: "a.pdf", Size: 1, Hash: sixtyFour('a')}})
	}
	page, err := employee.List(t.Context(), typeOf(t, d, "attachment"), desk.Query{Order: "name", Limit: 1})
	if err != nil || len(page.Records) > 0 || page.Next != "" {
		text, _ := base64.RawURLEncoding.DecodeString(page.Next)
		t.Errorf("the page has %d records and the cursor %s, %v", len(page.Records), text, err)
	}
}

// A comment on a comment is no way around the record that the first hangs on.
func TestCommentOnComment(t *testing.T) {
	d := desktest.Open(t)
	employee := desktest.Clerk(t, d, "Emma", record.Employee)
	first := &catalog.Comment{Text: "first", Subject: hiddenDecision(t, d)}
	desktest.Save(t, d, first)
	second := &catalog.Comment{Text: "second", Subject: record.AnyRef{Type: "comment", ID: first.ID}}
	desktest.Save(t, d, second)
	typ := typeOf(t, d, "comment")
	if _, err := employee.Get(t.Context(), typ, second.ID.String()); fault.KindOf(err) != fault.NotFound {
		t.Fatalf("reading it gives %v", err)
	}
}

// A comment cannot be made to hang on itself.
func TestCommentOnItself(t *testing.T) {
	d := desktest.Open(t)
	employee := desktest.Clerk(t, d, "Emma", record.Employee)
	site := &catalog.Site{Name: "Oslo"}
	desktest.Save(t, d, site)
	typ := typeOf(t, d, "comment")
	c := &catalog.Comment{Text: "hello", Subject: record.AnyRef{Type: "site", ID: site.ID}}
	if err := employee.Save(t.Context(), &desk.Change{Type: typ, Record: c}); err != nil {
		t.Fatal(err)
	}
	c = typ.Clone(c).(*catalog.Comment)
	c.Subject = record.AnyRef{Type: "comment", ID: c.ID}
	err := employee.Save(t.Context(), &desk.Change{Type: typ, Record: c})
	if f := fault.FieldsOf(err); len(f) != 1 || f[0].Path != "subject" {
		t.Errorf("hanging a comment on itself gives %v", err)
	}
}

// Each sees their own views and not those of others, whatever their role.
func TestSavedViewsAreOnesOwn(t *testing.T) {
	d := desktest.Open(t)
	typ := typeOf(t, d, "saved_view")
	var clerks []*desk.Clerk
	var views []*catalog.SavedView
	for _, name := range []string{"Dora", "Dirk"} {
		clerk := desktest.Clerk(t, d, name, record.Director)
		view := &catalog.SavedView{Name: name, List: "contract"}
		if err := clerk.Save(t.Context(), &desk.Change{Type: typ, Record: view}); err != nil {
			t.Fatal(err)
		}
		clerks, views = append(clerks, clerk), append(views, view)
	}
	for i, clerk := range clerks {
		for j, view := range views {
			if seen := inSnapshot(t, clerk, typ, view); seen != (i == j) {
				t.Errorf("%s sees the view of %s: %v", views[i].Name, view.Name, seen)
			}
		}
	}
}

// Consent is given to what was asked: after a change of the record it must be
// asked for anew.
func TestApprovalOfSomethingElse(t *testing.T) {
	ctx := t.Context()
	d := desktest.Open(t)
	manager := desktest.Clerk(t, d, "Max", record.Manager)
	director := desktest.Clerk(t, d, "Dora", record.Director)
	vendor := &catalog.Vendor{Name: "Norvik"}
	desktest.Save(t, d, vendor)
	typ := typeOf(t, d, "contract")
	c := &catalog.Contract{Name: "Cloud", Vendor: record.To[catalog.Vendor](vendor.ID), Starts: record.Day(2026, 1, 1), Ends: record.Day(2028, 1, 1), Annual: record.Money{Minor: 60_000_00, Currency: "EUR"}}
	c.State = "draft"
	if err := manager.Save(ctx, &desk.Change{Type: typ, Record: c}); err != nil {
		t.Fatal(err)
	}
	out, err := manager.Transition(ctx, typ, typ.Clone(c), "sign", "")
	if err != nil || out.Approval == nil {
		t.Fatal(out, err)
	}
	more := typ.Clone(c).(*catalog.Contract)
	more.Annual = record.Money{Minor: 5_000_000_00, Currency: "EUR"} // two consents are needed for that
	if err := manager.Save(ctx, &desk.Change{Type: typ, Record: more}); err != nil {
		t.Fatal(err)
	}
	err = director.Vote(ctx, out.Approval.ID, true, "fine for 60,000")
	got, failed := director.Get(ctx, typ, c.ID.String())
	if failed != nil || fault.KindOf(err) != fault.Conflict || got.Head().State != "draft" {
		t.Errorf("the vote gives %v, the contract is %s, %v", err, got.Head().State, failed)
	}
}

// An import is no way around consent, nor around the roles of a step.
func TestImportDoesNotSkipConsent(t *testing.T) {
	ctx := t.Context()
	d := desktest.Open(t)
	manager := desktest.Clerk(t, d, "Max", record.Manager)
	technician := desktest.Clerk(t, d, "Tess", record.Technician)
	vendor := &catalog.Vendor{Name: "Norvik"}
	desktest.Save(t, d, vendor)
	c := &catalog.Contract{Name: "Cloud", Vendor: record.To[catalog.Vendor](vendor.ID), Starts: record.Day(2026, 1, 1), Ends: record.Day(2028, 1, 1), Annual: record.Money{Minor: 600_000_00, Currency: "EUR"}}
	c.State = "draft"
	dec := &catalog.Decision{Title: "Which cloud"}
	dec.State = "open"
	desktest.Save(t, d, c, dec)
	for _, try := range []struct {
		clerk *desk.Clerk
		r     record.Record
		state string
	}{{manager, c, "in_force"}, {technician, dec, "decided"}} {
		typ := d.Dictionary().TypeOf(try.r)
		r := typ.Clone(try.r)
		r.Head().State = try.state
		err := try.clerk.Save(ctx, &desk.Change{Type: typ, Record: r, Imported: true})
		if f := fault.FieldsOf(err); len(f) != 1 || f[0].Path != "state" {
			t.Errorf("importing a %s as %s gives %v", typ.Name, try.state, err)
		}
	}
}

// A step begins in the state that is stored, whatever the caller's copy says.
func TestTransitionFromAnotherState(t *testing.T) {
	d := desktest.Open(t)
	manager := desktest.Clerk(t, d, "Max", record.Manager)
	vendor := &catalog.Vendor{Name: "Norvik"}
	vendor.State = "ended"
	desktest.Save(t, d, vendor)
	typ := typeOf(t, d, "vendor")
	r := typ.Clone(vendor)
	r.Head().State = "blocked"
	_, err := manager.Transition(t.Context(), typ, r, "approve", "")
	if fault.KindOf(err) != fault.Conflict && fault.KindOf(err) != fault.Invalid || err == nil {
		t.Errorf("approving what has ended gives %v", err)
	}
}

// A change that was not saved can be saved again: so does the store on
// PostgreSQL, when transactions collide.
func TestSaveAgainAfterFailure(t *testing.T) {
	ctx := t.Context()
	d := desktest.Open(t)
	clerk := desktest.Clerk(t, d, "Ada", record.Director)
	typ := typeOf(t, d, "team")
	fail := func(context.Context, *store.Writer) error { return errors.New("collided") }
	team := &catalog.Team{Name: "Network"}
	change := &desk.Change{Type: typ, Record: team}
	if err := clerk.SaveWith(ctx, fail, change); err == nil {
		t.Fatal("it was saved")
	}
	if err := clerk.Save(ctx, change); err != nil {
		t.Errorf("a new record the second time: %v", err)
	}
	desktest.Save(t, d, &catalog.Team{Name: "Desk"})
	stored, err := clerk.Get(ctx, typ, "TEA-0001")
	if err != nil {
		t.Fatal(err)
	}
	next := typ.Clone(stored).(*catalog.Team)
	next.Email = "a@example.org"
	change = &desk.Change{Type: typ, Record: next}
	if err := clerk.SaveWith(ctx, fail, change); err == nil {
		t.Fatal("it was saved")
	}
	if err := clerk.Save(ctx, change); err != nil {
		t.Errorf("a changed record the second time: %v", err)
	}
}

// Two changes of one record in one write are refused: the second was not made
// on the first.
func TestSaveTwiceTheSame(t *testing.T) {
	ctx := t.Context()
	d := desktest.Open(t)
	clerk := desktest.Clerk(t, d, "Ada", record.Director)
	typ := typeOf(t, d, "team")
	team := &catalog.Team{Name: "Network"}
	desktest.Save(t, d, team)
	a, b := typ.Clone(team).(*catalog.Team), typ.Clone(team).(*catalog.Team)
	a.Email, b.Purpose = "a@example.org", "purpose"
	err := clerk.Save(ctx, &desk.Change{Type: typ, Record: a}, &desk.Change{Type: typ, Record: b})
	if kind := fault.KindOf(err); err == nil || kind != fault.Invalid && kind != fault.Conflict {
		s, _ := clerk.Snapshot()
		stored, _ := clerk.Get(ctx, typ, team.ID.String())
		t.Errorf("error %v; stored %+v; snapshot %+v", err, stored, s.Find(typ, team.ID))
	}
	a, b = typ.Clone(team).(*catalog.Team), typ.Clone(team).(*catalog.Team)
	a.Email, b.Email = "a@example.org", "b@example.org"
	err = clerk.Save(ctx, &desk.Change{Type: typ, Record: a}, &desk.Change{Type: typ, Record: b})
	if kind := fault.KindOf(err); err == nil || kind != fault.Invalid && kind != fault.Conflict {
		t.Errorf("same field: error %v", err)
	}
}

// Good records are saved though a bad one, to which one of them refers, is not.
func TestSaveGoodBesideBad(t *testing.T) {
	ctx := t.Context()
	d := desktest.Open(t)
	clerk := desktest.Clerk(t, d, "Ada", record.Director)
	taken := &catalog.Vendor{Name: "Old"}
	taken.State, taken.ExternalID = "active", "7"
	desktest.Save(t, d, taken)
	bad := &catalog.Vendor{Name: "New"}
	bad.ID, bad.State, bad.ExternalID = record.NewID(desktest.Noon()), "proposed", "7"
	needs := &catalog.Contract{Name: "Needs it", Vendor: record.To[catalog.Vendor](bad.ID)}
	needs.State = "draft"
	good := &catalog.Team{Name: "Network"}
	problems, err := clerk.SaveGood(ctx, nil,
		&desk.Change{Type: typeOf(t, d, "vendor"), Record: bad}, &desk.Change{Type: typeOf(t, d, "contract"), Record: needs}, &desk.Change{Type: typeOf(t, d, "team"), Record: good})
	if err != nil {
		t.Fatal(err)
	}
	if problems[0] == nil || problems[1] == nil || problems[2] != nil {
		t.Errorf("problems are %v", problems)
	}
}

// The past can be looked at though a field has been given another kind since.
func TestAsOfBeforeAnotherKind(t *testing.T) {
	ctx := t.Context()
	d := desktest.Open(t)
	clerk := desktest.Clerk(t, d, "Ada", record.Administrator)
	field := &catalog.CustomField{Title: "Rows", On: "asset", Type: "text"}
	if err := clerk.Save(ctx, &desk.Change{Type: typeOf(t, d, "custom_field"), Record: field}); err != nil {
		t.Fatal(err)
	}
	a := &catalog.Asset{Name: "a"}
	a.State = "ordered"
	save := func(text string) {
		t.Helper()
		typ := typeOf(t, d, "asset")
		next := typ.Clone(a).(*catalog.Asset)
		if err := typ.Field("rows").Parse(next, text, record.Reading{}); err != nil {
			t.Fatal(err)
		}
		if err := clerk.Save(ctx, &desk.Change{Type: typ, Record: next}); err != nil {
			t.Fatal(err)
		}
		a = next
	}
	save("two")
	position := d.Position()
	save("three")
	changed := typeOf(t, d, "custom_field").Clone(field).(*catalog.CustomField)
	changed.Type = "integer"
	if err := clerk.Save(ctx, &desk.Change{Type: typeOf(t, d, "custom_field"), Record: changed}); err != nil {
		t.Fatal(err)
	}
	if _, err := clerk.AsOf(ctx, position); err != nil {
		t.Errorf("the past gives %v", err)
	}
}

// Of the past, the moment of the last change is of the past too.
func TestAsOfUpdated(t *testing.T) {
	ctx := t.Context()
	now := desktest.Noon()
	d := desktest.OpenAt(t, "sqlite:"+t.TempDir()+"/fairlead.db", func() time.Time { return now })
	clerk := desktest.Clerk(t, d, "Ada", record.Director)
	typ := typeOf(t, d, "team")
	team := &catalog.Team{Name: "Network"}
	desktest.Save(t, d, team)
	position := d.Position()
	now = now.AddDate(0, 1, 0)
	next := typ.Clone(team).(*catalog.Team)
	next.Email = "a@example.org"
	if err := clerk.Save(ctx, &desk.Change{Type: typ, Record: next}); err != nil {
		t.Fatal(err)
	}
	s, err := clerk.AsOf(ctx, position)
	if err != nil {
		t.Fatal(err)
	}
	was := s.Find(typ, team.ID).Head()
	if was.Updated.Known() && was.Updated != team.Updated {
		t.Errorf("updated is %s, was %s", was.Updated, team.Updated)
	}
}

// A search finds what one may see, however much else there is that one may not.
func TestSearchBehindHidden(t *testing.T) {
	d := desktest.Open(t)
	employee := desktest.Clerk(t, d, "Emma", record.Employee)
	own := &catalog.Incident{Title: "printer mine", Requester: record.To[catalog.Person](employee.Principal().Person)}
	own.State = "new"
	desktest.Save(t, d, own)
	for i := range 30 {
		other := &catalog.Incident{Title: fmt.Sprint("printer ", i)}
		other.State = "new"
		desktest.Save(t, d, other)
	}
	hits, err := employee.Search(t.Context(), "printer", 20)
	if err != nil || len(hits) != 1 {
		t.Errorf("finds %v, %v", hits, err)
	}
}

// An attachment is added with its content, never by the name of content that is
// there already.
func TestAttachmentByHash(t *testing.T) {
	ctx := t.Context()
	d := desktest.Open(t)
	director := desktest.Clerk(t, d, "Dora", record.Director)
	employee := desktest.Clerk(t, d, "Emma", record.Employee)
	if err := director.Attach(ctx, hiddenDecision(t, d), "plan.txt", []byte("yes")); err != nil {
		t.Fatal(err)
	}
	site := &catalog.Site{Name: "Oslo"}
	desktest.Save(t, d, site)
	hash := "8a798890fe93817163b10b5f7bd2ca4d25d84c52739a645a889c173eee7d9d3d"
	a := &catalog.Attachment{Name: "x", Subject: record.AnyRef{Type: "site", ID: site.ID}, File: record.File{Name: "x", Size: 3, Hash: hash}}
	if err := employee.Save(ctx, &desk.Change{Type: typeOf(t, d, "attachment"), Record: a}); err == nil {
		_, content, err := employee.Attachment(ctx, a.ID.String())
		t.Errorf("reads %q, %v", content, err)
	}
}

// What-if questions and writes go on at the same time (run with -race).
func TestWhatIfWhileWriting(t *testing.T) {
	ctx := t.Context()
	d := desktest.Open(t)
	clerk := desktest.Clerk(t, d, "Ada", record.Director)
	typ := typeOf(t, d, "team")
	var wg sync.WaitGroup
	for i := range 2 {
		wg.Go(func() {
			for j := range 50 {
				if i == 0 {
					if err := clerk.Save(ctx, &desk.Change{Type: typ, Record: &catalog.Team{Name: fmt.Sprint("Team ", j)}}); err != nil {
						t.Error(err)
					}
					continue
				}
				if _, err := clerk.WhatIf(record.Edit{New: &catalog.Team{Name: "x"}}); err != nil {
					t.Error(err)
				}
			}
		})
	}
	wg.Wait()
}
