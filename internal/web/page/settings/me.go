package settings

import (
	"context"
	"strconv"
	"strings"

	g "maragu.dev/gomponents"
	h "maragu.dev/gomponents/html"

	"fairlead/internal/door"
	"fairlead/internal/fault"
	"fairlead/internal/record"
	"fairlead/internal/web/frame"
	"fairlead/internal/web/ui"
)

func (p pages) me(v *frame.Visit) error { return p.showMe(v, nil, nil) }

// showMe shows what is one's own. notice stands on top: a fresh token, or what
// was wrong.
func (p pages) showMe(v *frame.Visit, notice g.Node, failed error) error {
	who := v.Clerk.Principal()
	sessions, err := p.sessions(v)
	if err != nil {
		return err
	}
	tokens, err := p.tokens(v)
	if err != nil {
		return err
	}
	status := 0
	if failed != nil {
		status = frame.Status(fault.KindOf(failed))
	}
	return v.Show(frame.Shown{Title: "Password and sessions", Here: "/me", Status: status, Main: []g.Node{
		ui.Headline(ui.HeadlineProps{Title: who.Name, Lede: []g.Node{g.Text("Your password, where you are signed in, and tokens for programs that work for you.")}}),
		notice,
		ui.Section(ui.SectionProps{Title: "Where you are signed in"}, sessions),
		ui.Section(ui.SectionProps{Title: "Password"}, passwordForm(failed)),
		ui.Section(ui.SectionProps{Title: "Tokens", Note: "for the API and the command line"}, tokens, tokenForm()),
	}})
}

func passwordForm(failed error) g.Node {
	wrong := map[string]string{}
	for _, f := range fault.FieldsOf(failed) {
		wrong[f.Path] = f.Problem
	}
	return ui.Form(ui.FormProps{ID: "password", Label: "Change the password", Action: "/me/password", Compact: true,
		Body: []g.Node{ui.Fields(
			ui.TextField(ui.Field{Name: "old", Label: "Current password", Required: true, Error: wrong["old"]}, ui.TextProps{Type: "password", AutoComplete: "current-password"}),
			ui.TextField(ui.Field{Name: "new", Label: "New password", Required: true, Error: wrong["new"], Help: "At least 12 characters. Other sessions are signed out."}, ui.TextProps{Type: "password", AutoComplete: "new-password"}),
		)},
		Actions: []g.Node{ui.Button(ui.ButtonProps{Label: "Change password"})}})
}

func (p pages) password(v *frame.Visit) error {
	who := v.Clerk.Principal()
	here := ""
	if c, err := v.R.Cookie(frame.SessionCookie); err == nil {
		here = c.Value
	}
	err := p.door.SetPassword(v.Context(), who, who.Account, v.Form("old"), v.Form("new"), here)
	switch fault.KindOf(err) {
	case fault.Invalid, fault.Unauthenticated, fault.Forbidden:
		if err != nil {
			return p.showMe(v, ui.Callout(ui.ToneBad, fault.Public(err)), err)
		}
	}
	if err != nil {
		return err
	}
	return v.Redirect("/me", "Your password is changed.")
}

func (p pages) sessions(v *frame.Visit) (g.Node, error) {
	list, err := p.door.Sessions(v.Context(), v.Clerk.Principal().Account)
	if err != nil {
		return nil, err
	}
	var rows []ui.Row
	for _, s := range list {
		rows = append(rows, ui.Row{Cells: []g.Node{
			h.Span(h.Title(s.Device), g.Text(deviceName(s.Device))), g.Text(s.Address), moment(v, s.Created), moment(v, s.Seen),
			ui.PostButton("/me/sessions/"+s.ID.String()+"/revoke", ui.ButtonProps{Label: "Sign out", Small: true}),
		}})
	}
	return ui.Table(ui.TableProps{Label: "Sessions", Columns: []ui.Column{{Label: "Device"}, {Label: "Address"}, {Label: "Since"}, {Label: "Last seen"}, {Label: "What you can do", Hide: true}}, Rows: rows}), nil
}

