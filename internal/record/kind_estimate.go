package record

import (
	"cmp"
	"encoding/json"
	"errors"
	"math"
	"regexp"
	"strconv"
	"strings"
)

// Shape is what is known of an estimated quantity.
type Shape string

// The shapes. The empty shape is unknown.
const (
	Fixed      Shape = "fixed"       // one figure
	Range      Shape = "range"       // a 90 % interval: one time in twenty below, one in twenty above
	ThreePoint Shape = "three-point" // the lowest, the likeliest and the highest that can be
)

// Estimate is a quantity that is known roughly, in the unit of its field. The
// zero Estimate is unknown.
type Estimate struct {
	Shape Shape
	// Low ≤ Likely ≤ High. A fixed estimate has the same in all three, a range
	// has no Likely.
	Low, Likely, High float64
}

// Exactly is a fixed estimate.
func Exactly(x float64) Estimate { return Estimate{Fixed, x, x, x} }

// Between90 is a range that holds the quantity nine times in ten.
func Between90(low, high float64) Estimate { return Estimate{Range, low, 0, high} }

// Around is a three-point estimate.
func Around(low, likely, high float64) Estimate { return Estimate{ThreePoint, low, likely, high} }

// maxEstimate bounds estimates to what still can be added up and written out.
const maxEstimate = 1e15

var errEstimate = errors.New("is not an estimate; write one figure, a range like 3..8, or lowest/likeliest/highest like 3/5/8")

func estimateKind() *Kind {
	return &Kind{
		Name: "estimate", Columns: []Column{{Class: ClassJSON}}, Widget: "estimate", Numeric: true,
		New: func(*Field) Value { return new(Estimate) },
		Schema: func(f *Field) map[string]any {
			number := func() map[string]any { return f.bounded(map[string]any{"type": "number"}) }
			return map[string]any{
				"type": "object", "additionalProperties": false,
				"properties": map[string]any{"low": number(), "likely": number(), "high": number()},
				"anyOf": []any{
					map[string]any{"required": []string{"likely"}},
					map[string]any{"required": []string{"low", "high"}},
				},
				"dependentRequired": map[string]any{"low": []string{"high"}, "high": []string{"low"}},
			}
		},
	}
}

// Kind describes the kind.
func (e *Estimate) Kind() *Kind { return estimateKind() }

// Known reports whether there is an estimate.
func (e Estimate) Known() bool { return e.Shape != "" }

// Clear makes the estimate unknown.
func (e *Estimate) Clear() { *e = Estimate{} }

// Mean is the expected value, 0 when unknown. Of three points it is that of
// PERT, (low + 4·likely + high)/6 (Malcolm, Roseboom, Clark and Fazar,
// Operations Research 7(5), 1959). Of a range it is that of the lognormal
// distribution with the range as its 5th and 95th percentile, as is usual for
// losses and efforts (Hubbard and Seiersen, How to Measure Anything in
// Cybersecurity Risk, 2016); of the normal distribution, the middle, where the
// range reaches down to zero or below.
func (e Estimate) Mean() float64 {
	switch {
	case e.Shape == ThreePoint:
		return (e.Low + 4*e.Likely + e.High) / 6
	case e.Shape == Range && e.Low > 0:
		const z95 = 1.6448536269514722 // 95th percentile of the standard normal distribution
		low, high := math.Log(e.Low), math.Log(e.High)
		sigma := (high - low) / (2 * z95)
		return math.Exp((low+high)/2 + sigma*sigma/2)
	case e.Shape == Range:
		return (e.Low + e.High) / 2
	}
	return e.Likely
}

// String is the canonical form, empty when unknown.
func (e Estimate) String() string { return e.Text() }

// dashed estimates are read when no figure is negative: 3-8, 3-5-8, 3–8.
var dashed = regexp.MustCompile(`^([\d.,]+) ?[-–] ?([\d.,]+)(?: ?[-–] ?([\d.,]+))?$`)

// Parse accepts one figure, a range (3..8, 3 to 8, 3–8), or three points
// (3/5/8, 3..5..8, 3-5-8).
func (e *Estimate) Parse(text string, in Reading) error {
	text = strings.TrimSpace(text)
	if text == "" {
		*e = Estimate{}
		return nil
	}
	var figures []float64
	for _, part := range splitEstimate(text) {
		x, err := parseFigure(part, in.DecimalComma)
		if err != nil {
			return err
		}
		figures = append(figures, x)
	}
	return e.setFigures(figures)
}

func splitEstimate(text string) []string {
	for _, mark := range []string{"/", "…", "..", " to "} {
		if strings.Contains(text, mark) {
			return strings.Split(text, mark)
		}
	}
	if parts := dashed.FindStringSubmatch(text); parts != nil {
		if parts[3] == "" {
			return parts[1:3]
		}
		return parts[1:]
	}
	return []string{text}
}

