package api_test

import (
	"fmt"
	"net/http"
	"slices"
	"strings"
	"testing"

	"fairlead/internal/api"
	"fairlead/internal/catalog"
	"fairlead/internal/record"
	"fairlead/internal/testkit/desktest"
)

// What HTTP has a status for is answered with that status, as a problem, and
// changes nothing.
func TestStatuses(t *testing.T) {
	s := open(t)
	s.admit("tech", record.Technician)
	s.admit("lead", record.Manager)
	s.admit("auditor", record.Auditor)
	s.admit("employee", record.Employee)
	desktest.Save(t, s.desk, &catalog.Vendor{Name: "Norvik"}, &catalog.Team{Name: "Network"})
	position := s.desk.Position()
	deep := strings.Repeat(`{"a":`, 50) + "1" + strings.Repeat("}", 50)
	for _, c := range []struct {
		name, who, method, path string
		body                    any
		headers                 string
		status                  int
		fields                  string
	}{
		{"no token", "", "GET", "/teams", nil, "", 401, ""},
		{"a bad token", "nobody", "GET", "/teams", nil, "", 401, ""},
		{"an unknown address without a token", "", "GET", "/", nil, "", 401, ""},
		{"an unknown address", "lead", "GET", "/teams/TEA-0001/nothing", nil, "", 404, ""},
		{"an unknown type", "tech", "GET", "/ships", nil, "", 404, ""},
		{"a type by its name", "tech", "GET", "/team", nil, "", 404, ""},
		{"a record that is not there", "lead", "GET", "/teams/TEA-0099", nil, "", 404, ""},
		{"a key that is none", "lead", "GET", "/teams/%00%ff", nil, "", 404, ""},
		{"a type that is not for the reader", "employee", "GET", "/contracts", nil, "", 404, ""},
		{"a list that is not for the reader", "employee", "GET", "/contracts/CON-0001", nil, "", 404, ""},
		{"no right to add", "auditor", "POST", "/teams", `{"name":"x"}`, "", 403, ""},
		{"no right to change", "auditor", "PATCH", "/teams/TEA-0001", `{"name":"x"}`, "", 403, ""},
		{"no right to change, and nonsense", "auditor", "PATCH", "/teams/TEA-0001", `{"nonsense":"x"}`, "", 403, ""},
		{"no right to archive", "tech", "DELETE", "/teams/TEA-0001", nil, "", 403, ""},
		{"a method that is not there", "lead", "PUT", "/teams/TEA-0001", `{}`, "", 405, ""},
		{"a method that is not there on the document", "tech", "POST", api.DocumentPath, `{}`, "", 405, ""},
		{"no body", "lead", "POST", "/teams", nil, "", 422, ""},
		{"an empty body", "lead", "PATCH", "/teams/TEA-0001", " \n", "", 422, ""},
		{"no object", "lead", "POST", "/teams", `[1]`, "", 422, ""},
		{"null", "lead", "POST", "/teams", `null`, "", 422, ""},
		{"what is required is missing", "tech", "POST", "/incidents", `{}`, "", 422, "title"},
		{"all that is wrong", "tech", "POST", "/incidents", `{"nonsense":1,"impact":"huge","opened":true,"number":"INC-0009","reopened":-1}`, "", 422,
			"impact nonsense number opened reopened title"},
		{"a wrong type", "lead", "POST", "/teams", `{"name":{"a":1}}`, "", 422, "name"},
		{"a field that the program keeps", "lead", "PATCH", "/teams/TEA-0001", `{"created":"2020-01-01T00:00:00Z","archived":true}`, "", 422, "archived created"},
		{"a state", "tech", "POST", "/incidents", `{"title":"x","state":"closed"}`, "", 422, "state"},
		{"a reference to nobody", "lead", "PATCH", "/teams/TEA-0001", `{"lead":"PER-4711"}`, "", 422, "lead"},
		{"a member twice", "lead", "POST", "/teams", `{"name":"a","name":"b"}`, "", 422, "name"},
		{"too deep", "lead", "POST", "/teams", deep, "", 422, ""},
		{"no JSON", "lead", "POST", "/teams", `{"name":`, "", 400, ""},
		{"more than JSON", "lead", "POST", "/teams", `{"name":"x"} x`, "", 400, ""},
		{"no UTF-8", "lead", "POST", "/teams", "{\"name\":\"\xff\"}", "", 400, ""},
		{"half a character", "lead", "POST", "/teams", `{"name":"\ud83d x"}`, "", 400, ""},
		{"NUL", "lead", "POST", "/teams", `{"name":"a\u0000b"}`, "", 422, "name"},
		{"a form", "lead", "POST", "/teams", `name=x`, "Content-Type: application/x-www-form-urlencoded", 415, ""},
		{"no type", "lead", "POST", "/teams", `{"name":"x"}`, "Content-Type: ", 415, ""},
		{"another charset", "lead", "POST", "/teams", `{"name":"x"}`, "Content-Type: application/json; charset=latin1", 415, ""},
		{"JSON patch", "lead", "PATCH", "/teams/TEA-0001", `[]`, "Content-Type: application/json-patch+json", 415, ""},
		{"packed", "lead", "POST", "/teams", `{"name":"x"}`, "Content-Encoding: gzip", 415, ""},
		{"too much", "lead", "POST", "/teams", `{"name":"` + strings.Repeat("x", 5<<20) + `"}`, "", 413, ""},
		{"too many values", "lead", "POST", "/teams/bulk", `{"items":[` + strings.Repeat("1,", 600_000) + `1]}`, "", 413, ""},
		{"a text that is too long", "lead", "POST", "/teams", `{"name":"` + strings.Repeat("x", 1001) + `"}`, "", 422, "name"},
		{"an old version", "lead", "PATCH", "/teams/TEA-0001", `{"name":"x"}`, `If-Match: "7-aa"`, 412, ""},
		{"a weak tag", "lead", "PATCH", "/teams/TEA-0001", `{"name":"x"}`, `If-Match: W/"1-aa"`, 412, ""},
		{"a tag that is none", "lead", "PATCH", "/teams/TEA-0001", `{"name":"x"}`, `If-Match: 1`, 412, ""},
		{"an old version in the body", "lead", "PATCH", "/teams/TEA-0001", `{"name":"x","version":7}`, "", 409, ""},
		{"a step that is not there", "lead", "POST", "/teams/TEA-0001/steps/fly", nil, "", 404, ""},
		{"a limit that is no number", "lead", "GET", "/teams?limit=x", nil, "", 422, "limit"},
		{"a limit that is too high", "lead", "GET", "/teams?limit=1001", nil, "", 422, "limit"},
		{"a parameter that is not there", "lead", "GET", "/teams?filtr=x&archivd=only", nil, "", 422, "archivd filtr"},
		{"a parameter twice", "lead", "GET", "/teams?order=name&order=-name", nil, "", 422, "order"},
		{"a parameter with NUL", "lead", "GET", "/teams?filter=%00", nil, "", 422, "filter"},
		{"a query that cannot be read", "lead", "GET", "/teams?filter=%zz", nil, "", 400, ""},
		{"a filter that is none", "lead", "GET", "/teams?filter=%28", nil, "", 422, ""},
		{"a cursor that is none", "lead", "GET", "/teams?after=x", nil, "", 422, ""},
		{"an order that is none", "lead", "GET", "/teams?order=x", nil, "", 422, ""},
		{"archived, but how", "lead", "GET", "/teams?archived=yes", nil, "", 422, "archived"},
		{"a note that is too long", "lead", "PATCH", "/teams/TEA-0001?note=" + strings.Repeat("x", 501), `{"name":"y"}`, "", 422, "note"},
		{"a search for nothing", "tech", "GET", "/search", nil, "", 422, "q"},
		{"a search in what is not there", "tech", "GET", "/search?q=x&type=ship", nil, "", 422, "type"},
		{"a cursor of a history that is none", "lead", "GET", "/teams/TEA-0001/history?after=-1", nil, "", 422, "after"},
		{"no items", "lead", "POST", "/teams/bulk", `{"items":[]}`, "", 422, "items"},
		{"members of a bulk that are none", "lead", "POST", "/teams/bulk", `{"item":[],"all_or_none":"yes"}`, "", 422, "all_or_none item items"},
	} {
		t.Run(c.name, func(t *testing.T) {
			var headers []string
			if c.headers != "" {
				headers = append(headers, c.headers)
			}
			a := s.ask(c.who, c.method, c.path, c.body, headers...)
			if a.Code != c.status {
				t.Fatalf("status %d, want %d: %.500s", a.Code, c.status, a.Body)
			}
			if got := a.Header().Get("Content-Type"); got != "application/problem+json" {
				t.Errorf("Content-Type is %q", got)
			}
			if p := a.json(t); fmt.Sprint(p["status"]) != fmt.Sprint(c.status) || p["title"] != http.StatusText(c.status) || p["detail"] == "" {
				t.Errorf("the problem is %v", p)
			}
			got := a.errors(t)
			slices.Sort(got)
			want := strings.Fields(c.fields)
			slices.Sort(want)
			if !slices.Equal(got, want) {
				t.Errorf("complains about %q, want %q: %s", got, want, a.Body)
			}
		})
	}
	if s.desk.Position() != position {
		t.Error("something was written")
	}
}
