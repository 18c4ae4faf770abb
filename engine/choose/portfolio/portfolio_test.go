package portfolio_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"fairlead/engine/choose"
	"fairlead/engine/choose/portfolio"
)

const table = `name,category,value,risk,must,requires,money 2027,hours 2027-Q1 network
new ERP,grow,90,,,,60,100
"reports, new",grow,40,5,yes,new ERP; network,20,
network,run,1,,,,10,40
limit,,,,,,100,120
`

func TestCSV(t *testing.T) {
	p, err := portfolio.ReadCSV(strings.NewReader(table))
	if err != nil {
		t.Fatal(err)
	}
	year, hundred, twelve := choose.QuarterOf(2027, 1), int64(100), int64(120)
	want := &choose.Problem{
		Items: []choose.Item{
			{Name: "new ERP", Category: "grow", Value: 90, Costs: []choose.Cost{{At: year, Amount: 60}}, Efforts: []choose.Effort{{At: year, Skill: "network", Hours: 100}}},
			{Name: "reports, new", Category: "grow", Value: 40, Risk: 5, Must: true, Requires: []string{"new ERP", "network"}, Costs: []choose.Cost{{At: year, Amount: 20}}},
			{Name: "network", Category: "run", Value: 1, Costs: []choose.Cost{{At: year, Amount: 10}}, Efforts: []choose.Effort{{At: year, Skill: "network", Hours: 40}}},
		},
		Limits: []choose.Limit{
			{Name: "money 2027", Of: choose.Money, Year: 2027, Most: &hundred},
			{Name: "hours 2027-Q1 network", Of: choose.Hours, Quarter: year, Skill: "network", Most: &twelve},
		},
	}
	if diff := cmp.Diff(want, p); diff != "" {
		t.Error("(-want +got)", diff)
	}
}

func TestErrors(t *testing.T) {
	for content, want := range map[string]string{
		"":                                "line 1: the file ends too early",
		"name,name\n":                     `line 1: the column "name" stands twice`,
		"name,what\n":                     `line 1: there is no column "what"`,
		"name,money\n":                    `line 1: the column "money" needs a year or quarter`,
		"name,value\na,1\nb,much\n":       `line 3: column "value": "much" is no whole number`,
		"name,must\na,perhaps\n":          `line 2: column "must": "perhaps" is neither yes nor no`,
		"name,value\na\n":                 "line 2: wrong number of fields",
		"name,money 2027\nlimit,little\n": `line 2: column "money 2027": "little" is no whole number`,
	} {
		_, err := portfolio.ReadCSV(strings.NewReader(content))
		if err == nil || !strings.HasPrefix(err.Error(), want) {
			t.Errorf("%q: %v, want %s", content, err, want)
		}
	}
	for content, want := range map[string]string{
		"":                                      "line 1: the file ends too early",
		"{\n\"items\": 3}":                      "line 2: items cannot be a number",
		"{\n\"itmes\": []}":                     `line 2: unknown field "itmes"`,
		"{}\n{}":                                "line 2: there is more than one object",
		`{"items":[{"costs":[{"at":"soon"}]}]}`: `items[0]: "soon" is neither a year nor a quarter such as 2027-Q1`,
		`{"limits":[{"of":"luck"}]}`:            `limits[0]: of: "luck" is not money, hours, count, value or risk`,
	} {
		_, err := portfolio.ReadJSON(strings.NewReader(content))
		if err == nil || err.Error() != want {
			t.Errorf("%q: %v, want %s", content, err, want)
		}
	}
}

func FuzzJSON(f *testing.F) {
	f.Add(`{"items":[{"name":"a","value":1,"costs":[{"at":"2027-Q2","amount":5}],"requires":["b"]}],"limits":[{"name":"l","of":"money","most":3}]}`)
	f.Fuzz(func(t *testing.T, content string) {
		if p, err := portfolio.ReadJSON(strings.NewReader(content)); (p == nil) != (err != nil) {
			t.Errorf("%v, %v", p, err)
		}
	})
}

func FuzzCSV(f *testing.F) {
	f.Add(table)
	f.Fuzz(func(t *testing.T, content string) {
		if p, err := portfolio.ReadCSV(strings.NewReader(content)); (p == nil) != (err != nil) {
			t.Errorf("%v, %v", p, err)
		}
	})
}
