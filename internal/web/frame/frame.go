// Package frame is what every page of the product stands in: who visits, how
// they read, the navigation around the page, and what happens when something
// goes wrong.
//
// A page is a function of a Visit. It asks the visit's clerk, shows nodes, or
// returns an error; the frame turns errors into pages.
package frame

import (
	"context"
	"log/slog"
	"net/http"

	g "maragu.dev/gomponents"

	"fairlead/internal/access"
	"fairlead/internal/desk"
	"fairlead/internal/record"
	"fairlead/internal/web/ui"
)

// Site is what all pages share.
type Site struct {
	Desk         *desk.Desk
	Organisation string
	Version      string
	Currency     string // the organisation's own, ISO 4217
	Secure       bool   // served over TLS, as people see it
	Log          *slog.Logger
	// Nav gives the navigation for somebody.
	Nav func(*Visit) []ui.NavGroup
	// SignInHint stands under the sign-in form; nil shows nothing.
	SignInHint g.Node
	// Identify finds out who sends a request. The fault is Unauthenticated when
	// nobody is signed in; another says why that cannot be found out now.
	Identify func(*http.Request) (access.Principal, error)
}

// Page is one address and what answers it.
type Page struct {
	Pattern string // of http.ServeMux, with the method: "GET /search"
	Open    bool   // for those who are not signed in, too
	// MaxBody bounds what is sent to the page, in bytes; zero is one megabyte.
	MaxBody int64
	Handle  func(*Visit) error
}

// Visit is one request to a page.
type Visit struct {
	Site   *Site
	W      http.ResponseWriter
	R      *http.Request
	Clerk  *desk.Clerk
	Locale record.Locale
}

// Context is the request's.
func (v *Visit) Context() context.Context { return v.R.Context() }

// Shown is the content of a page.
type Shown struct {
	Title  string
	Here   string // Href of the navigation link it belongs to
	Crumbs []ui.Crumb
	Status int // zero is 200
	Query  string
	Main   []g.Node
}

// Show writes a page within the navigation.
func (v *Visit) Show(s Shown) error {
	toasts := v.takeToasts()
	v.head(s.Status)
	return ui.Shell(ui.ShellProps{
		Title: s.Title, Theme: v.theme(), Organisation: v.Site.Organisation, Nav: v.Site.Nav(v), Here: s.Here,
		Person: v.person(), Query: s.Query, Crumbs: s.Crumbs, Toasts: toasts, Version: v.Site.Version, Main: s.Main,
	}).Render(v.W)
}

// ShowBare writes a page without navigation: sign-in and first run.
func (v *Visit) ShowBare(status int, title string, main ...g.Node) error {
	v.head(status)
	return ui.Bare(ui.BareProps{
		Title: title, Theme: v.theme(), Organisation: v.Site.Organisation, Version: v.Site.Version, Main: main,
	}).Render(v.W)
}

func (v *Visit) head(status int) {
	v.W.Header().Set("Content-Type", "text/html; charset=utf-8")
	v.W.Header().Set("Cache-Control", "no-store")
	if status != 0 {
		v.W.WriteHeader(status)
	}
}

func (v *Visit) person() *ui.Person {
	who := v.Clerk.Principal()
	if who.Name == "" {
		return nil
	}
	role := ""
	if len(who.Roles) > 0 {
		role = string(who.Roles[0])
	}
	return &ui.Person{
		Name: who.Name, Role: role, SignOut: "/sign-out",
		Links: []ui.MenuItem{
			{Label: "Password and sessions", Href: "/me", Icon: ui.IconKey},
			{Label: "Filter language", Href: "/help/filter", Icon: ui.IconFilter},
			{Label: "API reference", Href: "/api/", Icon: ui.IconLink},
		},
	}
}

// Redirect sends the visitor on after something was done, with a short message
// that the next page shows; an empty message shows nothing.
func (v *Visit) Redirect(to, message string) error {
	if message != "" {
		v.putToast(message)
	}
	http.Redirect(v.W, v.R, ui.URL(to), http.StatusSeeOther)
	return nil
}

// Form gives a value of the submitted form, or of the address.
func (v *Visit) Form(name string) string { return v.R.FormValue(name) }
