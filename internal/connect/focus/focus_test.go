package focus_test

import (
	"encoding/csv"
	"fmt"
	"math/big"
	"strings"
	"testing"

	"fairlead/internal/connect/focus"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

const bill = `BillingAccountId,BillingAccountName,SubAccountId,SubAccountName,ProviderName,ServiceCategory,ServiceName,ChargeCategory,ChargePeriodStart,ChargePeriodEnd,BilledCost,EffectiveCost,BillingCurrency,ResourceId
7001,Halden,dev,Development,Skyrygg,Compute,Virtual Machines,Usage,2026-03-01T00:00:00Z,2026-03-01T01:00:00Z,0.0041666667,0.004,EUR,vm-1
7001,Halden,dev,Development,Skyrygg,Compute,Virtual Machines,Usage,2026-03-09T00:00:00Z,2026-03-09T01:00:00Z,12.5,12.5,EUR,
7001,Halden,prod,Production,Skyrygg,Compute,Virtual Machines,Usage,2026-03-01T00:00:00Z,2026-03-01T01:00:00Z,3.3333333333,3,EUR,vm-2
7001,Halden,,,Skyrygg,Other,Support,Credit,2026-03-31T00:00:00Z,2026-04-01T00:00:00Z,-1E-1,0,EUR,
7001,Halden,prod,Production,Skyrygg,Compute,Virtual Machines,Usage,2026-04-01T00:00:00Z,2026-04-01T01:00:00Z,1.005,1,EUR,vm-2
`

func TestSummarise(t *testing.T) {
	var out strings.Builder
	if err := focus.Summarise(strings.NewReader(bill), &out); err != nil {
		t.Fatal(err)
	}
	want := `Reference,Day,Month,Issuer,BillingAccountId,SubAccountId,SubAccountName,ServiceName,ServiceCategory,ChargeCategory,BilledCost,BillingCurrency,Rows
7001//Support/Credit/2026-03/EUR,2026-03-31,2026-03,Skyrygg,7001,,,Support,Other,Credit,-0.10,EUR,1
7001/dev/Virtual Machines/Usage/2026-03/EUR,2026-03-09,2026-03,Skyrygg,7001,dev,Development,Virtual Machines,Compute,Usage,12.51,EUR,2
7001/prod/Virtual Machines/Usage/2026-03/EUR,2026-03-01,2026-03,Skyrygg,7001,prod,Production,Virtual Machines,Compute,Usage,3.33,EUR,1
7001/prod/Virtual Machines/Usage/2026-04/EUR,2026-04-01,2026-04,Skyrygg,7001,prod,Production,Virtual Machines,Compute,Usage,1.00,EUR,1
`
	if diff := cmp.Diff(want, out.String()); diff != "" {
		t.Errorf("summary (-want +got):\n%s", diff)
	}
}

func TestRefuses(t *testing.T) {
	for text, want := range map[string]string{
		"":                                    "empty",
		"BilledCost,BillingCurrency\n1,EUR\n": "BillingAccountId",
		strings.Replace(bill, "12.5,", "12.5.0,", 1):                                          "Line 3",
		strings.Replace(bill, ",12.5,12.5,", ",1e30,12.5,", 1):                                "larger",
		strings.Replace(bill, "EUR,vm-1", "EURO,vm-1", 1):                                     "Line 2",
		strings.Replace(bill, "2026-04-01T00:00:00Z,2026-04-01T01", "April,2026-04-01T01", 1): "Line 6",
	} {
		if err := focus.Summarise(strings.NewReader(text), new(strings.Builder)); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%.40q: %v, want %q in it", text, err, want)
		}
	}
}

// TestTotals holds that the amounts of a month add up to the exact total, rounded once.
func TestTotals(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		var text strings.Builder
		text.WriteString("BillingAccountId,SubAccountId,ServiceName,ChargeCategory,ChargePeriodStart,BilledCost,BillingCurrency\n")
		exact := new(big.Rat)
		for range rapid.IntRange(1, 40).Draw(rt, "rows") {
			micro := rapid.Int64Range(-1e9, 1e11).Draw(rt, "cost")
			exact.Add(exact, big.NewRat(micro, 1e6))
			cost := big.NewRat(micro, 1e6).FloatString(6)
			fmt.Fprintf(&text, "1,%d,s%d,Usage,2026-03-01T00:00:00Z,%s,EUR\n", rapid.IntRange(0, 3).Draw(rt, "sub"), rapid.IntRange(0, 3).Draw(rt, "service"), cost)
		}
		var out strings.Builder
		if err := focus.Summarise(strings.NewReader(text.String()), &out); err != nil {
			rt.Fatal(err)
		}
		rows, err := csv.NewReader(strings.NewReader(out.String())).ReadAll()
		if err != nil {
			rt.Fatal(err)
		}
		sum := new(big.Rat)
		for _, row := range rows[1:] {
			amount, ok := new(big.Rat).SetString(row[10])
			if !ok {
				rt.Fatalf("amount %q", row[10])
			}
			sum.Add(sum, amount)
		}
		if off := new(big.Rat).Sub(sum, exact); off.Abs(off).Cmp(big.NewRat(1, 200)) > 0 {
			rt.Fatalf("the rows come to %s, the bill to %s", sum.FloatString(2), exact.FloatString(6))
		}
	})
}

func FuzzSummarise(f *testing.F) {
	f.Add(bill)
	f.Add("BilledCost\n")
	f.Fuzz(func(t *testing.T, text string) {
		var out strings.Builder
		if focus.Summarise(strings.NewReader(text), &out) != nil {
			return
		}
		rows, err := csv.NewReader(strings.NewReader(out.String())).ReadAll()
		if err != nil || len(rows) == 0 || len(rows[0]) != len(focus.Columns()) {
			t.Fatalf("of %q it makes %q (%v)", text, out.String(), err)
		}
	})
}

// Parts that hold slashes are not taken for others.
func TestKeysAreApart(t *testing.T) {
	const two = `BillingAccountId,SubAccountId,ServiceName,ChargeCategory,ChargePeriodStart,BilledCost,BillingCurrency
a/b,c,VM,Usage,2026-03-01T00:00:00Z,1,EUR
a,b/c,VM,Usage,2026-03-01T00:00:00Z,2,EUR
`
	var out strings.Builder
	if err := focus.Summarise(strings.NewReader(two), &out); err != nil {
		t.Fatal(err)
	}
	if n := strings.Count(out.String(), "\n"); n != 3 || !strings.Contains(out.String(), "a%2Fb/c/VM") {
		t.Errorf("two accounts give\n%s", &out)
	}
}
