package desk_test

import (
	"context"
	"testing"

	"fairlead/internal/access"
	"fairlead/internal/catalog"
	"fairlead/internal/desk"
	"fairlead/internal/fault"
	"fairlead/internal/record"
	"fairlead/internal/testkit/desktest"
)

// seed puts one record of every type into the database.
func seed(t *testing.T, d *desk.Desk) map[string]record.Record {
	t.Helper()
	out := map[string]record.Record{}
	put := func(r record.Record) {
		typ := d.Dictionary().TypeOf(r)
		if r.Head().State == "" {
			r.Head().State = typ.Lifecycle.Initial()
		}
		desktest.Save(t, d, r)
		out[typ.Name] = r
	}
	put(&catalog.Person{Name: "Somebody else"})
	put(&catalog.Team{Name: "secretword team"})
	put(&catalog.Department{Name: "secretword department"})
	put(&catalog.Site{Name: "secretword site"})
	put(&catalog.Location{Name: "secretword rack", Site: record.To[catalog.Site](out["site"].Head().ID)})
	put(&catalog.Technology{Name: "secretword technology", Quadrant: "tools", Ring: "trial"})
	put(&catalog.Objective{Title: "secretword objective"})
	put(&catalog.Capability{Name: "secretword capability"})
	put(&catalog.Initiative{Title: "secretword initiative"})
	put(&catalog.RoadmapItem{Title: "secretword step", Theme: "secretword theme", Horizon: "next"})
	put(&catalog.RoadmapVersion{Name: "secretword version", TakenOn: record.Day(2026, 1, 31)})
	put(&catalog.Scenario{Title: "secretword scenario", Question: "Which first?"})
	put(&catalog.Principle{Name: "secretword principle", Kind: "principle", Statement: "Buy before build"})
	put(&catalog.Announcement{Title: "secretword announcement", Text: "Something changes"})
	put(&catalog.Product{Name: "secretword product"})
	put(&catalog.Evaluation{Name: "secretword evaluation"})
	put(&catalog.Waiver{Name: "secretword waiver", Standard: "No USB", Reason: "Old scanner", Expires: record.Day(2027, 1, 1)})
	put(&catalog.Trend{Name: "secretword trend"})
	put(&catalog.Feed{Name: "secretword feed", Address: "https://news.example/rss"})
	put(&catalog.Idea{Name: "secretword idea"})
	put(&catalog.Skill{Name: "secretword skill"})
	put(&catalog.SkillRating{Person: record.To[catalog.Person](out["person"].Head().ID), Skill: record.To[catalog.Skill](out["skill"].Head().ID), Basis: "secretword work"})
	grade := &catalog.Grade{Name: "secretword grade"}
	put(grade)
	put(&catalog.Position{Title: "secretword post"})
	put(&catalog.StaffCostRate{Grade: record.To[catalog.Grade](grade.ID), Yearly: record.Money{Minor: 100, Currency: "EUR"}, From: record.Day(2026, 1, 1), Basis: "secretword basis"})
	put(&catalog.CostCentre{Name: "secretword centre"})
	put(&catalog.FiscalYear{Name: "secretword year", Starts: record.Day(2026, 1, 1), Currency: "EUR"})
	put(&catalog.Budget{Name: "secretword budget", Type: "budget", FiscalYear: record.To[catalog.FiscalYear](out["fiscal_year"].Head().ID)})
	put(&catalog.BudgetLine{Name: "secretword line", Code: "L1", Budget: record.To[catalog.Budget](out["budget"].Head().ID)})
	put(&catalog.LedgerEntry{Text: "secretword entry", Kind: "actual", Day: record.Day(2026, 1, 31), Amount: record.Money{Minor: 100, Currency: "EUR"}})
	put(&catalog.ExchangeRate{Name: "secretword rate", Base: "EUR", Quote: "NOK", Day: record.Day(2026, 1, 1), Rate: record.NewDecimal(11_700_000)})
	put(&catalog.ForecastVersion{Name: "secretword forecast", TakenOn: record.Day(2026, 1, 1), Currency: "EUR"})
	put(&catalog.AllocationRule{Name: "secretword rule", Driver: "head_count", CostCentre: record.To[catalog.CostCentre](out["cost_centre"].Head().ID)})
	put(&catalog.BusinessCase{Name: "secretword case"})
	put(&catalog.Vendor{Name: "secretword vendor"})
	put(&catalog.Contract{Name: "secretword contract", Vendor: record.To[catalog.Vendor](out["vendor"].Head().ID)})
	put(&catalog.PurchaseRequest{Title: "secretword request", Requester: record.To[catalog.Person](out["person"].Head().ID)})
	supplier := record.To[catalog.Vendor](out["vendor"].Head().ID)
	put(&catalog.Quote{Name: "secretword quote", Vendor: supplier, Request: record.To[catalog.PurchaseRequest](out["purchase_request"].Head().ID)})
	put(&catalog.PurchaseOrder{Title: "secretword order", Vendor: supplier})
	put(&catalog.Receipt{Title: "secretword receipt", Order: record.To[catalog.PurchaseOrder](out["purchase_order"].Head().ID), Received: record.Day(2026, 1, 31)})
	put(&catalog.Invoice{Title: "secretword invoice", Vendor: supplier, Reference: "1", Amount: record.NoMoney("EUR")})
	put(&catalog.LicenceEntitlement{Name: "secretword licence", Family: "Office", Metric: "user", Quantity: record.Whole(1)})
	put(&catalog.Contact{Name: "secretword contact", Vendor: supplier})
	put(&catalog.VendorReview{Title: "secretword review", Vendor: supplier, On: record.Day(2026, 1, 31)})
	put(&catalog.ExitPlan{Title: "secretword exit", Vendor: supplier})
	put(&catalog.ICTService{Contract: record.To[catalog.Contract](out["contract"].Head().ID), Type: "s19"})
	put(&catalog.LegalEntity{Name: "secretword entity"})
	put(&catalog.Partnership{Name: "secretword partnership", Vendor: supplier, Kind: "technology"})
	put(&catalog.Demand{Title: "secretword demand", Requester: record.To[catalog.Person](out["person"].Head().ID)})
	put(&catalog.Project{Name: "secretword project"})
	within := record.To[catalog.Project](out["project"].Head().ID)
	put(&catalog.Phase{Name: "secretword phase", Project: within, Place: record.Whole(1)})
	put(&catalog.ProjectRisk{Title: "secretword risk", Project: within, Kind: "risk"})
	put(&catalog.Benefit{Title: "secretword benefit", Project: within})
	put(&catalog.Lesson{Title: "secretword lesson", Project: within, Happened: "It rained", Advice: "Take a coat"})
	put(&catalog.Milestone{Name: "secretword milestone", Project: within})
	put(&catalog.Task{Name: "secretword task", Project: within})
	put(&catalog.StatusReport{Title: "secretword status", Project: within, AsOf: record.Day(2026, 1, 31)})
	put(&catalog.Assignment{Work: "secretword work", Person: record.To[catalog.Person](out["person"].Head().ID), Project: within, Month: record.Day(2026, 1, 1), Hours: record.NewDecimal(8e6)})
	put(&catalog.Service{Name: "secretword service"})
	put(&catalog.Incident{Title: "secretword incident", Requester: record.To[catalog.Person](out["person"].Head().ID)})
	put(&catalog.Asset{Name: "secretword asset"})
	put(&catalog.Dependency{
		Dependent: record.AnyRef{Type: "service", ID: out["service"].Head().ID},
		Provider:  record.AnyRef{Type: "asset", ID: out["asset"].Head().ID},
	})
	put(&catalog.RecoveryPlan{Name: "secretword plan", Services: record.ToAll[catalog.Service](out["service"].Head().ID)})
	put(&catalog.Exercise{Title: "secretword exercise", Kind: "live", Plan: record.To[catalog.RecoveryPlan](out["recovery_plan"].Head().ID)})
	put(&catalog.Spare{Name: "secretword spare"})
	put(&catalog.Backup{Name: "secretword backup"})
	put(&catalog.BusinessImpact{Service: record.To[catalog.Service](out["service"].Head().ID), Harm: "secretword impact"})
	put(&catalog.LossScenario{Name: "secretword scenario"})
	put(&catalog.FailureHistory{Name: "secretword history"})
	put(&catalog.RedundancyRule{Name: "secretword rule", Of: "power"})
	put(&catalog.Risk{Title: "secretword risk", Category: "attack"})
	taken := record.To[catalog.Risk](out["risk"].Head().ID)
	put(&catalog.CommonCause{Name: "secretword cause", Frequency: record.Exactly(0.1)})
	put(&catalog.RiskTreatment{Title: "secretword treatment", Kind: "both"})
	put(&catalog.RiskAppetite{Title: "secretword appetite"})
	put(&catalog.RiskAcceptance{Title: "secretword acceptance", Risk: taken, Reason: "Rare", Expires: record.Day(2027, 1, 1)})
	put(&catalog.CapacityMeasure{Name: "secretword measure", Kind: "storage", Unit: "GB", Limit: record.NewDecimal(10_000_000)})
	put(&catalog.RiskIndicator{Name: "secretword indicator", Direction: "rises", Threshold: record.NewDecimal(10_000_000)})
	put(&catalog.RiskEstimate{Risk: taken, On: record.Day(2026, 1, 31), Basis: "secretword basis"})
	put(&catalog.LossEvent{Title: "secretword loss", Risk: taken, Kind: "loss", Happened: record.Day(2026, 1, 31)})
	put(&catalog.RiskMatrix{Name: "secretword matrix"})
	put(&catalog.Decision{Title: "secretword decision"})
	put(&catalog.Action{Title: "secretword action", Owner: record.To[catalog.Person](out["person"].Head().ID)})
	about := record.AnyRef{Type: "contract", ID: out["contract"].Head().ID}
	put(&catalog.Approval{Title: "secretword approval", Subject: about, Transition: "sign"})
	put(&catalog.Comment{Text: "secretword comment", Subject: about})
	put(&catalog.Attachment{Name: "secretword.pdf", Subject: about, File: record.File{Name: "secretword.pdf", Size: 1, Hash: sixtyFour('a')}})
	put(&catalog.Standing{Title: "secretword standing", Signal: "notice:1", Choice: "snoozed", Until: record.Day(2027, 1, 1)})
	put(&catalog.SavedView{Name: "secretword view", List: "contract"})
	put(&catalog.ImportMap{Name: "secretword map", List: "asset", Origin: "netbox", Columns: record.Rows[catalog.ImportColumn]{{Field: "name", Column: "Name"}}})
	put(&catalog.CustomField{Title: "secretword field", On: "asset", Type: "text"})
	put(&catalog.Account{Login: "secretword@example.org", Roles: record.Tags{"employee"}})
	for _, typ := range d.Dictionary().Types() {
		if out[typ.Name] == nil {
			t.Fatalf("the test has no record of type %s: add one", typ.Name)
		}
	}
	return out
}

