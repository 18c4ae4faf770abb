package record

import (
	"bytes"
	"encoding/json"
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"
)

// Kinds lists the kinds that a field defined at run time can have, by name.
// Rows are not among them: their columns are a Go struct.
func Kinds() []*Kind {
	return []*Kind{
		anyKind(), boolKind(), dateKind(), decimalKind(), durationKind(), enumKind(),
		estimateKind(), fileKind(), instantKind(), integerKind(), linkKind(), markdownKind(),
		moneyKind(), percentKind(), referenceKind(), referencesKind(), tagsKind(), textKind(),
	}
}

// KindNamed finds a kind of Kinds by its name; nil when there is none.
func KindNamed(name string) *Kind {
	kinds := Kinds()
	i := slices.IndexFunc(kinds, func(k *Kind) bool { return k.Name == name })
	if i < 0 {
		return nil
	}
	return kinds[i]
}

// orderOps are the comparisons of kinds that have an order.
func orderOps() []Op { return []Op{Equal, Less, LessOrEqual, Greater, GreaterOrEqual} }

// marshalValue is json.Marshaler for every kind: null when unknown.
func marshalValue(v Value) ([]byte, error) { return json.Marshal(v.JSON()) }

// unmarshalValue is json.Unmarshaler for every kind.
func unmarshalValue(v Value, data []byte) error {
	raw, err := decodeJSON(data)
	if err != nil {
		return err
	}
	return v.SetJSON(raw)
}

// decodeJSON decodes one JSON value, keeping numbers as they are written.
func decodeJSON(data []byte) (any, error) {
	d := json.NewDecoder(bytes.NewReader(data))
	d.UseNumber()
	var v any
	if err := d.Decode(&v); err != nil {
		return nil, err
	}
	if d.More() {
		return nil, fmt.Errorf("there is more after the value")
	}
	return v, nil
}

// encodeJSON is the text of a column of class JSON, nil when unknown.
func encodeJSON(v Value) any {
	if !v.Known() {
		return nil
	}
	return jsonText(v)
}

// jsonText writes the JSON form of a value.
func jsonText(v Value) string {
	text, err := json.Marshal(v.JSON())
	if err != nil {
		panic(fmt.Sprintf("the JSON form of %T cannot be written: %v", v, err)) // a defect of the kind
	}
	return string(text)
}

// loadJSON sets a value from a column of class JSON.
func loadJSON(column any, set func(any) error) error {
	text, err := loadString(column)
	if err != nil {
		return err
	}
	if text == "" {
		return set(nil)
	}
	raw, err := decodeJSON([]byte(text))
	if err != nil {
		return fmt.Errorf("column holds malformed JSON: %w", err)
	}
	return set(raw)
}

// jsonNumber gives a decoded JSON number in plain decimal notation.
func jsonNumber(v any) (plain string, ok bool) {
	switch v := v.(type) {
	case int64:
		return strconv.FormatInt(v, 10), true
	case int:
		return strconv.Itoa(v), true
	case float64:
		return strconv.FormatFloat(v, 'f', -1, 64), !math.IsNaN(v) && !math.IsInf(v, 0)
	case json.Number:
		if !strings.ContainsAny(string(v), "eE") {
			return string(v), true
		}
		f, err := v.Float64()
		return strconv.FormatFloat(f, 'f', -1, 64), err == nil
	}
	return "", false
}

// loadInteger reads an integer column; known is false for NULL.
func loadInteger(column any) (n int64, known bool, err error) {
	switch v := column.(type) {
	case nil:
		return 0, false, nil
	case int64:
		return v, true, nil
	}
	return 0, false, fmt.Errorf("column holds %T, wanted an integer", column)
}

// checkCharacters refuses what no database keeps as text, and what is too long.
func checkCharacters(text string) error {
	if len(text) > MaxText {
		return fmt.Errorf("is longer than %d characters; shorten it or attach it as a file", MaxText)
	}
	if !utf8.ValidString(text) || strings.ContainsRune(text, 0) {
		return fmt.Errorf("holds characters that are not text; paste it as plain text")
	}
	return nil
}
