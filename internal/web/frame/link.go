package frame

import (
	"fairlead/internal/record"
	"fairlead/internal/web/ui"
)

// Link is the address of a record.
func Link(t *record.Type, number int64) string { return "/" + t.Plural + "/" + t.Number(number) }

// Icon is the icon of a record type.
func Icon(t *record.Type) ui.IconName {
	if n := ui.IconName(t.Icon); n.Known() {
		return n
	}
	return ui.IconInfo
}
