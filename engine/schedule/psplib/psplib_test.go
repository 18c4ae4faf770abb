package psplib_test

import (
	"strings"
	"testing"

	"fairlead/engine/schedule/psplib"
	"fairlead/engine/schedule/rcpsp"
)

const small = `************************************************************************
jobs (incl. supersource/sink ):  4
************************************************************************
PRECEDENCE RELATIONS:
jobnr.    #modes  #successors   successors
   1        1          2           2   3
   2        1          1           4
   3        1          1           4
   4        1          0
************************************************************************
REQUESTS/DURATIONS:
jobnr. mode duration  R 1  R 2
------------------------------------------------------------------------
  1      1     0       0    0
  2      1     3       2    0
  3      1     4       1    5
  4      1     0       0    0
************************************************************************
RESOURCEAVAILABILITIES:
  R 1  R 2
    2    5
************************************************************************
`

func TestRead(t *testing.T) {
	p, err := psplib.Read(strings.NewReader(small))
	if err != nil {
		t.Fatal(err)
	}
	r, err := rcpsp.Solve(t.Context(), p, rcpsp.Settings{})
	if err != nil || r.Makespan != 7 || !r.Optimal {
		t.Fatalf("%+v, %v", r, err)
	}
}

func TestErrorsNameTheLine(t *testing.T) {
	for _, c := range []struct{ old, new, want string }{
		{"PRECEDENCE", "PRECEDENT", `line 22: the file ends without the section "PRECEDENCE RELATIONS:"`},
		{"   2        1          1           4\n", "   2        2          1           4\n", "line 7: job 2 has 2 modes; only projects of one mode are read"},
		{"   2        1          1           4\n", "   2        1          2           4\n", "line 7: a row must be: job, modes, number of successors, successors"},
		{"   2        1          1           4\n", "   3        1          1           4\n", "line 7: job 3 stands where job 2 should"},
		{"   2        1          1           4\n", "   2        1          1           9\n", "line 7: job 2 has the successor 9, which is none of the 4 jobs"},
		{"  2      1     3       2    0", "  2      1     x       2    0", `line 15: "2      1     x       2    0" is no row of numbers`},
		{"    2    5\n", "", `line 21: there are no rows under "RESOURCEAVAILABILITIES:"`},
		{"  4      1     0       0    0\n", "", "line 21: 4 jobs have successors, 3 have durations"},
	} {
		_, err := psplib.Read(strings.NewReader(strings.Replace(small, c.old, c.new, 1)))
		if err == nil || err.Error() != c.want {
			t.Errorf("%q for %q: %v, want %s", c.new, c.old, err, c.want)
		}
	}
}

// What is read can be solved or is refused, and what is found is a schedule.
func FuzzRead(f *testing.F) {
	f.Add(small)
	f.Add(strings.Replace(small, "   2   3", "   2   1", 1))
	f.Fuzz(func(t *testing.T, text string) {
		p, err := psplib.Read(strings.NewReader(text))
		if err != nil {
			return
		}
		total := 0
		for _, a := range p.Activities {
			total += a.Duration
		}
		if len(p.Activities) > 50 || total > 10_000 {
			return // takes long, finds nothing new
		}
		if r, err := rcpsp.Solve(t.Context(), p, rcpsp.Settings{Schedules: 100}); err == nil {
			if err := rcpsp.Check(p, r.Start); err != nil {
				t.Error(err)
			}
		}
	})
}
