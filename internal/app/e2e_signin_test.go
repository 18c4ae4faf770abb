package app

import (
	"strings"
	"testing"

	"fairlead/internal/testkit/browser"
)

func TestSignInWrongAndRight(t *testing.T) {
	p := stranger(t, theWorld(t), "/contracts?view=mine")
	p.Fill("E-mail or login", "executive@halden.example")
	p.Fill("Password", "not the password")
	p.Click("Sign in")
	p.WaitFor("[role=alert], .callout.bad")
	if got := browser.Eval[string](p.Tab, "document.querySelector('[name=login]').value"); got != "executive@halden.example" {
		t.Errorf("the login was not kept: %q", got)
	}
	p.Fill("Password", demoPassword)
	p.Press("Enter")
	p.WaitFor("Contracts")
	if got := p.where(); got != "/contracts?view=mine" {
		t.Errorf("signed in at %s, not where the visitor wanted to go", got)
	}
	p.Click(".me")
	p.Click("Sign out")
	p.WaitFor("E-mail or login")
	p.open("/contracts")
	p.WaitFor("E-mail or login")
}

func TestSessionsThemeAndTokens(t *testing.T) {
	w := theWorld(t)
	p := stranger(t, w, "/sign-in")
	p.Fill("E-mail or login", "administrator@halden.example")
	p.Fill("Password", demoPassword)
	p.Click("Sign in")
	p.open("/me")
	p.WaitFor("Where you are signed in")
	other := stranger(t, w, "/sign-in")
	other.Fill("E-mail or login", "administrator@halden.example")
	other.Fill("Password", demoPassword)
	other.Click("Sign in")
	other.open("/me")
	p.open("/me")
	p.Click("table[class] tbody tr:not(:has(.tag)) button")
	p.WaitFor("Signed out there.")

	p.Fill("What it is for", "End-to-end test")
	p.Click("Make a token")
	p.WaitFor("Copy the token now")
	p.open("/me")
	p.Click("Revoke")
	p.WaitFor("The token is revoked.")

	p.Click(".me")
	p.Click("Dark")
	p.open("/")
	if got := browser.Eval[string](p.Tab, "document.documentElement.dataset.theme"); got != "dark" {
		t.Errorf("theme %q after dark was chosen", got)
	}
}

func TestFirstRun(t *testing.T) {
	w, err := newWorld(false)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { w.Stop() })
	p := stranger(t, w, "/")
	p.WaitFor("Welcome to Fairlead")
	p.Accessibility(t)
	p.Fill("Your name", "Ada Holm")
	p.Fill("E-mail or login", "ada@holm.example")
	p.Fill("Password", "short")
	p.Click("Create the account")
	p.WaitFor(".problem")
	if got := browser.Eval[string](p.Tab, "document.querySelector('[name=name]').value"); got != "Ada Holm" {
		t.Errorf("the name was not kept: %q", got)
	}
	p.Fill("Password", "a long enough password")
	p.Click("Create the account")
	p.WaitFor("Bring in what you have")
	p.Accessibility(t)
	p.open("/")
	p.WaitFor("Nothing waits for you")
	p.open("/contracts")
	p.WaitFor("No contracts yet")
	p.open("/welcome")
	p.Click("Load the demonstration")
	p.WaitFor("The demonstration company is loaded.")
	if got := p.Text("h1"); !strings.Contains(got, "due within a week") {
		t.Errorf("Today says %q after the demonstration was loaded", got)
	}
	p.open("/welcome")
	p.WaitGone("Load the demonstration")
}
