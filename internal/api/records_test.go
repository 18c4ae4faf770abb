package api_test

import (
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"fairlead/internal/api"
	"fairlead/internal/catalog"
	"fairlead/internal/record"
	"fairlead/internal/testkit/desktest"
)

// A record is added, read, changed, archived and brought back.
func TestRecord(t *testing.T) {
	s := open(t)
	s.admit("Ada", record.Manager)
	a := s.want(s.ask("Ada", "POST", "/teams?note=Begun+%E2%80%93+at+last", map[string]any{"name": "Netz-Größe <1>", "tags": []string{"b", "a"}}), http.StatusCreated)
	if got := a.Header().Get("Location"); got != "/api/v1/teams/TEA-0001" {
		t.Errorf("Location is %q", got)
	}
	made := a.json(t)
	if made["name"] != "Netz-Größe <1>" || made["number"] != "TEA-0001" || fmt.Sprint(made["tags"]) != "[a b]" || fmt.Sprint(made["version"]) != "1" {
		t.Errorf("made is %v", made)
	}
	if by := made["created_by"].(map[string]any); by["name"] != "ada@example.org" || by["type"] != "account" {
		t.Errorf("created by %v", by)
	}
	tag := a.Header().Get("ETag")
	got := s.want(s.ask("Ada", "GET", a.Header().Get("Location"), nil), http.StatusOK)
	if got.Header().Get("ETag") != tag || !cmp.Equal(got.json(t), made) {
		t.Errorf("read is %s, %s; made was %s, %s", got.Header().Get("ETag"), got.Body, tag, a.Body)
	}
	byID := s.want(s.ask("Ada", "GET", "/teams/"+made["id"].(string), nil), http.StatusOK)
	if !cmp.Equal(byID.json(t), made) {
		t.Errorf("by its ID: %s", byID.Body)
	}
	head := s.want(s.ask("Ada", "HEAD", "/teams/TEA-0001", nil), http.StatusOK)
	if head.Header().Get("ETag") != tag {
		t.Errorf("HEAD gives the tag %q", head.Header().Get("ETag"))
	}
	for _, known := range []string{tag, "W/" + tag, `"x", ` + tag, "*"} {
		if a := s.want(s.ask("Ada", "GET", "/teams/TEA-0001", nil, "If-None-Match: "+known), http.StatusNotModified); a.Body.Len() > 0 {
			t.Errorf("304 with a body: %s", a.Body)
		}
	}
	changed := s.want(s.ask("Ada", "PATCH", "/teams/TEA-0001", `{"email":"net@example.org","tags":null}`, "If-Match: "+tag), http.StatusOK)
	if v := changed.json(t); v["email"] != "net@example.org" || v["name"] != "Netz-Größe <1>" || v["tags"] != nil {
		t.Errorf("changed is %v", v)
	}
	s.want(s.ask("Ada", "PATCH", "/teams/TEA-0001", `{"email":"x@example.org"}`, "If-Match: "+tag), http.StatusPreconditionFailed)
	s.want(s.ask("Ada", "PATCH", "/teams/TEA-0001", `{"email":null}`, `If-Match: "9-0", `+changed.Header().Get("ETag")), http.StatusOK)
	s.want(s.ask("Ada", "GET", "/teams/TEA-0001", nil, "If-None-Match: "+tag), http.StatusOK)
	if v := s.want(s.ask("Ada", "DELETE", "/teams/TEA-0001", nil, "If-Match: *"), http.StatusOK).json(t); v["archived"] != true {
		t.Errorf("archived is %v", v)
	}
	if items := s.ask("Ada", "GET", "/teams", nil).items(t); len(items) != 0 {
		t.Errorf("the list has an archived record: %v", items)
	}
	if items := s.ask("Ada", "GET", "/teams?archived=only", nil).items(t); len(items) != 1 {
		t.Errorf("the list of archived records has %v", items)
	}
	s.want(s.ask("Ada", "POST", "/teams/TEA-0001/restore", nil), http.StatusOK)
	history(t, s)
}

// history follows the one of the record that TestRecord made, page by page.
func history(t *testing.T, s *server) {
	t.Helper()
	items := s.want(s.ask("Ada", "GET", "/teams/TEA-0001/history", nil), http.StatusOK).items(t)
	var ops []string
	for _, e := range items {
		ops = append(ops, e["op"].(string))
		if by := e["by"].(map[string]any); by["name"] != "ada@example.org" {
			t.Errorf("an entry is by %v", by)
		}
	}
	if want := []string{"updated", "updated", "updated", "updated", "created"}; !slices.Equal(ops, want) {
		t.Errorf("history is %v", ops)
	}
	if items[4]["note"] != "Begun – at last" {
		t.Errorf("the note is %v", items[4]["note"])
	}
	older := s.ask("Ada", "GET", fmt.Sprintf("/teams/TEA-0001/history?after=%v", items[2]["position"]), nil).items(t)
	if !cmp.Equal(older, items[3:]) {
		t.Errorf("the page behind the third entry is %v", older)
	}
}

