package tabular_test

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"fairlead/internal/connect/tabular"
)

// seen is what a person is shown of a real file.
type seen struct {
	Delimiter string
	Encoding  tabular.Encoding
	LineEnd   tabular.LineEnd
	Header    tabular.HeaderRow
	Dates     tabular.DateOrder
	Decimal   tabular.DecimalStyle
	Missing   string
	Columns   int
	Rows      int
}

func TestRealFiles(t *testing.T) {
	const (
		header = tabular.HeaderFirst
		utf8   = tabular.UTF8
		lf     = tabular.LF
		point  = tabular.DecimalPoint
	)
	for name, want := range map[string]seen{
		"cmdb/netbox/cables_edges.csv":                                   {",", utf8, lf, header, "", "", "", 5, 108},
		"cmdb/netbox/circuits.csv":                                       {",", utf8, lf, header, "", "", "", 9, 29},
		"cmdb/netbox/contacts.csv":                                       {",", utf8, lf, header, "", "", "", 5, 3},
		"cmdb/netbox/devices.csv":                                        {",", utf8, lf, header, "", point, "", 14, 72},
		"cmdb/netbox/ip_addresses.csv":                                   {",", utf8, lf, header, "", "", "", 4, 180},
		"cmdb/netbox/power_feeds.csv":                                    {",", utf8, lf, header, "", "", "", 8, 48},
		"cmdb/netbox/prefixes.csv":                                       {",", utf8, lf, header, "", "", "", 7, 90},
		"cmdb/netbox/providers.csv":                                      {",", utf8, lf, header, "", "", "", 2, 9},
		"cmdb/netbox/racks.csv":                                          {",", utf8, lf, header, "", "", "", 6, 42},
		"cmdb/netbox/sites.csv":                                          {",", utf8, lf, header, "", "", "", 9, 24},
		"cmdb/netbox/virtual_machines.csv":                               {",", utf8, lf, header, "", "", "", 10, 180},
		"contracts/FY-2018-Q1.csv":                                       {",", tabular.UTF8BOM, tabular.CRLF, header, tabular.MonthFirst, point, "", 15, 1311},
		"contracts/oit_only_all_quarters.csv":                            {",", utf8, lf, header, tabular.MonthFirst, point, "-", 16, 1920},
		"contracts/professional-services_FY-2019-Q4.csv":                 {",", utf8, tabular.CRLF, header, tabular.MonthFirst, point, "", 15, 1974},
		"eol/endoflife_cycles.csv":                                       {",", utf8, lf, header, "", "", "N/A", 13, 8351},
		"incidents/servicenow_incident_event_log_first5998_ddmmyyyy.csv": {",", utf8, tabular.CRLF, header, tabular.DayFirst, "", "?", 36, 5998},
		"incidents/servicenow_incidents_final_state_5000.csv":            {",", utf8, lf, header, tabular.DayFirst, "", "?", 36, 5000},
		"incidents/servicenow_rest_export_67.csv":                        {",", utf8, lf, header, "", "", "", 34, 67},
		"project_plans/tut_dates.csv":                                    {";", utf8, lf, header, "", point, "", 8, 15},
		"project_plans/tut_res.csv":                                      {";", utf8, lf, header, "", point, "", 5, 8},
		"radar/zalando_2023.10.csv":                                      {",", utf8, lf, header, "", "", "", 3, 73},
		"skills/IT_Technology_Skills.txt":                                {"\t", utf8, tabular.CRLF, header, "", "", "", 0, 5836},
	} {
		t.Run(name, func(t *testing.T) {
			f := readFile(t, filepath.Join(corpus(t), name))
			format := sniff(t, f)
			all := readAll(t, f, format, tabular.Limits{})
			if len(all.bad) > 0 {
				t.Errorf("%d rows refused, first: %v", len(all.bad), all.bad[0])
			}
			got := seen{format.Delimiter, format.Encoding, format.LineEnd, format.Header, format.DateOrder, format.Decimal, strings.Join(format.Missing, " "), len(format.Columns), len(all.rows)}
			if want.Columns == 0 {
				want.Columns = len(all.header)
			}
			if diff := cmp.Diff(want, got); diff != "" {
				t.Error(diff)
			}
			if format.DelimiterSure != tabular.Certain || format.DateOrder != "" && format.DateOrderSure != tabular.Certain {
				t.Errorf("delimiter %s, date order %s (%s)", format.DelimiterSure, format.DateOrderSure, format.DateEvidence)
			}
			checkDates(t, format, all)
		})
	}
}

