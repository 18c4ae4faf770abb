package api_test

import (
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"

	"fairlead/internal/catalog"
	"fairlead/internal/desk"
	"fairlead/internal/record"
	"fairlead/internal/testkit/desktest"
)

// Whatever a role asks of whatever type, the answer is what access says: 404
// for what it may not see, 403 for what it sees and may not do, else done.
func TestEveryRoleEverywhere(t *testing.T) {
	s := open(t)
	seeded := seed(t, s.desk)
	for _, role := range record.Roles() {
		clerk := s.admit(string(role), role)
		for _, typ := range s.desk.Types() {
			w := walk{s, clerk, string(role), typ, "/" + typ.Plural}
			w.list(t, seeded)
			w.create(t)
			for _, r := range seeded[typ.Name] {
				w.record(t, seeded, r)
			}
		}
	}
}

// walk is one role looking at one type.
type walk struct {
	*server
	clerk   *desk.Clerk
	who     string
	typ     *record.Type
	address string
}

// sees is what the reader may see, found out by going from record to record.
func (w walk) sees(seeded map[string][]record.Record, r record.Record) bool {
	typ := w.desk.Dictionary().TypeOf(r)
	if !w.clerk.MayWith(record.Read, typ, r) {
		return false
	}
	f := typ.SubjectField()
	if f == nil {
		return true
	}
	subject := f.Value(r).(*record.AnyRef)
	if w.desk.Dictionary().Type(subject.Type).SubjectField() != nil {
		return false // people cannot hang anything there; only the program can
	}
	for _, other := range seeded[subject.Type] {
		if other.Head().ID == subject.ID {
			return w.sees(seeded, other)
		}
	}
	return false
}

func (w walk) hidden() bool {
	return !w.clerk.May(record.Read, w.typ) && !w.clerk.May(record.Create, w.typ)
}

func (w walk) expect(t *testing.T, a answer, statuses ...int) {
	t.Helper()
	if !slices.Contains(statuses, a.Code) {
		t.Errorf("%s: %s %s gives %d, want one of %v: %.300s", w.who, a.request.Method, a.request.URL, a.Code, statuses, a.Body)
	}
}

func (w walk) list(t *testing.T, seeded map[string][]record.Record) {
	t.Helper()
	a := w.ask(w.who, "GET", w.address+"?limit=1000", nil)
	switch {
	case w.hidden():
		w.expect(t, a, http.StatusNotFound)
		return
	case !w.clerk.May(record.Read, w.typ):
		w.expect(t, a, http.StatusForbidden)
		return
	}
	w.expect(t, a, http.StatusOK)
	shown := numbers(t, a)
	for _, r := range seeded[w.typ.Name] {
		if number := w.typ.Number(r.Head().Number); slices.Contains(shown, number) != w.sees(seeded, r) {
			t.Errorf("%s: %s in the list is %v", w.who, number, slices.Contains(shown, number))
		}
	}
}

func (w walk) create(t *testing.T) {
	t.Helper()
	a := w.ask(w.who, "POST", w.address, `{}`)
	bulk := w.ask(w.who, "POST", w.address+"/bulk", `{"items":[{}]}`)
	switch {
	case w.hidden():
		w.expect(t, a, http.StatusNotFound)
		w.expect(t, bulk, http.StatusNotFound)
	case !w.clerk.May(record.Create, w.typ):
		w.expect(t, a, http.StatusForbidden)
		w.expect(t, bulk, http.StatusOK)
		if item := bulk.items(t)[0]; !strings.HasPrefix(item["error"].(string), "You may not") {
			t.Errorf("%s: adding a %s in bulk gives %v", w.who, w.typ.Name, item)
		}
	default:
		w.expect(t, a, http.StatusUnprocessableEntity, http.StatusCreated)
	}
}