// References can be written in every way that people and programs have.
func TestReferences(t *testing.T) {
	s := open(t)
	s.admit("Ada", record.Manager)
	vendor, service := &catalog.Vendor{Name: "Norvik, Sons & Co"}, &catalog.Service{Name: "Mail"}
	second := &catalog.Service{Name: "Files"}
	desktest.Save(t, s.desk, vendor, service, second)
	for _, written := range []any{
		vendor.ID.String(), "VEN-0001", "ven-1", "Norvik, Sons & Co", map[string]any{"id": vendor.ID}, map[string]any{"number": "VEN-0001"},
		map[string]any{"id": vendor.ID, "type": "vendor", "number": "VEN-0001", "name": "as it was"},
	} {
		a := s.want(s.ask("Ada", "POST", "/contracts", map[string]any{"name": "Hosting", "vendor": written}), http.StatusCreated)
		want := map[string]any{"id": vendor.ID.String(), "type": "vendor", "number": "VEN-0001", "name": "Norvik, Sons & Co"}
		if diff := cmp.Diff(want, a.json(t)["vendor"]); diff != "" {
			t.Errorf("written as %v (-want +got):\n%s", written, diff)
		}
	}
	for _, written := range []any{
		[]any{"SVC-0001", second.ID}, "SVC-0001, SVC-0002", []any{"Mail", map[string]any{"number": "SVC-0002"}}, []any{map[string]any{"id": service.ID}, "Files"},
	} {
		a := s.want(s.ask("Ada", "PATCH", "/contracts/CON-0001", map[string]any{"services": written}), http.StatusOK)
		list := a.json(t)["services"].([]any)
		if len(list) != 2 || list[0].(map[string]any)["name"] != "Mail" || list[1].(map[string]any)["name"] != "Files" {
			t.Errorf("written as %v: %v", written, list)
		}
	}
	for _, wrong := range []any{"VEN-0099", "SVC-0001", 7, true, []any{"VEN-0001"}, map[string]any{"id": 7}, map[string]any{"id": service.ID}, map[string]any{}, record.NewID(desktest.Noon())} {
		a := s.want(s.ask("Ada", "PATCH", "/contracts/CON-0001", map[string]any{"vendor": wrong}), http.StatusUnprocessableEntity)
		if got := a.errors(t); !slices.Equal(got, []string{"vendor"}) {
			t.Errorf("%v: complains about %v", wrong, got)
		}
	}
}

// What hangs on a record says of which type that is, and cannot lie about it:
// the type decides who may see it.
func TestSubjectKeepsItsType(t *testing.T) {
	s := open(t)
	s.admit("Ada", record.Manager)
	s.admit("Tim", record.Technician)
	vendor := &catalog.Vendor{Name: "Norvik"}
	secret := &catalog.Standing{Title: "Leave the old data centre", Signal: "x", Choice: "snoozed", Until: record.Day(2027, 1, 1)}
	desktest.Save(t, s.desk, vendor, secret)
	for _, subject := range []any{
		map[string]any{"type": "service", "id": secret.ID}, map[string]any{"type": "standing", "id": secret.ID}, "standing:" + secret.ID.String(),
	} {
		a := s.want(s.ask("Tim", "POST", "/comments", map[string]any{"text": "I saw this", "subject": subject}), http.StatusUnprocessableEntity)
		if got := a.errors(t); !slices.Equal(got, []string{"subject"}) {
			t.Errorf("%v: complains about %v", subject, got)
		}
	}
	for _, subject := range []any{map[string]any{"type": "vendor", "id": vendor.ID}, "vendor:" + vendor.ID.String(), "VEN-0001", map[string]any{"number": "VEN-0001"}} {
		a := s.want(s.ask("Tim", "POST", "/comments", map[string]any{"text": "Call them", "subject": subject}), http.StatusCreated)
		if got := a.json(t)["subject"].(map[string]any); got["number"] != "VEN-0001" || got["type"] != "vendor" {
			t.Errorf("%v: subject is %v", subject, got)
		}
	}
}

