package ui

import (
	g "maragu.dev/gomponents"
	h "maragu.dev/gomponents/html"
	"slices"
)

// Theme is a person's choice of light and dark.
type Theme string

// The themes. Auto follows the device.
const (
	ThemeAuto  Theme = "auto"
	ThemeLight Theme = "light"
	ThemeDark  Theme = "dark"
)

// Addresses that the shell leads to. Whoever serves pages serves these.
const (
	SearchPath  = "/search"  // GET, q: the search page
	PalettePath = "/palette" // GET, q: suggestions as JSON, see assets/js/picker.js
	ThemePath   = "/theme"   // POST, theme: auto, light or dark
)

// NavLink is one page in the navigation.
type NavLink struct {
	Label string
	Href  string
	Count int       // things that wait there; zero shows nothing
	Tone  Tone      // of the count
	Under []NavLink // pages that belong to it, shown while it or one of them is open
}

// isOpen reports whether the page at an address is this one or belongs to it.
func (l NavLink) isOpen(here string) bool {
	return l.Href == here || slices.ContainsFunc(l.Under, func(under NavLink) bool { return under.isOpen(here) })
}

// NavGroup is a question of the director with the pages that answer it. The
// group without a title stands first and has the pages that belong to none.
type NavGroup struct {
	Title string
	Links []NavLink
}

// Person is who is signed in.
type Person struct {
	Name    string
	Role    string
	Links   []MenuItem // profile, sessions and the like
	SignOut string     // where the sign-out POST goes
}

// Crumb is a step on the way to this page.
type Crumb struct{ Label, Href string }

// ShellProps describes a whole page.
type ShellProps struct {
	Title        string // of the document; the product's name is added
	Lang         string // BCP 47; empty is "en"
	Theme        Theme  // empty is auto
	Organisation string // whose department this is
	Nav          []NavGroup
	Here         string // Href of the navigation link that this page belongs to
	Person       *Person
	Query        string // what stands in the find box
	Crumbs       []Crumb
	Toasts       []ToastProps
	Version      string
	Main         []g.Node
}

// Shell is a whole document: navigation, find box, the person's menu, the page,
// and what the scripts need. It works without scripts.
func Shell(p ShellProps) g.Node {
	return document(p.Lang, p.Theme, p.Title, h.Class("app"),
		h.A(h.Class("skip"), h.Href("#main"), g.Text("Skip to the page")),
		topBar(p),
		navigation(p.Nav, p.Here),
		h.Main(h.ID("main"), h.TabIndex("-1"), Breadcrumb(p.Crumbs), g.Group(p.Main)),
		footer(p.Version, p.Organisation),
		ToastArea(p.Toasts...),
		palette(),
	)
}

// document is the frame of every page: head, theme, style sheet and script.
func document(lang string, theme Theme, title string, body ...g.Node) g.Node {
	if lang == "" {
		lang = "en"
	}
	if theme == "" {
		theme = ThemeAuto
	}
	return h.Doctype(h.HTML(h.Lang(lang), h.Data("theme", string(theme)),
		h.Head(
			h.Meta(h.Charset("utf-8")),
			h.Meta(h.Name("viewport"), h.Content("width=device-width, initial-scale=1")),
			h.Meta(h.Name("color-scheme"), h.Content(colorScheme(theme))),
			h.TitleEl(g.Text(documentTitle(title))),
			h.Link(h.Rel("icon"), h.Type("image/svg+xml"), h.Href(AssetURL("favicon.svg"))),
			h.Link(h.Rel("preload"), h.As("font"), h.Type("font/woff2"), h.CrossOrigin("anonymous"), h.Href(AssetURL("inter.woff2"))),
			h.Link(h.Rel("stylesheet"), h.Href(AssetURL("app.css"))),
			h.Script(h.Type("module"), h.Src(AssetURL("app.js"))),
		),
		h.Body(h.Data("icons", AssetURL("icons.svg")), g.Group(body)),
	))
}

func documentTitle(title string) string {
	if title == "" {
		return "Fairlead"
	}
	return title + " · Fairlead"
}

func colorScheme(t Theme) string {
	if t == ThemeLight || t == ThemeDark {
		return string(t)
	}
	return "light dark"
}

// brand is the mark: a ring, and the line that runs true through it.
func brand() g.Node {
	return h.A(h.Class("brand"), h.Href("/"), mark(), h.Span(g.Text("Fairlead")))
}

func mark() g.Node {
	return h.SVG(h.Class("mark"), g.Attr("viewBox", "0 0 24 24"), h.Aria("hidden", "true"),
		g.El("path", g.Attr("d", "M19 12.4a7 7 0 1 1-1.7-5M.8 16.4c1.3-.1 2.2-.3 3-.6M7.4 14 12 12c4-1.8 7-4 11.2-4.4")))
}

func topBar(p ShellProps) g.Node {
	return h.Header(h.Class("top"),
		h.Button(h.Class("burger"), h.Type("button"), h.PopoverTarget("nav"), Icon20(IconMenu), unseen("Menu")),
		brand(),
		findBox(p.Query),
		h.Span(h.Class("org"), g.Text(p.Organisation)),
		personMenu(p.Person, p.Theme),
	)
}

