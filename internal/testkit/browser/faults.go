package browser

import (
	"slices"
	"strings"
	"sync"

	"github.com/chromedp/cdproto/runtime"
)

// faults gathers what the pages of a tab did wrong.
type faults struct {
	mu    sync.Mutex
	list  []fault
	pages []string // addresses of documents, as against the files they load
}

type fault struct {
	text string
	url  string // of the file that it is about, if it is about one
}

func (f *faults) add(text, url string) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.list = append(f.list, fault{text, url})
}

func (f *faults) visited(url string) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.pages = append(f.pages, url)
}

// Faults takes what went wrong in the pages so far, so that a test which provokes
// a fault can look at it; what is left at the test's end fails it. A page that
// is itself answered with an error status, such as a rejected form, is no fault.
func (tab *Tab) Faults() []string {
	f := &tab.faults
	f.mu.Lock()
	defer f.mu.Unlock()
	var texts []string
	for _, one := range f.list {
		status := strings.HasPrefix(one.text, "Failed to load resource: the server responded with a status")
		if !status || !slices.Contains(f.pages, one.url) {
			texts = append(texts, one.text)
		}
	}
	f.list = nil
	return texts
}

func exceptionText(e *runtime.ExceptionDetails) string {
	if e.Exception != nil && e.Exception.Description != "" {
		return e.Text + ": " + e.Exception.Description
	}
	return e.Text
}

func argsText(args []*runtime.RemoteObject) string {
	var parts []string
	for _, a := range args {
		if a.Description != "" {
			parts = append(parts, a.Description)
		} else {
			parts = append(parts, strings.Trim(string(a.Value), `"`))
		}
	}
	return strings.Join(parts, " ")
}
