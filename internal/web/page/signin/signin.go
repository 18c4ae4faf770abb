// Package signin is how people come in: the first run of an empty database, and
// signing in and out.
package signin

import (
	"context"
	"net"
	"net/http"
	"strings"

	g "maragu.dev/gomponents"
	h "maragu.dev/gomponents/html"

	"fairlead/internal/door"
	"fairlead/internal/fault"
	"fairlead/internal/record"
	"fairlead/internal/web/frame"
	"fairlead/internal/web/ui"
)

// sessionAge is how long a browser keeps the cookie, in seconds; the door ends
// sessions earlier when they are idle.
const sessionAge = 30 * 24 * 3600

// Loader fills an empty database with the demonstration company.
type Loader func(context.Context) error

// pages is what the handlers need.
type pages struct {
	door *door.Door
	load Loader
}

// Pages gives the pages of this package.
func Pages(d *door.Door, load Loader) []frame.Page {
	p := pages{d, load}
	return []frame.Page{
		{Pattern: "GET /sign-in", Open: true, Handle: p.ask},
		{Pattern: "POST /sign-in", Open: true, Handle: p.signIn},
		{Pattern: "POST /sign-out", Handle: p.signOut},
		{Pattern: "GET /first-run", Open: true, Handle: p.firstRun},
		{Pattern: "POST /first-run", Open: true, Handle: p.createFirst},
		{Pattern: "GET /welcome", Handle: p.welcome},
		{Pattern: "POST /welcome", Handle: p.loadDemonstration},
	}
}

func (p pages) ask(v *frame.Visit) error {
	empty, err := p.door.FirstRun()
	if err != nil {
		return err
	}
	if empty {
		return v.Redirect("/first-run", "")
	}
	return p.form(v, 0, "")
}

func (p pages) form(v *frame.Visit, status int, problem string) error {
	var body []g.Node
	if problem != "" {
		body = append(body, ui.Callout(ui.ToneBad, problem))
	}
	body = append(body, ui.Fields(
		ui.TextField(ui.Field{Name: "login", Label: "E-mail or login", Required: true, Wide: true}, ui.TextProps{Value: v.Form("login"), AutoComplete: "username", Focus: true}),
		ui.TextField(ui.Field{Name: "password", Label: "Password", Required: true, Wide: true}, ui.TextProps{Type: "password", AutoComplete: "current-password"}),
	))
	return v.ShowBare(status, "Sign in",
		ui.Headline(ui.HeadlineProps{Title: "Sign in", Lede: []g.Node{g.Text(v.Site.Organisation)}}),
		ui.Form(ui.FormProps{ID: "sign-in", Action: "/sign-in", Hidden: []ui.HiddenValue{{Name: "next", Value: v.Form("next")}}, Compact: true, Body: body,
			Actions: []g.Node{ui.Button(ui.ButtonProps{Label: "Sign in", Kind: ui.ButtonMain})}}),
		v.Site.SignInHint,
	)
}

func (p pages) signIn(v *frame.Visit) error {
	token, err := p.door.SignIn(v.Context(), v.Form("login"), v.Form("password"), device(v.R), address(v.R))
	switch fault.KindOf(err) {
	case fault.Unauthenticated, fault.Forbidden, fault.Invalid, fault.Unavailable:
		if err != nil {
			return p.form(v, frame.Status(fault.KindOf(err)), fault.Public(err))
		}
	}
	if err != nil {
		return err
	}
	v.SetCookie(frame.SessionCookie, token, sessionAge)
	return v.Redirect(local(v.Form("next")), "")
}

