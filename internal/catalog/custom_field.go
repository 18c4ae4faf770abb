package catalog

import (
	"regexp"
	"strings"

	"fairlead/internal/fault"
	"fairlead/internal/record"
)

// CustomField is a field that the organisation adds to a record type.
type CustomField struct {
	record.Header
	Title    string `record:"required,label"`
	On       string `record:"required,index" title:"Record type" help:"For example asset"`
	Name     string `record:"required,index" help:"In filters, files and the API: lower case words joined by underscores"`
	Type     string `record:"required" title:"Kind" help:"text, integer, decimal, percent, money, date, boolean, markdown, link"`
	Help     string
	Unit     string
	Required bool
}

var fieldName = regexp.MustCompile(`^[a-z][a-z0-9]*(_[a-z0-9]+)*$`)

func (c *CustomField) nameFromTitle() {
	if c.Name == "" {
		words := regexp.MustCompile(`[^a-z0-9]+`).Split(strings.ToLower(c.Title), -1)
		c.Name = strings.Trim(strings.Join(words, "_"), "_")
	}
}

func checkCustomField(c *CustomField, problems *fault.List) {
	if c.Name != "" && !fieldName.MatchString(c.Name) {
		problems.Add("name", "Use lower case letters, digits and underscores, beginning with a letter.")
	}
	if k := record.KindNamed(c.Type); c.Type != "" && k == nil {
		problems.Add("type", "There is no kind %q; choose one of those named in the help.", c.Type)
	}
}

func customField() record.Declaration {
	return record.Declare(record.Spec[CustomField]{
		Module: "ground", Name: "custom_field", Prefix: "FLD", Icon: "settings",
		Help:      "A field that the organisation adds to a record type.",
		Access:    shared().With(record.Technician, record.Rule{May: record.Read}).With(record.Manager, record.Rule{May: record.Read}),
		Columns:   []string{"title", "on", "name", "type", "required"},
		Keys:      [][]string{{"on", "name"}},
		Views:     []record.View{{Name: "all", Title: "All custom fields", Order: "on"}},
		Normalise: (*CustomField).nameFromTitle,
		Check:     checkCustomField,
	})
}
