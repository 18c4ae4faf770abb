package table_test

import (
	"math"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"fairlead/engine/forecast/table"
)

func TestRead(t *testing.T) {
	for _, c := range []struct {
		name, text string
		want       table.Series
	}{
		{"one column", "1\n2\n3.5\n", table.Series{Values: []float64{1, 2, 3.5}}},
		{"a heading", "value\n1\n2\n", table.Series{Values: []float64{1, 2}}},
		{"one row", "1,2,3\n", table.Series{Values: []float64{1, 2, 3}}},
		{"dates and a gap", "month;spend\n2025-01;4\n2025-02;\n2025-03;6\n", table.Series{
			Labels: []string{"2025-01", "2025-02", "2025-03"}, Values: []float64{4, math.NaN(), 6}}},
		{"the column of values by its name", "month,value,target\n1,4,9\n2,5,9\n", table.Series{Labels: []string{"1", "2"}, Values: []float64{4, 5}}},
		{"events reach ahead", "month,value,event: renewal\na,4,\nb,5,1\nc,?,1\n", table.Series{
			Labels: []string{"a", "b"}, Values: []float64{4, 5}, Ahead: 1, Events: []table.Event{{Name: "renewal", On: []float64{0, 1, 1}}}}},
		{"a byte order mark and remarks", "\ufeffvalue\n# from the meter\n7\n", table.Series{Values: []float64{7}}},
	} {
		t.Run(c.name, func(t *testing.T) {
			got, err := table.Read(strings.NewReader(c.text))
			if err != nil {
				t.Fatal(err)
			}
			if d := cmp.Diff(&c.want, got, cmpopts.EquateNaNs(), cmpopts.EquateEmpty()); d != "" {
				t.Error(d)
			}
		})
	}
}

func TestReadRefuses(t *testing.T) {
	for text, want := range map[string]string{
		"":                             "the file is empty",
		"a,b\nc,d\n":                   "no column holds numbers",
		"value\n1\ntwo\n":              `line 3: "two" is not a number`,
		"value\n1\n\"2\n":              "line 3: the quotes do not fit",
		"value,event x\n1,yes\n":       `line 2: "yes" is not a number`,
		strings.Repeat("1\n", 100_002): "more than 100000 rows",
	} {
		_, err := table.Read(strings.NewReader(text))
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%.20q: %v, want %s", text, err, want)
		}
	}
}

// Whatever stands in a file, it is refused or gives a series whose events are as
// long as its rows.
func FuzzRead(f *testing.F) {
	f.Add("month,value,event: renewal\na,4,\nb,5,1\nc,?,1\n")
	f.Add("1;2;3")
	f.Add("x\t\"1\"\n2\tNA\n")
	f.Fuzz(func(t *testing.T, text string) {
		s, err := table.Read(strings.NewReader(text))
		if err != nil {
			return
		}
		for _, e := range s.Events {
			if len(e.On) != len(s.Values)+s.Ahead {
				t.Errorf("event of %d steps beside %d and %d", len(e.On), len(s.Values), s.Ahead)
			}
		}
		if n := len(s.Values); n > 0 && math.IsNaN(s.Values[n-1]) {
			t.Error("the last value is not known")
		}
	})
}
