// Package focus makes of a cloud bill what a ledger can take: one row for each
// account, service, kind of charge and month. It reads FOCUS, the FinOps Open
// Cost and Usage Specification, versions 1.0 to 1.2 as CSV
// (https://focus.finops.org/focus-specification/).
//
// A bill has a row for each resource and hour, in fractions of a cent, and no
// column that tells rows apart. Rows taken over one by one would be rounded one
// by one, and a second import would double them.
package focus

import (
	"bufio"
	"bytes"
	"cmp"
	"encoding/csv"
	"errors"
	"io"
	"math"
	"math/big"
	"regexp"
	"slices"
	"strings"

	"fairlead/internal/fault"
	"fairlead/internal/record"
)

// needed are the columns without which nothing can be summed up. The
// specification makes them all mandatory.
func needed() []string {
	return []string{"BilledCost", "BillingCurrency", "BillingAccountId", "ChargePeriodStart", "ChargeCategory", "ServiceName"}
}

// Columns are those of the summary. Reference stays the same for the same
// account, service, kind of charge and month: a later bill of a month replaces
// what an earlier one said.
func Columns() []string {
	return []string{"Reference", "Day", "Month", "Issuer", "BillingAccountId", "SubAccountId", "SubAccountName", "ServiceName", "ServiceCategory", "ChargeCategory", "BilledCost", "BillingCurrency", "Rows"}
}

// IsBill reports whether a file begins with the columns of a bill that Summarise
// reads. A summary does not.
func IsBill(content []byte) bool {
	header, err := csv.NewReader(bytes.NewReader(bytes.TrimPrefix(content, []byte("\ufeff")))).Read()
	if err != nil {
		return false
	}
	for i := range header {
		header[i] = strings.TrimSpace(header[i])
	}
	return !slices.ContainsFunc(needed(), func(name string) bool { return !slices.Contains(header, name) })
}

// group is one row of the summary.
type group struct {
	month, account, sub, service, charge, currency string
	issuer, subName, category, day                 string
	exact                                          *big.Rat // in minor units
	amount                                         record.Money
	rows                                           int
}

// whole is what of a bill adds up to the cent.
func (g *group) whole() string { return g.month + "\x00" + g.account + "\x00" + g.currency }

// key tells groups apart: a slash inside a part does not read as one between parts.
func (g *group) key() string {
	parts := []string{g.account, g.sub, g.service, g.charge, g.month, g.currency}
	for i, p := range parts {
		parts[i] = strings.NewReplacer("%", "%25", "/", "%2F").Replace(p)
	}
	return strings.Join(parts, "/")
}

// Summarise reads a bill and writes its summary as CSV with Columns. The amounts
// of an account and month add up to their exact total, rounded once to the
// smallest unit. The error says which column is missing, or in which line a row
// cannot be read: nothing is left out.
func Summarise(bill io.Reader, summary io.Writer) error {
	groups, err := gather(bill)
	if err != nil {
		return err
	}
	slices.SortFunc(groups, func(a, b *group) int { return cmp.Or(cmp.Compare(a.whole(), b.whole()), cmp.Compare(a.key(), b.key())) })
	for from := 0; from < len(groups); {
		to := from + 1
		for to < len(groups) && groups[to].whole() == groups[from].whole() {
			to++
		}
		if !round(groups[from:to]) {
			return fault.New(fault.Invalid, "The amounts of account %s in %s are larger than an amount of money can be here; check BilledCost.", groups[from].account, groups[from].month)
		}
		from = to
	}
	out := csv.NewWriter(summary)
	_ = out.Write(Columns()) // Error tells below
	for _, g := range groups {
		_ = out.Write([]string{g.key(), g.day, g.month, g.issuer, g.account, g.sub, g.subName, g.service, g.category, g.charge, g.amount.Amount(), g.currency, big.NewInt(int64(g.rows)).String()})
	}
	out.Flush()
	return out.Error()
}

