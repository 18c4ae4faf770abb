package record_test

import (
	"math"
	"math/big"
	"testing"

	"golang.org/x/text/currency"
	"pgregory.net/rapid"

	"fairlead/internal/record"
)

func TestMoneyReadings(t *testing.T) {
	checkReadings(t, new(record.Money), record.Reading{}, []reading{
		{"1,234.56 EUR", "1234.56 EUR"}, {"€1.234,56", "1234.56 EUR"}, {"EUR 12", "12.00 EUR"}, {"$4,000.00", "4000.00 USD"},
		{"12eur", "12.00 EUR"}, {"€ 5", "5.00 EUR"}, {"5 €", "5.00 EUR"}, {"-5 €", "-5.00 EUR"}, {"€-5", "-5.00 EUR"}, {"-€5", "-5.00 EUR"},
		{"($12)", "-12.00 USD"}, {"$(12)", "-12.00 USD"}, {"(12) USD", "-12.00 USD"}, {"(1,200.00) EUR", "-1200.00 EUR"},
		{"¥1,000", "1000 JPY"}, {"KWD 1.234", "1.234 KWD"}, {"KWD 1.2345", "!more decimals"}, {"0.5 KWD", "0.500 KWD"},
		{"12.345 EUR", "!more decimals"}, {"12.340 EUR", "12.34 EUR"}, {"12.5 JPY", "!more decimals"}, {"12.0 JPY", "12 JPY"},
		{"CHF 1'200.-", "1200.00 CHF"}, {"12,- €", "12.00 EUR"}, {"Fr. 12.50", "12.50 CHF"}, {"$5 CAD", "5.00 CAD"}, {"US$5", "5.00 USD"},
		{"0 EUR", "0.00 EUR"}, {"-0 EUR", "0.00 EUR"}, {".5 EUR", "0.50 EUR"}, {"€.5", "0.50 EUR"}, {"1 000 PLN", "1000.00 PLN"},
		{"92233720368547758.07 EUR", "92233720368547758.07 EUR"}, {"92233720368547758.08 EUR", "!too large"},
		{"12", "!no currency"}, {"12 XYZ", "!not known"}, {"XAU 12", "!not known"}, {"kr 12", "!several"}, {"€5 USD", "!two currencies"},
		{"EUR", "!not an amount"}, {"-€-5", "!not an amount"}, {"1 2 EUR", "!not an amount"}, {"* 5", "!not known"}, {"€", "!not an amount"}, {"5 EUR 5", "!not an amount"},
	})
	checkReadings(t, new(record.Money), record.Reading{Currency: "EUR"}, []reading{
		{"1234.5", "1234.50 EUR"}, {"(1,200.00)", "-1200.00 EUR"}, {"1,200.00-", "-1200.00 EUR"}, {"5 USD", "5.00 USD"}, {"$5", "5.00 USD"},
	})
	checkReadings(t, new(record.Money), record.Reading{Currency: "CAD"}, []reading{{"$5", "5.00 CAD"}, {"$5 USD", "5.00 USD"}})
	checkReadings(t, new(record.Money), record.Reading{Currency: "SEK", DecimalComma: true}, []reading{{"1.500 kr", "1500.00 SEK"}, {"kr 1,50", "1.50 SEK"}})
}

