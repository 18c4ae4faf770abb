// Package web serves the pages: it lists them, and puts around them what all
// share.
package web

import (
	"net/http"
	"strings"

	g "maragu.dev/gomponents"

	"fairlead/internal/door"
	"fairlead/internal/fault"
	"fairlead/internal/jobs"
	"fairlead/internal/web/frame"
	"fairlead/internal/web/page/capacity"
	"fairlead/internal/web/page/continuity"
	"fairlead/internal/web/page/finance"
	"fairlead/internal/web/page/find"
	"fairlead/internal/web/page/imports"
	"fairlead/internal/web/page/projects"
	"fairlead/internal/web/page/records"
	"fairlead/internal/web/page/recovery"
	"fairlead/internal/web/page/reference"
	"fairlead/internal/web/page/risk"
	"fairlead/internal/web/page/settings"
	"fairlead/internal/web/page/signin"
	"fairlead/internal/web/page/strategy"
	"fairlead/internal/web/page/technology"
	"fairlead/internal/web/page/today"
	"fairlead/internal/web/page/vendors"
	"fairlead/internal/web/page/volumes"
	"fairlead/internal/web/ui"
)

// Parts are what the pages need beside the site.
type Parts struct {
	Site *frame.Site
	Door *door.Door
	Jobs *jobs.Queue
	// Document gives the description of the interface, from which its reference
	// is made.
	Document reference.Source
	// LoadDemonstration fills an empty database with the demonstration company.
	LoadDemonstration signin.Loader
}

// pages lists all pages.
func pages(p Parts) []frame.Page {
	var all []frame.Page
	for _, list := range [][]frame.Page{
		today.Pages(),
		strategy.Pages(),
		finance.Pages(),
		vendors.Pages(),
		technology.Pages(),
		continuity.Pages(),
		recovery.Pages(),
		risk.Pages(),
		capacity.Pages(),
		volumes.Pages(),
		find.Pages(),
		signin.Pages(p.Door, p.LoadDemonstration),
		settings.Pages(p.Door, p.Jobs),
		imports.Pages(p.Jobs),
		reference.Pages(p.Document),
		projects.Pages(),
		records.Pages(p.Site.Desk.Dictionary().Types()),
	} {
		all = append(all, list...)
	}
	return all
}

// Handler serves all pages. Requests that change something must come from our
// own pages: http.CrossOriginProtection refuses the others.
func Handler(p Parts) http.Handler {
	p.Site.Nav = navigator{failed: (&failures{jobs: p.Jobs}).count}.groups
	mux := http.NewServeMux()
	mux.Handle("GET "+ui.AssetsPath, ui.Assets())
	for _, page := range pages(p) {
		mux.Handle(page.Pattern, p.Site.Handler(page))
	}
	mux.Handle("/", p.Site.Handler(frame.Page{Handle: func(v *frame.Visit) error {
		if allowed := methods(mux, v.R); len(allowed) > 0 {
			return notSo(v, allowed)
		}
		return fault.New(fault.NotFound, "There is nothing at this address. Press Ctrl-K to find a page or a record.")
	}}))
	return http.NewCrossOriginProtection().Handler(mux)
}

// methods are those by which something answers at the address of a request.
func methods(mux *http.ServeMux, r *http.Request) (allowed []string) {
	for _, method := range []string{http.MethodGet, http.MethodPost} {
		other := r.Clone(r.Context())
		other.Method = method
		if _, pattern := mux.Handler(other); pattern != "/" {
			allowed = append(allowed, method)
		}
	}
	return allowed
}

// notSo says that an address is there for other methods.
func notSo(v *frame.Visit, allowed []string) error {
	const status, title = http.StatusMethodNotAllowed, "This address is not for that"
	v.W.Header().Set("Allow", strings.Join(allowed, ", "))
	return v.Show(frame.Shown{Title: title, Status: status, Main: []g.Node{ui.ErrorBody(ui.ErrorProps{
		Status: status, Title: title, Text: "The address is there, and answers to " + strings.Join(allowed, " and ") + " only.",
	})}})
}
