package vendors_test

import (
	"encoding/csv"
	"math/big"
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	"fairlead/internal/connect/importer"
	"fairlead/internal/connect/tabular"
	"fairlead/internal/insight/vendors"
	"fairlead/internal/record"
	"fairlead/internal/testkit/corpus"
	"fairlead/internal/testkit/desktest"

	"github.com/google/go-cmp/cmp"
)

const philadelphia = "contracts/professional-services_FY-2019-Q4.csv"

// row is a contract as the file has it, read without any of our code.
type row struct {
	reference, vendor string
	starts, ends      time.Time
	cents             *big.Rat
}

func (r row) days() int64 { return int64(r.ends.Sub(r.starts).Hours()/24) + 1 }

// rows reads the file; where a contract is there twice, the later line holds.
func rows(t *testing.T) []row {
	t.Helper()
	f, err := os.Open(corpus.Path(t, philadelphia))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	lines, err := csv.NewReader(f).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	at := map[string]int{}
	for i, name := range lines[0] {
		at[strings.TrimPrefix(name, "\ufeff")] = i
	}
	last := map[string]row{}
	for _, line := range lines[1:] {
		day := func(name string) time.Time {
			d, err := time.Parse("1/2/2006", line[at[name]])
			if err != nil {
				t.Fatal(err)
			}
			return d
		}
		amount, ok := new(big.Rat).SetString(strings.ReplaceAll(line[at["amt"]], ",", ""))
		if !ok {
			t.Fatalf("amount %q", line[at["amt"]])
		}
		r := row{line[at["current_item_id"]], strings.ToLower(strings.Join(strings.Fields(line[at["vendor"]]), " ")), day("start_dt"), day("end_dt"), amount.Mul(amount, big.NewRat(100, 1))}
		last[r.reference] = r
	}
	all := make([]row, 0, len(last))
	for _, r := range last {
		all = append(all, r)
	}
	return all
}

// TestPhiladelphia imports the city's contracts and compares commitments,
// concentration and calendar with what the file says when it is read apart.
func TestPhiladelphia(t *testing.T) {
	day := record.Day(2019, 3, 31)
	from, until := day.Time(), day.AddDays(365).Time()
	d := desktest.Open(t)
	clerk := desktest.Clerk(t, d, "Ada", record.Administrator, record.Director)
	f, err := os.Open(corpus.Path(t, philadelphia))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil {
		t.Fatal(err)
	}
	file := tabular.File{Data: f, Size: info.Size(), Name: philadelphia}
	look, err := importer.Analyse(clerk, file)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := importer.Run(t.Context(), clerk, file, look.Format, look.Suggestions[0].Map, importer.Options{}); err != nil {
		t.Fatal(err)
	}
	s, err := clerk.Snapshot()
	if err != nil {
		t.Fatal(err)
	}

	years := map[int]*big.Rat{2019: new(big.Rat), 2020: new(big.Rat), 2021: new(big.Rat)}
	annual := map[string]*big.Rat{}
	var renewals []string
	inForce := 0
	for _, r := range rows(t) {
		if r.ends.Before(from) {
			continue
		}
		inForce++
		perDay := new(big.Rat).Quo(r.cents, big.NewRat(r.days(), 1))
		for year, sum := range years {
			first := later(r.starts, time.Date(year, 1, 1, 0, 0, 0, 0, time.UTC))
			last := time.Date(year, 12, 31, 0, 0, 0, 0, time.UTC)
			if r.ends.Before(last) {
				last = r.ends
			}
			if n := int64(last.Sub(first).Hours()/24) + 1; n > 0 {
				sum.Add(sum, new(big.Rat).Mul(perDay, big.NewRat(n, 1)))
			}
		}
		if !r.starts.After(from) {
			if annual[r.vendor] == nil {
				annual[r.vendor] = new(big.Rat)
			}
			annual[r.vendor].Add(annual[r.vendor], perDay.Mul(perDay, big.NewRat(1461, 4)))
		}
		if !r.ends.After(until) {
			renewals = append(renewals, r.reference)
		}
	}

	c := vendors.CommitmentsFrom(s, day, "USD", 3)
	for _, y := range c.Years {
		near(t, "commitments of the year", y.Firm.Minor, years[y.Year], int64(inForce))
	}
	t.Logf("%d contracts in force: %s, %s, %s", inForce, c.Years[0].Firm, c.Years[1].Firm, c.Years[2].Firm)

	k := vendors.ConcentrationOn(s, day, "USD")
	total, squares, largest := new(big.Rat), new(big.Rat), new(big.Rat)
	for _, a := range annual {
		total.Add(total, a)
		squares.Add(squares, new(big.Rat).Mul(a, a))
		if a.Cmp(largest) > 0 {
			largest = a
		}
	}
	near(t, "cost a year", k.Total.Minor, total, int64(inForce))
	near(t, "largest vendor", k.Vendors[0].Annual.Minor, largest, 100)
	index := squares.Quo(squares, total.Mul(total, total))
	near(t, "index", int64(k.HHI), index.Mul(index, big.NewRat(10_000, 1)), 1)
	if len(k.Vendors) != len(annual) {
		t.Errorf("%d vendors, the file has %d", len(k.Vendors), len(annual))
	}
	t.Logf("%d vendors, %s a year, index %d, %s first", len(k.Vendors), k.Total, k.HHI, k.Vendors[0].Vendor.Name)

	var got []string
	calendar := vendors.Calendar(s, day, 365)
	for i, r := range calendar {
		got = append(got, r.Reference)
		if i > 0 && r.By.Before(calendar[i-1].By) {
			t.Errorf("%s comes after %s", r.By, calendar[i-1].By)
		}
	}
	slices.Sort(got)
	slices.Sort(renewals)
	if diff := cmp.Diff(renewals, got); diff != "" {
		t.Errorf("the calendar (-file +ours):\n%s", diff)
	}
}

func later(a, b time.Time) time.Time {
	if a.After(b) {
		return a
	}
	return b
}

// near holds that a figure is the exact one but for the rounding of its parts.
func near(t *testing.T, what string, got int64, want *big.Rat, off int64) {
	t.Helper()
	diff := new(big.Rat).Sub(new(big.Rat).SetInt64(got), want)
	if diff.Abs(diff).Cmp(big.NewRat(off, 1)) > 0 {
		t.Errorf("%s: %d, the file says %s", what, got, want.FloatString(2))
	}
}