func TestMoneyFormats(t *testing.T) {
	german := record.Locale{Decimal: ",", Group: "."}
	for _, c := range []struct {
		money              record.Money
		full, german, thin string
	}{
		{record.Money{Minor: 123456, Currency: "EUR"}, "€1,234.56", "€1.234,56", "€1.23\u00a0k"},
		{record.Money{Minor: 61_234_500, Currency: "EUR"}, "€612,345.00", "€612.345,00", "€612\u00a0k"},
		{record.Money{Minor: 831_234_500, Currency: "EUR"}, "€8,312,345.00", "€8.312.345,00", "€8.31\u00a0M"},
		{record.Money{Minor: -99_960, Currency: "USD"}, "-$999.60", "-$999,60", "-$1.00\u00a0k"},
		{record.Money{Minor: 1234, Currency: "EUR"}, "€12.34", "€12,34", "€12.34"},
		{record.Money{Minor: 99_999_999, Currency: "EUR"}, "€999,999.99", "€999.999,99", "€1.00\u00a0M"},
		{record.Money{Minor: 1_234_500_000_000, Currency: "CHF"}, "CHF\u00a012,345,000,000.00", "CHF\u00a012.345.000.000,00", "CHF\u00a012.3\u00a0bn"},
		{record.Money{Minor: 5000, Currency: "JPY"}, "¥5,000", "¥5.000", "¥5.00\u00a0k"},
		{record.Money{}, "", "", ""},
	} {
		if got := c.money.Format(record.International()); got != c.full {
			t.Errorf("%s: full %q, want %q", c.money, got, c.full)
		}
		if got := c.money.Format(german); got != c.german {
			t.Errorf("%s: German %q, want %q", c.money, got, c.german)
		}
		if got := c.money.Short(record.International()); got != c.thin {
			t.Errorf("%s: thin %q, want %q", c.money, got, c.thin)
		}
	}
}

// TestCurrenciesAreKnownElsewhere compares the codes with those of CLDR.
func TestCurrenciesAreKnownElsewhere(t *testing.T) {
	newer := map[string]bool{"MRU": true, "UYW": true, "VES": true, "SLE": true, "VED": true, "XCG": true, "ZWG": true}
	for _, code := range record.Currencies() {
		if _, err := currency.ParseISO(code); err != nil && !newer[code] {
			t.Errorf("%s: %v", code, err)
		}
		if !record.IsCurrency(code) {
			t.Errorf("%s is listed but not accepted", code)
		}
	}
	for _, code := range []string{"JPY", "KWD", "BHD", "CLP", "KRW", "EUR", "USD", "TND", "VND", "ISK", "OMR", "XOF", "CLF"} {
		unit := currency.MustParseISO(code)
		if want, _ := currency.Standard.Rounding(unit); record.Exponent(code) != want {
			t.Errorf("%s has %d decimals, want %d", code, record.Exponent(code), want)
		}
	}
	for _, code := range []string{"", "eur", "XAU", "XXX", "EURO", "R U", "*"} {
		if record.IsCurrency(code) {
			t.Errorf("%q is accepted as a currency", code)
		}
	}
}

func TestMoneyJSON(t *testing.T) {
	for _, c := range []struct {
		json any
		want string
	}{
		{map[string]any{"amount": "1234.56", "currency": "EUR"}, "1234.56 EUR"},
		{map[string]any{"amount": "-5", "currency": "JPY"}, "-5 JPY"},
		{"12 EUR", "12.00 EUR"}, {nil, ""},
		{map[string]any{"amount": 12.5, "currency": "EUR"}, "!"}, {map[string]any{"amount": "12.5"}, "!"},
		{map[string]any{"amount": "1,234", "currency": "EUR"}, "!"}, {map[string]any{"amount": "(5)", "currency": "EUR"}, "!"},
		{map[string]any{"amount": "5", "currency": "EURO"}, "!"}, {map[string]any{"amount": "5", "currency": "*"}, "!"},
		{map[string]any{"amount": "5", "currency": "EUR", "vat": "1"}, "!"}, {"12", "!"}, {12.0, "!"},
	} {
		var m record.Money
		err := m.SetJSON(c.json)
		if (err != nil) != (c.want == "!") || err == nil && m.Text() != c.want {
			t.Errorf("%v: got %q, %v; want %q", c.json, m.Text(), err, c.want)
		}
	}
}

