package record_test

import (
	"errors"
	"math"
	"strings"
	"testing"
	"time"

	"fairlead/internal/record"
)

// reading is one text and what it means: a canonical text, or for an error a
// part of its message after "!".
type reading struct{ text, want string }

func checkReadings(t *testing.T, v record.Value, in record.Reading, cases []reading) {
	t.Helper()
	for _, c := range cases {
		v.Clear()
		err := v.Parse(c.text, in)
		part, wantError := strings.CutPrefix(c.want, "!")
		switch {
		case wantError && (err == nil || !strings.Contains(err.Error(), part)):
			t.Errorf("%q: got %q, error %v; want an error with %q", c.text, v.Text(), err, part)
		case !wantError && err != nil:
			t.Errorf("%q: %v; want %q", c.text, err, c.want)
		case !wantError && v.Text() != c.want:
			t.Errorf("%q: got %q, want %q", c.text, v.Text(), c.want)
		}
	}
}

func TestTextReadings(t *testing.T) {
	checkReadings(t, new(record.Text), record.Reading{}, []reading{
		{" a  b ", "a  b"}, {"\t", ""}, {"Ünï", "Ünï"},
	})
}

func TestMarkdownReadings(t *testing.T) {
	checkReadings(t, new(record.Markdown), record.Reading{}, []reading{
		{"# A\r\n\r\nb\r", "# A\n\nb"}, {"\n\n    code\n", "    code"}, {"   ", ""},
	})
}

func TestLinkReadings(t *testing.T) {
	checkReadings(t, new(record.Link), record.Reading{}, []reading{
		{" https://example.com/a?b=c#d ", "https://example.com/a?b=c#d"},
		{"http://10.0.0.1:8080", "http://10.0.0.1:8080"},
		{"HTTPS://EXAMPLE.COM", "HTTPS://EXAMPLE.COM"},
		{"mailto:ops@example.com", "mailto:ops@example.com"},
		{"", ""},
		{"example.com", "!https://"}, {"javascript:alert(1)", "!https://"}, {"JavaScript:alert(1)", "!https://"},
		{"data:text/html,x", "!https://"}, {"https://", "!https://"}, {"https:example.com", "!https://"},
		{"https://a b", "!https://"}, {"mailto:", "!https://"}, {"//example.com", "!https://"},
		{"https://exa\nmple.com", "!https://"}, {`https://x/"onclick=`, "!https://"}, {"java\tscript:x", "!https://"},
	})
}

func TestTagReadings(t *testing.T) {
	many := make([]string, 51)
	for i := range many {
		many[i] = "t" + string(rune('0'+i/10)) + string(rune('0'+i%10))
	}
	checkReadings(t, new(record.Tags), record.Reading{}, []reading{
		{"b, A ; a,, Two  Words\nz", "a, b, two words, z"}, {" , ", ""}, {"ÄRGER", "ärger"},
		{strings.Join(many, ","), "!keep the 50"},
		{strings.Repeat("x", 61), "!more than 60"}, {strings.Repeat("ä", 60), strings.Repeat("ä", 60)},
	})
	tags := record.Tags{"a", "b"}
	if !tags.Has("a") || tags.Has("c") {
		t.Error("Has is wrong")
	}
}

func TestBooleanReadings(t *testing.T) {
	checkReadings(t, new(record.Boolean), record.Reading{}, []reading{
		{"yes", "true"}, {"Y", "true"}, {"TRUE", "true"}, {"1", "true"}, {"x", "true"}, {"on", "true"},
		{"no", "false"}, {"N", "false"}, {"false", "false"}, {"0", "false"}, {"off", "false"}, {"", "false"},
		{"maybe", "!yes or no"}, {"2", "!yes or no"},
	})
}

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

func TestDurationReadings(t *testing.T) {
	checkReadings(t, new(record.Duration), record.Reading{}, []reading{
		{"4h 30m", "4h30m"}, {"4h30m", "4h30m"}, {"90m", "1h30m"}, {"2d", "2d"}, {"24h", "1d"}, {"36h", "36h"}, {"1:30", "1h30m"}, {"100:00:01", "100h1s"},
		{"PT4H30M", "4h30m"}, {"P1DT2H", "26h"}, {"p2w", "14d"}, {"PT5S", "5s"}, {"1.5 hours", "1h30m"}, {"1 day, 2 hours", "26h"}, {"0", "0h"},
		{"8", "8h"}, {"0.5", "30m"}, {"1,5 h", "1h30m"}, {"2 weeks", "14d"}, {"0m", "0h"}, {"1 H", "1h"},
		{"-1h", "!not a duration"}, {"-1", "!negative"}, {"P", "!not a duration"}, {"PT", "!not a duration"}, {"P1Y", "!not a duration"},
		{"4 parsecs", "!not a duration"}, {"h", "!not a duration"}, {"1:60", "!not a duration"}, {"9999999 days", "!10,000 years"}, {"4h soon", "!not a duration"},
	})
	minutes := &record.Field{Unit: "minutes"}
	checkReadings(t, new(record.Duration), record.Reading{Field: minutes}, []reading{{"90", "1h30m"}, {"2h", "2h"}})
	d := record.Lasting(90 * time.Minute)
	if d.Hours() != 1.5 || d.Seconds() != 5400 || d.Format(record.International()) != "1h 30m" || d.JSON() != "PT1H30M" {
		t.Errorf("90 minutes: %v %v %q %v", d.Hours(), d.Seconds(), d.Format(record.International()), d.JSON())
	}
	if err := d.SetJSON("90"); err == nil {
		t.Error("JSON without a unit is read")
	}
}

