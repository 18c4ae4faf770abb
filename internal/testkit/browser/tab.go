package browser

import (
	"context"
	_ "embed"
	"encoding/json"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/dom"
	"github.com/chromedp/cdproto/input"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"
)

// Tab is one page in the browser. It belongs to one test and one goroutine.
//
// Where a method takes a target, that is a CSS selector, or else words on the
// page: those on or beside the thing to click, the label of the field to fill.
// Only what can be seen counts, and while a modal dialog is open only what is
// in it.
type Tab struct {
	t       testing.TB
	ctx     context.Context
	loading loading
	faults  faults
}

func newTab(t testing.TB, browser context.Context) (*Tab, error) {
	tab := &Tab{t: t}
	ctx, closeTab := chromedp.NewContext(browser, chromedp.WithNewBrowserContext(), chromedp.WithListener(tab.listen))
	tab.ctx = ctx
	t.Cleanup(func() {
		closeTab()
		for _, fault := range tab.Faults() {
			t.Errorf("the page went wrong: %s", fault)
		}
	})
	if err := chromedp.Do(ctx); err != nil { // opens the tab
		return nil, err
	}
	return tab, tab.show(width, false)
}

// Go loads a page, waits until it has loaded and gives its HTTP status.
func (tab *Tab) Go(url string) (status int) {
	tab.t.Helper()
	response := must(tab, "go to "+url, chromedp.NavigateResponse(url))
	if response == nil {
		return 0 // a jump within the page
	}
	return int(response.Status)
}

// SetCookie gives the tab a cookie for the site of a URL. The next request carries
// it; one that a script sets through document.cookie may come too late for that.
func (tab *Tab) SetCookie(url, name, value string) {
	tab.t.Helper()
	must(tab, "set the cookie "+name, chromedp.Func(func(ctx context.Context, page *chromedp.Target) error {
		_, err := cdp.Call(ctx, page, network.SetCookie, network.SetCookieParams{URL: url, Name: name, Value: value})
		return err
	}))
}

// Click clicks the middle of the target with the mouse, once it can be clicked,
// and waits until the page that this may lead to has loaded.
func (tab *Tab) Click(target string) {
	tab.t.Helper()
	at := tab.locate("click", target)
	must(tab, "click "+target, chromedp.MouseClickXY(at.X, at.Y))
	tab.settle()
}

// Fill puts text into a field in place of what it held. In a select it chooses
// the option that reads so.
func (tab *Tab) Fill(target, text string) {
	tab.t.Helper()
	if tab.locate("fill", target, text).Typed {
		must(tab, "fill "+target, chromedp.Func(func(ctx context.Context, page *chromedp.Target) error {
			_, err := cdp.Call(ctx, page, input.InsertText, input.InsertTextParams{Text: text})
			return err
		}))
	}
	tab.settle()
}

// Upload chooses files, named by their paths, in the file field that the CSS
// selector names.
func (tab *Tab) Upload(selector string, paths ...string) {
	tab.t.Helper()
	must(tab, "upload to "+selector, chromedp.Func(func(ctx context.Context, page *chromedp.Target) error {
		field, err := chromedp.Evaluate[*runtime.RemoteObject](call("document.querySelector.bind(document)", selector))(ctx, page)
		if err != nil {
			return err
		}
		if field.ObjectID == "" {
			return fmt.Errorf("nothing matches")
		}
		_, err = cdp.Call(ctx, page, dom.SetFileInputFiles, dom.SetFileInputFilesParams{Files: paths, ObjectID: field.ObjectID})
		return err
	}))
	tab.settle()
}

// Text is what can be read in the target, once it is there.
func (tab *Tab) Text(target string) string {
	tab.t.Helper()
	return tab.locate("read", target).Text
}

// WaitFor waits until the target can be seen.
func (tab *Tab) WaitFor(target string) {
	tab.t.Helper()
	tab.locate("see", target)
}

// WaitGone waits until the target can no longer be seen.
func (tab *Tab) WaitGone(target string) {
	tab.t.Helper()
	tab.locate("miss", target)
}

// Eval runs a JavaScript expression in the page and decodes its value; a
// promise is waited for. Use Eval[any] where the value does not matter.
func Eval[T any](tab *Tab, expression string) T {
	tab.t.Helper()
	return must(tab, "evaluate "+expression, chromedp.Evaluate[T](expression, chromedp.EvalAwaitPromise))
}

// must runs one step, or fails the test.
func must[T any](tab *Tab, step string, action chromedp.Action[T]) T {
	tab.t.Helper()
	value, err := run(tab, action)
	if err != nil {
		tab.t.Fatalf("%s: %v", step, err)
	}
	return value
}

func run[T any](tab *Tab, action chromedp.Action[T]) (T, error) {
	ctx, cancel := within(tab.ctx)
	defer cancel()
	value, err := chromedp.Run(ctx, action)
	if cause := context.Cause(ctx); cause != nil {
		err = cause
	}
	return value, err
}

//go:embed locate.js
var locateJS string

// found is what locate.js says of a target.
type found struct {
	Why   string  // why not yet; empty when it was found
	X, Y  float64 // its middle, in CSS pixels of the viewport
	Text  string
	Typed bool // the field has the focus, its content is selected, and the text is still to be typed
}

// locate asks the page for the target until it is there. The page may be
// replaced meanwhile; asking again is then the right thing to do.
func (tab *Tab) locate(purpose, target string, text ...string) found {
	tab.t.Helper()
	ctx, cancel := within(tab.ctx)
	defer cancel()
	ask := chromedp.Evaluate[found](call(locateJS, purpose, target, strings.Join(text, "")))
	again := time.NewTicker(20 * time.Millisecond)
	defer again.Stop()
	for {
		f, err := chromedp.Run(ctx, ask)
		if err == nil && f.Why == "" {
			return f
		}
		select {
		case <-again.C:
		case <-ctx.Done():
			tab.t.Fatalf("%s %q: %s (%v); %s", purpose, target, f.Why, err, tab.inReach())
		}
	}
}

// inReach lists what could be clicked or filled in, for a message.
func (tab *Tab) inReach() string {
	f, err := run(tab, chromedp.Evaluate[found](call(locateJS, "explain", "", "")))
	if err != nil {
		return err.Error()
	}
	return f.Why
}

// call is the JavaScript expression that calls a function with arguments.
func call(function string, args ...any) string {
	list, err := json.Marshal(append([]any{}, args...)) // no arguments are [], not null
	if err != nil {
		panic(err) // only strings and numbers come here
	}
	return fmt.Sprintf("(%s)(...%s)", function, list)
}
