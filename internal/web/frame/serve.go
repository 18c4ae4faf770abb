package frame

import (
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"runtime/debug"
	"strings"

	g "maragu.dev/gomponents"

	"fairlead/internal/fault"
	"fairlead/internal/record"
	"fairlead/internal/web/ui"
)

// defaultMaxBody bounds what is sent to a page that does not say otherwise.
const defaultMaxBody = 1 << 20

// policy is the Content-Security-Policy of every page: nothing from elsewhere,
// no script or style in the page itself.
const policy = "default-src 'self'; img-src 'self' data:; object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"

// Handler answers the address of a page.
func (s *Site) Handler(p Page) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		secureHeaders(w)
		limit := p.MaxBody
		if limit == 0 {
			limit = defaultMaxBody
		}
		r.Body = http.MaxBytesReader(w, r.Body, limit)
		v := &Visit{Site: s, W: w, R: r, Locale: localeOf(r)}
		who, err := s.Identify(r)
		v.Clerk = s.Desk.For(who)
		switch {
		case err == nil || p.Open:
			v.run(p)
		case fault.KindOf(err) == fault.Unauthenticated:
			v.askToSignIn()
		default:
			v.fail(err)
		}
	})
}

func secureHeaders(w http.ResponseWriter) {
	h := w.Header()
	h.Set("Content-Security-Policy", policy)
	h.Set("X-Content-Type-Options", "nosniff")
	h.Set("Referrer-Policy", "same-origin")
	h.Set("Cross-Origin-Opener-Policy", "same-origin")
}

// askToSignIn leads to the sign-in page and from there back.
func (v *Visit) askToSignIn() {
	to := "/sign-in"
	if v.R.Method == http.MethodGet && v.R.URL.Path != "/" {
		to += "?next=" + url.QueryEscape(v.R.URL.RequestURI())
	}
	http.Redirect(v.W, v.R, to, http.StatusSeeOther)
}

// run answers a visit; errors and panics become pages that show nothing internal.
func (v *Visit) run(p Page) {
	defer func() {
		if cause := recover(); cause != nil {
			if cause == http.ErrAbortHandler {
				panic(cause)
			}
			v.fail(fmt.Errorf("panic: %v\n%s", cause, debug.Stack()))
		}
	}()
	err := v.readForm()
	if err == nil {
		err = p.Handle(v)
	}
	if err != nil {
		v.fail(err)
	}
}

// readForm reads what a form sent, so that one that was cut off or is too large
// is not taken for one that is empty. Forms with files are left to their pages.
func (v *Visit) readForm() error {
	if v.R.Method != http.MethodPost || strings.HasPrefix(v.R.Header.Get("Content-Type"), "multipart/") {
		return nil
	}
	if err := v.R.ParseForm(); err != nil {
		return fault.Because(err, fault.Invalid, "The form did not arrive whole. Send it again.")
	}
	return nil
}

// Status is the HTTP status for a kind of fault.
func Status(k fault.Kind) int { return k.HTTPStatus() }

// titles say what happened, for the head of an error page.
var titles = map[int]string{
	http.StatusUnprocessableEntity:   "That could not be read",
	http.StatusForbidden:             "This is not for your role",
	http.StatusNotFound:              "There is no such page",
	http.StatusConflict:              "Somebody else was first",
	http.StatusRequestEntityTooLarge: "That is too large",
	http.StatusServiceUnavailable:    "Not possible just now",
}

func (v *Visit) fail(err error) {
	var tooLarge *http.MaxBytesError
	if errors.As(err, &tooLarge) {
		err = fault.Because(err, fault.TooLarge, "At most %d MB can be sent here.", tooLarge.Limit>>20)
	}
	if v.R.Context().Err() != nil {
		return // the visitor has left
	}
	status := Status(fault.KindOf(err))
	reference := ""
	if status == http.StatusInternalServerError {
		reference = record.NewID(v.Site.Desk.Now()).String()
		v.Site.Log.Error("page failed", "reference", reference, "method", v.R.Method, "path", v.R.URL.Path, "error", err)
	}
	title := titles[status]
	if title == "" {
		title = "Something went wrong"
	}
	body := ui.ErrorBody(ui.ErrorProps{
		Status: status, Title: title, Text: fault.Public(err), Reference: reference,
		Actions: []g.Node{ui.Button(ui.ButtonProps{Label: "Go to Today", Href: "/"})},
	})
	v.showFailure(status, title, body)
}

func (v *Visit) showFailure(status int, title string, body g.Node) {
	var err error
	if v.Clerk.Principal().Name == "" {
		err = v.ShowBare(status, title, body)
	} else {
		err = v.Show(Shown{Title: title, Status: status, Main: []g.Node{body}})
	}
	if err != nil {
		v.Site.Log.Debug("error page not delivered", "error", err)
	}
}
