package ui

import (
	"maps"
	"slices"
	"strings"

	g "maragu.dev/gomponents"
	h "maragu.dev/gomponents/html"
)

// IconName names one of the line icons.
type IconName string

// The icons. A page that takes a name from elsewhere checks it with [IconName.Known].
const (
	IconAction      IconName = "action"
	IconAlert       IconName = "alert"
	IconArchive     IconName = "archive"
	IconAsset       IconName = "asset"
	IconAttachment  IconName = "attachment"
	IconBell        IconName = "bell"
	IconCalendar    IconName = "calendar"
	IconChart       IconName = "chart"
	IconCheck       IconName = "check"
	IconChevron     IconName = "chevron"
	IconChevronDown IconName = "chevron-down"
	IconClock       IconName = "clock"
	IconClose       IconName = "close"
	IconComment     IconName = "comment"
	IconContract    IconName = "contract"
	IconCopy        IconName = "copy"
	IconDecision    IconName = "decision"
	IconDownload    IconName = "download"
	IconEdit        IconName = "edit"
	IconExternal    IconName = "external"
	IconEye         IconName = "eye"
	IconFilter      IconName = "filter"
	IconHistory     IconName = "history"
	IconIncident    IconName = "incident"
	IconInfo        IconName = "info"
	IconJob         IconName = "job"
	IconKey         IconName = "key"
	IconLink        IconName = "link"
	IconMap         IconName = "map"
	IconMenu        IconName = "menu"
	IconMoney       IconName = "money"
	IconMore        IconName = "more"
	IconPerson      IconName = "person"
	IconPlus        IconName = "plus"
	IconPrint       IconName = "print"
	IconProject     IconName = "project"
	IconSearch      IconName = "search"
	IconService     IconName = "service"
	IconSettings    IconName = "settings"
	IconShield      IconName = "shield"
	IconSignOut     IconName = "sign-out"
	IconSite        IconName = "site"
	IconSort        IconName = "sort"
	IconStar        IconName = "star"
	IconTeam        IconName = "team"
	IconToday       IconName = "today"
	IconTrash       IconName = "trash"
	IconUndo        IconName = "undo"
	IconUpload      IconName = "upload"
	IconVendor      IconName = "vendor"
)

