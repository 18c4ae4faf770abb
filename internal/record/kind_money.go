package record

import (
	"cmp"
	"errors"
	"fmt"
	"strings"
)

// Money is an amount of a currency, exact to the currency's smallest unit. It
// is unknown when the currency is empty; zero euros are known.
type Money struct {
	Minor    int64  // cents for EUR, yen for JPY, thousandths for KWD
	Currency string // ISO 4217 code: EUR
}

var errAmount = errors.New("is not an amount; write it like 1234.50 EUR")

// NoMoney is the known amount zero of a currency: where a sum starts.
func NoMoney(currency string) Money { return Money{Currency: currency} }

func moneyKind() *Kind {
	return &Kind{
		Name: "money", Columns: []Column{{"minor", ClassInteger}, {"currency", ClassText}}, Widget: "money", Numeric: true,
		Ops: orderOps(),
		New: func(*Field) Value { return new(Money) },
		Schema: func(*Field) map[string]any {
			return map[string]any{
				"type": "object", "required": []string{"amount", "currency"}, "additionalProperties": false,
				"properties": map[string]any{
					"amount":   map[string]any{"type": "string", "pattern": `^-?\d+(\.\d+)?$`},
					"currency": map[string]any{"type": "string", "pattern": "^[A-Z]{3}$"},
				},
			}
		},
	}
}

// Kind describes the kind.
func (m *Money) Kind() *Kind { return moneyKind() }

// Known reports whether there is an amount.
func (m Money) Known() bool { return m.Currency != "" }

// Clear makes the amount unknown.
func (m *Money) Clear() { *m = Money{} }

// Parse accepts an amount with its currency as code or sign, before or behind:
// "1,234.56 EUR", "€1.234,56", "($12)". An amount alone is in in.Currency.
func (m *Money) Parse(text string, in Reading) error {
	text = strings.TrimSpace(text)
	if text == "" {
		*m = Money{}
		return nil
	}
	number, currency, err := splitMoney(text, in.Currency)
	if err != nil {
		return err
	}
	plain, err := numeral(number, in.DecimalComma)
	if err != nil {
		return errAmount
	}
	if currency == "" {
		return errors.New("has no currency; write it like 1234.50 EUR")
	}
	return m.setPlain(plain, currency)
}

func (m *Money) setPlain(plain, currency string) error {
	decimals := Exponent(currency)
	minor, fine, err := scaled(plain, decimals)
	if err != nil {
		return errTooLarge
	}
	if fine {
		return fmt.Errorf("has more decimals than %s has (%d); round it", currency, decimals)
	}
	*m = Money{minor, currency}
	return nil
}

// Amount is the amount in major units, in plain notation: 1234.56.
func (m Money) Amount() string { return unscaled(m.Minor, Exponent(m.Currency)) }

// String is the canonical form, empty when unknown.
func (m Money) String() string { return m.Text() }

// Text is the amount and the code: 1234.56 EUR.
func (m Money) Text() string {
	if m.Currency == "" {
		return ""
	}
	return m.Amount() + " " + m.Currency
}

// JSON is {"amount":"1234.56","currency":"EUR"}.
func (m *Money) JSON() any {
	if m.Currency == "" {
		return nil
	}
	return map[string]any{"amount": m.Amount(), "currency": m.Currency}
}

// SetJSON accepts the object, or a text with amount and currency.
func (m *Money) SetJSON(v any) error {
	switch v := v.(type) {
	case nil:
		*m = Money{}
		return nil
	case string:
		return m.Parse(v, Reading{})
	case map[string]any:
		amount, isText := v["amount"].(string)
		currency, hasCurrency := v["currency"].(string)
		if isText && hasCurrency && len(v) == 2 {
			return m.setParts(amount, currency)
		}
	}
	return errors.New(`must be like {"amount": "1234.50", "currency": "EUR"}`)
}

func (m *Money) setParts(amount, currency string) error {
	if !IsCurrency(currency) {
		return errCurrency(currency)
	}
	whole, fraction, marked := strings.Cut(strings.TrimPrefix(amount, "-"), ".")
	if whole == "" || marked && fraction == "" || !digits(whole) || !digits(fraction) {
		return errors.New(`has an amount that is not a number; write it like "1234.50"`)
	}
	return m.setPlain(amount, currency)
}

// Store gives the minor units and the code, both NULL when unknown.
func (m *Money) Store() []any {
	if m.Currency == "" {
		return []any{nil, nil}
	}
	return []any{m.Minor, m.Currency}
}

// Load accepts an int64 and a string.
func (m *Money) Load(columns []any) error {
	minor, known, err := loadInteger(columns[0])
	if err != nil {
		return err
	}
	currency, err := loadString(columns[1])
	if err != nil {
		return err
	}
	if known != (currency != "") {
		return errors.New("columns hold an amount without a currency, or the reverse")
	}
	*m = Money{minor, currency}
	return nil
}

// Compare orders by currency code, then by amount: amounts of different
// currencies have no order of their own.
func (m *Money) Compare(other Value) int {
	o := other.(*Money)
	return cmp.Or(strings.Compare(m.Currency, o.Currency), cmp.Compare(m.Minor, o.Minor))
}

// MarshalJSON writes the object, null when unknown.
func (m Money) MarshalJSON() ([]byte, error) { return marshalValue(&m) }

// UnmarshalJSON accepts the object, or a text with amount and currency.
func (m *Money) UnmarshalJSON(data []byte) error { return unmarshalValue(m, data) }

// check holds bounds to be in major units of the amount's own currency.
func (m *Money) check(f *Field) error {
	if !IsCurrency(m.Currency) {
		return errCurrency(m.Currency)
	}
	return f.checkBounds(m.major())
}

// major is the amount in major units, rounded: for bounds and thin figures only.
func (m Money) major() float64 {
	return float64(m.Minor) / float64(pow10(Exponent(m.Currency)))
}
