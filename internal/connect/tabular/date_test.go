package tabular_test

import (
	"fmt"
	"testing"
	"time"

	"pgregory.net/rapid"

	"fairlead/internal/connect/tabular"
	"fairlead/internal/fault"
)

func TestParseDate(t *testing.T) {
	const day, month = tabular.DayFirst, tabular.MonthFirst
	for _, test := range []struct {
		text  string
		order tabular.DateOrder
		want  string // "" for an error
	}{
		{"2018-03-04", "", "2018-03-04"},
		{"2018/3/4", "", "2018-03-04"},
		{"2018.03.04", "", "2018-03-04"},
		{"20180304", "", "2018-03-04"},
		{" 2018-03-04 ", "", "2018-03-04"},
		{"2018-03-04T00:00:00Z", "", "2018-03-04"},
		{"2018-03-04 00:00:00", "", "2018-03-04"},
		{"2018-03-04 01:00:00", "", ""},
		{"04/03/2018", day, "2018-03-04"},
		{"04/03/2018", month, "2018-04-03"},
		{"04/03/2018", "", ""},
		{"13/02/2018", day, "2018-02-13"},
		{"13/02/2018", month, ""},
		{"13/02/2018", "", ""},
		{"29-02-2016", day, "2016-02-29"},
		{"29.2.2015", day, ""},
		{"3/4/18", month, "2018-03-04"},
		{"3/4/68", day, "2068-04-03"},
		{"3/4/69", day, "1969-04-03"},
		{"4-Mar-18", "", "2018-03-04"},
		{"4 March 2018", "", "2018-03-04"},
		{"4 march, 2018", "", "2018-03-04"},
		{"04-MAR-2018", "", "2018-03-04"},
		{"March 4, 2018", "", "2018-03-04"},
		{"Mar 4 2018", "", "2018-03-04"},
		{"Sun, 4 Mar 2018", "", "2018-03-04"},
		{"Sunday, March 4, 2018", "", "2018-03-04"},
		{"4 Sept 2018", "", "2018-09-04"},
		{"31/04/2018", day, ""},
		{"00/04/2018", day, ""},
		{"1900-02-29", "", ""},
		{"2000-02-29", "", "2000-02-29"},
		{"0000-01-01", "", ""},
		{"2018-03", "", ""},
		{"2018-03/04", "", ""},
		{"4/3/018", day, ""},
		{"4/3/20180", day, ""},
		{"04 03 2018", day, ""},
		{"2018-03-04x", "", ""},
		{"4-Mai-18", "", ""},
		{"", day, ""},
		{"today", day, ""},
		{"12345678901234567890", day, ""},
	} {
		got, err := tabular.ParseDate(test.text, test.order)
		if test.want == "" {
			if fault.KindOf(err) != fault.Invalid {
				t.Errorf("ParseDate(%q, %q) = %v, %v, want an error", test.text, test.order, got, err)
			}
			continue
		}
		if err != nil || got.String() != test.want {
			t.Errorf("ParseDate(%q, %q) = %v, %v, want %s", test.text, test.order, got, err, test.want)
		}
	}
}

func TestParseDateTime(t *testing.T) {
	zone := time.FixedZone("", -5*3600)
	for text, want := range map[string]string{
		"29/2/2016 01:16":                 "2016-02-29T01:16:00-05:00",
		"2016-02-29 01:16:00":             "2016-02-29T01:16:00-05:00",
		"2016-02-29T01:16:00Z":            "2016-02-29T01:16:00Z",
		"2016-02-29T01:16:00.5+02:00":     "2016-02-29T01:16:00.5+02:00",
		"2016-02-29t01:16:00,250z":        "2016-02-29T01:16:00.25Z",
		"2016-02-29 01:16 UTC":            "2016-02-29T01:16:00Z",
		"2016-02-29 01:16:00 -0330":       "2016-02-29T01:16:00-03:30",
		"2016-02-29 01:16:00+02":          "2016-02-29T01:16:00+02:00",
		"29-02-2016, 1:16":                "2016-02-29T01:16:00-05:00",
		"29/2/2016 1:16 PM":               "2016-02-29T13:16:00-05:00",
		"29/2/2016 12:16am":               "2016-02-29T00:16:00-05:00",
		"29/2/2016 12:16 pm":              "2016-02-29T12:16:00-05:00",
		"Mon, 29 Feb 2016 01:16:00 GMT":   "2016-02-29T01:16:00Z",
		"29-Feb-16 01:16:00":              "2016-02-29T01:16:00-05:00",
		"2016-02-29":                      "2016-02-29T00:00:00-05:00",
		"29/2/2016 24:00":                 "",
		"29/2/2016 13:16 pm":              "",
		"29/2/2016 0:16 am":               "",
		"29/2/2016 1:60":                  "",
		"29/2/2016 1:1":                   "",
		"29/2/2016 01:16:00.":             "",
		"29/2/2016 01:16:00 CET":          "",
		"29/2/2016 01:16:00+24:00":        "",
		"29/2/2016 01:16:00+2":            "",
		"29/2/2016T":                      "",
		"29/2/2016 ":                      "2016-02-29T00:00:00-05:00",
		"29/2/201601:16":                  "",
		"2016-02-29T01:16:00Z and then":   "",
		"2016-02-29T01:16:00.1234567891Z": "",
	} {
		got, err := tabular.ParseDateTime(text, tabular.DayFirst)
		if want == "" {
			if fault.KindOf(err) != fault.Invalid {
				t.Errorf("ParseDateTime(%q) = %v, %v, want an error", text, got, err)
			}
			continue
		}
		if err != nil || got.In(zone).Format(time.RFC3339Nano) != want {
			t.Errorf("ParseDateTime(%q) = %v, %v, want %s", text, got.In(zone), err, want)
		}
	}
}

