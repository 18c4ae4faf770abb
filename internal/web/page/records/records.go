// Package records is the pages that every record type has: list, record, form,
// export. They are made from the description of the type alone; no type has a
// line here.
package records

import (
	"fmt"

	"fairlead/internal/fault"
	"fairlead/internal/record"
	"fairlead/internal/web/frame"
)

// maxUpload bounds an attachment with the form around it.
const maxUpload = 32 << 20

// Pages gives the pages of some record types.
func Pages(types []*record.Type) []frame.Page {
	var pages []frame.Page
	for _, t := range types {
		pages = append(pages, pagesOf(t)...)
	}
	return append(pages, frame.Page{Pattern: "GET /open/{id}", Handle: open},
		frame.Page{Pattern: "GET /files/{id}", Handle: download})
}

func pagesOf(t *record.Type) []frame.Page {
	base := "/" + t.Plural
	page := func(pattern string, handle func(*frame.Visit, *record.Type) error) frame.Page {
		return frame.Page{Pattern: fmt.Sprintf(pattern, base), Handle: func(v *frame.Visit) error {
			current, err := v.Clerk.Type(t.Name) // with today's custom fields
			if err != nil {
				return fault.Because(err, fault.NotFound, "The page does not exist, or it is not for your role.")
			}
			return handle(v, current)
		}}
	}
	attach := page("POST %s/{key}/attachments", addAttachment)
	attach.MaxBody = maxUpload
	return []frame.Page{
		page("GET %s", showList),
		page("GET %s/export", export),
		page("POST %s/bulk", bulk),
		page("GET %s/new", newForm),
		page("POST %s/new", create),
		page("GET %s/{key}", show),
		page("GET %s/{key}/edit", editForm),
		page("POST %s/{key}/edit", update),
		page("POST %s/{key}/archive", archive),
		page("GET %s/{key}/step/{step}", stepForm),
		page("POST %s/{key}/step/{step}", step),
		page("POST %s/{key}/vote/{approval}", vote),
		page("POST %s/{key}/comments", addComment),
		attach,
	}
}
