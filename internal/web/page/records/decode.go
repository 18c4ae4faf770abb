package records

import (
	"encoding/json"
	"fmt"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"fairlead/internal/fault"
	"fairlead/internal/record"
	"fairlead/internal/web/frame"
	"fairlead/internal/web/ui"
)

// problem is what is wrong with one field.
type problem = fault.Field

// decode reads a submitted form into a record and says, for all fields at once,
// what cannot be read. Fields that the form did not have stay as they are.
func decode(v *frame.Visit, t *record.Type, r record.Record, form url.Values) fault.List {
	var problems fault.List
	in := reading(v)
	for _, f := range v.Clerk.Fields(t) {
		if f.System && f.Name != "tags" || !sent(f, form) {
			continue
		}
		if err := f.Parse(r, typedText(f, form), in); err != nil {
			problems.Add(f.Name, "%s %s.", f.Title, strings.TrimSuffix(err.Error(), "."))
		}
	}
	return problems
}

// sent reports whether the form had the field: a form for one step has few.
// A box that is not checked sends nothing, so the form names the fields it has.
func sent(f *record.Field, form url.Values) bool { return slices.Contains(form["field"], f.Name) }

// typedText brings the controls of a field to the text that its kind reads.
func typedText(f *record.Field, form url.Values) string {
	get := func(suffix string) string { return strings.TrimSpace(form.Get(f.Name + suffix)) }
	switch f.Kind.Name {
	case "money":
		if get(".amount") == "" {
			return ""
		}
		return get(".amount") + " " + get(".currency")
	case "estimate":
		return typedEstimate(get(".low"), get(".likely"), get(".high"))
	case "reference", "any":
		return typedReference(get(""), get(".text"))
	case "references":
		return strings.Join(append(slices.Clone(form[f.Name]), get(".text")), ",")
	case "rows":
		return typedRows(f, form)
	}
	return form.Get(f.Name)
}

func typedEstimate(low, likely, high string) string {
	switch {
	case low == "" && high == "":
		return likely
	case likely == "":
		return low + ".." + high
	}
	return low + "/" + likely + "/" + high
}

// typedReference prefers what stands in the box when it is a short number; the
// picked value holds as long as there is a text.
func typedReference(value, text string) string {
	switch {
	case text == "":
		return ""
	case looksLikeNumber(text) || value == "":
		return text
	}
	return value
}

func looksLikeNumber(text string) bool {
	prefix, digits, ok := strings.Cut(text, "-")
	_, err := strconv.Atoi(digits)
	return ok && err == nil && len(prefix) >= 2 && len(prefix) <= 5
}

// typedRows brings the cells of a table to JSON, leaving out empty lines.
func typedRows(f *record.Field, form url.Values) string {
	var lines []map[string]any
	for _, i := range rowIndexes(form, f.Name) {
		line := map[string]any{}
		for _, sub := range f.Row {
			name := ui.RowName(f.Name, i, sub.Name)
			text := strings.TrimSpace(form.Get(name))
			switch sub.Kind.Name {
			case "reference", "any":
				text = typedReference(text, strings.TrimSpace(form.Get(name+".text")))
			case "boolean":
				if text == "true" {
					line[sub.Name] = true
				}
				continue
			}
			if text != "" {
				line[sub.Name] = text
			}
		}
		if len(line) > 0 {
			lines = append(lines, line)
		}
	}
	if len(lines) == 0 {
		return ""
	}
	text, err := json.Marshal(lines)
	if err != nil {
		panic(fmt.Sprintf("texts cannot be written as JSON: %v", err)) // they always can
	}
	return string(text)
}

// rowIndexes lists the indexes of the lines that a form sent, in order.
func rowIndexes(form url.Values, name string) []int {
	var out []int
	for key := range form {
		rest, ok := strings.CutPrefix(key, name+"[")
		if !ok {
			continue
		}
		digits, _, ok := strings.Cut(rest, "]")
		if i, err := strconv.Atoi(digits); ok && err == nil && i >= 0 && !slices.Contains(out, i) {
			out = append(out, i)
		}
	}
	slices.Sort(out)
	return out
}

// editRows adds or removes a line as the buttons of a table ask; true when one did.
func editRows(form url.Values) bool {
	if name := form.Get("add-row"); name != "" {
		next := 0
		if have := rowIndexes(form, name); len(have) > 0 {
			next = have[len(have)-1] + 1
		}
		form.Set(fmt.Sprintf("%s[%d].new", name, next), "")
		return true
	}
	gone := form.Get("remove-row")
	if gone == "" {
		return false
	}
	for key := range form {
		if strings.HasPrefix(key, gone+".") {
			delete(form, key)
		}
	}
	return true
}
