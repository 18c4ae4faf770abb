package reference

import (
	"encoding/json"
	"net/url"
	"slices"
	"strings"
)

// example is the body that an operation shows: as a new record for those that
// make one, without what is needed then for those that change one.
func (d *document) example(op *operation) any {
	input := d.input(op)
	if input == nil || len(input.Examples) == 0 || !op.RequestBody.Required {
		return nil
	}
	whole, ok := input.Examples[0].(map[string]any)
	if !ok || op.method != "PATCH" {
		return input.Examples[0]
	}
	part := map[string]any{}
	for name, value := range whole {
		if !slices.Contains(input.Needed, name) {
			part[name] = value
		}
	}
	if len(part) == 0 {
		return whole
	}
	return part
}

// body is the example as it is sent, a member on each line.
func (d *document) body(op *operation) string {
	v := d.example(op)
	if v == nil {
		return ""
	}
	text, err := json.MarshalIndent(v, "", "  ")
	if err != nil {
		return "" // it came out of JSON
	}
	return string(text)
}

// value is an example of a parameter; empty for one that an example leaves out.
func (p *parameter) value() string {
	switch {
	case p.In == "path" && len(p.Schema.Enum) > 0:
		step, _ := p.Schema.Enum[0].(string)
		return step
	case p.Name == "limit":
		return "10"
	case p.Name == "q":
		return "mail"
	}
	return ""
}

// target is the address with which an operation is shown. key stands for the
// number of a record.
func (op *operation) target(key string) string {
	path, query := op.path, url.Values{}
	for _, p := range op.Parameters {
		value := p.value()
		if p.Name == "key" {
			value = key
		}
		switch {
		case p.In == "path":
			path = strings.ReplaceAll(path, "{"+p.Name+"}", value)
		case p.In == "query" && value != "":
			query.Set(p.Name, value)
		}
	}
	if len(query) > 0 {
		path += "?" + query.Encode()
	}
	return path
}

// curl is a request that can be pasted into a terminal.
func (d *document) curl(op *operation) string {
	var b strings.Builder
	b.WriteString("curl ")
	if op.method != "GET" {
		b.WriteString("-X " + op.method + " ")
	}
	b.WriteString(quoted("https://fairlead.example.org" + op.target(d.key())))
	b.WriteString(" \\\n  -H \"Authorization: Bearer $TOKEN\"")
	if body := d.body(op); body != "" {
		b.WriteString(" \\\n  -H \"Content-Type: application/json\" \\\n  -d " + quoted(body))
	}
	return b.String()
}

// key is the number of a record such as the operations take.
func (d *document) key() string {
	for _, t := range d.Tags {
		if t.Prefix != "" {
			return t.Prefix + "-0001"
		}
	}
	return "{key}"
}

// quoted puts a text into single quotes for a shell.
func quoted(text string) string { return "'" + strings.ReplaceAll(text, "'", `'\''`) + "'" }
