package imports_test

import (
	"bufio"
	"bytes"
	"fmt"
	"io"
	"mime/multipart"
	"net/http"
	"net/url"
	"os"
	"strings"
	"sync"
	"testing"

	"fairlead/internal/catalog"
	"fairlead/internal/connect/importer"
	"fairlead/internal/record"
	"fairlead/internal/testkit/corpus"
)

// answer is what a page gave.
type answer struct {
	status int
	where  string // of a redirect
	body   string
}

func (s *server) do(t *testing.T, method, path, kind string, body io.Reader) answer {
	t.Helper()
	r, err := http.NewRequestWithContext(t.Context(), method, s.URL+path, body)
	if err != nil {
		t.Fatal(err)
	}
	r.Header.Set("Content-Type", kind)
	res, err := http.DefaultTransport.RoundTrip(r)
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close()
	text, err := io.ReadAll(res.Body)
	if err != nil {
		t.Fatal(err)
	}
	return answer{res.StatusCode, res.Header.Get("Location"), string(text)}
}

func (s *server) get(t *testing.T, path string) answer {
	t.Helper()
	return s.do(t, "GET", path, "", nil)
}

func (s *server) post(t *testing.T, path string, form url.Values) answer {
	t.Helper()
	return s.do(t, "POST", path, "application/x-www-form-urlencoded", strings.NewReader(form.Encode()))
}

// hand uploads a file, with other fields of the form as pairs.
func (s *server) hand(t *testing.T, name string, content []byte, pairs ...string) answer {
	t.Helper()
	var body bytes.Buffer
	w := multipart.NewWriter(&body)
	for i := 0; i < len(pairs); i += 2 {
		if err := w.WriteField(pairs[i], pairs[i+1]); err != nil {
			t.Fatal(err)
		}
	}
	part, err := w.CreateFormFile("file", name)
	if err == nil {
		_, err = part.Write(content)
	}
	if err == nil {
		err = w.Close()
	}
	if err != nil {
		t.Fatal(err)
	}
	return s.do(t, "POST", "/imports/new", w.FormDataContentType(), &body)
}

// bring imports a file to its end by requests alone, with the map that is
// suggested, and gives the address of the import.
func (s *server) bring(t *testing.T, typ, name, content string, pairs ...string) string {
	t.Helper()
	draft := s.hand(t, name, []byte(content), append(pairs, "type", typ)...)
	if draft.status != http.StatusSeeOther {
		t.Fatalf("handing in: %d %.500s", draft.status, draft.body)
	}
	return s.submit(t, draft.where)
}

// submit presses Import on the page of a draft, and waits for the end.
func (s *server) submit(t *testing.T, draft string) string {
	t.Helper()
	form := url.Values{"act": {"import"}}
	fill(t, form, s.get(t, draft).body)
	begun := s.post(t, draft, form)
	if begun.status != http.StatusSeeOther {
		t.Fatalf("importing: %d %.2000s", begun.status, begun.body)
	}
	id, err := record.ParseID(strings.TrimPrefix(begun.where, "/imports/"))
	if err != nil {
		t.Fatal(err)
	}
	for {
		changed := s.queue.Watch(id)
		info, err := s.queue.Get(t.Context(), id)
		if err != nil {
			t.Fatal(err)
		}
		if info.State.Final() {
			return begun.where
		}
		<-changed
	}
}

const rejecting = "name,class,purchased\nPrinter,printer,2024-01-02\nBroken,printer,soon\nPump,nonsense,2024-01-03\n"