func (w walk) record(t *testing.T, seeded map[string][]record.Record, r record.Record) {
	t.Helper()
	number := w.typ.Number(r.Head().Number)
	one := w.address + "/" + number
	if !w.sees(seeded, r) {
		for _, path := range []string{one, w.address + "/" + r.Head().ID.String(), one + "/history"} {
			w.expect(t, w.ask(w.who, "GET", path, nil), http.StatusNotFound)
		}
		w.expect(t, w.ask(w.who, "PATCH", one, `{"tags":["x"]}`), http.StatusNotFound)
		w.expect(t, w.ask(w.who, "DELETE", one, nil), http.StatusNotFound)
		w.expect(t, w.ask(w.who, "POST", one+"/steps/none", nil), http.StatusNotFound)
		w.bulk(t, number, "There is no")
		w.found(t, r, false)
		return
	}
	w.expect(t, w.ask(w.who, "GET", one, nil), http.StatusOK)
	w.expect(t, w.ask(w.who, "GET", one+"/history", nil), http.StatusOK)
	w.found(t, r, w.typ.SubjectField() == nil)
	if !w.clerk.MayWith(record.Update, w.typ, r) {
		w.expect(t, w.ask(w.who, "PATCH", one, `{"tags":["x"]}`), http.StatusForbidden)
		w.bulk(t, number, "You may not")
	} else {
		w.expect(t, w.ask(w.who, "PATCH", one, `{"tags":["`+w.who+`"]}`), http.StatusOK)
		w.bulk(t, number, "")
	}
	if !w.clerk.MayWith(record.Archive, w.typ, r) {
		w.expect(t, w.ask(w.who, "DELETE", one, nil), http.StatusForbidden)
	} else {
		w.expect(t, w.ask(w.who, "DELETE", one, nil), http.StatusOK)
		w.expect(t, w.ask(w.who, "POST", one+"/restore", nil), http.StatusOK)
	}
}

// bulk changes a record among many; refused is how the error begins.
func (w walk) bulk(t *testing.T, number, refused string) {
	t.Helper()
	a := w.ask(w.who, "POST", w.address+"/bulk", map[string]any{"items": []any{map[string]any{"number": number, "tags": []any{w.who, "bulk"}}}})
	if a.Code == http.StatusNotFound && w.hidden() {
		return
	}
	w.expect(t, a, http.StatusOK)
	text, _ := a.items(t)[0]["error"].(string)
	if refused == "" && text != "" || !strings.HasPrefix(text, refused) {
		t.Errorf("%s: changing %s in bulk gives %q, want %q", w.who, number, text, refused)
	}
}

// found searches for a record by its number.
func (w walk) found(t *testing.T, r record.Record, want bool) {
	t.Helper()
	number := w.typ.Number(r.Head().Number)
	a := w.ask(w.who, "GET", "/search?q="+url.QueryEscape(number), nil)
	w.expect(t, a, http.StatusOK)
	if got := slices.Contains(numbers(t, a), number); got != want {
		t.Errorf("%s: finding %s is %v, want %v", w.who, number, got, want)
	}
}

