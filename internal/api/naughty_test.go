package api_test

import (
	"encoding/json"
	"fmt"
	"maps"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"

	"fairlead/internal/record"
	"fairlead/internal/testkit/corpus"
	"fairlead/internal/testkit/desktest"
	"fairlead/internal/testkit/pgtest"
)

// naughty is the Big List of Naughty Strings.
func naughty(t testing.TB) (texts []string) {
	t.Helper()
	if err := json.Unmarshal(corpus.Read(t, "input/blns.json"), &texts); err != nil {
		t.Fatal(err)
	}
	return texts
}

// engines runs a test on a server over each database.
func engines(t *testing.T, test func(*testing.T, *server)) {
	t.Run("sqlite", func(t *testing.T) { test(t, open(t)) })
	t.Run("postgres", func(t *testing.T) { test(t, openOn(t, pgtest.Start(t), nil)) })
}

// A naughty string in a text is kept as it is, without the space around it, or
// refused with the name of the field. It is never changed and never an error on
// our side.
func TestNaughtyTexts(t *testing.T) {
	engines(t, func(t *testing.T, s *server) {
		var items []any
		for _, text := range naughty(t) {
			items = append(items, map[string]any{"title": "x" + text, "description": text, "category": text, "external_id": text, "source": "list"})
		}
		results := s.want(s.ask("program", "POST", "/incidents/bulk", map[string]any{"items": items}), http.StatusOK).items(t)
		kept := 0
		for i, result := range results {
			sent := items[i].(map[string]any)
			if result["error"] != nil {
				if list(result["errors"]) == nil {
					t.Errorf("%q is refused without saying where: %v", sent["description"], result)
				}
				continue
			}
			kept++
			got := s.want(s.ask("program", "GET", "/incidents/"+result["number"].(string), nil), http.StatusOK).json(t)
			for name, want := range map[string]string{"title": sent["title"].(string), "category": sent["category"].(string)} {
				have, _ := got[name].(string)
				if have != strings.TrimSpace(want) {
					t.Errorf("%s %q was kept as %q", name, want, have)
				}
			}
		}
		if kept < len(items)*9/10 {
			t.Errorf("only %d of %d were kept", kept, len(items))
		}
	})
}

// A naughty string in an address, a header, a reference or a number is answered
// clearly and breaks nothing.
func TestNaughtyPlaces(t *testing.T) {
	engines(t, func(t *testing.T, s *server) {
		s.want(s.ask("program", "POST", "/teams", `{"name":"Network"}`), http.StatusCreated)
		for _, text := range naughty(t) {
			q := url.QueryEscape(text)
			for _, path := range []string{
				"/teams?filter=" + q, "/teams?filter=name+%3D+" + q, "/teams?order=" + q, "/teams?after=" + q, "/teams?limit=" + q, "/teams?archived=" + q,
				"/teams?" + q, "/search?q=" + q, "/search?q=x&type=" + q, "/teams/" + url.PathEscape(text), "/" + url.PathEscape(text), "/teams/TEA-0001/history?after=" + q,
			} {
				s.ask("program", "GET", path, nil)
			}
			s.ask("program", "PATCH", "/teams/TEA-0001?note="+q, map[string]any{"lead": text, "tags": []any{text}})
			s.ask("program", "PATCH", "/teams/TEA-0001", map[string]any{text: text})
			s.ask("program", "POST", "/teams/TEA-0001/steps/"+url.PathEscape(text), nil)
			s.ask("program", "GET", "/teams/TEA-0001", nil, "If-None-Match: "+header(text))
			s.ask("program", "PATCH", "/teams/TEA-0001", `{}`, "If-Match: "+header(text))
			s.ask("program", "POST", "/teams", text)
		}
	})
}

// header is the part of a text that a header can carry.
func header(text string) string {
	return strings.Map(func(r rune) rune {
		if r < ' ' || r == 0x7f {
			return -1
		}
		return r
	}, text)
}

