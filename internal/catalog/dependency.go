package catalog

import (
	"fairlead/internal/fault"
	"fairlead/internal/record"
)

// Dependency says that one thing needs another. Those of one dependent that
// carry the same group are alternatives, of which as many as Needed must work;
// a dependency without a group is needed by itself.
type Dependency struct {
	record.Header
	Name      string         `record:"label,system"`
	Dependent record.AnyRef  `record:"required" help:"What stops" alias:"a end|from|consumer"`
	Provider  record.AnyRef  `record:"required" help:"What it needs" alias:"b end|to|depends on"`
	Type      DependencyType `record:"index" title:"Kind"`
	Group     string         `record:"index" help:"Alternatives of one dependent share a group name"`
	Needed    record.Int     `record:"min=1,max=1000" help:"How many of the group must work; one when left empty"`
	Notes     record.Markdown
}

// DependencyType is in what way one thing needs another.
type DependencyType string

// Options lists the ways.
func (DependencyType) Options() []record.Option {
	return []record.Option{
		{Name: "runs_on", Title: "Runs on"},
		{Name: "connects_through", Title: "Connects through"},
		{Name: "powered_by", Title: "Powered by"},
		{Name: "stands_in", Title: "Stands in"},
		{Name: "uses", Title: "Uses"},
		{Name: "supported_by", Title: "Supported by"},
		{Name: "starts_with", Title: "Needs to start"},
	}
}

func checkDependency(d *Dependency, problems *fault.List) {
	if d.Dependent.Known() && d.Dependent.ID == d.Provider.ID {
		problems.Add("provider", "A thing cannot depend on itself; choose another.")
	}
	if d.Needed.Known() && d.Group == "" {
		problems.Add("group", "Name the group of alternatives of which so many are needed, or leave the number empty.")
	}
}

func dependency() record.Declaration {
	return record.Declare(record.Spec[Dependency]{
		Module: "estate", Name: "dependency", Plural: "dependencies", Prefix: "DPN", Icon: "link",
		Help:    "One thing needs another, alone or as one of several alternatives.",
		Access:  internal(),
		Columns: []string{"name", "dependent", "provider", "type", "group", "needed"},
		Keys:    [][]string{{"dependent", "provider"}},
		Views:   []record.View{{Name: "all", Title: "All dependencies"}},
		Check:   checkDependency,
	})
}