// The rows that were not taken are shown with the reasons, and can be had as a
// file; that file, corrected, brings them in, once.
func TestRejects(t *testing.T) {
	s := serve(t, true, record.Director)
	at := s.bring(t, "asset", "things.csv", rejecting)
	page := s.get(t, at)
	for _, want := range []string{"1 asset added, 2 rows not taken.", "Rows that were not taken", "Broken · printer · soon", "Purchased"} {
		if !strings.Contains(page.body, want) {
			t.Errorf("the page lacks %q", want)
		}
	}
	file := s.get(t, at+"/rejected.csv")
	if file.status != 200 || strings.Count(strings.TrimSpace(file.body), "\n") != 2 {
		t.Fatalf("%d: %s", file.status, file.body)
	}
	corrected := strings.NewReplacer("soon", "2024-05-06", "nonsense", "printer").Replace(file.body)
	id := strings.TrimPrefix(at, "/imports/")
	for range 2 {
		again := s.bring(t, "asset", "things rejected.csv", corrected, "like", id)
		if page := s.get(t, again); strings.Contains(page.body, "not taken") {
			t.Fatalf("again: %s", page.body)
		}
	}
	names := map[string]int{}
	snapshot, err := s.clerk.Snapshot()
	if err != nil {
		t.Fatal(err)
	}
	for a := range record.Each[catalog.Asset](snapshot) {
		names[a.Name]++
	}
	if fmt.Sprint(names) != "map[Broken:1 Printer:1 Pump:1]" {
		t.Errorf("there are %v", names)
	}
}

// A mapping without a name is not kept, and the form says so.
func TestKeepWithoutName(t *testing.T) {
	s := serve(t, true, record.Director)
	at := s.bring(t, "asset", "things.csv", rejecting)
	for _, name := range []string{"", "  ", strings.Repeat("x", 5000), "a\x00b"} {
		got := s.post(t, at+"/keep", url.Values{"name": {name}})
		if got.status != http.StatusUnprocessableEntity || !strings.Contains(got.body, `class="problem"`) || !strings.Contains(got.body, "Keep this mapping") {
			t.Errorf("%.20q: %d", name, got.status)
		}
	}
	if got := s.post(t, at+"/keep", url.Values{"name": {`<b>"Things"`}}); got.status != http.StatusSeeOther {
		t.Errorf("a name that is one: %d", got.status)
	}
}

// While an import waits or runs, the page follows by a stream, which ends with
// where the outcome stands.
func TestLive(t *testing.T) {
	s := serve(t, false, record.Director)
	draft := s.hand(t, "things.csv", []byte(rejecting), "type", "asset").where
	form := url.Values{"act": {"import"}}
	fill(t, form, s.get(t, draft).body)
	at := s.post(t, draft, form).where
	if page := s.get(t, at); !strings.Contains(page.body, at+"/live") || !strings.Contains(page.body, "Waiting for its turn") {
		t.Errorf("the page does not follow: %s", page.body)
	}
	res, err := http.Get(s.URL + at + "/live")
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close()
	if kind := res.Header.Get("Content-Type"); kind != "text/event-stream" {
		t.Fatalf("it is %s", kind)
	}
	var seen []string
	begin := sync.OnceFunc(func() { s.start(t) })
	for lines := bufio.NewScanner(res.Body); lines.Scan(); {
		if text := lines.Text(); text != "" {
			seen = append(seen, text)
		}
		begin()
	}
	last := seen[max(0, len(seen)-2):]
	if !strings.HasPrefix(seen[0], "data: ") || !strings.Contains(seen[0], "Waiting for its turn") || fmt.Sprint(last) != fmt.Sprint([]string{"event: done", "data: " + at}) {
		t.Errorf("the stream is %q", seen)
	}
}

// A waiting import can be cancelled, and go on.
func TestCancelAndGoOn(t *testing.T) {
	s := serve(t, false, record.Director)
	draft := s.hand(t, "things.csv", []byte(rejecting), "type", "asset").where
	form := url.Values{"act": {"import"}}
	fill(t, form, s.get(t, draft).body)
	at := s.post(t, draft, form).where
	for range 2 {
		if got := s.post(t, at+"/cancel", nil); got.status != http.StatusSeeOther {
			t.Errorf("cancelling: %d", got.status)
		}
	}
	if page := s.get(t, at); !strings.Contains(page.body, "It was cancelled.") || !strings.Contains(page.body, "No row was read.") {
		t.Errorf("cancelled: %s", page.body)
	}
	if got := s.post(t, at+"/retry", nil); got.status != http.StatusSeeOther {
		t.Errorf("going on: %d", got.status)
	}
	if got := s.post(t, at+"/retry", nil); got.status != http.StatusConflict {
		t.Errorf("going on twice: %d", got.status)
	}
}

