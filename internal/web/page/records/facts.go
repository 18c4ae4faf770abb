package records

import (
	"slices"
	"strings"

	g "maragu.dev/gomponents"

	"fairlead/internal/desk"
	"fairlead/internal/record"
	"fairlead/internal/web/frame"
	"fairlead/internal/web/ui"
)

// facts shows the fields that are known, and names those that are not.
func facts(v *frame.Visit, rd reader, t *record.Type, d *desk.Detail) g.Node {
	var known []ui.Fact
	var wide []g.Node
	var unknown []string
	for _, f := range ownFirst(v.Clerk.Fields(t)) {
		if f.Label && !t.LabelField().System || f.System && !showsSystem(f) {
			continue
		}
		n := rd.value(f, d.Record)
		switch {
		case n == nil:
			if !f.System {
				unknown = append(unknown, strings.ToLower(f.Title[:1])+f.Title[1:])
			}
		case f.Kind.Name == "markdown" || f.Kind.Name == "rows":
			wide = append(wide, ui.Section(ui.SectionProps{Title: f.Title}, n))
		default:
			known = append(known, ui.Fact{Label: f.Title, Value: n})
		}
	}
	var rest []ui.Fact
	if len(unknown) > 0 {
		rest = append(rest, ui.Fact{Label: "Not filled in", Value: g.Text(strings.Join(unknown, ", "))})
	}
	if from := d.Record.Head().Source; from != "" {
		rest = append(rest, ui.Fact{Label: "Comes from", Value: g.Text(from), Note: d.Record.Head().ExternalID})
	}
	return g.Group{ui.Facts(known...), ui.Facts(rest...), g.Group(wide)}
}

// ownFirst puts the fields that the desk keeps behind those of the type.
func ownFirst(fields []*record.Field) []*record.Field {
	sorted := slices.Clone(fields)
	slices.SortStableFunc(sorted, func(a, b *record.Field) int {
		switch {
		case a.System == b.System:
			return 0
		case b.System:
			return -1
		}
		return 1
	})
	return sorted
}

// showsSystem tells which of the fields that the desk keeps are worth a line.
func showsSystem(f *record.Field) bool {
	return !slices.Contains([]string{"number", "version", "archived", "created", "updated", "state", "source", "external_id"}, f.Name)
}