func TestEstimateReadings(t *testing.T) {
	checkReadings(t, new(record.Estimate), record.Reading{}, []reading{
		{"5", "5"}, {"3..8", "3..8"}, {"3…8", "3..8"}, {"3 to 8", "3..8"}, {"3-8", "3..8"}, {"3–8", "3..8"}, {"3/5/8", "3/5/8"},
		{"3..5..8", "3/5/8"}, {"3-5-8", "3/5/8"}, {"1,000..2,500.5", "1000..2500.5"}, {"-5..-3", "-5..-3"}, {"1e6", "1000000"}, {"5..5", "5..5"}, {"-2", "-2"},
		{"8..3", "!rise"}, {"3/8/5", "!rise"}, {"1/2/3/4", "!not an estimate"}, {"3..", "!not an estimate"}, {"/", "!not an estimate"},
		{"1e300", "!too large"}, {"Inf", "!not an estimate"}, {"NaN", "!not an estimate"}, {"0x1p3", "!not an estimate"}, {"few", "!not an estimate"},
	})
	checkReadings(t, new(record.Estimate), record.Reading{DecimalComma: true}, []reading{{"3,5..8,25", "3.5..8.25"}})
	e := record.Around(3, 5, 8)
	if got := e.Format(record.International()); got != "3 / 5 / 8" {
		t.Errorf("three points format as %q", got)
	}
}

func TestEstimateMean(t *testing.T) {
	for _, c := range []struct {
		e    record.Estimate
		want float64
	}{
		{record.Exactly(5), 5},
		{record.Around(3, 5, 8), 31.0 / 6},
		{record.Between90(-2, 8), 3},
		{record.Between90(0, 8), 4},
		{record.Between90(5, 5), 5},
		// Lognormal with 5th and 95th percentile 1 and 100: mu = ln 10, sigma = ln 100 / 3.28970725.
		{record.Between90(1, 100), 26.640},
		{record.Estimate{}, 0},
	} {
		if got := c.e.Mean(); got < c.want-0.001 || got > c.want+0.001 {
			t.Errorf("mean of %s = %g, want %g", c.e, got, c.want)
		}
	}
}

func TestEstimateJSON(t *testing.T) {
	for _, c := range []struct {
		json any
		want string
	}{
		{5.0, "5"},
		{map[string]any{"likely": 5.0}, "5"},
		{map[string]any{"low": 3.0, "high": 8.0}, "3..8"},
		{map[string]any{"low": 3.0, "likely": 5.0, "high": 8.0}, "3/5/8"},
		{nil, ""},
		{map[string]any{"low": 3.0}, "!"}, {map[string]any{"low": 3.0, "likely": 5.0}, "!"}, {map[string]any{}, "!"},
		{map[string]any{"likely": 5.0, "high": 8.0}, "!"}, {map[string]any{"low": 3.0, "high": 8.0, "mode": 5.0}, "!"},
		{map[string]any{"low": "3", "high": 8.0}, "!"}, {"5", "!"}, {map[string]any{"low": 9.0, "high": 8.0}, "!"},
	} {
		var e record.Estimate
		err := e.SetJSON(c.json)
		if (err != nil) != (c.want == "!") || err == nil && e.Text() != c.want {
			t.Errorf("%v: got %q, %v; want %q", c.json, e.Text(), err, c.want)
		}
	}
}

func TestEnumReadings(t *testing.T) {
	f := sampleType(t).Field("level")
	v := f.Kind.New(f)
	checkReadings(t, v, record.Reading{Field: f}, []reading{
		{"low", "low"}, {"LOW", "low"}, {"very high", "very_high"}, {"Very-High", "very_high"}, {"severe", "very_high"}, {"", ""},
		{"middling", "!must be one of: Low, Severe"},
	})
	if err := v.Parse("very_high", record.Reading{}); err != nil || v.Format(record.International()) != "Severe" {
		t.Errorf("very_high formats as %q (%v)", v.Format(record.International()), err)
	}
}