// findBox shows a field to those without scripts and a button that opens the
// palette to the others. The button submits too, should the script not have come.
func findBox(query string) g.Node {
	return h.Form(h.Class("find"), h.Role("search"), h.Action(SearchPath),
		h.Label(h.Class("find-field"), Icon(IconSearch), unseen("Find"),
			h.Input(h.Type("search"), h.Name("q"), h.Value(query), h.Placeholder("Find a record, a page or an action"), h.AutoComplete("off"))),
		h.Button(h.Class("find-open"), h.Type("submit"), g.Attr("data-palette"), h.Aria("keyshortcuts", "Control+K"),
			Icon(IconSearch), h.Span(g.Text("Find a record, a page or an action")), Kbd("Ctrl", "K")),
	)
}

func personMenu(who *Person, theme Theme) g.Node {
	if who == nil {
		return nil
	}
	return g.Group{
		h.Button(h.Class("me"), h.Type("button"), h.PopoverTarget("me"), h.Aria("label", "Your menu, "+who.Name), Avatar(who.Name)),
		h.Div(h.Class("menu"), h.ID("me"), h.Popover("auto"),
			h.P(h.Class("menu-who"), h.Strong(g.Text(who.Name)), h.Small(g.Text(who.Role))),
			g.Map(who.Links, menuItem),
			themeChoice(theme),
			h.Form(h.Method("post"), h.Action(URL(who.SignOut)), g.Attr("data-sign-out"),
				h.Button(h.Class("item"), h.Type("submit"), Icon(IconSignOut), g.Text("Sign out"))),
		),
	}
}

// themeChoice posts the person's choice; with scripts the page changes at once.
func themeChoice(now Theme) g.Node {
	if now == "" {
		now = ThemeAuto
	}
	choice := func(t Theme, label string) g.Node {
		return h.Button(h.Type("submit"), h.Name("theme"), h.Value(string(t)), h.Aria("pressed", boolText(now == t)), g.Text(label))
	}
	return h.Form(h.Class("seg"), h.Method("post"), h.Action(ThemePath), g.Attr("data-theme-choice"), h.Role("group"), h.Aria("label", "Theme"),
		choice(ThemeAuto, "Auto"), choice(ThemeLight, "Light"), choice(ThemeDark, "Dark"))
}

func boolText(b bool) string {
	if b {
		return "true"
	}
	return "false"
}

// navigation is a column on wide screens and a drawer (a popover) on narrow ones.
func navigation(groups []NavGroup, here string) g.Node {
	return h.Nav(h.Class("nav"), h.ID("nav"), h.Popover("auto"), h.Aria("label", "Main"),
		brand(), g.Map(groups, func(n NavGroup) g.Node { return navGroup(n, here) }))
}

func navGroup(n NavGroup, here string) g.Node {
	return g.Group{
		g.If(n.Title != "", h.H2(g.Text(n.Title))),
		navList(n.Links, here),
	}
}

func navList(links []NavLink, here string) g.Node {
	return h.Ul(g.Map(links, func(l NavLink) g.Node {
		return h.Li(
			h.A(href(l.Href), attr("aria-current", when(l.Href == here, "page")), h.Span(g.Text(l.Label)), Count(l.Tone, l.Count)),
			g.Iff(len(l.Under) > 0 && l.isOpen(here), func() g.Node { return navList(l.Under, here) }))
	}))
}

// Breadcrumb is the way to this page; nothing when there is none.
func Breadcrumb(crumbs []Crumb) g.Node {
	if len(crumbs) == 0 {
		return nil
	}
	return h.Nav(h.Class("crumbs"), h.Aria("label", "Breadcrumb"), h.Ol(g.Map(crumbs, func(c Crumb) g.Node {
		return h.Li(linked(c.Label, c.Href))
	})))
}

func footer(version, organisation string) g.Node {
	return h.Footer(h.Class("foot"), h.Span(g.Text(organisation)), h.Span(g.Text("Times are in UTC · Fairlead "+version)))
}

// palette is empty until somebody opens it; assets/js/palette.js fills it.
func palette() g.Node {
	return h.Dialog(h.ID("palette"), h.Class("palette"), h.Aria("label", "Find a record, a page or an action"),
		h.Div(h.Class("palette-box"), Icon20(IconSearch),
			h.Input(h.Type("text"), h.Role("combobox"), h.Placeholder("Find a record, a page or an action"), h.Aria("label", "Find"),
				h.AutoComplete("off"), g.Attr("spellcheck", "false"), h.Aria("expanded", "true"), h.Aria("autocomplete", "list"), h.Aria("controls", "palette-list"), h.Data("suggest", PalettePath))),
		h.Ul(h.ID("palette-list"), h.Role("listbox"), h.Aria("label", "Found")),
		h.P(h.Class("palette-keys"), h.Aria("hidden", "true"), h.Span(Kbd("↑"), Kbd("↓"), g.Text(" choose")), h.Span(Kbd("Enter"), g.Text(" open")), h.Span(Kbd("Esc"), g.Text(" close"))),
	)
}

// BareProps describes a page without navigation: sign-in, first run.
type BareProps struct {
	Title        string // of the document
	Lang         string
	Theme        Theme
	Organisation string
	Version      string
	Main         []g.Node // it begins with a [Headline] or an [ErrorBody]
}

// Bare is a whole document with one narrow column: for those who are not in yet.
func Bare(p BareProps) g.Node {
	return document(p.Lang, p.Theme, p.Title, h.Class("bare"),
		h.Header(brand()),
		h.Main(h.ID("main"), g.Group(p.Main)),
		footer(p.Version, p.Organisation),
		ToastArea(),
	)
}
