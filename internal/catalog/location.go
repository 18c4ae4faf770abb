package catalog

import "fairlead/internal/record"

// Location is a place inside a site where equipment stands: a room or a rack.
type Location struct {
	record.Header
	Name  string               `record:"required,label" alias:"rack|room"`
	Type  LocationType         `record:"index" title:"Kind"`
	Site  record.Ref[Site]     `record:"required"`
	In    record.Ref[Location] `title:"Inside of"`
	Units record.Int           `record:"min=0,max=100" unit:"rack units" alias:"u height|height"`
	Notes record.Markdown
}

// LocationType is what kind of place it is.
type LocationType string

// Options lists the kinds.
func (LocationType) Options() []record.Option {
	return []record.Option{
		{Name: "building", Title: "Building"},
		{Name: "room", Title: "Room"},
		{Name: "rack", Title: "Rack"},
	}
}

func location() record.Declaration {
	return record.Declare(record.Spec[Location]{
		Module: "org", Name: "location", Prefix: "LOC", Icon: "map",
		Help:    "A place inside a site where equipment stands: a room or a rack.",
		Access:  internal(),
		Columns: []string{"name", "type", "site", "in", "units"},
		Keys:    [][]string{{"name", "site"}},
		Views: []record.View{
			{Name: "all", Title: "All locations", Order: "name"},
			{Name: "racks", Title: "Racks", Filter: `type = rack`, Order: "name"},
		},
	})
}
