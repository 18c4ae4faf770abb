package frame

import (
	"net/url"

	g "maragu.dev/gomponents"

	"fairlead/internal/record"
	"fairlead/internal/web/ui"
)

// Link is the address of a record.
func Link(t *record.Type, number int64) string { return "/" + t.Plural + "/" + t.Number(number) }

// LinkTo is the address of a record that the visitor was given.
func (v *Visit) LinkTo(r record.Record) string {
	return Link(v.Clerk.Desk().Dictionary().TypeOf(r), r.Head().Number)
}

// Begin is the form of a new record of a type, filled in; empty for those who may
// not add one. A reference is filled by its ID, and with ".text" after its name by
// what people call it.
func (v *Visit) Begin(name string, fill url.Values) string {
	t, err := v.Clerk.Type(name)
	if err != nil || !v.Clerk.May(record.Create, t) {
		return ""
	}
	return "/" + t.Plural + "/new?" + fill.Encode()
}

// Money is an amount, short and in full, or that it is unknown; it opens href,
// which may be empty.
func (v *Visit) Money(m record.Money, href string) g.Node {
	if !m.Known() {
		return ui.Unknown("unknown")
	}
	return ui.Figure(ui.FigureProps{Short: m.Short(v.Locale), Full: m.Format(v.Locale), Href: href})
}

// Icon is the icon of a record type.
func Icon(t *record.Type) ui.IconName {
	if n := ui.IconName(t.Icon); n.Known() {
		return n
	}
	return ui.IconInfo
}
