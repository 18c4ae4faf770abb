package finance_test

import (
	"fmt"
	"testing"

	"fairlead/internal/catalog"
	"fairlead/internal/insight/finance"
	"fairlead/internal/insight/signal"
	"fairlead/internal/record"
	"fairlead/internal/testkit/records"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

var allocationDay = record.Day(2026, 6, 30)

// firm is a company of services and departments whose costs are handed on.
// Departments are records 1 to 99, services from 100.
type firm struct {
	all  []record.Record
	next int
}

func newFirm() *firm {
	return &firm{next: 1000, all: []record.Record{&catalog.FiscalYear{Header: records.Head(999, "open"), Starts: record.Day(2026, 1, 1), Currency: "EUR"}}}
}

func (f *firm) add(r record.Record) { f.all = append(f.all, r) }

func (f *firm) service(n int, cost int64) {
	f.add(&catalog.Service{Header: records.Head(n, "live"), Name: fmt.Sprint("S", n)})
	f.next++
	f.add(&catalog.LedgerEntry{Header: records.Head(f.next, "booked"), Kind: "actual", Day: allocationDay, Amount: eur(cost), Service: record.To[catalog.Service](records.ID(n))})
}

func (f *firm) department(n int) {
	f.add(&catalog.Department{Header: records.Head(n, ""), Name: fmt.Sprint("D", n)})
}

// hands says who carries how many units of a service: pairs of record and units.
func (f *firm) hands(n int, shares ...int64) {
	f.next++
	r := &catalog.AllocationRule{Header: records.Head(f.next, "in_force"), Driver: "units", Service: record.To[catalog.Service](records.ID(n))}
	for i := 0; i < len(shares); i += 2 {
		s := catalog.Share{Share: record.NewDecimal(shares[i+1] * 1_000_000)}
		if id := records.ID(int(shares[i])); shares[i] < 100 {
			s.Department = record.To[catalog.Department](id)
		} else {
			s.Service = record.To[catalog.Service](id)
		}
		r.Shares = append(r.Shares, s)
	}
	f.add(r)
}

func (f *firm) allocate(t testing.TB) finance.Allocation {
	return finance.Allocate(records.Snapshot(t, f.all...), allocationDay)
}

// TestReciprocal takes Castleford Engineering (Horngren, Datar, Rajan, Cost
// Accounting: A Managerial Emphasis, chapter 15): plant maintenance of 6,300,000
// and information systems of 1,452,150 serve each other, machining and assembly.
// Their complete reciprocated costs are 6,576,750 and 2,767,500.
func TestReciprocal(t *testing.T) {
	const machining, assembly, maintenance, systems = 1, 2, 100, 101
	f := newFirm()
	f.department(machining)
	f.department(assembly)
	f.service(maintenance, 6_300_000_00)
	f.service(systems, 1_452_150_00)
	f.hands(maintenance, systems, 1600, machining, 2400, assembly, 4000)
	f.hands(systems, maintenance, 200, machining, 1600, assembly, 200)
	a := f.allocate(t)
	got := map[string]record.Money{}
	for _, s := range a.Services {
		got[s.Service.Name] = s.Whole
	}
	for _, d := range a.Departments {
		got[d.Department.Name] = d.Amount
	}
	want := map[string]record.Money{"S100": eur(6_576_750_00), "S101": eur(2_767_500_00), "D1": eur(4_187_025_00), "D2": eur(3_565_125_00)}
	if diff := cmp.Diff(want, got); diff != "" || len(a.Kept)+len(a.Stuck) > 0 {
		t.Errorf("allocated (-want +got):\n%s\nkept %v, stuck %v", diff, a.Kept, a.Stuck)
	}
}

// TestCircle keeps the cost of a circle that nobody pays, and of what stands
// outside it as ever.
func TestCircle(t *testing.T) {
	f := newFirm()
	f.department(1)
	f.service(100, 500)
	f.service(101, 300)
	f.service(102, 1000)
	f.hands(100, 101, 1)
	f.hands(101, 100, 1)
	f.hands(102, 100, 1, 1, 3)
	a := f.allocate(t)
	if len(a.Stuck) != 2 || a.Departments[0].Amount != eur(750) || a.Total != eur(1800) {
		t.Errorf("stuck %v, paid %v of %s", a.Stuck, a.Departments, a.Total)
	}
	kept := record.NoMoney("EUR")
	for _, k := range a.Kept {
		kept = signal.Plus(kept, k.Amount)
	}
	if kept != eur(1050) {
		t.Errorf("kept is %s, want 10.50", kept)
	}
}

// TestAllocationKeepsTheTotal holds that whatever hands its cost to whomever, not
// a cent is lost, and that the parts are those of handing the cost on step by
// step for a long time.
func TestAllocationKeepsTheTotal(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		const departments, services = 3, 5
		f := newFirm()
		for d := range departments {
			f.department(d + 1)
		}
		cost := make([]float64, services)
		parts := make([][]int64, services)
		total := int64(0)
		for i := range services {
			c := rapid.Int64Range(0, 1_000_000).Draw(rt, "cost")
			f.service(100+i, c)
			cost[i] = float64(c)
			total += c
		}
		for i := range services {
			parts[i] = rapid.SliceOfN(rapid.Int64Range(0, 9), departments+services, departments+services).Draw(rt, "units")
			parts[i][departments+i] = 0
			var shares []int64
			for j, units := range parts[i] {
				to := int64(j + 1)
				if j >= departments {
					to = int64(100 + j - departments)
				}
				shares = append(shares, to, units)
			}
			f.hands(100+i, shares...)
		}
		a := f.allocate(t)
		sum := record.NoMoney("EUR")
		for _, d := range a.Departments {
			sum = signal.Plus(sum, d.Amount)
		}
		for _, k := range a.Kept {
			sum = signal.Plus(sum, k.Amount)
		}
		if sum != eur(total) || a.Total != sum {
			rt.Fatalf("%d comes to %s, said to be %s", total, sum, a.Total)
		}
		if len(a.Stuck) > 0 {
			return
		}
		paid := stepwise(cost, parts, departments)
		for _, d := range a.Departments {
			if want := paid[d.Department.Number-1]; want-float64(d.Amount.Minor) > 1.01 || float64(d.Amount.Minor)-want > 1.01 {
				rt.Fatalf("%s pays %s, step by step %.2f", d.Department.Name, d.Amount, want/100)
			}
		}
	})
}

// stepwise hands costs on round by round until hardly anything is left.
func stepwise(cost []float64, parts [][]int64, departments int) []float64 {
	paid := make([]float64, departments)
	for range 20_000 {
		next := make([]float64, len(cost))
		left := 0.0
		for i, c := range cost {
			sum := int64(0)
			for _, p := range parts[i] {
				sum += p
			}
			for j, p := range parts[i] {
				switch {
				case sum == 0:
				case j < departments:
					paid[j] += c * float64(p) / float64(sum)
				default:
					next[j-departments] += c * float64(p) / float64(sum)
				}
			}
		}
		for _, c := range next {
			left += c
		}
		if cost = next; left < 0.001 {
			break
		}
	}
	return paid
}
