package api_test

import (
	"bytes"
	"fmt"
	"mime/multipart"
	"net/http"
	"slices"
	"strings"
	"testing"

	"fairlead/internal/connect/importer"
	"fairlead/internal/record"
)

// vendors is a file of which the second row has no name.
const vendors = "name,code,critical\nNorvik,V1,yes\n,V2,no\nAcora,V3,no\n"

// hand sends a form with a file as somebody. Parts are "name=value".
func (s *server) hand(who, name, content string, parts ...string) answer {
	s.Helper()
	var body bytes.Buffer
	form := multipart.NewWriter(&body)
	for _, part := range parts {
		name, value, _ := strings.Cut(part, "=")
		if err := form.WriteField(name, value); err != nil {
			s.Fatal(err)
		}
	}
	if name != "" {
		file, err := form.CreateFormFile("file", name)
		if err != nil {
			s.Fatal(err)
		}
		if _, err := file.Write([]byte(content)); err != nil {
			s.Fatal(err)
		}
	}
	if err := form.Close(); err != nil {
		s.Fatal(err)
	}
	return s.ask(who, "POST", "/imports", body.String(), "Content-Type: "+form.FormDataContentType())
}

// run runs an import that was just taken in, and gives its address.
func (s *server) run(a answer) string {
	s.Helper()
	s.want(a, http.StatusAccepted)
	id, err := record.ParseID(a.json(s)["id"].(string))
	if err != nil {
		s.Fatal(err)
	}
	if err := s.jobs.RunNow(background(), id); err != nil {
		s.Fatal(err)
	}
	if address := a.Header().Get("Location"); address != "/api/v1/imports/"+id.String() {
		s.Errorf("the import stands at %q", address)
	}
	return a.Header().Get("Location")
}

func counts(a map[string]any) string {
	return fmt.Sprintf("%v: %v rows, %v created, %v updated, %v unchanged, %v rejected", a["state"], a["rows"], a["created"], a["updated"], a["unchanged"], a["rejected"])
}

// A file that is sent is imported in the background; what was not taken comes
// back as a file. A trial changes nothing.
func TestImport(t *testing.T) {
	s := open(t)
	s.admit("lead", record.Manager)
	before := s.want(s.ask("lead", "GET", "/vendors", nil), http.StatusOK).items(t)
	trial := s.want(s.ask("lead", "GET", s.run(s.hand("lead", "vendors.csv", vendors, "type=vendor", "dry_run=true")), nil), http.StatusOK).json(t)
	if got := counts(trial); got != "done: 3 rows, 2 created, 0 updated, 0 unchanged, 1 rejected" || trial["dry_run"] != true {
		t.Errorf("the trial says %s", got)
	}
	if after := s.ask("lead", "GET", "/vendors", nil).items(t); len(after) != len(before) {
		t.Errorf("a trial leaves %v", after)
	}
	first := s.hand("lead", "vendors.csv", vendors, "type=vendor")
	if a := first.json(t); a["state"] != "waiting" || a["type"] != "vendor" || a["name"] != "vendors.csv" || a["reading"].(map[string]any)["delimiter"] != "," {
		t.Errorf("the answer is %v", a)
	}
	address := s.run(first)
	done := s.want(s.ask("lead", "GET", address, nil), http.StatusOK).json(t)
	if got := counts(done); got != "done: 3 rows, 2 created, 0 updated, 0 unchanged, 1 rejected" {
		t.Errorf("the import says %s", got)
	}
	if p := list(done["problems"]); len(p) != 1 || fmt.Sprint(p[0].(map[string]any)["line"]) != "3" || !strings.Contains(fmt.Sprint(p), "Name") {
		t.Errorf("the problems are %v", p)
	}
	file := s.want(s.ask("lead", "GET", address+"/rejected", nil), http.StatusOK)
	if text := file.Body.String(); !strings.Contains(text, "Why this row was not imported,name,code,critical") || strings.Count(text, "\n") != 2 || !strings.Contains(text, ",V2,no") {
		t.Errorf("the file of rejected rows is %q", text)
	}
	if name := file.Header().Get("Content-Disposition"); name != "attachment; filename*=UTF-8''vendors%20rejected.csv" {
		t.Errorf("it is called %s", name)
	}
}