// TestDateOracle writes dates with the standard library and reads them back.
func TestDateOracle(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		seconds := rapid.Int64Range(time.Date(1, 1, 1, 0, 0, 0, 0, time.UTC).Unix(), time.Date(9999, 12, 31, 0, 0, 0, 0, time.UTC).Unix()).Draw(t, "unix")
		at := time.Unix(seconds, 0).UTC()
		for layout, order := range map[string]tabular.DateOrder{
			"2006-01-02 15:04:05": "", time.RFC3339: "", time.RFC1123: "", "02/01/2006 15:04:05": tabular.DayFirst,
			"1/2/2006 3:04:05 PM": tabular.MonthFirst, "2-Jan-2006 15:04:05": "", "January 2, 2006 15:04:05": "",
		} {
			text := at.Format(layout)
			got, err := tabular.ParseDateTime(text, order)
			if err != nil || !got.In(time.UTC).Equal(at) {
				t.Fatalf("ParseDateTime(%q) = %v, %v", text, got, err)
			}
		}
	})
}

func TestParseDecimal(t *testing.T) {
	const point, comma = tabular.DecimalPoint, tabular.DecimalComma
	for _, test := range []struct {
		text  string
		style tabular.DecimalStyle
		want  string // "" for an error
	}{
		{"12", "", "12"},
		{"-12", "", "-12"},
		{"1 234", "", "1234"},
		{"1.5", "", ""},
		{"1,234", "", ""},
		{"1,234", point, "1234"},
		{"1,234", comma, "1.234"},
		{"1.234", comma, "1234"},
		{"1.234,50", comma, "1234.5"},
		{"1.234,50", point, ""},
		{"1,234,567.25", point, "1234567.25"},
		{"1'234.50", point, "1234.5"},
		{"1’234.50", point, "1234.5"},
		{"1\u00a0234,50", comma, "1234.5"},
		{"1\u202f234,50", comma, "1234.5"},
		{"20000.00", point, "20000"},
		{"007", point, "7"},
		{"0.10", point, "0.1"},
		{".5", point, "0.5"},
		{"5.", point, "5"},
		{"-0.0", point, "0"},
		{"+5", point, "5"},
		{"−5", point, "-5"},
		{"- 5", point, "-5"},
		{"5-", point, "-5"},
		{"(5.25)", point, "-5.25"},
		{"123456789012345678901234567890.123456789", point, "123456789012345678901234567890.123456789"},
		{"1,23,456", point, ""},
		{"1234,567", point, ""},
		{"12,34", point, ""},
		{"1,234 567", point, ""},
		{"1.2.3", point, ""},
		{"--5", point, ""},
		{"(5", point, ""},
		{".", point, ""},
		{"", point, ""},
		{"-", point, ""},
		{"abc", point, ""},
		{"0x10", point, ""},
		{"1e5", point, ""},
		{"6.37E+15", point, ""},
		{"$5", point, ""},
		{"٣", point, ""},
	} {
		got, err := tabular.ParseDecimal(test.text, test.style)
		if test.want == "" && fault.KindOf(err) != fault.Invalid || test.want != "" && err != nil || got != test.want {
			t.Errorf("ParseDecimal(%q, %q) = %q, %v, want %q", test.text, test.style, got, err, test.want)
		}
	}
}

func TestParseAmount(t *testing.T) {
	for text, want := range map[string]string{
		"$1,234.50": "1234.5 $", "-$20": "-20 $", "$-20": "-20 $", "€ 12.00": "12 €", "12.00 EUR": "12 EUR", "USD1,000": "1000 USD",
		"CHF 1'000.05": "1000.05 CHF", "1000": "1000 ", "INC0000045": "", "EUR": "", "$": "", "12 EURO": "", "ABC 12": "",
	} {
		number, unit, err := tabular.ParseAmount(text, tabular.DecimalPoint)
		got := number + " " + unit
		if want == "" && err == nil || want != "" && (err != nil || got != want) {
			t.Errorf("ParseAmount(%q) = %q, %v, want %q", text, got, err, want)
		}
	}
}

func TestParseBoolean(t *testing.T) {
	for text, want := range map[string]string{
		"TRUE": "true", "Yes": "true", "1": "true", " y ": "true", "on": "true", "False": "false", "no": "false", "0": "false", "": "", "2": "", "maybe": "",
	} {
		got, err := tabular.ParseBoolean(text)
		if (err != nil) != (want == "") || err == nil && fmt.Sprint(got) != want {
			t.Errorf("ParseBoolean(%q) = %v, %v", text, got, err)
		}
	}
}
