package importer_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"fairlead/internal/catalog"
	"fairlead/internal/connect/importer"
	"fairlead/internal/testkit/desktest"
)

// Without an external ID rows are recognised by the keys of their type: within
// one file, and when it is imported again.
func TestKeysWithoutExternalID(t *testing.T) {
	c := clerk(t)
	m := importer.Map{Type: "asset", Source: "list", Fields: fields("name", "class", "serial", "asset_tag", "notes")}
	file := []string{"name,class,serial,asset_tag,notes",
		"Laptop,computer,S1,,first",
		"Laptop,computer,S2,,another one: the serial differs",
		"Laptop,computer,S1,HF-1,the first again",
		"Renamed,computer,,HF-1,the first once more",
		"Printer,printer,,,alone",
		"Printer,printer,,,alone again",
	}
	o := run(t, c, lines("list.csv", file...), m, importer.Options{})
	if o.Created != 3 || o.Updated != 3 || o.Rejected != 0 {
		t.Fatalf("%+v %v", o.Progress, o.reasons())
	}
	var got []string
	for _, a := range all[catalog.Asset](t, c) {
		got = append(got, strings.Join([]string{a.Name, a.Serial, a.AssetTag, a.Notes.Text()}, "|"))
	}
	want := []string{"Renamed|S1|HF-1|the first once more", "Laptop|S2||another one: the serial differs", "Printer|||alone again"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("records (-want +got):\n%s", diff)
	}
	again := run(t, c, lines("list.csv", file...), m, importer.Options{})
	if again.Created != 0 {
		t.Errorf("again: %+v", again.Progress)
	}
}

// A record without an external ID is adopted by the row that its keys recognise;
// one that the source calls otherwise is another record.
func TestAdoption(t *testing.T) {
	c := clerk(t)
	native := &catalog.Vendor{Name: "Norvik"}
	desktest.Save(t, c.Desk(), native)
	m := importer.Map{Type: "vendor", Source: "erp", ExternalID: "id", Fields: fields("name")}
	o := run(t, c, lines("v.csv", "id,name", "10,Norvik", "11,Norvik"), m, importer.Options{})
	if o.Created != 1 || o.Updated != 1 {
		t.Errorf("%+v", o.Progress)
	}
	vendors := all[catalog.Vendor](t, c)
	if len(vendors) != 2 || vendors[0].ID != native.ID || vendors[0].ExternalID != "10" || vendors[1].ExternalID != "11" {
		t.Errorf("%+v", vendors)
	}
}

// A unique value that is taken rejects its row and no other.
func TestUniqueValueTaken(t *testing.T) {
	c := clerk(t)
	m := importer.Map{Type: "account", Source: "idp", ExternalID: "id", Fields: fields("login", "roles")}
	o := run(t, c, lines("a.csv", "id,login,roles", "1,kari@example.org,employee", "2,KARI@example.org,employee", "3,ola@example.org,employee"), m, importer.Options{})
	if o.Created != 2 || o.Rejected != 1 || !strings.Contains(o.reasons()[0], "Login") {
		t.Errorf("%+v %q", o.Progress, o.reasons())
	}
}

// A dry run counts what the real run does, whatever stands in the file; and the
// same file again makes nothing.
func TestDryRunCountsAsRealRun(t *testing.T) {
	c := clerk(t)
	checks := 0
	rapid.Check(t, func(rt *rapid.T) {
		checks++ // what one check imports, the next does not meet
		cell := func(name string, values ...string) string {
			value := rapid.SampledFrom(values).Draw(rt, name)
			if len(value) > 2 || value == "x" || value == "" {
				return value
			}
			return fmt.Sprintf("%s-%d", value, checks)
		}
		file := func(label string) []string {
			list := []string{"id,name,class,serial,tag,vendor,owner,bought"}
			for i := range rapid.IntRange(1, 12).Draw(rt, label) {
				row := fmt.Sprint(i)
				list = append(list, strings.Join([]string{
					cell("id"+row, "", "1", "2", "3"), cell("name"+row, "a", "b", "c", ""), cell("class"+row, "server", "other", "wrong"),
					cell("serial"+row, "", "", "S1", "S2"), cell("tag"+row, "", "", "T1", "T2"),
					cell("vendor"+row, "", "V1", "V2"), cell("owner"+row, "", "", "Nobody"), cell("bought"+row, "", "2024-01-01", "2024-01-01", "x"),
				}, ","))
			}
			return list
		}
		m := importer.Map{Type: "asset", Source: "s", ExternalID: "id", Fields: creating(fields("name", "class", "serial", "asset_tag=tag", "vendor", "owner", "purchased=bought"), "vendor")}
		for _, list := range [][]string{file("first"), file("second")} {
			dry := run(t, c, lines("f.csv", list...), m, importer.Options{DryRun: true})
			real := run(t, c, lines("f.csv", list...), m, importer.Options{})
			if diff := cmp.Diff(real.rejects, dry.rejects); diff != "" {
				rt.Fatalf("%s\nthe dry run rejected otherwise (real, dry):\n%s", strings.Join(list, "\n"), diff)
			}
			if diff := cmp.Diff(real.Progress, dry.Progress); diff != "" {
				rt.Fatalf("%s\nthe dry run counted otherwise (real, dry):\n%s", strings.Join(list, "\n"), diff)
			}
		}
	})
}