func TestMoneySums(t *testing.T) {
	eur := func(minor int64) record.Money { return record.Money{Minor: minor, Currency: "EUR"} }
	rapid.Check(t, func(t *rapid.T) {
		a, b := eur(rapid.Int64Min(-math.MaxInt64).Draw(t, "a")), eur(rapid.Int64Min(-math.MaxInt64).Draw(t, "b"))
		for _, c := range []struct {
			got  func(record.Money) (record.Money, error)
			want *big.Int
		}{
			{a.Add, new(big.Int).Add(big.NewInt(a.Minor), big.NewInt(b.Minor))},
			{a.Sub, new(big.Int).Sub(big.NewInt(a.Minor), big.NewInt(b.Minor))},
		} {
			fits := c.want.IsInt64() && c.want.Int64() != math.MinInt64
			got, err := c.got(b)
			if (err == nil) != fits || fits && got != eur(c.want.Int64()) {
				t.Fatalf("got %v, %v; want %v", got, err, c.want)
			}
		}
	})
	if sum, err := eur(5).Add(record.Money{}); err != nil || sum.Known() {
		t.Errorf("a sum with an unknown amount is %v, %v; want unknown", sum, err)
	}
	if sum, err := record.NoMoney("EUR").Add(eur(5)); err != nil || sum != eur(5) {
		t.Errorf("zero and five are %v, %v", sum, err)
	}
	if _, err := eur(5).Add(record.Money{Minor: 5, Currency: "USD"}); err == nil {
		t.Error("euros and dollars add up")
	}
}

func TestMoneyRatioRoundsHalfToEven(t *testing.T) {
	edge := rapid.OneOf(rapid.Int64Range(-20, 20), rapid.Int64Min(-math.MaxInt64))
	rapid.Check(t, func(t *rapid.T) {
		minor, num, den := edge.Draw(t, "minor"), edge.Draw(t, "num"), edge.Draw(t, "den")
		got, err := record.Money{Minor: minor, Currency: "EUR"}.MulRatio(num, den)
		if den == 0 {
			if err == nil {
				t.Fatal("divides by zero")
			}
			return
		}
		exact := new(big.Rat).Mul(big.NewRat(num, den), new(big.Rat).SetInt64(minor))
		want := roundHalfEven(exact)
		fits := want.IsInt64() && want.Int64() != math.MinInt64
		if (err == nil) != fits || fits && got.Minor != want.Int64() {
			t.Fatalf("%d·%d/%d: got %v, %v; want %v", minor, num, den, got.Minor, err, want)
		}
	})
}

// roundHalfEven is the slow and obvious way.
func roundHalfEven(x *big.Rat) *big.Int {
	floor := new(big.Int).Div(x.Num(), x.Denom()) // Euclidean: the denominator is positive
	rest := new(big.Rat).Sub(x, new(big.Rat).SetInt(floor))
	switch rest.Cmp(big.NewRat(1, 2)) {
	case 1:
		return floor.Add(floor, big.NewInt(1))
	case 0:
		return floor.Add(floor, new(big.Int).And(floor, big.NewInt(1)))
	}
	return floor
}

func TestMoneySplitKeepsTheTotal(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		whole := record.Money{Minor: rapid.Int64Min(-math.MaxInt64).Draw(t, "minor"), Currency: "EUR"}
		weights := rapid.SliceOfN(rapid.Int64Range(0, 1<<40), 1, 9).Draw(t, "weights")
		total := int64(0)
		for _, w := range weights {
			total += w
		}
		parts, err := whole.Split(weights)
		if total == 0 {
			if err == nil {
				t.Fatal("splits by nothing")
			}
			return
		}
		if err != nil {
			t.Fatal(err)
		}
		sum := record.NoMoney("EUR")
		for i, p := range parts {
			if sum, err = sum.Add(p); err != nil {
				t.Fatal(err)
			}
			share := new(big.Rat).Mul(new(big.Rat).SetInt64(whole.Minor), big.NewRat(weights[i], total))
			off := share.Sub(share, new(big.Rat).SetInt64(p.Minor))
			if off.Abs(off).Cmp(big.NewRat(1, 1)) >= 0 {
				t.Fatalf("part %d of %v is a unit or more off its share", i, parts)
			}
			if weights[i] == 0 && p.Minor != 0 {
				t.Fatalf("part %d has no weight but gets %v", i, p)
			}
		}
		if sum != whole {
			t.Fatalf("%v adds up to %v, not to %v", parts, sum, whole)
		}
	})
	parts, err := record.Money{Minor: 100, Currency: "EUR"}.Split([]int64{1, 1, 1})
	if err != nil || parts[0].Minor != 34 || parts[1].Minor != 33 || parts[2].Minor != 33 {
		t.Errorf("a euro in three: %v, %v", parts, err)
	}
	if _, err := (record.Money{Minor: 1, Currency: "EUR"}).Split([]int64{1, -1}); err == nil {
		t.Error("a negative weight is accepted")
	}
	if _, err := (record.Money{Minor: 1, Currency: "EUR"}).Split([]int64{math.MaxInt64, 1}); err == nil {
		t.Error("weights past the range are accepted")
	}
}