// A list is read page by page, by the cursor or by the link.
func TestListPages(t *testing.T) {
	s := open(t)
	s.admit("Ada", record.Manager)
	var teams []record.Record
	for i := range 23 {
		teams = append(teams, &catalog.Team{Name: fmt.Sprintf("Team %02d", i%7)})
	}
	desktest.Save(t, s.desk, teams...)
	for _, order := range []string{"", "name", "-created"} {
		byCursor, byLink := []string{}, []string{}
		address := "/teams?limit=5&filter=" + url.QueryEscape(`name = "Team*"`) + "&order=" + order
		for next := ""; ; {
			a := s.want(s.ask("Ada", "GET", address+"&after="+next, nil), http.StatusOK)
			byCursor = append(byCursor, numbers(t, a)...)
			if next, _ = a.json(t)["next"].(string); next == "" {
				break
			}
		}
		for address = api.Prefix + address; address != ""; {
			a := s.want(s.ask("Ada", "GET", address, nil), http.StatusOK)
			byLink = append(byLink, numbers(t, a)...)
			link := a.Header().Get("Link")
			address = strings.TrimSuffix(strings.TrimPrefix(link, "<"), `>; rel="next"`)
		}
		if len(byCursor) != 23 || !slices.Equal(byCursor, byLink) {
			t.Errorf("order %q: by cursor %v, by link %v", order, byCursor, byLink)
		}
		slices.Sort(byCursor)
		if len(slices.Compact(byCursor)) != 23 {
			t.Errorf("order %q: a record came twice", order)
		}
	}
}

func numbers(t *testing.T, a answer) (list []string) {
	t.Helper()
	for _, item := range a.items(t) {
		list = append(list, item["number"].(string))
	}
	return list
}

// A step fills what it needs and moves the record; one that needs consent waits.
func TestSteps(t *testing.T) {
	s := open(t)
	s.admit("Tim", record.Technician)
	s.admit("Max", record.Manager)
	a := s.want(s.ask("Tim", "POST", "/incidents", `{"title":"Printer on fire"}`), http.StatusCreated)
	incident := a.Header().Get("Location")
	refused := s.want(s.ask("Tim", "POST", incident+"/steps/resolve", nil), http.StatusUnprocessableEntity)
	if got := refused.errors(t); !slices.Equal(got, []string{"resolution"}) {
		t.Errorf("complains about %v", got)
	}
	s.want(s.ask("Tim", "POST", incident+"/steps/close", nil), http.StatusConflict)
	s.want(s.ask("Tim", "POST", incident+"/steps/resolve", `{"resolution":"Put out"}`, `If-Match: "4-0"`), http.StatusPreconditionFailed)
	done := s.want(s.ask("Tim", "POST", incident+"/steps/resolve", `{"resolution":"Put out"}`, "If-Match: "+a.Header().Get("ETag")), http.StatusOK).json(t)
	if done["state"] != "resolved" || done["resolved"] == nil || done["resolution"] != "Put out" {
		t.Errorf("resolved is %v", done)
	}
	desktest.Save(t, s.desk, &catalog.Vendor{Name: "Norvik"})
	big := `{"name":"Cloud","vendor":"VEN-0001","starts":"2026-01-01","ends":"2028-01-01","annual":"600000 EUR"}`
	contract := s.want(s.ask("Max", "POST", "/contracts", big), http.StatusCreated).Header().Get("Location")
	waits := s.want(s.ask("Max", "POST", contract+"/steps/sign", nil), http.StatusAccepted)
	approval := waits.json(t)["approval"].(map[string]any)
	if approval["type"] != "approval" || waits.Header().Get("Location") != "/api/v1/approvals/"+approval["number"].(string) {
		t.Errorf("waits for %v at %s", approval, waits.Header().Get("Location"))
	}
	if state := s.ask("Max", "GET", contract, nil).json(t)["state"]; state != "draft" {
		t.Errorf("the contract is in state %v before anybody agreed", state)
	}
	s.want(s.ask("Max", "POST", waits.Header().Get("Location")+"/steps/grant", nil), http.StatusForbidden)
}

// What another system calls a record makes sending it again harmless.
func TestExternalID(t *testing.T) {
	s := open(t)
	s.admit("Tim", record.Technician)
	body := `{"title":"Disk full","source":"monitoring","external_id":"alert-1"}`
	made := s.want(s.ask("Tim", "POST", "/incidents", body), http.StatusCreated).json(t)
	if made["source"] != "monitoring" || made["external_id"] != "alert-1" {
		t.Errorf("made is %v", made)
	}
	again := s.want(s.ask("Tim", "POST", "/incidents", body), http.StatusConflict)
	if got := again.errors(t); !slices.Equal(got, []string{"external_id"}) {
		t.Errorf("complains about %v", got)
	}
	s.want(s.ask("Tim", "POST", "/incidents", strings.Replace(body, "monitoring", "mail", 1)), http.StatusCreated)
}

func TestSearch(t *testing.T) {
	s := open(t)
	s.admit("Ada", record.Manager)
	desktest.Save(t, s.desk, &catalog.Vendor{Name: "Norvik"}, &catalog.Team{Name: "Norvik people"})
	for query, want := range map[string]int{"q=norv": 2, "q=norv&type=team": 1, "q=norv&type=teams": 1, "q=norv&limit=1": 1, "q=VEN-0001": 1, "q=nothing": 0, "q=%20": 0} {
		if items := s.want(s.ask("Ada", "GET", "/search?"+query, nil), http.StatusOK).items(t); len(items) != want {
			t.Errorf("%s finds %v", query, items)
		}
	}
}
