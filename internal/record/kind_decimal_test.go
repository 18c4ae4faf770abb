package record_test

import (
	"testing"

	"fairlead/internal/record"
)

func TestIntegerReadings(t *testing.T) {
	checkReadings(t, new(record.Int), record.Reading{}, []reading{
		{"42", "42"}, {"-7", "-7"}, {"−7", "-7"}, {"+7", "7"}, {"(7)", "-7"}, {"7-", "-7"}, {"1,234,567", "1234567"}, {"1 234", "1234"},
		{"1\u202f234", "1234"}, {"1'234", "1234"}, {"1.234.567", "1234567"}, {"007", "7"}, {"0", "0"}, {"-0", "0"}, {"5.0", "5"},
		{"9007199254740991", "9007199254740991"}, {"9007199254740992", "!too large"}, {"99999999999999999999", "!too large"},
		{"1.5", "!whole number"}, {"1,23", "!whole number"}, {"12,34,567", "!whole number"}, {"1e3", "!whole number"}, {"many", "!whole number"},
		{"1,234 567", "!whole number"}, {"--1", "!whole number"}, {"0,123", "!whole number"}, {"٣", "!whole number"},
	})
	checkReadings(t, new(record.Int), record.Reading{DecimalComma: true}, []reading{
		{"1.234", "1234"}, {"1.234,0", "1234"}, {"1,234", "!whole number"},
	})
}

func TestDecimalReadings(t *testing.T) {
	checkReadings(t, new(record.Decimal), record.Reading{}, []reading{
		{"3.50", "3.5"}, {".5", "0.5"}, {"-0.000001", "-0.000001"}, {"1,234.5", "1234.5"}, {"1.234,5", "1234.5"},
		{"3,5", "3.5"}, {"1,234", "1234"}, {"0,123", "0.123"}, {"1.234.567,8", "1234567.8"}, {"999999999.999999", "999999999.999999"},
		{"0.1234560000", "0.123456"}, {"0", "0"}, {"-0.0", "0"},
		{"1000000000", "!thousand million"}, {"0.1234567", "!six decimals"}, {"1.", "!not a number"}, {".", "!not a number"},
		{"1..2", "!not a number"}, {"1,2,3", "!not a number"}, {"1.2,3.4", "!not a number"}, {"NaN", "!not a number"}, {"0x10", "!not a number"},
	})
	checkReadings(t, new(record.Decimal), record.Reading{DecimalComma: true}, []reading{
		{"3,5", "3.5"}, {"1.234,5", "1234.5"}, {"1.234", "1234"}, {"3.5", "3.5"}, {"1,234.5", "1234.5"}, {"1,234", "1.234"},
	})
	if _, err := record.ParseDecimal("x"); err == nil {
		t.Error("ParseDecimal accepts x")
	}
	if d, err := record.ParseDecimal("2.5"); err != nil || d.Float() != 2.5 || d.Micro() != 2_500_000 {
		t.Errorf("ParseDecimal(2.5) = %v, %v", d, err)
	}
}

func TestDecimalLoadsWhatDriversGive(t *testing.T) {
	for _, c := range []struct {
		column any
		want   string
	}{
		{"12.500000", "12.5"}, {[]byte("-0.1"), "-0.1"}, {0.1, "0.1"}, {999999999.999999, "999999999.999999"}, {int64(7), "7"}, {nil, ""},
	} {
		var d record.Decimal
		if err := d.Load([]any{c.column}); err != nil || d.Text() != c.want {
			t.Errorf("%v: got %q, %v; want %q", c.column, d.Text(), err, c.want)
		}
	}
	for _, bad := range []any{true, 1e9, int64(1e9), "x"} {
		if err := new(record.Decimal).Load([]any{bad}); err == nil {
			t.Errorf("%v loads", bad)
		}
	}
}

func TestPercentReadings(t *testing.T) {
	checkReadings(t, new(record.Percent), record.Reading{}, []reading{
		{"3.5 %", "3.5"}, {"3.5%", "3.5"}, {"3.5\u00a0%", "3.5"}, {"-12", "-12"}, {"%", ""}, {"5 %%", "!not a number"},
	})
	if p := record.NewPercent(3_500_000); p.Fraction() != 0.035 || p.Format(record.International()) != "3.5\u00a0%" {
		t.Errorf("3.5 %%: %v, %q", p.Fraction(), p.Format(record.International()))
	}
}

func FuzzDecimal(f *testing.F) {
	for _, seed := range []string{"1,234.5", "1.234,5", "-0.000001", "(5)", "1 234"} {
		f.Add(seed, false)
	}
	f.Fuzz(func(t *testing.T, text string, comma bool) {
		var d, again record.Decimal
		if d.Parse(text, record.Reading{DecimalComma: comma}) != nil {
			return
		}
		if err := again.Parse(d.Text(), record.Reading{}); err != nil || again != d {
			t.Fatalf("%q is %v, its text gives %v (%v)", text, d, again, err)
		}
		if err := again.Load([]any{d.Float()}); d.Known() && (err != nil || again != d) {
			t.Fatalf("%q is %v, as a floating point number %v (%v)", text, d, again, err)
		}
	})
}
