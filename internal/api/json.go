package api

import (
	"bytes"
	"encoding/json"
	"errors"
	"net/http"
	"strconv"
	"unicode/utf16"
	"unicode/utf8"

	"fairlead/internal/fault"
)

// The limits of a body, beside its length.
const (
	maxDepth  = 32 // of objects and lists in each other; a record has at most six
	maxValues = 500_000
)

// readJSON reads one JSON value without losing anything: what encoding/json
// would change in silence (broken UTF-8, half a surrogate pair, a member given
// twice) is an error. Numbers are kept as they are written.
func readJSON(text []byte) (any, error) {
	if !utf8.Valid(text) {
		return nil, refuse(http.StatusBadRequest, fault.New(fault.Invalid, "The body is not UTF-8."))
	}
	if !json.Valid(text) {
		var whole json.RawMessage
		return nil, malformed(text, json.Unmarshal(text, &whole)) // says where
	}
	if at := halfPair(text); at >= 0 {
		return nil, notJSON(text, at, "holds half of a surrogate pair")
	}
	r := jsonReader{decoder: json.NewDecoder(bytes.NewReader(text))}
	r.decoder.UseNumber()
	return r.value(0)
}

// malformed says where a body stops being JSON.
func malformed(text []byte, err error) error {
	var syntax *json.SyntaxError
	if !errors.As(err, &syntax) {
		return refuse(http.StatusBadRequest, fault.Because(err, fault.Invalid, "The body is not JSON."))
	}
	return notJSON(text, int(syntax.Offset)-1, "cannot be read")
}

func notJSON(text []byte, at int, what string) error {
	before := text[:max(0, min(at, len(text)))]
	line := bytes.Count(before, []byte("\n")) + 1
	column := utf8.RuneCount(before[bytes.LastIndexByte(before, '\n')+1:]) + 1
	return refuse(http.StatusBadRequest, fault.New(fault.Invalid, "The body is not JSON: line %d, column %d %s.", line, column, what))
}

// halfPair finds a \u escape that is half of a surrogate pair and stands for no
// character; negative when there is none. The text is JSON.
func halfPair(text []byte) int {
	for i := 0; i < len(text); i++ {
		if text[i] != '\\' {
			continue
		}
		if i++; text[i] != 'u' || !utf16.IsSurrogate(escaped(text[i:])) {
			continue
		}
		if i+6 >= len(text) || text[i+5] != '\\' || text[i+6] != 'u' || utf16.DecodeRune(escaped(text[i:]), escaped(text[i+6:])) == utf8.RuneError {
			return i - 1
		}
		i += 10
	}
	return -1
}

// escaped is the code unit of uXXXX.
func escaped(text []byte) rune {
	n, err := strconv.ParseUint(string(text[1:5]), 16, 16)
	if err != nil {
		return 0 // the text is JSON, so four digits follow
	}
	return rune(n)
}

// jsonReader builds values from tokens.
type jsonReader struct {
	decoder *json.Decoder
	values  int
}

func (r *jsonReader) value(depth int) (any, error) {
	token, err := r.decoder.Token()
	if err != nil {
		return nil, refuse(http.StatusBadRequest, fault.Because(err, fault.Invalid, "The body is not JSON."))
	}
	if r.values++; r.values > maxValues {
		return nil, fault.New(fault.TooLarge, "The body has more than %d values; send it in parts.", maxValues)
	}
	if depth > maxDepth {
		return nil, fault.New(fault.Invalid, "The body is nested deeper than %d levels.", maxDepth)
	}
	switch token {
	case json.Delim('{'):
		return r.object(depth)
	case json.Delim('['):
		return r.list(depth)
	}
	return token, nil
}

func (r *jsonReader) object(depth int) (any, error) {
	object := map[string]any{}
	for r.decoder.More() {
		name, err := r.value(depth + 1)
		if err != nil {
			return nil, err
		}
		key, _ := name.(string) // the text is JSON, so names are texts
		if _, twice := object[key]; twice {
			return nil, wrong(shortened(key), "It is given twice in one object.")
		}
		if object[key], err = r.value(depth + 1); err != nil {
			return nil, err
		}
	}
	_, err := r.decoder.Token() // the closing brace
	return object, err
}

func (r *jsonReader) list(depth int) (any, error) {
	list := []any{}
	for r.decoder.More() {
		v, err := r.value(depth + 1)
		if err != nil {
			return nil, err
		}
		list = append(list, v)
	}
	_, err := r.decoder.Token() // the closing bracket
	return list, err
}
