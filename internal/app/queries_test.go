package app_test

import (
	"context"
	"fmt"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/url"
	"path/filepath"
	"strings"
	"testing"

	"fairlead/internal/access"
	"fairlead/internal/api"
	"fairlead/internal/catalog"
	"fairlead/internal/desk"
	"fairlead/internal/door"
	"fairlead/internal/jobs"
	"fairlead/internal/record"
	"fairlead/internal/store"
	"fairlead/internal/testkit/desktest"
	"fairlead/internal/web"
	"fairlead/internal/web/frame"
)

// counted is the program on a database that counts statements. Sign-in is left
// out: it costs one statement more for each request.
type counted struct {
	desk    *desk.Desk
	handler http.Handler
	who     access.Principal
	last    []string // of the request under way, for messages
}

func openCounted(t *testing.T) *counted {
	t.Helper()
	c := new(counted)
	dict, err := catalog.Dictionary()
	if err != nil {
		t.Fatal(err)
	}
	s, err := store.Open(t.Context(), "sqlite:"+filepath.Join(t.TempDir(), "fairlead.db"), dict, store.Options{OnQuery: c.count})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	if _, err := s.Upgrade(t.Context()); err != nil {
		t.Fatal(err)
	}
	log := slog.New(slog.DiscardHandler)
	if c.desk, err = desk.Open(t.Context(), s, desktest.Noon, "EUR", log); err != nil {
		t.Fatal(err)
	}
	mux := http.NewServeMux()
	for pattern, h := range api.Routes(api.Settings{Desk: c.desk, Log: log, Currency: "EUR",
		Identify: func(*http.Request) (access.Principal, error) { return c.who, nil }}) {
		mux.Handle(pattern, h)
	}
	mux.Handle("/", web.Handler(web.Parts{
		Site: &frame.Site{Desk: c.desk, Currency: "EUR", Log: log, Identify: func(*http.Request) (access.Principal, error) { return c.who, nil }},
		Door: door.New(c.desk, s, desktest.Noon, door.Settings{}), Jobs: jobs.New(s, desktest.Noon, log, jobs.Settings{}),
	}))
	c.handler = mux
	return c
}

func (c *counted) count(_ context.Context, statement string) {
	c.last = append(c.last, statement)
}

// get asks for a page and says how many statements that took.
func (c *counted) get(t *testing.T, address string) int {
	t.Helper()
	c.last = nil
	w := httptest.NewRecorder()
	c.handler.ServeHTTP(w, httptest.NewRequest(http.MethodGet, address, nil))
	if w.Code != http.StatusOK {
		t.Fatalf("%s answers %d: %.300s", address, w.Code, w.Body)
	}
	return len(c.last)
}

// fill adds a department in which n assets, incidents and contracts all belong
// to the first of everything, and in which a contract names so many services.
func (c *counted) fill(t *testing.T, n, references int) {
	t.Helper()
	people := make([]record.ID, 50)
	services := make([]record.ID, 50)
	for i := range people {
		p := &catalog.Person{Name: fmt.Sprintf("Person %d", i)}
		desktest.Save(t, c.desk, p)
		s := &catalog.Service{Name: fmt.Sprintf("Service %d", i), Owner: record.To[catalog.Person](p.ID)}
		desktest.Save(t, c.desk, s)
		people[i], services[i] = p.ID, s.ID
	}
	site, vendor := &catalog.Site{Name: "Harbour"}, &catalog.Vendor{Name: "Acora"}
	desktest.Save(t, c.desk, site, vendor)
	c.who = access.Principal{Person: people[0], Name: "Person 0", Roles: []record.Role{record.Director}}
	var batch []record.Record
	for i := range n {
		owner := record.To[catalog.Person](people[i%references])
		asset := &catalog.Asset{Name: fmt.Sprintf("thing %05d", i), Class: "server", Owner: owner, Site: record.To[catalog.Site](site.ID), Vendor: record.To[catalog.Vendor](vendor.ID)}
		contract := &catalog.Contract{
			Name: fmt.Sprintf("thing %05d", i), Owner: owner, Vendor: record.To[catalog.Vendor](vendor.ID), Services: record.ToAll[catalog.Service](services[:references]...),
			Ends: record.Day(2027, 1, 1), NoticeDays: record.Whole(30),
		}
		incident := &catalog.Incident{
			Title: fmt.Sprintf("thing %05d", i), Service: record.To[catalog.Service](services[0]), Assignee: owner,
			Requester: record.To[catalog.Person](people[0]), Opened: record.At(desktest.Noon()),
		}
		if batch = append(batch, asset, contract, incident); len(batch) >= 1500 {
			desktest.Save(t, c.desk, batch...)
			batch = batch[:0]
		}
	}
	desktest.Save(t, c.desk, batch...)
	desktest.Save(t, c.desk, c.comments(t, references)...)
	c.recovery(t, people[:references], services[:references])
}

// recovery adds a plan with so many people, steps and services, and an exercise of it.
func (c *counted) recovery(t *testing.T, people, services []record.ID) {
	t.Helper()
	plan := &catalog.RecoveryPlan{Name: "thing", Services: record.ToAll[catalog.Service](services...)}
	for i, person := range people {
		who := record.To[catalog.Person](person)
		plan.People = append(plan.People, catalog.Responder{Person: who, OnCall: true, ByDay: record.Exactly(0.2), ByNight: record.Exactly(1)})
		plan.Steps = append(plan.Steps, catalog.RecoveryStep{Key: fmt.Sprint(i), Step: fmt.Sprint("Step ", i), People: record.ToAll[catalog.Person](person), Duration: record.Around(1, 2, 4)})
	}
	desktest.Save(t, c.desk, plan)
	desktest.Save(t, c.desk, &catalog.LossScenario{Name: "thing", Parts: record.Rows[catalog.ScenarioPart]{{Thing: record.AnyRef{Type: "service", ID: services[0]}}}})
	desktest.Save(t, c.desk, &catalog.Exercise{Title: "thing", Kind: "live", Plan: record.To[catalog.RecoveryPlan](plan.ID)})
}

