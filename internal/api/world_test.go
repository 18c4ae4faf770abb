package api_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"fairlead/internal/access"
	"fairlead/internal/desk"
	"fairlead/internal/record"
	"fairlead/internal/testkit/filters"
)

// perType is how many records of each type a seeded desk holds.
const perType = 4

// attempts is how often a valid record is drawn before the test gives up.
const attempts = 50

// seed puts records of every type into the database, those to which random
// records of filters.Record point. They have what is required and a state.
func seed(t testing.TB, d *desk.Desk) map[string][]record.Record {
	t.Helper()
	seeded := map[string][]record.Record{}
	for _, typ := range d.Types() {
		seeded[typ.Name] = make([]record.Record, perType)
	}
	last := map[string]error{}
	for attempt := range attempts {
		var changes []*desk.Change
		var places []*record.Record
		for _, typ := range d.Types() {
			for n := range seeded[typ.Name] {
				if place := &seeded[typ.Name][n]; *place == nil {
					places = append(places, place)
					changes = append(changes, &desk.Change{Type: typ, Record: required(t, d, typ, n+1, attempt), Imported: true})
				}
			}
		}
		if len(changes) == 0 {
			return seeded
		}
		problems, err := d.For(access.Program()).SaveGood(background(), nil, changes...)
		if err != nil {
			t.Fatal(err)
		}
		for i, ch := range changes {
			if problems[i] == nil {
				*places[i] = ch.Record
			}
			last[ch.Type.Name] = problems[i]
		}
	}
	for name, records := range seeded {
		if slices.Contains(records, nil) {
			t.Errorf("no valid records of type %s in %d attempts: %v", name, attempts, last[name])
		}
	}
	t.FailNow()
	return nil
}

// sensible are values of fields that hold more sense than their kind says, in
// which %d stands for a number that is never the same, %y for such a year. When a new type of record
// has such a field, the tests say that no valid record was found: add it here.
var sensible = map[string]string{
	"account.roles":              "employee, auditor",
	"custom_field.name":          "own_%d",
	"custom_field.on":            "site",
	"custom_field.type":          "text",
	"custom_field.required":      "no", // else no record of the type can be saved any more
	"waiver.standard":            "No USB sticks",
	"business_case.flows":        `[{"year": 0, "cost": "10.00 EUR"}, {"year": 1, "benefit": "12.50 EUR"}]`,
	"business_case.tracked":      `[{"year": 1, "benefit": "12.50 EUR"}]`,
	"fiscal_year.currency":       "EUR",
	"fiscal_year.starts":         "%y-01-01",
	"fiscal_year.ends":           "",
	"forecast_version.currency":  "EUR",
	"exchange_rate.base":         "EUR",
	"exchange_rate.quote":        "NOK",
	"ledger_entry.amount":        "10.00 EUR",
	"ledger_entry.debit":         "",
	"ledger_entry.credit":        "",
	"ledger_entry.settles":       "",
	"licence_entitlement.family": "Own %d",
	"allocation_rule.state":      "draft",
	"allocation_rule.shares":     "",
	"asset.residual":             "",
	"capacity_measure.limit":     "100",
	"import_map.columns":         `[{"field": "name", "column": "Name %d"}]`,
}

// makeSense puts sensible values into a record.
func makeSense(t testing.TB, typ *record.Type, r record.Record, n int) {
	t.Helper()
	for _, f := range typ.Fields {
		text, ok := sensible[typ.Name+"."+f.Name]
		if !ok {
			continue
		}
		if err := f.Parse(r, strings.NewReplacer("%d", fmt.Sprint(n), "%y", fmt.Sprint(2000+n)).Replace(text), record.Reading{}); err != nil {
			t.Fatal(err)
		}
	}
}

// required draws the n-th record of a type with nothing but what is required, by
// the field or by the check, as the skill of an assignment without a person and
// where a benefit comes from.
func required(t testing.TB, d *desk.Desk, typ *record.Type, n, attempt int) record.Record {
	draw := rapid.Custom(func(t *rapid.T) record.Record { return filters.Record(t, d.Dictionary(), typ, n) })
	r := draw.Example(attempt*perType + n)
	h := r.Head()
	h.Version, h.Archived, h.ExternalID, h.Source = 0, false, "", ""
	for _, f := range typ.Fields {
		if !f.Required && !slices.Contains([]string{"assignment.skill", "benefit.project"}, typ.Name+"."+f.Name) && !slices.Contains([]string{"state", "number", "version", "archived"}, f.Name) {
			v := f.Value(r)
			v.Clear()
			_ = f.Set(r, v) // clearing never fails
		}
	}
	makeSense(t, typ, r, n)
	return r
}