// What was exported can be imported: nothing changes.
func TestExportedFileComesBack(t *testing.T) {
	s := open(t)
	s.admit("lead", record.Manager)
	s.run(s.hand("lead", "vendors.csv", vendors, "type=vendor"))
	for _, format := range []string{"csv", "xlsx"} {
		file := s.want(s.ask("lead", "GET", "/vendors/export?format="+format, nil), http.StatusOK)
		again := s.ask("lead", "GET", s.run(s.hand("lead", "v."+format, file.Body.String())), nil).json(t)
		if got := counts(again); got != "done: 2 rows, 0 created, 0 updated, 2 unchanged, 0 rejected" || again["type"] != "vendor" {
			t.Errorf("%s: %s", format, got)
		}
	}
}

// A map is named, or sent as JSON.
func TestImportByMap(t *testing.T) {
	s := open(t)
	s.admit("lead", record.Manager)
	m := `{"name":"ledger","type":"vendor","fields":[{"field":"name","column":"Firma"}]}`
	done := s.ask("lead", "GET", s.run(s.hand("lead", "k.csv", "Nr;Firma\n1;Norvik\n", "map="+m)), nil).json(t)
	if got := counts(done); got != "done: 1 rows, 1 created, 0 updated, 0 unchanged, 0 rejected" || done["map"] != "ledger" {
		t.Errorf("%s by the map %v", got, done["map"])
	}
	for _, wrong := range []string{"map=nothing of the sort", `map={"type":"vendor","fields":[{"field":"name","column":"Name"}]}`, `map={"nonsense":1}`, `map={`} {
		s.want(s.hand("lead", "k.csv", "Nr;Firma\n1;Norvik\n", wrong), http.StatusUnprocessableEntity)
	}
}

// Imports are for those who keep records, into what they may add to, and nobody
// sees those of others.
func TestImportsOfOthers(t *testing.T) {
	s := open(t)
	s.admit("lead", record.Manager)
	s.admit("tech", record.Technician)
	s.admit("employee", record.Employee)
	s.admit("auditor", record.Auditor)
	address := s.run(s.hand("lead", "vendors.csv", vendors, "type=vendor"))
	for _, who := range []string{"employee", "auditor"} {
		s.want(s.hand(who, "incidents.csv", "title\nBroken\n", "type=incident"), http.StatusForbidden)
		s.want(s.ask(who, "GET", address, nil), http.StatusForbidden)
		s.want(s.ask(who, "GET", address+"/rejected", nil), http.StatusForbidden)
	}
	s.want(s.hand("tech", "accounts.csv", "login\nmallory\n", "type=account"), http.StatusUnprocessableEntity)
	byMap := s.hand("tech", "accounts.csv", "login\nmallory\n", `map={"type":"account","fields":[{"field":"login","column":"login"}]}`)
	if byMap.Code != http.StatusNotFound && byMap.Code != http.StatusForbidden {
		t.Errorf("a map for what one may not add gives %d: %s", byMap.Code, byMap.Body)
	}
	s.want(s.ask("tech", "GET", address, nil), http.StatusNotFound)
	s.want(s.ask("tech", "GET", address+"/rejected", nil), http.StatusNotFound)
	draft, err := importer.Draft(background(), s.jobs, s.desk.For(s.people["lead"]), importer.Request{Name: "draft.csv"})
	if err != nil {
		t.Fatal(err)
	}
	for _, id := range []string{draft.String(), "4711", "01890a5d-ac96-774b-bcce-b302099a8057"} {
		s.want(s.ask("lead", "GET", "/imports/"+id, nil), http.StatusNotFound)
	}
}