// A field that only some roles may read is not there for the others: not in
// answers, filters, orders, history and the document, and a change by them
// leaves it as it was.
func TestConfidentialFields(t *testing.T) {
	s := openWith(t, func(d *record.Dictionary) {
		for _, name := range []string{"annual", "services", "owner"} {
			d.Type("contract").Field(name).Readers = []record.Role{record.Director}
		}
	})
	s.admit("Dora", record.Director)
	s.admit("Max", record.Manager)
	desktest.Save(t, s.desk, &catalog.Vendor{Name: "Norvik"}, &catalog.Service{Name: "Mail"})
	secret := `{"name":"Hosting","vendor":"VEN-0001","annual":"600000 EUR","services":["SVC-0001"],"owner":"PER-0001"}`
	s.want(s.ask("Dora", "POST", "/contracts", secret), http.StatusCreated)
	for _, path := range []string{"/contracts/CON-0001", "/contracts", "/contracts/CON-0001/history", "/types", "/api/openapi.json"} {
		full, masked := s.ask("Dora", "GET", path, nil).Body.String(), s.ask("Max", "GET", path, nil).Body.String()
		for _, name := range []string{`"annual"`, `"services"`, `"owner"`} {
			other := path == "/types" || path == "/api/openapi.json" // other types have such fields too
			if n, m := strings.Count(full, name), strings.Count(masked, name); n == 0 || m != 0 && (!other || m >= n) {
				t.Errorf("%s: %s is there %d times for the director, %d times for others", path, name, n, m)
			}
		}
	}
	for _, query := range []string{"filter=annual+%3E+1", "filter=services%3A%2A", "filter=owner.name%3A%2A", "order=annual"} {
		a := s.ask("Max", "GET", "/contracts?"+query, nil)
		if a.Code != http.StatusForbidden && a.Code != http.StatusUnprocessableEntity {
			t.Errorf("%s gives %d: %s", query, a.Code, a.Body)
		}
	}
	for _, body := range []string{`{"annual":"1 EUR"}`, `{"services":null}`, `{"owner":null}`} {
		s.want(s.ask("Max", "PATCH", "/contracts/CON-0001", body), http.StatusUnprocessableEntity)
	}
	changed := s.want(s.ask("Max", "PATCH", "/contracts/CON-0001", `{"name":"Hosting and more"}`), http.StatusOK)
	if strings.Contains(changed.Body.String(), "600000") {
		t.Errorf("the answer to a change shows what the reader may not see: %s", changed.Body)
	}
	s.want(s.ask("Max", "POST", "/contracts/bulk", `{"items":[{"number":"CON-0001","name":"Hosting"}]}`), http.StatusOK)
	now := s.ask("Dora", "GET", "/contracts/CON-0001", nil).json(t)
	if fmt.Sprint(now["annual"]) != "map[amount:600000.00 currency:EUR]" || len(list(now["services"])) != 1 || now["owner"] == nil || now["name"] != "Hosting" {
		t.Errorf("the record is %v", now)
	}
}

// What hangs on a record that the reader may not see is not there, wherever one
// looks for it.
func TestCommentsOnHiddenRecords(t *testing.T) {
	s := open(t)
	s.admit("Max", record.Manager)
	s.admit("Tim", record.Technician)
	secret := &catalog.Standing{Title: "Leave the data centre", Signal: "x", Choice: "snoozed", Until: record.Day(2027, 1, 1)}
	open := &catalog.Vendor{Name: "Norvik"}
	desktest.Save(t, s.desk, secret, open)
	for _, subject := range []any{map[string]any{"type": "standing", "id": secret.ID}, "VEN-0001"} {
		s.want(s.ask("Max", "POST", "/comments", map[string]any{"text": "Quiet please", "subject": subject}), http.StatusCreated)
	}
	if got := numbers(t, s.ask("Tim", "GET", "/comments", nil)); !slices.Equal(got, []string{"COM-0002"}) {
		t.Errorf("the list has %v", got)
	}
	for _, path := range []string{"/comments/COM-0001", "/comments/COM-0001/history"} {
		s.want(s.ask("Tim", "GET", path, nil), http.StatusNotFound)
	}
	s.want(s.ask("Tim", "PATCH", "/comments/COM-0001", `{"text":"x"}`), http.StatusNotFound)
	filter := url.QueryEscape(`subject = "` + secret.ID.String() + `"`)
	if a := s.ask("Tim", "GET", "/comments?filter="+filter, nil); a.Code == http.StatusOK && len(a.items(t)) > 0 {
		t.Errorf("a filter finds %v", a.items(t))
	}
	if items := s.ask("Tim", "GET", "/search?q=quiet", nil).items(t); len(items) > 0 {
		t.Errorf("the search finds %v", items)
	}
}