// local keeps the way back on this site.
func local(next string) string {
	if !strings.HasPrefix(next, "/") || strings.HasPrefix(next, "//") || strings.HasPrefix(next, `/\`) {
		return "/"
	}
	return next
}

func device(r *http.Request) string {
	agent := r.UserAgent()
	return agent[:min(len(agent), 200)]
}

func address(r *http.Request) string {
	host, _, err := net.SplitHostPort(r.RemoteAddr)
	if err != nil {
		return r.RemoteAddr
	}
	return host
}

func (p pages) signOut(v *frame.Visit) error {
	if c, err := v.R.Cookie(frame.SessionCookie); err == nil {
		if err := p.door.SignOut(v.Context(), c.Value); err != nil {
			return err
		}
	}
	v.SetCookie(frame.SessionCookie, "", -1)
	return v.Redirect("/sign-in", "")
}

func (p pages) firstRun(v *frame.Visit) error {
	empty, err := p.door.FirstRun()
	if err != nil {
		return err
	}
	if !empty {
		return v.Redirect("/sign-in", "")
	}
	return p.firstForm(v, 0, nil, "")
}

func (p pages) firstForm(v *frame.Visit, status int, problems []fault.Field, message string) error {
	wrong := map[string]string{}
	var list []ui.FieldError
	for _, f := range problems {
		wrong[f.Path] = f.Problem
		list = append(list, ui.FieldError{Name: f.Path, Label: f.Path, Problem: f.Problem})
	}
	var body []g.Node
	if message != "" && len(list) == 0 {
		body = append(body, ui.Callout(ui.ToneBad, message))
	}
	body = append(body, ui.Fields(
		ui.TextField(ui.Field{Name: "name", Label: "Your name", Required: true, Wide: true, Error: wrong["name"]}, ui.TextProps{Value: v.Form("name"), AutoComplete: "name", Focus: true}),
		ui.TextField(ui.Field{Name: "login", Label: "E-mail or login", Required: true, Wide: true, Error: wrong["login"]}, ui.TextProps{Value: v.Form("login"), AutoComplete: "username"}),
		ui.TextField(ui.Field{Name: "password", Label: "Password", Required: true, Wide: true, Error: wrong["password"], Help: "At least 12 characters"}, ui.TextProps{Type: "password", AutoComplete: "new-password"}),
	))
	return v.ShowBare(status, "Welcome",
		ui.Headline(ui.HeadlineProps{Title: "Welcome to Fairlead", Lede: []g.Node{g.Text("This database is empty. Create the first account: it administers the program and directs the department.")}}),
		ui.Form(ui.FormProps{ID: "first", Action: "/first-run", Errors: list, Body: body, Compact: true,
			Actions: []g.Node{ui.Button(ui.ButtonProps{Label: "Create the account", Kind: ui.ButtonMain})}}))
}

func (p pages) createFirst(v *frame.Visit) error {
	err := p.door.CreateFirst(v.Context(), v.Form("name"), v.Form("login"), v.Form("password"))
	switch fault.KindOf(err) {
	case fault.Conflict:
		return v.Redirect("/sign-in", "")
	case fault.Invalid:
		if err != nil {
			return p.firstForm(v, frame.Status(fault.Invalid), fault.FieldsOf(err), fault.Public(err))
		}
	}
	if err != nil {
		return err
	}
	token, err := p.door.SignIn(v.Context(), v.Form("login"), v.Form("password"), device(v.R), address(v.R))
	if err != nil {
		return err
	}
	v.SetCookie(frame.SessionCookie, token, sessionAge)
	return v.Redirect("/welcome", "")
}

// welcome offers the two ways to begin.
func (p pages) welcome(v *frame.Visit) error {
	var load g.Node
	if p.load != nil && mayLoad(v) {
		load = ui.Section(ui.SectionProps{Title: "Look around first"},
			h.P(g.Text("Load Halden Freight, an invented company of 800 people, and see what the pages say about it. Use a data directory of its own for that: its records cannot be told from yours later.")),
			ui.PostButton("/welcome", ui.ButtonProps{Label: "Load the demonstration"}))
	}
	return v.Show(frame.Shown{Title: "Welcome", Here: "/", Main: []g.Node{
		ui.Headline(ui.HeadlineProps{Title: "Bring in what you have", Lede: []g.Node{g.Text("Every list of yours that can be saved as CSV or Excel can be imported. Contracts, assets and incidents are a good start: the first page answers from them at once.")}}),
		ui.Section(ui.SectionProps{Title: "Import files"},
			h.P(g.Text("Fairlead looks at the file, suggests what its columns mean, and shows what would happen before anything is saved.")),
			ui.Button(ui.ButtonProps{Label: "Import a file", Kind: ui.ButtonMain, Href: "/imports/new"})),
		load,
	}})
}

func (p pages) loadDemonstration(v *frame.Visit) error {
	if p.load == nil || !mayLoad(v) {
		return fault.New(fault.Forbidden, "The demonstration is loaded into an empty database, by an administrator.")
	}
	if err := p.load(v.Context()); err != nil {
		return err
	}
	return v.Redirect("/", "The demonstration company is loaded.")
}

// mayLoad reports whether the demonstration may be loaded: by an administrator,
// and before there is anything that it would be mixed with.
func mayLoad(v *frame.Visit) bool {
	s, err := v.Clerk.Snapshot()
	if err != nil || !v.Clerk.Principal().Has(record.Administrator) {
		return false
	}
	for _, t := range v.Clerk.Desk().Dictionary().Types() {
		own := t.Module == "ground" || t.Name == "person"
		if !own && s.Len(t) > 0 {
			return false
		}
	}
	return true
}
