package frame

import (
	"math"
	"testing"

	"fairlead/internal/record"
)

// Currencies differ in how many minor units make a whole one: none of the yen,
// a hundred of the euro, a thousand of the Kuwaiti dinar (ISO 4217).
func TestMoneyScale(t *testing.T) {
	for currency, want := range map[string]float64{"JPY": 1_234_567, "EUR": 12_345.67, "KWD": 1_234.567} {
		s := MoneyScale{Currency: currency, Locale: record.International()}
		m := record.Money{Minor: 1_234_567, Currency: currency}
		if got := s.Value(m); math.Abs(got-want) > 1e-9 {
			t.Errorf("%s stands at %v, want %v", m, got, want)
		}
		if back := s.Money(s.Value(m)); back != m {
			t.Errorf("%s comes back as %s", m, back)
		}
	}
	euros := MoneyScale{Currency: "EUR"}
	for _, m := range []record.Money{{}, {Minor: 5, Currency: "NOK"}} {
		if got := euros.Value(m); !math.IsNaN(got) {
			t.Errorf("%q stands at %v on an axis in euros", m.Text(), got)
		}
	}
}