// What is wrong with a form is said, and nothing is queued.
func TestBadForms(t *testing.T) {
	s := open(t)
	s.admit("lead", record.Manager)
	whole := func(a answer) { t.Helper(); s.want(a, http.StatusUnprocessableEntity) }
	for _, c := range []struct {
		name   string
		answer answer
		fields string
	}{
		{"no file", s.hand("lead", "", ""), "file"},
		{"another part", s.hand("lead", "v.csv", vendors, "types=vendor"), "types"},
		{"a part twice", s.hand("lead", "v.csv", vendors, "type=vendor", "type=team"), "type"},
		{"all that is wrong", s.hand("lead", "", "", "x=1", "dry_run=perhaps", "map=a\x00"), "dry_run file map x"},
		{"a name that is no text", s.hand("lead", "\xff.csv", vendors), "file"},
	} {
		got := c.answer.errors(t)
		slices.Sort(got)
		if c.answer.Code != http.StatusUnprocessableEntity || strings.Join(got, " ") != c.fields {
			t.Errorf("%s: status %d, complains about %q, want %q", c.name, c.answer.Code, got, c.fields)
		}
	}
	whole(s.hand("lead", "v.csv", ""))
	whole(s.hand("lead", "v.csv", "\x00\x01\x02\x03"))
	whole(s.hand("lead", "v.csv", "colour,weight\nred,3\n"))
	whole(s.hand("lead", "v.csv", vendors, "type=ship"))
	s.want(s.hand("lead", "v.csv", strings.Repeat("x", importer.MaxFile+2<<20)), http.StatusRequestEntityTooLarge)
	s.want(s.ask("lead", "POST", "/imports", `{"file":"x"}`), http.StatusUnsupportedMediaType)
	s.want(s.ask("lead", "POST", "/imports", "--x\r\nContent-Disposition: form-data; name=\"file\"; filename=\"v.csv\"\r\n\r\nname", "Content-Type: multipart/form-data; boundary=x"), http.StatusBadRequest)
	if found, err := importer.Recent(background(), s.desk.For(s.people["lead"]), 10); err != nil || len(found) > 0 {
		t.Errorf("imports were queued: %v, %v", found, err)
	}
}

// Exports hold what a filter finds and the reader may see.
func TestExport(t *testing.T) {
	s := open(t)
	s.admit("lead", record.Manager)
	s.admit("employee", record.Employee)
	s.run(s.hand("lead", "vendors.csv", vendors, "type=vendor"))
	for path, want := range map[string]string{
		"/vendors/export?fields=name,critical&order=name":                       "\ufeffnumber,name,critical,id\r\n",
		"/vendors/export?format=csv&fields=name&filter=critical%20%3D%20true":   "\ufeffnumber,name,id\r\nVEN-0001,Norvik,",
		"/vendors/export?format=json&fields=name&filter=critical%20%3D%20false": `"name":"Acora"`,
	} {
		a := s.want(s.ask("lead", "GET", path, nil), http.StatusOK)
		if text := strings.ReplaceAll(a.Body.String(), `": "`, `":"`); !strings.Contains(text, want) {
			t.Errorf("%s gives %q", path, text)
		}
	}
	a := s.want(s.ask("lead", "GET", "/vendors/export?format=xlsx", nil), http.StatusOK)
	if kind, name := a.Header().Get("Content-Type"), a.Header().Get("Content-Disposition"); !strings.HasPrefix(a.Body.String(), "PK") || !strings.HasSuffix(kind, "sheet") || !strings.HasSuffix(name, "''vendors.xlsx") {
		t.Errorf("the workbook is %s, %s: %.20q", kind, name, a.Body)
	}
	s.want(s.ask("employee", "GET", "/vendors/export", nil), http.StatusNotFound)
	for _, query := range []string{"format=pdf", "fields=nothing", "filter=%28", "order=nothing", "limit=1"} {
		s.want(s.ask("lead", "GET", "/vendors/export?"+query, nil), http.StatusUnprocessableEntity)
	}
}
