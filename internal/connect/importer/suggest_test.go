package importer_test

import (
	"slices"
	"testing"

	"fairlead/internal/connect/importer"
	"fairlead/internal/testkit/corpus"
)

// byNames gives what is suggested for a file first, maps that recognise it apart.
func byNames(t *testing.T, path string) importer.Map {
	t.Helper()
	look, err := importer.Analyse(clerk(t), file(t, corpus.Path(t, path)))
	if err != nil {
		t.Fatal(err)
	}
	for _, s := range look.Suggestions {
		if len(s.Map.Recognise) == 0 {
			return s.Map
		}
	}
	t.Fatalf("%s: nothing is suggested by names", path)
	return importer.Map{}
}

// from says from which column, or by which template, a field is filled.
func from(m importer.Map, field string) string {
	i := slices.IndexFunc(m.Fields, func(r importer.Rule) bool { return r.Field == field })
	if i < 0 {
		return ""
	}
	return m.Fields[i].Column + m.Fields[i].Template
}

// Files of systems that the program knows nothing of are understood by the names
// of their columns; so are those that it knows, where their map is missing.
func TestSuggestByNames(t *testing.T) {
	cases := []struct {
		path, typ, externalID string
		fields                map[string]string
	}{
		{"contracts/professional-services_FY-2019-Q4.csv", "contract", "", map[string]string{"vendor": "vendor", "department": "department_name", "starts": "start_dt", "ends": "end_dt"}},
		{"contracts/FY-2018-Q1.csv", "contract", "", map[string]string{"vendor": "vendor", "starts": "start_dt"}},
		{"cmdb/netbox/devices.csv", "asset", "id", map[string]string{"name": "name", "serial": "serial", "asset_tag": "asset_tag", "site": "site", "department": "tenant"}},
		{"cmdb/netbox/sites.csv", "site", "id", map[string]string{"name": "name", "region": "region"}},
		{"cmdb/netbox/contacts.csv", "person", "id", map[string]string{"name": "name", "email": "email", "phone": "phone", "job_title": "title"}},
		{"cmdb/netbox/providers.csv", "vendor", "id", map[string]string{"name": "name"}},
		{"incidents/servicenow_rest_export_67.csv", "incident", "sys_id", map[string]string{"title": "short_description", "opened": "opened_at", "team": "assignment_group"}},
	}
	for _, c := range cases {
		t.Run(c.path, func(t *testing.T) {
			m := byNames(t, c.path)
			if m.Type != c.typ || m.ExternalID != c.externalID {
				t.Errorf("read as %s, identified by %q; want %s and %q", m.Type, m.ExternalID, c.typ, c.externalID)
			}
			for field, column := range c.fields {
				if got := from(m, field); got != column {
					t.Errorf("%s is filled from %q, want %q", field, got, column)
				}
			}
		})
	}
}

// Every map that is shipped is for a type of the catalogue and fills only
// fields that it has.
func TestShippedMapsFitTheCatalogue(t *testing.T) {
	d := clerk(t).Desk()
	maps, err := importer.Shipped()
	if err != nil || len(maps) == 0 {
		t.Fatal(maps, err)
	}
	for _, m := range maps {
		typ, err := d.Type(m.Type)
		if err != nil {
			t.Errorf("%s: %v", m.Name, err)
			continue
		}
		if m.Title == "" || m.Source == "" || len(m.Recognise) < 3 {
			t.Errorf("%s needs a title, a source and columns by which its files are known", m.Name)
		}
		for _, r := range m.Fields {
			if f := typ.Field(r.Field); f == nil || f.System && !slices.Contains(m.Importable(typ), f) {
				t.Errorf("%s fills %q, which is no field of %s", m.Name, r.Field, m.Type)
			}
		}
	}
}

// A map that speaks of few columns does not take over every file that happens to
// have them.
func TestSmallMapDoesNotTakeOver(t *testing.T) {
	c := clerk(t)
	m := importer.Map{Type: "vendor", Source: "list", Fields: fields("name")}
	if err := importer.Keep(t.Context(), c, m, "Vendors by name"); err != nil {
		t.Fatal(err)
	}
	look, err := importer.Analyse(c, lines("assets.csv", "name,serial,site,vendor,department", "a,S1,Oslo,V,D"))
	if err != nil {
		t.Fatal(err)
	}
	if got := look.Suggestions[0].Map.Type; got != "asset" {
		t.Errorf("read as %s", got)
	}
	look, err = importer.Analyse(c, lines("firms.csv", "name,", "Norvik,"))
	if err != nil {
		t.Fatal(err)
	}
	if got := look.Suggestions[0].Map.Name; got != "Vendors by name" {
		t.Errorf("a list of names is read by %s", got)
	}
}

// What a file is called as a source stays the same for the next file of its kind
// and for the rows of it that were rejected.
func TestSourceOfUnknownFiles(t *testing.T) {
	for name, want := range map[string]string{
		"assets.csv": "assets", "Assets 2026-11.csv": "assets", "assets (2).csv": "assets", "assets rejected.csv": "assets",
		"Old_Inventory-2025.xlsx.csv": "old-inventory-xlsx", "2026.csv": "assets",
	} {
		look, err := importer.Analyse(clerk(t), lines(name, "id,name,serial", "1,a,S1", "2,b,S2"))
		if err != nil {
			t.Fatal(err)
		}
		i := slices.IndexFunc(look.Suggestions, func(s importer.Suggestion) bool { return s.Map.Type == "asset" })
		if got := look.Suggestions[i].Map.Source; got != want {
			t.Errorf("%s comes from %q, want %q", name, got, want)
		}
	}
}