func parseFigure(text string, comma bool) (float64, error) {
	plain, err := numeral(text, comma)
	if err != nil {
		plain = strings.TrimSpace(text) // 1e6
		if !strings.ContainsAny(plain, "eE") {
			return 0, errEstimate
		}
	}
	x, err := strconv.ParseFloat(plain, 64)
	if err != nil || strings.ContainsAny(plain, "xX_pPiInN") {
		return 0, errEstimate
	}
	return x, nil
}

func (e *Estimate) setFigures(x []float64) error {
	var parsed Estimate
	switch len(x) {
	case 1:
		parsed = Exactly(x[0])
	case 2:
		parsed = Between90(x[0], x[1])
	case 3:
		parsed = Around(x[0], x[1], x[2])
	default:
		return errEstimate
	}
	if err := parsed.order(); err != nil {
		return err
	}
	*e = parsed
	return nil
}

// order checks that the figures are finite and rise.
func (e *Estimate) order() error {
	for _, x := range []float64{e.Low, e.Likely, e.High} {
		if math.IsNaN(x) || math.Abs(x) > maxEstimate {
			return errTooLarge
		}
	}
	switch {
	case e.Shape == ThreePoint && (e.Low > e.Likely || e.Likely > e.High):
		return errors.New("must rise: lowest, then likeliest, then highest")
	case e.Low > e.High:
		return errors.New("must rise: the lower end first, then the upper")
	}
	return nil
}

// Text is 5, 3..8 or 3/5/8.
func (e Estimate) Text() string { return e.write(plainFloat, "..", "/") }

// Format is 5, 3–8 or 3 / 5 / 8.
func (e Estimate) Format(in Locale) string {
	return e.write(func(x float64) string { return localised(plainFloat(x), in) }, "–", " / ")
}

func (e Estimate) write(number func(float64) string, to, between string) string {
	switch e.Shape {
	case Fixed:
		return number(e.Likely)
	case Range:
		return number(e.Low) + to + number(e.High)
	case ThreePoint:
		return number(e.Low) + between + number(e.Likely) + between + number(e.High)
	}
	return ""
}

func plainFloat(x float64) string { return strconv.FormatFloat(x, 'f', -1, 64) }

// JSON is {"likely":5}, {"low":3,"high":8} or {"low":3,"likely":5,"high":8}.
func (e *Estimate) JSON() any {
	out := map[string]any{}
	switch e.Shape {
	case "":
		return nil
	case Range, ThreePoint:
		out["low"], out["high"] = e.Low, e.High
	}
	if e.Shape != Range {
		out["likely"] = e.Likely
	}
	return out
}

// SetJSON accepts the object, or a number for a fixed estimate.
func (e *Estimate) SetJSON(v any) error {
	if v == nil {
		*e = Estimate{}
		return nil
	}
	object, ok := v.(map[string]any)
	if !ok {
		object = map[string]any{"likely": v}
	}
	var figures []float64
	for _, name := range []string{"low", "likely", "high"} {
		if x, ok := jsonFloat(object[name]); ok {
			figures = append(figures, x)
		} else if object[name] != nil {
			return errEstimateJSON
		}
	}
	_, likely := object["likely"]
	if len(figures) != len(object) || likely == (len(figures) == 2) {
		return errEstimateJSON
	}
	return e.setFigures(figures)
}

var errEstimateJSON = errors.New(`must be like {"low": 3, "likely": 5, "high": 8}, {"low": 3, "high": 8} or {"likely": 5}`)

func jsonFloat(v any) (float64, bool) {
	switch v := v.(type) {
	case float64:
		return v, true
	case int64:
		return float64(v), true
	case int:
		return float64(v), true
	case json.Number:
		x, err := v.Float64()
		return x, err == nil
	}
	return 0, false
}

// Store gives the JSON form, NULL when unknown.
func (e *Estimate) Store() []any { return []any{encodeJSON(e)} }

// Load accepts the JSON form.
func (e *Estimate) Load(columns []any) error { return loadJSON(columns[0], e.SetJSON) }

// Compare orders by expected value, then by the figures.
func (e *Estimate) Compare(other Value) int {
	o := other.(*Estimate)
	return cmp.Or(cmp.Compare(e.Mean(), o.Mean()), cmp.Compare(e.Low, o.Low), cmp.Compare(e.Likely, o.Likely),
		cmp.Compare(e.High, o.High), strings.Compare(string(e.Shape), string(o.Shape)))
}

// MarshalJSON writes the object, null when unknown.
func (e Estimate) MarshalJSON() ([]byte, error) { return marshalValue(&e) }

// UnmarshalJSON accepts the object, or a number for a fixed estimate.
func (e *Estimate) UnmarshalJSON(data []byte) error { return unmarshalValue(e, data) }

func (e *Estimate) check(f *Field) error {
	switch e.Shape {
	case Fixed, Range, ThreePoint:
	default:
		return errEstimate
	}
	return cmp.Or(e.order(), f.checkBounds(e.Low), f.checkBounds(e.High))
}
