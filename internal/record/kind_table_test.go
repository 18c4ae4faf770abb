package record_test

import (
	"strings"
	"testing"

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

func TestFileReadings(t *testing.T) {
	hash := strings.Repeat("ab", 32)
	good := `{"hash":"` + hash + `","name":"a.pdf","size":3,"type":"application/pdf"}`
	checkReadings(t, new(record.File), record.Reading{}, []reading{
		{good, good}, {"", ""}, {"a.pdf", "!upload"}, {`{"name":"a.pdf"}`, "!upload"},
		{strings.Replace(good, "a.pdf", "../a.pdf", 1), "!rename"}, {strings.Replace(good, "ab", "zz", 1), "!SHA-256"},
		{strings.Replace(good, ":3", ":-3", 1), "!size"}, {strings.Replace(good, ":3", ":null", 1), "!upload"},
	})
}
