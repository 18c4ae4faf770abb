package catalog

import "fairlead/internal/record"

// SavedView is a way of looking at a list that somebody keeps: a filter,
// columns and an order.
type SavedView struct {
	record.Header
	Name    string             `record:"required,label"`
	List    string             `record:"required,index" help:"The record type, for example contract"`
	Filter  string             `help:"In the filter language, for example: ends < today+90d"`
	Columns string             `help:"Field names separated by commas; empty for the usual ones"`
	Sort    string             `help:"A field name, with a minus in front for descending"`
	Shared  bool               `help:"Everybody who can see the list sees the view"`
	Author  record.Ref[Person] `record:"system"`
}

func savedView() record.Declaration {
	own := []record.Rule{
		{May: record.Read, Where: "shared = true OR author = me"},
		{May: record.Create},
		{May: record.Update | record.Archive, Where: "author = me"},
	}
	a := record.Access{}
	for _, role := range record.Roles() {
		a[role] = own
	}
	return record.Declare(record.Spec[SavedView]{
		Module: "ground", Name: "saved_view", Prefix: "VIE", Icon: "star",
		Help:    "A way of looking at a list that somebody keeps.",
		Access:  a,
		Columns: []string{"name", "list", "filter", "shared", "author"},
		Views:   []record.View{{Name: "all", Title: "All saved views"}},
	})
}