// Who does not keep records is told so on each page.
func TestNotForEmployees(t *testing.T) {
	for _, role := range []record.Role{record.Employee, record.Auditor, record.Executive} {
		s := serve(t, false, role)
		for _, path := range []string{"/imports", "/imports/new", "/imports/" + record.NewID(s.desk.Now()).String()} {
			if got := s.get(t, path); got.status != http.StatusForbidden || !strings.Contains(got.body, "Imports are for those who keep records.") {
				t.Errorf("%s gets %s with %d", role, path, got.status)
			}
		}
		if got := s.hand(t, "x.csv", []byte(rejecting)); got.status != http.StatusForbidden {
			t.Errorf("%s may hand in a file: %d", role, got.status)
		}
	}
}

// Broken files are refused in words on the form, or read with each bad row
// named; none is an error of ours.
func TestBrokenFiles(t *testing.T) {
	s := serve(t, true, record.Director)
	files := map[string]string{
		"empty.csv":                          "",
		"blank.csv":                          " \n\n\n",
		"one cell.csv":                       "a",
		"header only.csv":                    "name,class\n",
		"nul.csv":                            "name,class\nA\x00B,printer\n",
		"binary.csv":                         "\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR",
		"zip.xlsx":                           "PK\x03\x04not a workbook",
		"text.xlsx":                          "name,class\n",
		"open quote.csv":                     "name,class\n\"A,printer\nB,printer\n",
		"quote inside.csv":                   "name,class\n\"A\"x,printer\nB,printer\n",
		"long row.csv":                       "name,class\nA,printer,too,many,cells\nB\n",
		"same names.csv":                     "name,name,name\nA,B,C\n",
		"no names.csv":                       ",,\nA,B,C\n",
		"not utf-8.csv":                      "name,class\n\xff\xfe\xfd,printer\n",
		"wide.csv":                           strings.Repeat("c,", 5000) + "\n",
		"../../../etc/passwd":                "name\nA\n",
		strings.Repeat("long", 500) + ".csv": "name\nA\n",
		"<script>alert(1)</script>.csv":      "<b>name</b>,class\n<i>A</i>,printer\n",
	}
	for _, name := range []string{"comma_in_quotes", "empty", "empty_crlf", "escaped_quotes", "json", "location_coordinates", "newlines", "newlines_crlf", "quotes_and_newlines", "simple", "simple_crlf", "utf8"} {
		files["spectrum "+name+".csv"] = string(corpus.Read(t, "input/csv_spectrum/csvs/"+name+".csv"))
	}
	for name, content := range files {
		got := s.hand(t, name, []byte(content), "type", "asset")
		switch got.status {
		case http.StatusSeeOther:
			page := s.get(t, got.where)
			if page.status != 200 || strings.Contains(page.body, "<script>alert") || strings.Contains(page.body, "<b>name") || strings.Contains(page.body, "<i>A") {
				t.Errorf("%.40q: its page answers %d: %.300s", name, page.status, page.body)
			}
		case http.StatusUnprocessableEntity:
			if !strings.Contains(got.body, `class="problem"`) {
				t.Errorf("%.40q is refused without a word at the field", name)
			}
		default:
			t.Errorf("%.40q: %d %.300s", name, got.status, got.body)
		}
	}
}