// comments are about the first contract.
func (c *counted) comments(t *testing.T, n int) []record.Record {
	t.Helper()
	contract, err := c.desk.For(access.Program()).Get(t.Context(), c.desk.Dictionary().Type("contract"), "CON-0001")
	if err != nil {
		t.Fatal(err)
	}
	var all []record.Record
	for i := range n {
		all = append(all, &catalog.Comment{Text: record.Markdown(fmt.Sprint("Comment ", i)), Subject: record.AnyRef{Type: "contract", ID: contract.Head().ID}})
	}
	return all
}

// page is an address and the most statements that it may take.
type page struct {
	address string
	most    int
}

// What the pages of record types may take, beside one statement for each view
// above a list, and two for each field that can point to a record: its newest
// records and, where there are more, their number. A page that needs another
// statement needs a reason, not a larger number.
const (
	listStatements   = 7 // two stretches of the list, its lists of references, the names, the number; where a filter follows a reference, how many records that leads to, for the list and for the number
	recordStatements = 5 // the record, its lists of references, its history, the names
)

// pages lists addresses of every sort.
func pages(d *record.Dictionary) []page {
	list := func(name, query string) page {
		t := d.Type(name)
		return page{"/" + t.Plural + "?" + query, listStatements + len(t.Views)}
	}
	filtered := func(name, filter string) page { return list(name, "filter="+url.QueryEscape(filter)) }
	one := func(name, action string) page {
		t := d.Type(name)
		return page{"/" + t.Plural + "/" + t.Number(1) + action, recordStatements + 2*len(d.Inbound(t))}
	}
	return []page{
		list("asset", "view=all"), list("asset", "view=all&order=name"), list("asset", "view=all&order=-created"),
		list("contract", "view=all&order=notice_by"), list("incident", "view=all"), list("incident", "view=open"),
		filtered("asset", "state = in_use"), filtered("asset", "site = SIT-0001"), filtered("contract", "services:SVC-0001"),
		filtered("incident", `title:"thing"`), filtered("incident", `service.owner = "PER-0001"`),
		one("asset", ""), one("contract", ""), one("contract", "/edit"), one("incident", ""),
		one("site", ""), one("vendor", ""), one("service", ""), one("person", ""),
		{"/suggest?type=asset&q=th", 3},
		// Among types of which the reader sees only some records, the search goes through all its four stages.
		{"/suggest?q=thing", 5}, {"/palette?q=thing", 5}, {"/search?q=thing", 7},
		{"/", 4}, {"/journal", 4}, {"/commitments", 3}, {"/commitments/purchasing", 3}, {"/commitments/licences", 3}, {"/commitments/register", 3}, {"/commitments/renewals/CON-0001", 3}, {"/portfolio", 3}, {"/portfolio/choice", 3}, {"/finance/free", 3}, {"/portfolio/board", 3},
		{"/strategy", 3}, {"/strategy/roadmap", 3}, {"/strategy/scenarios", 3},
		{"/technology", 3},
		{"/continuity", 3}, {"/continuity/cold-start", 3}, {"/continuity/what-if?fail=AST-0001", 3}, {"/continuity/services/SVC-0001", 3}, {"/continuity/scenarios/LSC-0001", 3},
		{"/continuity/map", 3}, {"/continuity/map/state?fail=AST-0001", 3},
		{"/risk", 3}, {"/risk/matrix", 3},
		{"/recovery", 3}, {"/recovery/plans/RCP-0001", 3}, {"/recovery/exercises/EXC-0001", 3},
		{"/capacity", 3}, {"/volumes", 3},
		{"/finance", 3}, {"/finance?by=line", 3}, {"/finance/costs", 3}, {"/finance/savings", 3}, {"/finance/landing", 3}, {"/finance/promised", 3}, {"/finance/forecast?years=5", 3},
		{"/api/v1/assets", 2}, {"/api/v1/contracts?limit=1000", 3}, {"/api/v1/incidents?order=-opened&filter=state%3Dnew", 4}, // each asks whether memory is of the same moment; the last also how many match
		{"/api/v1/contracts/CON-0001", 2}, {"/api/v1/contracts/CON-0001/history", 3}, {"/api/v1/search?q=thing", 5},
	}
}

// A page takes no more statements however many records there are and however
// many others they refer to. It may take fewer where so few are in question that
// memory answers, and more, up to its limit, where a list is not filled.
func TestQueriesPerPageAreConstant(t *testing.T) {
	few, base, many := openCounted(t), openCounted(t), openCounted(t)
	few.fill(t, 10, 5)
	base.fill(t, 10_000, 5)
	many.fill(t, 10_000, 50)
	for _, p := range pages(base.desk.Dictionary()) {
		usual := base.get(t, p.address)
		for _, c := range []struct {
			what string
			of   *counted
			most int
		}{{"10,000 records and 5 references", base, p.most}, {"50 references", many, usual}, {"10 records", few, p.most}} {
			if n := c.of.get(t, p.address); n > c.most {
				t.Errorf("%s takes %d statements with %s, at most %d:\n%.4000s", p.address, n, c.what, c.most, strings.Join(c.of.last, "\n"))
			}
		}
	}
}