// checkDates reads every value of the columns that were found to be dates; what
// does not fit must be as rare as the guess says.
func checkDates(t *testing.T, format tabular.Format, all table) {
	t.Helper()
	for i, column := range format.Columns {
		if column.Content != tabular.ContentDate && column.Content != tabular.ContentDateTime {
			continue
		}
		values, bad := 0, 0
		for _, row := range all.rows {
			if format.IsMissing(row.Cells[i]) {
				continue
			}
			values++
			if _, err := tabular.ParseDateTime(row.Cells[i], format.DateOrder); err != nil {
				bad++
			}
		}
		if share := 1 - float64(bad)/float64(values); share < column.Fit-0.15 {
			t.Errorf("column %s: %d of %d values are no dates, said to fit %.2f", column.Name, bad, values, column.Fit)
		}
	}
}

func TestColumnGuesses(t *testing.T) {
	f := readFile(t, filepath.Join(corpus(t), "contracts/FY-2018-Q1.csv"))
	got := map[string]tabular.Content{}
	layouts := map[string]string{}
	for _, c := range sniff(t, f).Columns {
		got[c.Name] = c.Content
		if c.Layout != "" {
			layouts[c.Name] = c.Layout
		}
	}
	want := map[string]tabular.Content{
		"original_contract_id": tabular.ContentText, "current_item_id": tabular.ContentText, "department_name": tabular.ContentText,
		"vendor": tabular.ContentText, "contract_structure_type": tabular.ContentText, "short_desc": tabular.ContentText,
		"start_dt": tabular.ContentDate, "end_dt": tabular.ContentDate, "days_remaining": tabular.ContentInteger,
		"amt": tabular.ContentDecimal, "tot_payments": tabular.ContentDecimal, "orig_vendor": tabular.ContentText,
		"exempt_status": tabular.ContentText, "adv_or_exempt": tabular.ContentText, "profit_status": tabular.ContentText,
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff(map[string]string{"start_dt": "M/D/YYYY", "end_dt": "M/D/YYYY"}, layouts); diff != "" {
		t.Error(diff)
	}
}

// TestSpectrum reads every file of csv-spectrum as its JSON says. That of
// location_coordinates.csv describes another file: it is one object with
// another telephone number; the other three values are compared.
func TestSpectrum(t *testing.T) {
	dir := filepath.Join(corpus(t), "input", "csv_spectrum")
	files, err := filepath.Glob(filepath.Join(dir, "csvs", "*.csv"))
	if err != nil || len(files) != 12 {
		t.Fatalf("%d files, %v", len(files), err)
	}
	for _, name := range files {
		base := strings.TrimSuffix(filepath.Base(name), ".csv")
		t.Run(base, func(t *testing.T) {
			f := readFile(t, name)
			got := readAll(t, f, sniff(t, f), tabular.Limits{})
			if len(got.bad) > 0 {
				t.Fatal(got.bad[0])
			}
			want := spectrumJSON(t, filepath.Join(dir, "json", base+".json"))
			objects := got.objects()
			if base == "location_coordinates" {
				delete(want[0], "Contact Phone Number")
				delete(objects[0], "Contact Phone Number")
			}
			if diff := cmp.Diff(want, objects); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func spectrumJSON(t *testing.T, name string) []map[string]string {
	t.Helper()
	data, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	var list []map[string]string
	if json.Unmarshal(data, &list) == nil {
		return list
	}
	var one map[string]string
	if err := json.Unmarshal(data, &one); err != nil {
		t.Fatal(err)
	}
	return []map[string]string{one}
}

func (t table) objects() []map[string]string {
	var out []map[string]string
	for _, row := range t.rows {
		object := map[string]string{}
		for i, name := range t.header {
			object[name] = row.Cells[i]
		}
		out = append(out, object)
	}
	return out
}
