package kill_test

import (
	"context"
	"errors"
	"io"
	"log/slog"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"fairlead/internal/access"
	"fairlead/internal/catalog"
	"fairlead/internal/desk"
	"fairlead/internal/record"
	"fairlead/internal/store"
	"fairlead/internal/testkit"
)

// world is the program and its data.
type world struct {
	binary, dir, token string
	imports            []*batch
	stopped            int // imports that a kill stopped in their middle
}

func newWorld(t *testing.T) *world {
	t.Helper()
	dir := t.TempDir()
	w := &world{binary: filepath.Join(dir, "fairlead"), dir: filepath.Join(dir, "data")}
	build := exec.CommandContext(t.Context(), "go", "build", "-o", w.binary, "fairlead/cmd/fairlead")
	build.Dir, build.Env = testkit.Root(t), append(os.Environ(), "CGO_ENABLED=0")
	if out, err := build.CombinedOutput(); err != nil {
		t.Fatalf("building the program: %v\n%s", err, out)
	}
	if err := os.Mkdir(w.dir, 0o700); err != nil {
		t.Fatal(err)
	}
	w.with(t, func(d *desk.Desk) {
		a := &catalog.Account{Login: "robot", Roles: record.Tags{string(record.Director)}}
		a.State = "active"
		change := &desk.Change{Type: d.Dictionary().Type("account"), Record: a, Imported: true}
		if err := d.For(access.Program()).Save(t.Context(), change); err != nil {
			t.Fatal(err)
		}
	})
	w.token = w.command(t, "token", "robot", "--scope", "write")
	return w
}

// command runs a command of the program to its end, which must be a good one.
func (w *world) command(t *testing.T, args ...string) string {
	t.Helper()
	var problems strings.Builder
	cmd := exec.CommandContext(t.Context(), w.binary, append(args, "--data", w.dir)...)
	cmd.Stderr = &problems
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("fairlead %s: %v\n%s%s", args[0], err, out, problems.String())
	}
	return strings.TrimSpace(string(out))
}

// verify has the program itself check the journal against the records.
func (w *world) verify(t *testing.T) {
	t.Helper()
	if said := w.command(t, "verify"); !strings.HasPrefix(said, "The journal is whole") {
		t.Errorf("verify says: %s", said)
	}
}

// with opens the data in this process, while the program does not run.
func (w *world) with(t *testing.T, use func(*desk.Desk)) {
	t.Helper()
	dict, err := catalog.Dictionary()
	if err != nil {
		t.Fatal(err)
	}
	s, err := store.Open(t.Context(), "sqlite:"+filepath.Join(w.dir, "fairlead.db"), dict, store.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer func() {
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	}()
	if _, err := s.Upgrade(t.Context()); err != nil {
		t.Fatal(err)
	}
	d, err := desk.Open(t.Context(), s, time.Now, "EUR", slog.New(slog.DiscardHandler))
	if err != nil {
		t.Fatal(err)
	}
	use(d)
}

// log is the end of what the program said since it was last started.
func (w *world) log(t *testing.T) string {
	t.Helper()
	text, err := os.ReadFile(filepath.Join(w.dir, "log"))
	if err != nil {
		t.Fatal(err)
	}
	return string(text[max(len(text)-4000, 0):])
}

// process is the running program. A shell holds it, so that it never outlives
// the test.
type process struct {
	world *world
	shell *exec.Cmd
	line  io.Closer
	pid   int
	said  chan string // its address, once it listens
}

// hold starts a program, says its process ID and waits; when the line to the test
// is cut, it kills the program.
const hold = `"$@" & server=$!
echo "pid $server"
cat >/dev/null
kill -9 "$server" 2>/dev/null
wait "$server"`

func (w *world) serve(t *testing.T) *process {
	t.Helper()
	shell, line, err := testkit.Lifeline(hold, w.binary, "serve", "--data", w.dir, "--addr", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	log, err := os.Create(filepath.Join(w.dir, "log"))
	if err != nil {
		t.Fatal(err)
	}
	defer log.Close() // the shell has its own
	shell.Stderr = log
	out, err := shell.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := shell.Start(); err != nil {
		t.Fatal(err)
	}
	p := &process{world: w, shell: shell, line: line, said: make(chan string, 1)}
	p.pid = p.listen(t, out)
	return p
}

// killAfter sends SIGKILL after a while, and waits until the program is gone.
func (p *process) killAfter(d time.Duration) {
	<-time.After(d)
	if program, err := os.FindProcess(p.pid); err == nil {
		_ = program.Kill() // it is held by the shell, so the ID is still its own
	}
	_ = errors.Join(p.line.Close(), p.shell.Wait()) // it ended by a signal, which is an error
}

// address waits until the program listens.
func (p *process) address(t *testing.T) string {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
	defer cancel()
	select {
	case url := <-p.said:
		return url
	case <-ctx.Done():
		p.killAfter(0)
		t.Fatalf("the program did not start\n%s", p.world.log(t))
		return ""
	}
}
