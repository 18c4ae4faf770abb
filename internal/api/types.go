package api

import (
	"net/http"

	"fairlead/internal/record"
)

// typeAnswer describes a record type.
type typeAnswer struct {
	Name   string        `json:"name"`
	Plural string        `json:"plural"`
	Module string        `json:"module"`
	Title  string        `json:"title"`
	Help   string        `json:"help"`
	Prefix string        `json:"prefix"`
	States []string      `json:"states,omitempty"`
	Fields []fieldAnswer `json:"fields"`
}

type fieldAnswer struct {
	Name     string   `json:"name"`
	Title    string   `json:"title"`
	Kind     string   `json:"kind"`
	Required bool     `json:"required,omitempty"`
	Target   string   `json:"target,omitempty"`
	Unit     string   `json:"unit,omitempty"`
	Help     string   `json:"help,omitempty"`
	Options  []string `json:"options,omitempty"`
	Custom   bool     `json:"custom,omitempty"`
	System   bool     `json:"system,omitempty"`
}

// Describe writes a type for programs, with the given fields.
func Describe(t *record.Type, fields []*record.Field) any {
	a := typeAnswer{Name: t.Name, Plural: t.Plural, Module: t.Module, Title: t.Title, Help: t.Help, Prefix: t.Prefix}
	for _, s := range t.Lifecycle.States {
		a.States = append(a.States, s.Name)
	}
	for _, f := range fields {
		fa := fieldAnswer{
			Name: f.Name, Title: f.Title, Kind: f.Kind.Name, Required: f.Required, Target: f.Target,
			Unit: f.Unit, Help: f.Help, Custom: f.Custom, System: f.System,
		}
		for _, o := range f.Options {
			fa.Options = append(fa.Options, o.Name)
		}
		a.Fields = append(a.Fields, fa)
	}
	return a
}

func (q *request) types() error {
	var out []any
	for _, t := range q.clerk.Types() {
		out = append(out, Describe(t, q.clerk.Fields(t)))
	}
	return q.send(http.StatusOK, map[string]any{"items": out})
}
