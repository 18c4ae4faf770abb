package importer_test

import (
	"context"
	"os"
	"testing"

	"github.com/google/go-cmp/cmp"

	"fairlead/internal/catalog"
	"fairlead/internal/connect/importer"
	"fairlead/internal/connect/tabular"
	"fairlead/internal/desk"
	"fairlead/internal/record"
	"fairlead/internal/testkit/corpus"
	"fairlead/internal/testkit/desktest"
)

// file opens a file for reading as the importer wants it.
func file(t *testing.T, path string) tabular.File {
	t.Helper()
	f, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { f.Close() })
	info, err := f.Stat()
	if err != nil {
		t.Fatal(err)
	}
	return tabular.File{Data: f, Size: info.Size(), Name: path}
}

// bring imports a file of the corpus by the map that is suggested for it.
func bring(t *testing.T, clerk *desk.Clerk, path, wantMap string, o importer.Options) (importer.Progress, []importer.Reject) {
	t.Helper()
	f := file(t, corpus.Path(t, path))
	look, err := importer.Analyse(clerk, f)
	if err != nil {
		t.Fatal(err)
	}
	if len(look.Suggestions) == 0 || look.Suggestions[0].Map.Name != wantMap {
		t.Fatalf("%s: suggested are %+v, want %s first", path, look.Suggestions, wantMap)
	}
	var rejects []importer.Reject
	o.Report = func(_ importer.Progress, r []importer.Reject) { rejects = append(rejects, r...) }
	p, err := importer.Run(context.Background(), clerk, f, look.Format, look.Suggestions[0].Map, o)
	if err != nil {
		t.Fatalf("%s: %v", path, err)
	}
	return p, rejects
}

// The exports of well-known systems come in whole by the maps that the program
// ships, a dry run counts what a real one does, and a second import changes
// nothing.
func TestRealFiles(t *testing.T) {
	cases := []struct {
		path, wantMap string
		rows          int
		rejected      int
		typ           string
		records       int
	}{
		{"cmdb/netbox/sites.csv", "netbox-sites", 24, 0, "site", 24},
		{"cmdb/netbox/racks.csv", "netbox-racks", 42, 0, "location", 42},
		{"cmdb/netbox/devices.csv", "netbox-devices", 72, 0, "asset", 72},
		{"cmdb/netbox/circuits.csv", "netbox-circuits", 29, 0, "asset", 72 + 29},
		{"cmdb/netbox/virtual_machines.csv", "netbox-virtual-machines", 180, 0, "asset", 72 + 29 + 180},
		{"contracts/professional-services_FY-2019-Q4.csv", "city-contracts", 1974, 0, "contract", 0},
		{"eol/endoflife_cycles.csv", "endoflife-cycles", 8351, 0, "product", 0},
		{"incidents/servicenow_incidents_final_state_5000.csv", "servicenow-incidents", 5000, 0, "incident", 5000},
		{"incidents/servicenow_incident_event_log_first5998_ddmmyyyy.csv", "servicenow-incidents", 5998, 0, "incident", 0},
	}
	d := desktest.Open(t)
	clerk := desktest.Clerk(t, d, "Ada", record.Administrator, record.Director)
	for _, c := range cases {
		t.Run(c.path, func(t *testing.T) {
			dry, _ := bring(t, clerk, c.path, c.wantMap, importer.Options{DryRun: true})
			position := d.Position()
			real, rejects := bring(t, clerk, c.path, c.wantMap, importer.Options{})
			if diff := cmp.Diff(real, dry); diff != "" {
				t.Errorf("the dry run counted otherwise (real, dry):\n%s", diff)
			}
			if real.Rows != c.rows || real.Rejected != c.rejected {
				t.Errorf("%+v", real)
				for i, r := range rejects {
					if i < 5 {
						t.Errorf("line %d: %s", r.Line, r.Reason)
					}
				}
			}
			if d.Position() == position {
				t.Error("the journal has no entry of the import")
			}
			typ, err := d.Type(c.typ)
			if err != nil {
				t.Fatal(err)
			}
			n, err := clerk.Count(context.Background(), typ, "", 100_000)
			if err != nil {
				t.Fatal(err)
			}
			if c.records > 0 && n != c.records {
				t.Errorf("%d records, want %d", n, c.records)
			}
			again, _ := bring(t, clerk, c.path, c.wantMap, importer.Options{})
			if after, _ := clerk.Count(context.Background(), typ, "", 100_000); again.Created != 0 || after != n {
				t.Errorf("a second import made %d, %d records became %d: %+v", again.Created, n, after, again)
			}
			t.Logf("%+v", real)
		})
	}
}

// What the event log tells of an incident becomes its history.
func TestEventLogBecomesHistory(t *testing.T) {
	d := desktest.Open(t)
	clerk := desktest.Clerk(t, d, "Ada", record.Administrator, record.Director)
	bring(t, clerk, "incidents/servicenow_incident_event_log_first5998_ddmmyyyy.csv", "servicenow-incidents", importer.Options{})
	typ, err := d.Type("incident")
	if err != nil {
		t.Fatal(err)
	}
	page, err := clerk.List(context.Background(), typ, desk.Query{Filter: "external_id = INC0000045"})
	if err != nil || len(page.Records) != 1 {
		t.Fatalf("%+v, %v", page, err)
	}
	inc := page.Records[0].(*catalog.Incident)
	if inc.State != "closed" || inc.Opened.Text() != "2016-02-29T01:16:00.000Z" {
		t.Errorf("%s, opened %s", inc.State, inc.Opened)
	}
	events, err := clerk.History(context.Background(), typ, inc.ID.String(), 0)
	if err != nil || len(events) < 2 {
		t.Errorf("history is %+v, %v", events, err)
	}
}