// deviceName says in two words what a browser says of itself in many. What is
// no browser is named as it names itself.
func deviceName(agent string) string {
	first := func(marks [][2]string) string {
		for _, m := range marks {
			if strings.Contains(agent, m[0]) {
				return m[1]
			}
		}
		return ""
	}
	browser := first([][2]string{{"Edg/", "Edge"}, {"Firefox/", "Firefox"}, {"Chrome/", "Chrome"}, {"Safari/", "Safari"}})
	system := first([][2]string{{"Android", "Android"}, {"iPhone", "iPhone"}, {"iPad", "iPad"}, {"Windows", "Windows"}, {"Mac OS", "macOS"}, {"Linux", "Linux"}})
	if browser == "" || system == "" {
		return shorten(agent, 60)
	}
	return browser + " on " + system
}

func shorten(text string, most int) string {
	r := []rune(text)
	if len(r) <= most {
		return text
	}
	return string(r[:most-1]) + "…"
}

func (p pages) revoke(v *frame.Visit) error {
	return endOne(v, p.door.Revoke, "Signed out there.")
}

func (p pages) tokens(v *frame.Visit) (g.Node, error) {
	list, err := p.door.Tokens(v.Context(), v.Clerk.Principal().Account)
	if err != nil {
		return nil, err
	}
	var rows []ui.Row
	for _, t := range list {
		rows = append(rows, ui.Row{Cells: []g.Node{
			g.Text(t.Name), g.Text(scopes(t.Scopes)), moment(v, t.Created), moment(v, t.Expires),
			ui.PostButton("/me/tokens/"+t.ID.String()+"/revoke", ui.ButtonProps{Label: "Revoke", Small: true}),
		}})
	}
	if len(rows) == 0 {
		return h.P(g.Text("You have no tokens.")), nil
	}
	return ui.Table(ui.TableProps{Label: "Tokens", Columns: []ui.Column{{Label: "Name"}, {Label: "May"}, {Label: "Since"}, {Label: "Until"}, {Label: "What you can do", Hide: true}}, Rows: rows}), nil
}

func tokenForm() g.Node {
	return ui.Form(ui.FormProps{ID: "token", Label: "Make a token", Action: "/me/tokens", Compact: true,
		Body: []g.Node{ui.Fields(
			ui.TextField(ui.Field{Name: "name", Label: "What it is for", Required: true}, ui.TextProps{}),
			ui.SelectField(ui.Field{Name: "scope", Label: "It may"}, ui.SelectProps{Value: "read", Options: []ui.Option{{Value: "read", Label: "read"}, {Value: "write", Label: "read and write"}}}),
			ui.SelectField(ui.Field{Name: "days", Label: "Valid for"}, ui.SelectProps{Value: "90", Options: []ui.Option{{Value: "30", Label: "30 days"}, {Value: "90", Label: "90 days"}, {Value: "365", Label: "a year"}}}),
		)},
		Actions: []g.Node{ui.Button(ui.ButtonProps{Label: "Make a token"})}})
}

func (p pages) newToken(v *frame.Visit) error {
	days, err := strconv.Atoi(v.Form("days"))
	if err != nil {
		days = 0 // the door says what is possible
	}
	plain, err := p.door.NewToken(v.Context(), v.Clerk.Principal(), v.Form("name"), v.Form("scope"), days)
	if fault.KindOf(err) == fault.Invalid && err != nil {
		return p.showMe(v, ui.Callout(ui.ToneBad, fault.Public(err)), err)
	}
	if err != nil {
		return err
	}
	return p.showMe(v, ui.Callout(ui.ToneGood, "Copy the token now: it is shown this once.", ui.CodeBlock("The new token", plain)), nil)
}

func (p pages) revokeToken(v *frame.Visit) error {
	return endOne(v, p.door.RevokeToken, "The token is revoked.")
}

// endOne ends a session or a token of the visitor's own account.
func endOne(v *frame.Visit, end func(context.Context, record.ID, record.ID) error, done string) error {
	id, err := record.ParseID(v.R.PathValue("id"))
	if err != nil {
		return fault.Because(err, fault.NotFound, "There is no such session or token.")
	}
	if err := end(v.Context(), v.Clerk.Principal().Account, id); err != nil {
		return err
	}
	return v.Redirect("/me", done)
}

// director lets those in who may see how the program works.
func director(v *frame.Visit) error {
	if v.Clerk.Principal().HasAny(record.Administrator, record.Director) {
		return nil
	}
	return fault.New(fault.Forbidden, "Background work is for administrators and directors.")
}

func scopes(scope string) string {
	if scope == door.ScopeWrite {
		return "read and write"
	}
	return "read"
}
