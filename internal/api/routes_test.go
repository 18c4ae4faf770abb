package api_test

import (
	"encoding/json"
	"net/http"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"fairlead/internal/api"
)

// documented is the operations of the served document: methods by path.
func documented(s *server, who string) map[string][]string {
	s.Helper()
	var doc struct {
		Paths map[string]map[string]json.RawMessage
	}
	a := s.want(s.ask(who, "GET", api.DocumentPath, nil), http.StatusOK)
	if err := json.Unmarshal(a.Body.Bytes(), &doc); err != nil {
		s.Fatal(err)
	}
	out := map[string][]string{}
	for path, item := range doc.Paths {
		for method := range item {
			out[path] = append(out[path], strings.ToUpper(method))
		}
		slices.Sort(out[path])
	}
	return out
}

// Every address of the document answers with exactly the methods that the
// document gives it, so there is no address that answers otherwise.
func TestDocumentedPathsAnswer(t *testing.T) {
	s := open(t)
	for path, methods := range documented(s, "program") {
		address := strings.NewReplacer("{key}", "4711", "{step}", "none").Replace(path)
		want := slices.Clone(methods)
		if slices.Contains(want, "GET") {
			want = append(want, "HEAD")
		}
		slices.Sort(want)
		a := s.want(s.ask("program", "TRACE", address, nil), http.StatusMethodNotAllowed)
		got := strings.Split(a.Header().Get("Allow"), ", ")
		slices.Sort(got)
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%s: methods in the document and of the address differ (-document +address):\n%s", path, diff)
		}
		for _, method := range methods {
			if a := s.ask("program", method, address, nil); a.Code == http.StatusMethodNotAllowed || strings.Contains(a.Body.String(), "There is nothing at") {
				t.Errorf("%s %s: status %d: %s", method, path, a.Code, a.Body)
			}
		}
	}
}

// Every route that is served stands in the document, for every type. The
// document itself does not describe where it is found, nor what is not there.
func TestRoutesAreDocumented(t *testing.T) {
	s := open(t)
	paths := documented(s, "program")
	var missing []string
	for _, path := range api.Paths() {
		for _, typ := range s.desk.Types() {
			if strings.HasSuffix(path, "/steps/{step}") && len(typ.Lifecycle.Transitions) == 0 {
				continue // a type without steps
			}
			if p := strings.ReplaceAll(path, "{plural}", typ.Plural); paths[p] == nil {
				missing = append(missing, p)
			}
		}
	}
	if missing != nil {
		t.Errorf("not in the document: %s", missing)
	}
}

// What is of no record type cannot be taken for a record type, nor the other
// way round.
func TestAddressesAreApart(t *testing.T) {
	s := open(t)
	for _, typ := range s.desk.Types() {
		for _, path := range api.Paths() {
			if first, _, _ := strings.Cut(path[1:], "/"); first == typ.Plural {
				t.Errorf("%s is both a record type and an address of its own", first)
			}
		}
	}
	for path, allow := range map[string]string{"/imports": "POST", "/imports/4711": "GET, HEAD", "/types": "GET, HEAD", "/teams/4711": "DELETE, GET, HEAD, PATCH"} {
		a := s.want(s.ask("program", "PUT", path, nil), http.StatusMethodNotAllowed)
		got := strings.Split(a.Header().Get("Allow"), ", ")
		slices.Sort(got)
		if strings.Join(got, ", ") != allow {
			t.Errorf("%s allows %s, want %s", path, got, allow)
		}
	}
	for _, path := range []string{"/imports/4711/bulk", "/imports/", "/types/4711", "/searches"} {
		s.want(s.ask("program", "GET", path, nil), http.StatusNotFound)
	}
}