func TestReferenceReadings(t *testing.T) {
	const id, other = firstID, secondID
	find := func(target, text string) (record.AnyRef, error) {
		known, err := record.ParseID(id)
		if target != "sample" && target != "" || text != "SAM-0001" {
			return record.AnyRef{}, errors.New("is not known here")
		}
		return record.AnyRef{Type: "sample", ID: known}, err
	}
	typ := sampleType(t)
	in := record.Reading{Field: typ.Field("parent"), Find: find}
	checkReadings(t, new(record.Ref[sample]), in, []reading{
		{id, id}, {strings.ToUpper(id), id}, {" SAM-0001 ", id}, {"", ""}, {"SAM-0002", "!not known"},
	})
	checkReadings(t, new(record.Ref[sample]), record.Reading{}, []reading{{"SAM-0001", "!must be the ID"}})
	checkReadings(t, new(record.Refs[sample]), in, []reading{
		{"SAM-0001; " + other + ", " + id, id + ", " + other}, {"", ""}, {"SAM-0001, x", `!"x"`},
		{strings.Repeat(id+",", 1001), "!at most 1000"},
	})
	checkReadings(t, new(record.AnyRef), in, []reading{
		{"sample:" + id, "sample:" + id}, {"SAM-0001", "sample:" + id}, {"", ""}, {"SAM-0002", "!not known"}, {"Sample:" + id, "!not known"},
	})
	checkReadings(t, new(record.AnyRef), record.Reading{}, []reading{{"SAM-0001", "!type and the ID"}})
}

func TestReferenceJSON(t *testing.T) {
	const id = "01890a5d-ac96-774b-bcce-b302099a8057"
	var r record.Ref[sample]
	var list record.Refs[sample]
	var a record.AnyRef
	for _, c := range []struct {
		v    record.Value
		json any
		want string
	}{
		{&r, id, id}, {&r, map[string]any{"id": id}, id}, {&r, nil, ""}, {&r, "VEN-0003", "!"}, {&r, 3.0, "!"},
		{&list, []any{id, map[string]any{"id": id}}, id}, {&list, nil, ""}, {&list, []any{"x"}, "!"}, {&list, id, "!"},
		{&a, map[string]any{"type": "sample", "id": id}, "sample:" + id}, {&a, "sample:" + id, "sample:" + id}, {&a, nil, ""},
		{&a, map[string]any{"id": id}, "!"}, {&a, map[string]any{"type": "sample"}, "!"}, {&a, id, "!"},
	} {
		err := c.v.SetJSON(c.json)
		if (err != nil) != (c.want == "!") || err == nil && c.v.Text() != c.want {
			t.Errorf("%T %v: got %q, %v; want %q", c.v, c.json, c.v.Text(), err, c.want)
		}
	}
}

// TestReferencesOfAnyTypeCompare: filters compare with references that have no
// Go type.
func TestReferencesOfAnyTypeCompare(t *testing.T) {
	id, err := record.ParseID("01890a5d-ac96-774b-bcce-b302099a8057")
	if err != nil {
		t.Fatal(err)
	}
	typed, any := record.To[sample](id), record.AnyRef{Type: "sample", ID: id}
	untyped := record.KindNamed("reference").New(&record.Field{})
	if err := untyped.SetJSON(id.String()); err != nil {
		t.Fatal(err)
	}
	if typed.Compare(untyped) != 0 || untyped.Compare(&typed) != 0 || any.Compare(untyped) != 0 || untyped.Compare(&any) != 0 {
		t.Error("references to one record differ")
	}
}

func TestFileReadings(t *testing.T) {
	hash := strings.Repeat("ab", 32)
	good := `{"hash":"` + hash + `","name":"a.pdf","size":3,"type":"application/pdf"}`
	checkReadings(t, new(record.File), record.Reading{}, []reading{
		{good, good}, {"", ""}, {"a.pdf", "!upload"}, {`{"name":"a.pdf"}`, "!upload"},
		{strings.Replace(good, "a.pdf", "../a.pdf", 1), "!rename"}, {strings.Replace(good, "ab", "zz", 1), "!SHA-256"},
		{strings.Replace(good, ":3", ":-3", 1), "!size"}, {strings.Replace(good, ":3", ":null", 1), "!upload"},
	})
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

func FuzzDuration(f *testing.F) {
	for _, seed := range []string{"4h 30m", "1:30", "PT4H30M", "1.5 days", "90", "1 day, 2 hours"} {
		f.Add(seed, false)
	}
	f.Fuzz(func(t *testing.T, text string, comma bool) {
		var d, again record.Duration
		if d.Parse(text, record.Reading{DecimalComma: comma}) != nil {
			return
		}
		if err := again.Parse(d.Text(), record.Reading{}); err != nil || again != d {
			t.Fatalf("%q is %v, its text gives %v (%v)", text, d, again, err)
		}
		if err := again.SetJSON(d.JSON()); err != nil || again != d {
			t.Fatalf("%q is %v, its JSON gives %v (%v)", text, d, again, err)
		}
	})
}

func FuzzEstimate(f *testing.F) {
	for _, seed := range []string{"5", "3..8", "3/5/8", "3-5-8", "1e6 to 2e6", "-5..-3"} {
		f.Add(seed, false)
	}
	f.Fuzz(func(t *testing.T, text string, comma bool) {
		var e, again record.Estimate
		if e.Parse(text, record.Reading{DecimalComma: comma}) != nil {
			return
		}
		if e.Known() && (e.Low > e.High || math.IsNaN(e.Mean())) {
			t.Fatalf("%q is %v", text, e)
		}
		if err := again.Parse(e.Text(), record.Reading{}); err != nil || again != e {
			t.Fatalf("%q is %v, its text gives %v (%v)", text, e, again, err)
		}
	})
}
