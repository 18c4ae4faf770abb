package reference

import (
	"cmp"
	"encoding/json"
	"slices"
	"strings"
)

// document is the part of an OpenAPI document that the pages show.
type document struct {
	Info       struct{ Version, Description string }
	Servers    []struct{ URL string }
	Tags       []tag
	Paths      map[string]map[string]*operation
	Components struct {
		Schemas    map[string]*schema
		Parameters map[string]*parameter
		Responses  map[string]*response
	}
}

// tag is a record type, or what is of none.
type tag struct {
	Name, Description string
	Module            string `json:"x-module"`
	Plural            string `json:"x-plural"`
	Prefix            string `json:"x-prefix"`
}

type operation struct {
	ID          string `json:"operationId"`
	Summary     string
	Tags        []string
	Parameters  []*parameter
	RequestBody *struct {
		Required bool
		Content  map[string]media
	}
	Responses map[string]*response

	method, path string
}

type media struct{ Schema *schema }

type parameter struct {
	Ref                   string `json:"$ref"`
	Name, In, Description string
	Required              bool
	Schema                *schema
}

type response struct {
	Ref         string `json:"$ref"`
	Description string
	Content     map[string]media
}

// schema is a JSON Schema. A type is one name or several.
type schema struct {
	Ref                        string `json:"$ref"`
	Type                       any
	Format, Title, Description string
	Enum                       []any
	Items                      *schema
	Properties                 map[string]*schema
	OneOf                      []*schema
	Examples                   []any
	Minimum, Maximum           *float64
	Default                    any
	Needed                     []string `json:"x-required"`
}

// parse takes a document in, with every reference to a parameter or an answer
// followed.
func parse(raw map[string]any) (*document, error) {
	text, err := json.Marshal(raw)
	if err != nil {
		return nil, err
	}
	var d document
	if err := json.Unmarshal(text, &d); err != nil {
		return nil, err
	}
	for path, item := range d.Paths {
		for method, op := range item {
			op.method, op.path = strings.ToUpper(method), d.Servers[0].URL+path
			for i, p := range op.Parameters {
				if found := d.Components.Parameters[named(p.Ref)]; found != nil {
					op.Parameters[i] = found
				}
			}
			for status, r := range op.Responses {
				if found := d.Components.Responses[named(r.Ref)]; found != nil {
					op.Responses[status] = found
				}
			}
		}
	}
	return &d, nil
}

// named is the last part of a reference: the name of what it points to.
func named(ref string) string { return ref[strings.LastIndexByte(ref, '/')+1:] }

// order is that in which one meets the methods of an address.
var order = []string{"GET", "POST", "PATCH", "DELETE"}

// operations lists those of a tag: short addresses first.
func (d *document) operations(tag string) []*operation {
	var list []*operation
	for _, item := range d.Paths {
		for _, op := range item {
			if slices.Contains(op.Tags, tag) {
				list = append(list, op)
			}
		}
	}
	slices.SortFunc(list, func(a, b *operation) int {
		return cmp.Or(strings.Count(a.path, "/")-strings.Count(b.path, "/"), strings.Compare(a.path, b.path),
			slices.Index(order, a.method)-slices.Index(order, b.method))
	})
	return list
}

// input is the schema of the JSON that an operation takes; nil when it takes none.
func (d *document) input(op *operation) *schema {
	if op.RequestBody == nil || op.RequestBody.Content["application/json"].Schema == nil {
		return nil
	}
	return d.Components.Schemas[named(op.RequestBody.Content["application/json"].Schema.Ref)]
}

// statuses lists those of the answers, the successful ones first.
func (op *operation) statuses() []string {
	list := make([]string, 0, len(op.Responses))
	for status := range op.Responses {
		list = append(list, status)
	}
	slices.Sort(list) // "default" comes last
	return list
}