// outlines holds one path an icon, on a grid of 20 × 20 with a stroke of 1.5.
var outlines = map[IconName]string{
	IconAction:      "M2.75 10a7.25 7.25 0 1 0 14.5 0a7.25 7.25 0 1 0-14.5 0M8.25 7l4.5 3-4.5 3z",
	IconAlert:       "M8.7 3.7 2.2 14.9a1.5 1.5 0 0 0 1.3 2.3h13a1.5 1.5 0 0 0 1.3-2.3L11.3 3.7a1.5 1.5 0 0 0-2.6 0zM10 7.8v4M10 14.4h.01",
	IconArchive:     "M2.5 4.5a1 1 0 0 1 1-1h13a1 1 0 0 1 1 1v3h-15zM4 7.5V15a1.5 1.5 0 0 0 1.5 1.5h9A1.5 1.5 0 0 0 16 15V7.5M8 11h4",
	IconAsset:       "M3 5a1.5 1.5 0 0 1 1.5-1.5h11A1.5 1.5 0 0 1 17 5v2.5A1.5 1.5 0 0 1 15.5 9h-11A1.5 1.5 0 0 1 3 7.5zM3 12.5A1.5 1.5 0 0 1 4.5 11h11a1.5 1.5 0 0 1 1.5 1.5V15a1.5 1.5 0 0 1-1.5 1.5h-11A1.5 1.5 0 0 1 3 15zM6 6.25h.01M6 13.75h.01M9.5 6.25H14M9.5 13.75H14",
	IconAttachment:  "m15.8 9.3-5.9 5.9a3.6 3.6 0 0 1-5.1-5.1l6.2-6.2a2.4 2.4 0 0 1 3.4 3.4l-6.2 6.2a1.2 1.2 0 0 1-1.7-1.7l5.6-5.6",
	IconBell:        "M5 8.5a5 5 0 0 1 10 0c0 4 1.5 5 1.5 5h-13S5 12.5 5 8.5zM8.5 16.5a1.7 1.7 0 0 0 3 0",
	IconCalendar:    "M3 6a1.5 1.5 0 0 1 1.5-1.5h11A1.5 1.5 0 0 1 17 6v9.5a1.5 1.5 0 0 1-1.5 1.5h-11A1.5 1.5 0 0 1 3 15.5zM3 8.5h14M6.5 2.5V6M13.5 2.5V6",
	IconChart:       "M3.5 3v12a1.5 1.5 0 0 0 1.5 1.5h12M6.5 12l3-4 3 2.5 4-5.5",
	IconCheck:       "m4 10.5 4 4 8-9",
	IconChevron:     "m7.5 5 5 5-5 5",
	IconChevronDown: "m5 7.5 5 5 5-5",
	IconClock:       "M2.75 10a7.25 7.25 0 1 0 14.5 0a7.25 7.25 0 1 0-14.5 0M10 6v4l2.7 1.7",
	IconClose:       "m5 5 10 10M15 5 5 15",
	IconComment:     "M4.5 3.5h11A1.5 1.5 0 0 1 17 5v7a1.5 1.5 0 0 1-1.5 1.5H9.5l-4 3.5v-3.5h-1A1.5 1.5 0 0 1 3 12V5a1.5 1.5 0 0 1 1.5-1.5z",
	IconContract:    "M12 2.5H6A1.5 1.5 0 0 0 4.5 4v12A1.5 1.5 0 0 0 6 17.5h8a1.5 1.5 0 0 0 1.5-1.5V6zM12 2.5V6h3.5M7.5 9h5M7.5 14.2c1-2.2 1.9-2.2 2 0 .9-.9 1.8-.9 3-.2",
	IconCopy:        "M7 8.5A1.5 1.5 0 0 1 8.5 7h7A1.5 1.5 0 0 1 17 8.5v7a1.5 1.5 0 0 1-1.5 1.5h-7A1.5 1.5 0 0 1 7 15.5zM13 7V4.5A1.5 1.5 0 0 0 11.5 3h-7A1.5 1.5 0 0 0 3 4.5v7A1.5 1.5 0 0 0 4.5 13H7",
	IconDecision:    "M10 17.5v-5L4.5 7V3M10 12.5 15.5 7V3M2.2 5.2 4.5 3l2.3 2.2M13.2 5.2 15.5 3l2.3 2.2",
	IconDownload:    "M10 3v9.5M6 9l4 4 4-4M3.5 16.5h13",
	IconEdit:        "m12.7 4.3 3 3L7 16l-3.8.8.8-3.8zM11 6l3 3",
	IconExternal:    "M8.5 4H5a1.5 1.5 0 0 0-1.5 1.5V15A1.5 1.5 0 0 0 5 16.5h9.5A1.5 1.5 0 0 0 16 15v-3.5M12 3.5h4.5V8M16.5 3.5l-7 7",
	IconEye:         "M2 10c2-3.6 4.7-5.4 8-5.4s6 1.8 8 5.4c-2 3.6-4.7 5.4-8 5.4S4 13.6 2 10zM7.7 10a2.3 2.3 0 1 0 4.6 0a2.3 2.3 0 1 0-4.6 0",
	IconFilter:      "M3 5h14M5.5 10h9M8 15h4",
	IconHistory:     "M3.5 10a6.5 6.5 0 1 0 2-4.7L3.5 7.2M3.5 3.5v3.7h3.7M10 6.5V10l2.5 1.5",
	IconIncident:    "M11 2.5 4.5 11.5H10l-1 6 6.5-9H10z",
	IconInfo:        "M2.75 10a7.25 7.25 0 1 0 14.5 0a7.25 7.25 0 1 0-14.5 0M10 9.2v4.3M10 6.5h.01",
	IconJob:         "M10 3a7 7 0 1 0 7 7M13.6 4h.01M16 6.4h.01",
	IconKey:         "M3.5 13.5a3 3 0 1 0 6 0a3 3 0 1 0-6 0M8.7 11.3l7.8-7.8M12.5 7.5l2 2M15 5l1.5 1.5",
	IconLink:        "M8.5 11.5a3 3 0 0 0 4.2 0l2.9-2.9a3 3 0 0 0-4.2-4.2l-1 1M11.5 8.5a3 3 0 0 0-4.2 0l-2.9 2.9a3 3 0 0 0 4.2 4.2l1-1",
	IconMap:         "M7.5 4 3 5.5v11L7.5 15l5 1.5L17 15V4l-4.5 1.5zM7.5 4v11M12.5 5.5v11",
	IconMenu:        "M3 5.5h14M3 10h14M3 14.5h14",
	IconMoney:       "M2.5 6.5A1.5 1.5 0 0 1 4 5h12a1.5 1.5 0 0 1 1.5 1.5v7A1.5 1.5 0 0 1 16 15H4a1.5 1.5 0 0 1-1.5-1.5zM7.7 10a2.3 2.3 0 1 0 4.6 0a2.3 2.3 0 1 0-4.6 0M5.3 10h.01M14.7 10h.01",
	IconMore:        "M4 10a.5.5 0 1 0 1 0a.5.5 0 1 0-1 0M9.5 10a.5.5 0 1 0 1 0a.5.5 0 1 0-1 0M15 10a.5.5 0 1 0 1 0a.5.5 0 1 0-1 0",
	IconPerson:      "M6.9 6.6a3.1 3.1 0 1 0 6.2 0a3.1 3.1 0 1 0-6.2 0M4 17c.6-3.3 2.9-4.9 6-4.9s5.4 1.6 6 4.9",
	IconPlus:        "M10 4v12M4 10h12",
	IconPrint:       "M6 7.5V3h8v4.5M6 14H4.5A1.5 1.5 0 0 1 3 12.5V9a1.5 1.5 0 0 1 1.5-1.5h11A1.5 1.5 0 0 1 17 9v3.5a1.5 1.5 0 0 1-1.5 1.5H14M6 11.5h8V17H6z",
	IconProject:     "M3 4.5h7M6.5 10h7M10 15.5h7",
	IconSearch:      "M3.5 9a5.5 5.5 0 1 0 11 0a5.5 5.5 0 1 0-11 0M13 13l4 4",
	IconService:     "m10 3 7 3.5-7 3.5-7-3.5zM3 10l7 3.5 7-3.5M3 13.5 10 17l7-3.5",
	IconSettings:    "M3 6h8M15 6h2M3 14h2M9 14h8M11 6a2 2 0 1 0 4 0a2 2 0 1 0-4 0M5 14a2 2 0 1 0 4 0a2 2 0 1 0-4 0",
	IconShield:      "m10 2.5 6 2.2v4.8c0 3.8-2.4 6.4-6 8-3.6-1.6-6-4.2-6-8V4.7z",
	IconSignOut:     "M8 3.5H5A1.5 1.5 0 0 0 3.5 5v10A1.5 1.5 0 0 0 5 16.5h3M8.5 10h8M13 6.5l3.5 3.5-3.5 3.5",
	IconSite:        "M4 17V4.5A1.5 1.5 0 0 1 5.5 3h6A1.5 1.5 0 0 1 13 4.5V17M13 9h2.5a1.5 1.5 0 0 1 1.5 1.5V17M2.5 17h15M7 6.5h3M7 10h3M7 13.5h3",
	IconSort:        "M6.5 4v12M3.5 13l3 3 3-3M13.5 16V4M10.5 7l3-3 3 3",
	IconStar:        "m10 2.8 2.2 4.6 5 .7-3.6 3.5.9 5-4.5-2.4-4.5 2.4.9-5-3.6-3.5 5-.7z",
	IconTeam:        "M4.75 7a2.75 2.75 0 1 0 5.5 0a2.75 2.75 0 1 0-5.5 0M2.5 16.5c.5-3 2.4-4.5 5-4.5s4.5 1.5 5 4.5M13 4.5a2.6 2.6 0 0 1 0 5M14.5 12.3c1.7.6 2.7 2 3 4.2",
	IconToday:       "M2.75 10a7.25 7.25 0 1 0 14.5 0a7.25 7.25 0 1 0-14.5 0M13.2 6.8l-1.9 4.5-4.5 1.9 1.9-4.5z",
	IconTrash:       "M3.5 5.5h13M8 5.5v-2h4v2M5 5.5l.7 10.6a1.5 1.5 0 0 0 1.5 1.4h5.6a1.5 1.5 0 0 0 1.5-1.4L15 5.5M8.5 9v5M11.5 9v5",
	IconUndo:        "M7 4 3.5 7.5 7 11M3.5 7.5h8a4.5 4.5 0 0 1 0 9H8",
	IconUpload:      "M10 13V3.5M6 7l4-4 4 4M3.5 16.5h13",
	IconVendor:      "M3 8l1.2-4.5h11.6L17 8M3 8a2.33 2.33 0 0 0 4.67 0a2.33 2.33 0 0 0 4.66 0A2.33 2.33 0 0 0 17 8M4.5 10.5v6h11v-6M8.3 16.5V13h3.4v3.5",
}