func sixtyFour(c byte) string {
	b := make([]byte, 64)
	for i := range b {
		b[i] = c
	}
	return string(b)
}

// Whatever surface a role looks at, it shows a record if and only if the role
// may read it: list, record, search, names, snapshot, history, journal.
func TestEverySurfaceForEveryRole(t *testing.T) {
	ctx := context.Background()
	d := desktest.Open(t)
	records := seed(t, d)
	for _, role := range record.Roles() {
		clerk := desktest.Clerk(t, d, "Reader "+string(role), role)
		for _, typ := range d.Types() {
			r := records[typ.Name]
			may := clerk.MayWith(record.Read, typ, r)
			if typ.SubjectField() != nil {
				may = clerk.MayWith(record.Read, d.Dictionary().Type("contract"), records["contract"])
			}
			surfaces := map[string]bool{
				"list":     listed(ctx, t, clerk, typ, r),
				"record":   shown(ctx, clerk, typ, r),
				"count":    counted(ctx, clerk, typ),
				"snapshot": inSnapshot(t, clerk, typ, r),
				"names":    named(ctx, t, clerk, r),
			}
			if typ.SubjectField() != nil {
				delete(surfaces, "count")    // counts of what hangs on records are not told apart
				delete(surfaces, "snapshot") // and none of it is in any snapshot
			}
			for surface, seen := range surfaces {
				if seen != may {
					t.Errorf("%s, %s by %s: shown is %v, may read is %v", role, typ.Name, surface, seen, may)
				}
			}
		}
		for _, hit := range searched(ctx, t, clerk) {
			if !clerk.MayWith(record.Read, hit.Type, records[hit.Type.Name]) {
				t.Errorf("%s finds a %s by searching", role, hit.Type.Name)
			}
		}
		journalled(ctx, t, clerk, d)
	}
}