func gather(bill io.Reader) ([]*group, error) {
	in := bufio.NewReader(bill)
	if mark, _ := in.Peek(3); string(mark) == "\ufeff" {
		_, _ = in.Discard(3) // it is there
	}
	rows := csv.NewReader(in)
	rows.ReuseRecord = true
	header, err := rows.Read()
	if err != nil {
		return nil, fault.Because(err, fault.Invalid, "The file is empty, or not CSV.")
	}
	at := map[string]int{}
	for i, name := range header {
		at[strings.TrimSpace(name)] = i
	}
	for _, name := range needed() {
		if _, ok := at[name]; !ok {
			return nil, fault.New(fault.Invalid, "The file has no column %s; a bill by FOCUS 1.0 or later has it.", name)
		}
	}
	var groups []*group
	known := map[string]*group{}
	for {
		row, err := rows.Read()
		if errors.Is(err, io.EOF) {
			return groups, nil
		}
		line, _ := rows.FieldPos(0)
		if err != nil {
			return nil, fault.Because(err, fault.Invalid, "The file cannot be read as CSV near line %d.", line)
		}
		cell := func(name string) string {
			if i, ok := at[name]; ok && !strings.EqualFold(row[i], "null") {
				return strings.Clone(strings.TrimSpace(row[i]))
			}
			return ""
		}
		g, problem := read(cell)
		if problem != "" {
			return nil, fault.New(fault.Invalid, "Line %d: %s", line, problem)
		}
		if first := known[g.key()]; first != nil {
			first.add(g)
			continue
		}
		known[g.key()] = g
		groups = append(groups, g)
	}
}

var (
	cost   = regexp.MustCompile(`^[-+]?(\d{1,18}(\.\d{0,40})?|\.\d{1,40})([eE][-+]?\d{1,2})?$`)
	moment = regexp.MustCompile(`^\d{4}-(0[1-9]|1[0-2])-\d{2}`)
)

// read makes a group of one row; the problem is empty when it can be read.
func read(cell func(string) string) (g *group, problem string) {
	g = &group{account: cell("BillingAccountId"), sub: cell("SubAccountId"), service: cell("ServiceName"), charge: cell("ChargeCategory"), currency: cell("BillingCurrency"),
		subName: cell("SubAccountName"), category: cell("ServiceCategory"), rows: 1,
		issuer: cmp.Or(cell("InvoiceIssuerName"), cell("InvoiceIssuer"), cell("ProviderName"), cell("Provider"))}
	start, amount := cell("ChargePeriodStart"), cell("BilledCost")
	switch {
	case !record.IsCurrency(g.currency):
		return nil, "BillingCurrency " + g.currency + " is not a currency of ISO 4217."
	case !moment.MatchString(start):
		return nil, "ChargePeriodStart " + start + " is not a date and time like 2026-03-01T00:00:00Z."
	case !cost.MatchString(amount):
		return nil, "BilledCost " + amount + " is not a number."
	}
	g.month, g.day = start[:7], start[:10]
	g.exact, _ = new(big.Rat).SetString(amount) // it has the form of a number
	for range record.Exponent(g.currency) {
		g.exact.Mul(g.exact, big.NewRat(10, 1))
	}
	return g, ""
}

func (g *group) add(other *group) {
	g.exact.Add(g.exact, other.exact)
	g.rows += other.rows
	g.day = max(g.day, other.day)
	g.subName, g.category, g.issuer = cmp.Or(g.subName, other.subName), cmp.Or(g.category, other.category), cmp.Or(g.issuer, other.issuer)
}

// round gives the groups of one account and month whole units that add up to
// their total, rounded half to even: each its share rounded down, and what is
// left by single units to those that lost most. It is false when one is too large
// to keep.
func round(groups []*group) bool {
	sum, floors := new(big.Rat), new(big.Int)
	lost := map[*group]*big.Rat{}
	for _, g := range groups {
		sum.Add(sum, g.exact)
		floor := new(big.Int).Div(g.exact.Num(), g.exact.Denom())
		if floors.Add(floors, floor); !floor.IsInt64() || floor.Int64() == math.MaxInt64 {
			return false
		}
		g.amount = record.Money{Minor: floor.Int64(), Currency: g.currency}
		lost[g] = new(big.Rat).Sub(g.exact, new(big.Rat).SetInt(floor))
	}
	order := slices.Clone(groups)
	slices.SortStableFunc(order, func(a, b *group) int { return lost[b].Cmp(lost[a]) })
	left := new(big.Int).Sub(nearest(sum), floors).Int64()
	for _, g := range order[:left] {
		g.amount.Minor++
	}
	return true
}

// nearest rounds half to even.
func nearest(x *big.Rat) *big.Int {
	floor, rest := new(big.Int).DivMod(x.Num(), x.Denom(), new(big.Int))
	if c := rest.Lsh(rest, 1).Cmp(x.Denom()); c > 0 || c == 0 && floor.Bit(0) == 1 {
		floor.Add(floor, big.NewInt(1))
	}
	return floor
}
