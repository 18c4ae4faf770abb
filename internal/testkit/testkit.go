// Package testkit holds what the tests of every floor share: where the checkout
// stands, what to do when a test's means are missing, and processes that never
// outlive the test that started them. Only tests may import it or the packages
// below it.
package testkit

import (
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"syscall"
	"testing"
)

// Missing ends a test because something it needs is not on this machine. On a
// developer's machine the test is skipped and says why. Where CI is set nothing
// may be skipped, so there the test fails.
func Missing(t testing.TB, format string, args ...any) {
	t.Helper()
	if os.Getenv("CI") != "" {
		t.Fatalf("missing, and CI is set: "+format, args...)
	}
	t.Skipf("skipped: "+format, args...)
}

// Root is the directory of the checkout: the nearest one at or above the test's
// package that holds go.mod.
func Root(t testing.TB) string {
	t.Helper()
	dir, err := os.Getwd()
	if err != nil {
		t.Fatalf("working directory: %v", err)
	}
	for {
		if _, err := os.Stat(filepath.Join(dir, "go.mod")); err == nil {
			return dir
		}
		parent := filepath.Dir(dir)
		if parent == dir {
			t.Fatal("no go.mod at or above the test's package")
		}
		dir = parent
	}
}

// Lifeline prepares a POSIX shell script whose standard input reaches its end
// when this process ends, however it ends: return, panic, timeout or SIGKILL.
// A script that starts a server, waits with "cat" and then cleans up can so be
// trusted to leave nothing behind. It runs in a session of its own, so that an
// interrupt typed at the terminal does not hit it first.
//
// The caller may set Stderr and credentials before starting the command, and
// must keep the Closer reachable: once closed or collected, the line is cut.
func Lifeline(script string, args ...string) (*exec.Cmd, io.Closer, error) {
	cmd := exec.Command("sh", append([]string{"-c", script, "lifeline"}, args...)...)
	cmd.SysProcAttr = &syscall.SysProcAttr{Setsid: true}
	line, err := cmd.StdinPipe()
	return cmd, line, err
}
