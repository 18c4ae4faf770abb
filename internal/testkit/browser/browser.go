// Package browser drives Chromium in tests, the way a person uses a page: go
// somewhere, click what is written on a button, fill the field with that label.
// Every step waits until it can be done and fails the test when it cannot, so a
// test never sleeps.
//
// A test binary starts one browser at its first Open; each Open gives a tab of
// its own with its own cookies. What a page does wrong on the way (an uncaught
// exception, an error on the console, a violation of the content security
// policy, a missing file) fails the test at its end.
package browser

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/chromedp"

	"fairlead/internal/testkit"
)

// patience is how long a step waits for what it needs before the test fails. It
// is long because tests also run on two busy cores with the race detector on.
const patience = 2 * time.Minute

var errNotInstalled = errors.New("chromium is not installed; \"make test\" or \"apt-get install chromium\" brings it")

// process is the running browser of this test binary.
type process struct {
	ctx  context.Context // the parent of every tab's context
	line io.Closer       // cut when this process ends; see testkit.Lifeline
}

var shared = sync.OnceValues(start)

// Open gives a new tab, 1440 pixels wide and light, which closes when the test
// ends. Without Chromium on the machine the test is skipped, or fails where CI
// is set.
func Open(t testing.TB) *Tab {
	t.Helper()
	p, err := shared()
	if errors.Is(err, errNotInstalled) {
		testkit.Missing(t, "%v", err)
	}
	if err != nil {
		t.Fatalf("starting chromium: %v", err)
	}
	tab, err := newTab(t, p.ctx)
	if err != nil {
		t.Fatalf("opening a tab: %v", err)
	}
	return tab
}

// start runs the browser until this process ends. Its profile and temporary
// files lie in one directory, which a script on a lifeline removes afterwards.
func start() (*process, error) {
	program, err := find("chromium", "chromium-browser", "google-chrome")
	if err != nil {
		return nil, err
	}
	dir, err := os.MkdirTemp("", "fairlead-browser-")
	if err != nil {
		return nil, err
	}
	cleaner, line, err := testkit.Lifeline(`cat >/dev/null
for try in 1 2 3 4 5; do sleep 0.2; rm -rf "$1" && exit; done`, dir)
	if err != nil {
		return nil, err
	}
	if err := cleaner.Start(); err != nil {
		return nil, errors.Join(err, os.RemoveAll(dir))
	}
	allocator, _ := chromedp.NewExecAllocator(context.Background(), options(program, dir)...)
	ctx, _ := chromedp.NewContext(allocator, chromedp.WithErrorf(discard))
	return &process{ctx: ctx, line: line}, chromedp.Do(ctx)
}

// discard drops what chromedp says about events that its version of the
// protocol does not know; errors of commands are returned all the same.
func discard(string, ...any) {}

func find(names ...string) (string, error) {
	for _, name := range names {
		if path, err := exec.LookPath(name); err == nil {
			return path, nil
		}
	}
	return "", errNotInstalled
}

func options(program, dir string) []chromedp.ExecAllocatorOption {
	return append(chromedp.DefaultExecAllocatorOptions[:],
		chromedp.ExecPath(program),
		chromedp.UserDataDir(dir),
		chromedp.Env("TMPDIR="+dir, "HOME="+dir),
		chromedp.NoSandbox, // no kernel sandbox in containers; the pages are our own
		chromedp.DisableGPU,
		chromedp.WindowSize(width, height),
		chromedp.Flag("disable-quic", true),
		chromedp.Flag("disable-component-update", true),
		// Pages leave out motion, so that a step never meets a button in flight.
		// Asked of the whole browser: asked of a tab, it reaches a new page a
		// moment late, and breaks off the transition that has begun by then.
		chromedp.Flag("force-prefers-reduced-motion", true),
		// Element.computedName and computedRole: the audit asks the browser
		// itself what a screen reader would say.
		chromedp.Flag("enable-blink-features", "ComputedAccessibilityInfo"),
	)
}

// within gives a step its time.
func within(ctx context.Context) (context.Context, context.CancelFunc) {
	return context.WithTimeoutCause(ctx, patience, fmt.Errorf("not done within %v", patience))
}