func listed(ctx context.Context, t *testing.T, c *desk.Clerk, typ *record.Type, r record.Record) bool {
	t.Helper()
	page, err := c.List(ctx, typ, desk.Query{})
	if fault.KindOf(err) == fault.Forbidden {
		return false
	}
	if err != nil {
		t.Fatal(err)
	}
	for _, found := range page.Records {
		if found.Head().ID == r.Head().ID {
			return true
		}
	}
	return false
}

func shown(ctx context.Context, c *desk.Clerk, typ *record.Type, r record.Record) bool {
	_, err := c.Detail(ctx, typ, r.Head().ID.String())
	return err == nil
}

func counted(ctx context.Context, c *desk.Clerk, typ *record.Type) bool {
	n, err := c.Count(ctx, typ, typ.LabelField().Name+`:"e"`, 100)
	if typ.Name == "dependency" {
		n, err = c.Count(ctx, typ, "", 100)
	}
	return err == nil && n > 0
}

func inSnapshot(t *testing.T, c *desk.Clerk, typ *record.Type, r record.Record) bool {
	t.Helper()
	s, err := c.Snapshot()
	if err != nil {
		t.Fatal(err)
	}
	return s.Find(typ, r.Head().ID) != nil
}

func named(ctx context.Context, t *testing.T, c *desk.Clerk, r record.Record) bool {
	t.Helper()
	names, err := c.Names(ctx, r.Head().ID)
	if err != nil {
		t.Fatal(err)
	}
	n, ok := names[r.Head().ID]
	if n.Type == "account" {
		return c.MayWith(record.Read, c.Desk().Dictionary().Type("account"), r) // who did something is told to all who see what was done
	}
	return ok && !n.Hidden
}

