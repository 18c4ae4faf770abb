package browser

import (
	"context"
	"fmt"
	"sync"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/log"
	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"
)

// listen gets every event of the tab in order, on chromedp's goroutine: it must
// be quick and may run no command itself.
func (tab *Tab) listen(event any) {
	switch e := event.(type) {
	case *page.EventFrameAttached:
		tab.loading.ignore(e.FrameID)
	case *page.EventFrameRequestedNavigation:
		if e.Disposition == page.ClientNavigationDispositionCurrentTab {
			tab.loading.begin(e.FrameID)
		}
	case *page.EventFrameStartedLoading:
		tab.loading.begin(e.FrameID)
	case *page.EventFrameStoppedLoading:
		tab.loading.end(e.FrameID)
	case *page.EventFrameNavigated:
		tab.faults.visited(e.Frame.URL)
	case *page.EventJavascriptDialogOpening:
		tab.dialog(e)
	case *runtime.EventExceptionThrown:
		tab.faults.add(exceptionText(e.ExceptionDetails), "")
	case *runtime.EventConsoleAPICalled:
		if e.Type == runtime.ConsoleAPICalledTypeError || e.Type == runtime.ConsoleAPICalledTypeAssert {
			tab.faults.add("console: "+argsText(e.Args), "")
		}
	case *log.EventEntryAdded:
		if e.Entry.Level == log.EntryLevelError {
			tab.faults.add(e.Entry.Text+" "+e.Entry.URL, e.Entry.URL)
		}
	}
}

// dialog answers a dialog of the browser, which would else block the page for
// ever. Pages have dialogs of their own, so it is a fault, unless the browser
// only asks whether to leave a form that was filled in.
func (tab *Tab) dialog(e *page.EventJavascriptDialogOpening) {
	if e.Type != page.DialogTypeBeforeunload {
		tab.faults.add(fmt.Sprintf("the page opened a browser dialog: %s", e.Message), "")
	}
	go chromedp.Call(tab.ctx, page.HandleJavaScriptDialog, page.HandleJavaScriptDialogParams{Accept: true})
}

// settle waits until what a step set off has arrived. A form is submitted a
// moment after the click, so the page gets that moment first; the evaluation
// fails when the page is replaced meanwhile, which is no fault.
func (tab *Tab) settle() {
	tab.t.Helper()
	run(tab, chromedp.Evaluate[chromedp.Void]("new Promise(done => setTimeout(done))", chromedp.EvalAwaitPromise))
	ctx, cancel := within(tab.ctx)
	defer cancel()
	select {
	case <-tab.loading.done():
	case <-ctx.Done():
		tab.t.Fatalf("the page did not finish loading: %v", context.Cause(ctx))
	}
}

// loading knows whether the tab's main frame is on its way to another page.
type loading struct {
	mu       sync.Mutex
	children map[cdp.FrameID]bool
	until    chan struct{} // closed at the end of the load; nil when there is none
}

func (l *loading) ignore(frame cdp.FrameID) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.children == nil {
		l.children = map[cdp.FrameID]bool{}
	}
	l.children[frame] = true
}

func (l *loading) begin(frame cdp.FrameID) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.until == nil && !l.children[frame] {
		l.until = make(chan struct{})
	}
}

func (l *loading) end(frame cdp.FrameID) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.until != nil && !l.children[frame] {
		close(l.until)
		l.until = nil
	}
}

// done is closed once no load is under way.
func (l *loading) done() <-chan struct{} {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.until != nil {
		return l.until
	}
	closed := make(chan struct{})
	close(closed)
	return closed
}
