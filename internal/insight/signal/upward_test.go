package signal_test

import (
	"fmt"
	"slices"
	"testing"

	"fairlead/internal/catalog"
	"fairlead/internal/insight/signal"
	"fairlead/internal/record"
	"fairlead/internal/testkit/records"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

// graph is a hand-made estate: services are 1 to 9, assets from 10.
type graph struct {
	all  []record.Record
	next int
}

func (g *graph) service(n int, name string, tier catalog.Tier, state string) {
	g.all = append(g.all, &catalog.Service{Header: records.Head(n, state), Name: name, Tier: tier})
}

func (g *graph) asset(n int, state string) {
	g.all = append(g.all, &catalog.Asset{Header: records.Head(n, state), Name: fmt.Sprint("asset ", n)})
}

func (g *graph) needs(dependent, provider int) *catalog.Dependency {
	g.next++
	d := &catalog.Dependency{Header: records.Head(1000+g.next, ""), Dependent: anyRef(dependent), Provider: anyRef(provider)}
	g.all = append(g.all, d)
	return d
}

func anyRef(n int) record.AnyRef {
	if n < 10 {
		return record.AnyRef{Type: "service", ID: records.ID(n)}
	}
	return record.AnyRef{Type: "asset", ID: records.ID(n)}
}

func TestUpward(t *testing.T) {
	var g graph
	g.service(1, "Payroll", "important", "live")
	g.service(2, "Booking", "critical", "live")
	g.service(3, "Old portal", "critical", "retired")
	g.service(4, "Canteen", "", "live")
	for n := range 8 {
		g.asset(10+n, "in_use")
	}
	g.asset(20, "retired")
	g.needs(1, 10)                 // directly
	g.needs(10, 11)                // through a host
	g.needs(2, 1)                  // a service on a service
	g.needs(11, 12)                // and back: a cycle
	g.needs(12, 11)                //
	g.needs(3, 13)                 // a retired service
	g.needs(20, 14)                // through a retired asset
	g.needs(1, 20)                 //
	g.needs(4, 15).Archived = true // an archived dependency
	g.needs(4, 16)
	s := records.Snapshot(t, g.all...)
	for n, want := range map[int][]string{
		10: {"Booking", "Payroll"}, 11: {"Booking", "Payroll"}, 12: {"Booking", "Payroll"},
		1: {"Booking"}, 2: {}, 13: {}, 14: {}, 15: {}, 16: {"Canteen"}, 17: {},
	} {
		up := signal.UpwardOf(s)
		if diff := cmp.Diff(want, signal.ServiceNames(up.Services(records.ID(n)))); diff != "" {
			t.Errorf("services on %d (-want +got):\n%s", n, diff)
		}
		if got := up.Carries(records.ID(n)); got != (len(want) > 0) {
			t.Errorf("%d carries: %t", n, got)
		}
	}
	both := signal.UpwardOf(s).Services(records.ID(16), records.ID(12))
	if diff := cmp.Diff([]string{"Booking", "Payroll", "Canteen"}, signal.ServiceNames(both)); diff != "" {
		t.Errorf("services on two (-want +got):\n%s", diff)
	}
}

func TestTouched(t *testing.T) {
	var g graph
	g.service(1, "Payroll", "important", "live")
	g.service(2, "Booking", "critical", "live")
	g.asset(10, "in_use")
	g.needs(1, 10)
	g.needs(2, 1)
	g.all = append(g.all, &catalog.Contract{Header: records.Head(30, "in_force"), Services: record.Refs[catalog.Service]{record.To[catalog.Service](records.ID(1))}})
	in := &signal.Inquiry{Snapshot: records.Snapshot(t, g.all...)}
	for ref, want := range map[record.AnyRef]signal.Severity{
		{}:                                     signal.Low,
		anyRef(1):                              signal.High, // Booking stands on it
		anyRef(2):                              signal.High,
		anyRef(10):                             signal.High,
		{Type: "contract", ID: records.ID(30)}: signal.Medium,
		{Type: "vendor", ID: records.ID(99)}:   signal.Low,
	} {
		if got := signal.SeverityOf(in.Touched(ref)...); got != want {
			t.Errorf("severity of %s is %d, want %d", ref, got, want)
		}
	}
}

// TestUpwardAgainstClosure compares with the transitive closure, computed the
// slow way, over graphs with cycles, and asks one Upward about all of them.
func TestUpwardAgainstClosure(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		var g graph
		for n := 1; n < 5; n++ {
			g.service(n, fmt.Sprint("service ", n), "normal", rapid.SampledFrom([]string{"live", "retired"}).Draw(rt, "state"))
		}
		nodes := []int{1, 2, 3, 4}
		for n := 10; n < 20; n++ {
			g.asset(n, rapid.SampledFrom([]string{"in_use", "in_use", "retired"}).Draw(rt, "state"))
			nodes = append(nodes, n)
		}
		above := map[int][]int{}
		for range rapid.IntRange(0, 30).Draw(rt, "edges") {
			from, to := rapid.SampledFrom(nodes).Draw(rt, "from"), rapid.SampledFrom(nodes).Draw(rt, "to")
			g.needs(from, to)
			above[to] = append(above[to], from)
		}
		live := map[int]bool{}
		for i, n := range nodes {
			state := g.all[i].Head().State
			live[n] = state != "retired"
		}
		up := signal.UpwardOf(records.Snapshot(t, g.all...))
		for _, n := range nodes {
			want := closure(above, live, n)
			var got []int
			for _, s := range up.Services(records.ID(n)) {
				got = append(got, int(s.Number))
			}
			slices.Sort(got)
			if diff := cmp.Diff(want, got); diff != "" {
				rt.Fatalf("services on %d (-want +got):\n%s", n, diff)
			}
			if up.Carries(records.ID(n)) != (len(want) > 0) {
				rt.Fatalf("%d carries: %t, closure %v", n, !(len(want) > 0), want)
			}
		}
	})
}

// closure lists the services above a node by adding neighbours until nothing
// changes.
func closure(above map[int][]int, live map[int]bool, start int) []int {
	reached := map[int]bool{}
	for {
		before := len(reached)
		for n := range above {
			if n != start && !reached[n] {
				continue
			}
			for _, up := range above[n] {
				if live[up] {
					reached[up] = true
				}
			}
		}
		if len(reached) == before {
			break
		}
	}
	var services []int
	for n := range reached {
		if n < 10 {
			services = append(services, n)
		}
	}
	slices.Sort(services)
	return services
}