func searched(ctx context.Context, t *testing.T, c *desk.Clerk) []desk.Hit {
	t.Helper()
	hits, err := c.Search(ctx, "secretword", 100)
	if err != nil {
		t.Fatal(err)
	}
	return hits
}

func journalled(ctx context.Context, t *testing.T, c *desk.Clerk, d *desk.Desk) {
	t.Helper()
	j, err := c.Journal(ctx, 0, 1000)
	if fault.KindOf(err) == fault.Forbidden {
		return
	}
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range j.Events {
		typ, err := d.Type(e.Type)
		if err != nil {
			t.Fatal(err)
		}
		if g := access.May(c.Principal(), record.Read, typ); !g.Allowed {
			t.Errorf("%v reads about a %s in the journal", c.Principal().Roles, e.Type)
		}
	}
}

// Nobody writes what they may not, by any of the writing ways.
func TestWritingForEveryRole(t *testing.T) {
	ctx := context.Background()
	d := desktest.Open(t)
	records := seed(t, d)
	for _, role := range record.Roles() {
		clerk := desktest.Clerk(t, d, "Writer "+string(role), role)
		for _, typ := range d.Types() {
			stored, err := d.For(access.Program()).Get(ctx, typ, records[typ.Name].Head().ID.String())
			if err != nil {
				t.Fatal(err)
			}
			r := typ.Clone(stored)
			r.Head().Tags = append(record.Tags{}, "touched-by-"+string(role))
			err = clerk.Save(ctx, &desk.Change{Type: typ, Record: r})
			if may := clerk.MayWith(record.Update, typ, stored); may != (err == nil) {
				t.Errorf("%s changes a %s: may is %v, error is %v", role, typ.Name, may, err)
			}
		}
	}
}