// An upload that is cut off or no form at all is said to be so.
func TestBrokenUploads(t *testing.T) {
	s := serve(t, false, record.Director)
	for name, c := range map[string]struct{ kind, body string }{
		"cut off":         {"multipart/form-data; boundary=b", "--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.csv\"\r\n\r\nname\nA"},
		"no boundary":     {"multipart/form-data", "--b--"},
		"other boundary":  {"multipart/form-data; boundary=c", "--b\r\n\r\n\r\n--b--\r\n"},
		"no file":         {"multipart/form-data; boundary=b", "--b\r\nContent-Disposition: form-data; name=\"type\"\r\n\r\nasset\r\n--b--\r\n"},
		"text for a file": {"multipart/form-data; boundary=b", "--b\r\nContent-Disposition: form-data; name=\"file\"\r\n\r\nasset\r\n--b--\r\n"},
		"not multipart":   {"application/x-www-form-urlencoded", "file=a"},
		"no type":         {"", "x"},
		"nothing":         {"multipart/form-data; boundary=b", ""},
	} {
		if got := s.do(t, "POST", "/imports/new", c.kind, strings.NewReader(c.body)); got.status != http.StatusUnprocessableEntity || !strings.Contains(got.body, `class="problem"`) {
			t.Errorf("%s: %d", name, got.status)
		}
	}
	large := make([]byte, importer.MaxFile+2<<20)
	if got := s.hand(t, "large.csv", large); got.status != http.StatusUnprocessableEntity || !strings.Contains(got.body, "larger than 64 MB") {
		t.Errorf("too large: %d", got.status)
	}
}

// Forms on the pages of an import may say anything.
func TestForgedForms(t *testing.T) {
	s := serve(t, false, record.Director)
	draft := s.hand(t, "things.csv", []byte(rejecting), "type", "asset").where
	for _, form := range []url.Values{
		{}, {"map": {"{"}}, {"map": {"{}"}}, {"map": {"null"}}, {"map": {`{"type":"account","fields":[{"field":"login","column":"name"}]}`}, "act": {"import"}},
		{"map": {"{}"}, "as": {"type:nothing"}, "act": {"import"}},
		{"map": {"{}"}, "as": {"map:nothing"}, "act": {"check"}},
		{"map": {"{}"}, "delimiter": {"\x00"}, "was.delimiter": {","}},
		{"map": {"{}"}, "encoding": {"EBCDIC"}, "was.encoding": {"UTF-8"}},
		{"map": {"{}"}, "dates": {"never"}, "was.dates": {""}, "decimal": {"x"}, "header": {"y"}},
		{"map": {`{"type":"asset","fields":[{"field":"id","column":"name"}]}`}, "act": {"import"}},
		{"map": {`{"type":"asset","external_id":"{","fields":[{"field":"name","template":"{"}]}`}, "act": {"import"}, "identity": {"{{{"}},
		{"map": {"{}"}, "act": {"anything"}, "more.field": {"no"}, "more.value": {"x"}, "currency": {"\xff"}},
	} {
		if got := s.post(t, draft, form); got.status >= 500 || got.status == http.StatusSeeOther {
			t.Errorf("%v: %d to %s: %.300s", form, got.status, got.where, got.body)
		}
	}
	if left, err := s.queue.List(t.Context(), "waiting", 50, record.ID{}); err != nil || len(left) != 1 {
		t.Errorf("%d jobs wait, want the draft alone (%v)", len(left), err)
	}
	for _, id := range []string{"x", "%00", "..", strings.Repeat("a", 3000), record.NewID(s.desk.Now()).String()} {
		for _, rest := range []string{"", "/mapping", "/live", "/rejected.csv"} {
			if got := s.get(t, "/imports/"+id+rest); got.status >= 500 || got.status < 300 {
				t.Errorf("/imports/%.40s%s: %d", id, rest, got.status)
			}
		}
	}
}