// TestMoneyBounds compares the bounds that SQL is made of with exact fractions.
func TestMoneyBounds(t *testing.T) {
	ops := []record.Op{record.Equal, record.Less, record.LessOrEqual, record.Greater, record.GreaterOrEqual}
	rapid.Check(t, func(t *rapid.T) {
		micro := rapid.Int64Range(-3, 3).Draw(t, "major")*1_000_000 + rapid.SampledFrom([]int64{0, 0, 1, 10_000, 500_000, 999_999}).Draw(t, "part")
		m := record.Money{Minor: rapid.Int64Range(-40_000, 40_000).Draw(t, "minor"), Currency: rapid.SampledFrom([]string{"EUR", "JPY", "KWD", "CLF"}).Draw(t, "currency")}
		if rapid.Bool().Draw(t, "close") {
			m.Minor = micro / pow10(6-record.Exponent(m.Currency))
		}
		op := rapid.SampledFrom(ops).Draw(t, "op")
		operand := record.Money{Minor: micro, Currency: record.AnyCurrency}
		order := big.NewRat(m.Minor, pow10(record.Exponent(m.Currency))).Cmp(big.NewRat(micro, 1_000_000))
		if got, want := anyBound(operand.Bounds(op), m), holds(op, order); got != want {
			t.Fatalf("%v %s %d millionths: %v, want %v", m, op, micro, got, want)
		}
	})
}

func pow10(n int) int64 { return int64(math.Pow10(n)) }

func holds(op record.Op, order int) bool {
	return order == 0 && (op == record.Equal || op == record.LessOrEqual || op == record.GreaterOrEqual) ||
		order < 0 && (op == record.Less || op == record.LessOrEqual) || order > 0 && (op == record.Greater || op == record.GreaterOrEqual)
}

func anyBound(bounds []record.Bound, m record.Money) bool {
	for _, b := range bounds {
		among := len(b.Of) == 0
		for _, code := range b.Of {
			among = among || code == m.Currency
		}
		for _, code := range b.Except {
			among = among && code != m.Currency
		}
		if among && holds(b.Op, int(max(-1, min(1, m.Minor-b.Minor)))) {
			return true
		}
	}
	return false
}

func FuzzMoney(f *testing.F) {
	for _, seed := range []string{"1,234.56 EUR", "€1.234,56", "($12)", "kr 5", "1'200.- CHF", "99999999999999999999 JPY"} {
		f.Add(seed, false)
	}
	f.Fuzz(func(t *testing.T, text string, comma bool) {
		var m, again record.Money
		if m.Parse(text, record.Reading{Currency: "EUR", DecimalComma: comma}) != nil || !m.Known() {
			return
		}
		if err := again.Parse(m.Text(), record.Reading{}); err != nil || again != m {
			t.Fatalf("%q is %v, its text gives %v (%v)", text, m, again, err)
		}
		formatted := m.Format(record.International())
		if err := again.Parse(formatted, record.Reading{}); err != nil || again != m {
			t.Fatalf("%q is %v, formatted %q gives %v (%v)", text, m, formatted, again, err)
		}
	})
}

func BenchmarkMoneyParse(b *testing.B) {
	var m record.Money
	b.ReportAllocs()
	for b.Loop() {
		if err := m.Parse("1,234.56 EUR", record.Reading{}); err != nil {
			b.Fatal(err)
		}
	}
}