// Icons lists all icon names in order.
func Icons() []IconName { return slices.Sorted(maps.Keys(outlines)) }

// Known reports whether there is an icon of this name.
func (n IconName) Known() bool { return outlines[n] != "" }

// Icon is a line icon of 16 px in the colour of the text around it. It is
// decoration: what it means must stand beside it as text. The empty name is nothing.
func Icon(name IconName) g.Node { return icon(name, "icon") }

// Icon20 is Icon at 20 px, for places with room.
func Icon20(name IconName) g.Node { return icon(name, "icon big") }

func icon(name IconName, classes string) g.Node {
	if !name.Known() {
		return nil
	}
	return h.SVG(h.Class(classes), g.Attr("viewBox", "0 0 20 20"), h.Aria("hidden", "true"),
		g.El("path", g.Attr("d", outlines[name])))
}

// sprite is one SVG file with every icon as a symbol, for the scripts.
func sprite() string {
	var b strings.Builder
	b.WriteString(`<svg xmlns="http://www.w3.org/2000/svg">`)
	for _, n := range Icons() {
		b.WriteString(`<symbol id="` + string(n) + `" viewBox="0 0 20 20"><path d="` + outlines[n] + `"/></symbol>`)
	}
	b.WriteString(`</svg>`)
	return b.String()
}
