package mknap_test

import (
	"bufio"
	"bytes"
	"strings"
	"testing"

	"fairlead/engine/choose"
	"fairlead/engine/choose/mknap"
	"fairlead/internal/testkit/corpus"
)

const tiny = "2\n3 1 11\n10 7.0 4\n5 3 2\n5\n1 0 0\n9\n"

func TestRead(t *testing.T) {
	list, err := mknap.Read(strings.NewReader(tiny))
	if err != nil || len(list) != 2 || list[0].Known != 11 || len(list[1].Problem.Limits) != 0 {
		t.Fatalf("%+v, %v", list, err)
	}
	r, err := choose.Solve(t.Context(), list[0].Problem, choose.Settings{})
	if err != nil || r.Objective != 11 {
		t.Errorf("%+v, %v", r, err)
	}
}

func TestErrors(t *testing.T) {
	for content, want := range map[string]string{
		"":              "line 1: the file ends where the number of problems should stand",
		"1\n2 1\nx":     `line 3: "x" stands where the best known value should: a whole number is wanted`,
		"1\n2 0 0\n1.5": `line 3: "1.5" stands where a value should: a whole number is wanted`,
		"1\n0 0 0":      "line 2: the number of items is 0, not between 1 and 10000",
		"1 1 0 0 5 6":   "line 1: there is more than the 1 problems that the file announces",
	} {
		if _, err := mknap.Read(strings.NewReader(content)); err == nil || err.Error() != want {
			t.Errorf("%q: %v, want %s", content, err, want)
		}
	}
}

// TestLibrary: the best known values of 1997 are reached or exceeded on some
// problems of 100 items with 5 limits and with 10. The benchmark does all of them.
func TestLibrary(t *testing.T) {
	known := best(t)
	for file, name := range map[string]string{"mknapcb1": "5.100-", "mknapcb4": "10.100-"} {
		list, err := mknap.Read(bytes.NewReader(corpus.Read(t, "mknap/"+file+".txt")))
		if err != nil {
			t.Fatal(err)
		}
		for _, k := range []int{20, 28} {
			r, err := choose.Solve(t.Context(), list[k].Problem, choose.Settings{})
			if err != nil || r.Status != choose.Optimal || r.Objective < known[name+two(k)] {
				t.Errorf("%s%s: %v %d, known %d (%v)", name, two(k), r.Status, r.Objective, known[name+two(k)], err)
			}
		}
	}
}

func two(k int) string { return string([]byte{byte('0' + k/10), byte('0' + k%10)}) }

// best reads the table of best known values, which stands before that of the
// relaxations.
func best(t testing.TB) map[string]int64 {
	known := map[string]int64{}
	for lines := bufio.NewScanner(bytes.NewReader(corpus.Read(t, "mknap/best-feasible-slns.txt"))); lines.Scan(); {
		words := strings.Fields(lines.Text())
		if len(words) != 2 || !strings.Contains(words[0], "-") {
			continue
		}
		if _, there := known[words[0]]; !there {
			for _, digit := range strings.Split(words[1], ".")[0] {
				known[words[0]] = known[words[0]]*10 + int64(digit-'0')
			}
		}
	}
	return known
}

// BenchmarkLibrary solves all thirty problems of a file to a proven optimum.
func BenchmarkLibrary(b *testing.B) {
	for file, name := range map[string]string{"mknapcb1": "5.100-", "mknapcb4": "10.100-"} {
		b.Run(file, func(b *testing.B) {
			known := best(b)
			list, err := mknap.Read(bytes.NewReader(corpus.Read(b, "mknap/"+file+".txt")))
			if err != nil {
				b.Fatal(err)
			}
			for b.Loop() {
				proven, reached, nodes := 0, 0, 0
				for k, instance := range list {
					r, err := choose.Solve(b.Context(), instance.Problem, choose.Settings{Workers: 1})
					if err != nil {
						b.Fatal(err)
					}
					nodes += r.Nodes
					if r.Status == choose.Optimal {
						proven++
					}
					if r.Objective >= known[name+two(k)] {
						reached++
					}
				}
				b.ReportMetric(float64(proven), "proven")
				b.ReportMetric(float64(reached), "reached")
				b.ReportMetric(float64(nodes), "nodes")
			}
		})
	}
}

func FuzzRead(f *testing.F) {
	f.Add(tiny)
	f.Fuzz(func(t *testing.T, content string) {
		if list, err := mknap.Read(strings.NewReader(content)); (list == nil) != (err != nil) {
			t.Errorf("%v, %v", list, err)
		}
	})
}
