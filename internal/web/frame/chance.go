package frame

import (
	g "maragu.dev/gomponents"

	"fairlead/internal/insight/recovery"
	"fairlead/internal/web/ui"
)

// Chance is the chance that a time is kept, in its colour, with what it is of where
// that is not clear.
func Chance(c recovery.Chance, of string) g.Node {
	tone := ui.ToneBad
	switch {
	case c.Share() >= recovery.Level:
		tone = ui.ToneGood
	case c.Share() >= 0.5:
		tone = ui.ToneWarn
	}
	if of == "" {
		return ui.Tag(tone, recovery.Percent(c.Share()))
	}
	return ui.Tag(tone, recovery.Percent(c.Share())+" "+of)
}