// odd are values of every JSON type, at the edges of each.
func odd() []any {
	texts := []any{
		"", " ", "x", "0", "-1", "1e400", "true", "null", "2026-02-30", "99999-01-01", "0000-00-00", "2026-11-21T25:61:61Z", "PT99999999999999H", "P-1D", "1 XXX", "-0.001 EUR",
		"99999999999999999999 EUR", "1,2,3", "..", "1..", "9..1", "javascript:alert(1)", "http://", "mailto:", "type:x", "incident:0", "\u202e", "\ufeff", "\u0000", "a\u0000b", "\r\n", strings.Repeat("ä", 40_000), strings.Repeat("9", 400),
		"00000000-0000-0000-0000-000000000000", "01890a5d-ac96-774b-bcce-b302099a8057", "INC-99999999999999999999", "INC--1", "today+99999999d", "NaN", "Infinity",
	}
	numbers := []any{json.Number("0"), json.Number("-0"), json.Number("-1"), json.Number("9007199254740993"), json.Number("1e309"), json.Number("-1e309"), json.Number("1e-400"), json.Number("1e999999999"), json.Number("0." + strings.Repeat("1", 400)), json.Number(strings.Repeat("9", 4000))}
	nested := any("x")
	for range 10 {
		nested = []any{map[string]any{"a": nested}}
	}
	others := []any{nil, true, false, []any{}, []any{nil}, []any{[]any{}}, []any{json.Number("1"), "x", nil, map[string]any{}}, map[string]any{}, map[string]any{"": ""}, nested,
		map[string]any{"id": nil}, map[string]any{"id": map[string]any{}}, map[string]any{"number": json.Number("1")}, map[string]any{"type": "x", "id": "x"}, map[string]any{"type": "ship", "id": "01890a5d-ac96-774b-bcce-b302099a8057"},
		map[string]any{"amount": json.Number("1"), "currency": "EUR"}, map[string]any{"amount": "1e9", "currency": "EUR"}, map[string]any{"amount": "99999999999999999999", "currency": "EUR"}, map[string]any{"amount": "1", "currency": "eur"}, map[string]any{"amount": "1", "currency": "EUR", "x": nil},
		map[string]any{"low": "x"}, map[string]any{"low": json.Number("9"), "high": json.Number("1")}, map[string]any{"likely": json.Number("1e309")}, map[string]any{"low": json.Number("1"), "likely": nil, "high": []any{}},
		map[string]any{"name": "../x", "type": "x", "size": json.Number("-1"), "hash": "x"}, map[string]any{"name": "a", "type": "x", "size": json.Number("1e30"), "hash": strings.Repeat("0", 64)},
		[]any{map[string]any{"nonsense": true}}, []any{map[string]any{"title": "x", "person": "PER-0001"}}, slices.Repeat([]any{"x"}, 1200), slices.Repeat([]any{map[string]any{}}, 2200),
	}
	return slices.Concat(texts, numbers, others)
}

// Whatever is sent for a field, of whatever kind, is kept or refused with the
// name of a field, and never an error on our side. What is kept can be read.
func TestOddValues(t *testing.T) {
	engines(t, func(t *testing.T, s *server) {
		addCustomFields(t, s.desk, s.desk.Dictionary().Type("site"))
		seeded := seed(t, s.desk)
		values := odd()
		for _, typ := range s.desk.Types() {
			base := s.ask("program", "GET", "/"+typ.Plural+"/"+typ.Number(seeded[typ.Name][0].Head().Number), nil).json(t)
			maps.DeleteFunc(base, func(name string, _ any) bool { f := typ.Field(name); return f == nil || f.System })
			s.oddType(t, typ, base, values)
		}
	})
}

// oddType sends every value for every field of a type, each in a record that is
// good otherwise.
func (s *server) oddType(t *testing.T, typ *record.Type, base map[string]any, values []any) {
	t.Helper()
	var items []any
	for _, f := range typ.Fields {
		for _, v := range values {
			item := maps.Clone(base)
			for _, other := range typ.Fields {
				if other.Unique {
					item[other.Name] = record.NewID(desktest.Noon()).String()
				}
			}
			item[f.Name] = v
			items = append(items, item)
		}
	}
	results := s.want(s.ask("program", "POST", "/"+typ.Plural+"/bulk", map[string]any{"items": items}), http.StatusOK).items(t)
	for i, result := range results {
		f, v := typ.Fields[i/len(values)], values[i%len(values)]
		leads := f.Name == "version" || f.Name == "number" // to a record, which is there or not
		if result["error"] != nil && list(result["errors"]) == nil && !leads {
			t.Errorf("%s.%s = %.100s is refused without naming a field: %v", typ.Name, f.Name, fmt.Sprint(v), result)
		}
	}
	s.want(s.ask("program", "GET", "/"+typ.Plural+"?limit=1000", nil), http.StatusOK)
}

// FuzzCreate sends anything as a new record, as a change, and as many.
func FuzzCreate(f *testing.F) {
	for _, body := range []string{
		`{}`, `{"title":"x"}`, `{"title":"x","impact":"high","opened":"2026-11-21T12:00:00Z","requester":"PER-0001"}`, `[1,2]`, `{"items":[{"title":"x"},{"number":"INC-0001"}],"all_or_none":true}`,
		`{"title":"\ud83d\ude00"}`, `{"title":"\ud83d"}`, `{"title":1e999}`, `{"title":{"a":[{}]}}`, "\xff", `{"tags":["a",null]}`, `{"a":1,"a":2}`,
	} {
		f.Add(body)
	}
	s := open(f)
	s.want(s.ask("program", "POST", "/incidents", `{"title":"first"}`), http.StatusCreated)
	f.Fuzz(func(t *testing.T, body string) {
		s.TB = t
		for _, to := range []string{"POST /incidents", "PATCH /incidents/INC-0001", "POST /incidents/bulk", "POST /incidents/INC-0001/steps/assign"} {
			method, path, _ := strings.Cut(to, " ")
			if a := s.ask("program", method, path, body); a.Code >= 500 || a.Body.Len() > 0 && !json.Valid(a.Body.Bytes()) {
				t.Errorf("%s gives %d: %.300s", to, a.Code, a.Body)
			}
		}
	})
}