// A cloud bill by FOCUS is summed up when it is handed in, and comes in as entries
// of the ledger.
func TestCloudBill(t *testing.T) {
	s := serve(t, true, record.Director)
	const bill = `BillingAccountId,SubAccountId,ServiceName,ChargeCategory,ChargePeriodStart,BilledCost,BillingCurrency
7001,dev,Virtual Machines,Usage,2026-03-01T00:00:00Z,0.004,EUR
7001,dev,Virtual Machines,Usage,2026-03-09T00:00:00Z,12.501,EUR
`
	draft := s.hand(t, "bill.csv", []byte(bill))
	if draft.status != http.StatusSeeOther {
		t.Fatalf("handing in: %d %.500s", draft.status, draft.body)
	}
	if page := s.get(t, draft.where).body; !strings.Contains(page, "Reference") {
		t.Errorf("the page does not show the sum: %.2000s", page)
	}
	s.submit(t, draft.where)
	snapshot, err := s.clerk.Snapshot()
	if err != nil {
		t.Fatal(err)
	}
	var booked []string
	for e := range record.Each[catalog.LedgerEntry](snapshot) {
		booked = append(booked, e.Amount.Text())
	}
	if len(booked) != 1 || booked[0] != "12.50 EUR" {
		t.Errorf("the ledger holds %v, want the sum", booked)
	}
	if bad := s.hand(t, "bill.csv", []byte(strings.Replace(bill, "12.501", "much", 1))); bad.status == http.StatusSeeOther || !strings.Contains(bad.body, "Line 3: BilledCost much is not a number.") {
		t.Errorf("a bill that cannot be read: %d %.500s", bad.status, bad.body)
	}
}

// A plan of Microsoft Project comes in as a project with tasks, links and who does
// them. Handed in again it brings them up to date: nothing is made twice.
func TestPlan(t *testing.T) {
	s := serve(t, true, record.Director)
	if got := s.hand(t, "people.csv", []byte("external_id,name\nada,Ada\n")); got.status != http.StatusSeeOther {
		t.Fatalf("%d %.500s", got.status, got.body)
	}
	file, err := os.ReadFile("../../../../engine/schedule/msproject/testdata/shared.xml")
	if err != nil {
		t.Fatal(err)
	}
	tasks := func() map[string]*catalog.Task {
		snapshot, err := s.clerk.Snapshot()
		if err != nil {
			t.Fatal(err)
		}
		all := map[string]*catalog.Task{}
		for task := range record.Each[catalog.Task](snapshot) {
			if p := record.Get(snapshot, task.Project); p == nil || p.Name != "Shared people" {
				t.Errorf("%s belongs to %v", task.Name, p)
			}
			all[task.Name] = task
		}
		return all
	}
	for _, text := range []string{string(file), strings.Replace(string(file), "PT24H0M0S", "PT40H0M0S", 1)} {
		draft := s.hand(t, "plan.xml", []byte(text))
		if draft.status != http.StatusSeeOther {
			t.Fatalf("handing in: %d %.500s", draft.status, draft.body)
		}
		if page := s.get(t, draft.where).body; !strings.Contains(page, "Microsoft Project tasks") {
			t.Errorf("the page does not know the plan: %.2000s", page)
		}
		s.submit(t, draft.where)
	}
	all := tasks()
	if len(all) != 5 {
		t.Fatalf("%d tasks, want 5", len(all))
	}
	front, design := all["Front"], all["Design"]
	if len(front.Predecessors) != 1 || front.Predecessors[0].Task.ID != design.ID || front.Predecessors[0].Lag.N() != 1 {
		t.Errorf("Front follows %+v, want Design with a day between", front.Predecessors)
	}
	if front.Estimate.Likely != 5 || len(all["Try"].Predecessors) != 2 {
		t.Errorf("Front takes %v days, Try follows %+v", front.Estimate.Likely, all["Try"].Predecessors)
	}
	bad := s.hand(t, "plan.xml", []byte(strings.Replace(string(file), "PT24H0M0S", "long", 1)))
	if bad.status == http.StatusSeeOther || !strings.Contains(bad.body, "line 9: &lt;Duration&gt;") {
		t.Errorf("a plan that cannot be read: %d %.500s", bad.status, bad.body)
	}
}
