package pgtest_test

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"os/exec"
	"strings"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"

	"fairlead/internal/testkit/pgtest"
)

func connect(t testing.TB, url string) *pgx.Conn {
	t.Helper()
	conn, err := pgx.Connect(t.Context(), url)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { conn.Close(context.Background()) })
	return conn
}

func TestEachCallGetsItsOwnDatabase(t *testing.T) {
	one, other := pgtest.Start(t), pgtest.Start(t)
	if one == other {
		t.Fatalf("the same URL twice: %s", one)
	}
	if _, err := connect(t, one).Exec(t.Context(), "CREATE TABLE mark (n int)"); err != nil {
		t.Fatal(err)
	}
	var there bool
	err := connect(t, other).QueryRow(t.Context(), "SELECT to_regclass('mark') IS NOT NULL").Scan(&there)
	if err != nil || there {
		t.Errorf("the other database sees the table: %t (%v)", there, err)
	}
}

func TestDroppedAtTheEndThoughConnected(t *testing.T) {
	var gone string
	t.Run("user", func(t *testing.T) {
		gone = pgtest.Start(t)
		if _, err := pgx.Connect(t.Context(), gone); err != nil { // left open on purpose
			t.Fatal(err)
		}
	})
	if _, err := pgx.Connect(t.Context(), gone); err == nil || !strings.Contains(err.Error(), "does not exist") {
		t.Errorf("connecting after the test's end: %v, want that it does not exist", err)
	}
}

// The test starts itself again as a process that starts a server and is then
// killed with SIGKILL; the server's directory must go all the same.
func TestNothingStaysAfterAKill(t *testing.T) {
	if os.Getenv("PGTEST_TO_BE_KILLED") != "" {
		os.Stdout.WriteString(socketDir(t, pgtest.Start(t)) + "\n")
		select {}
	}
	pgtest.Start(t) // skips where there is no PostgreSQL
	child := exec.Command(os.Args[0], "-test.run=^TestNothingStaysAfterAKill$")
	child.Env = append(os.Environ(), "PGTEST_TO_BE_KILLED=1")
	out, err := child.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := child.Start(); err != nil {
		t.Fatal(err)
	}
	buf := make([]byte, 4096)
	n, err := out.Read(buf)
	if err != nil {
		t.Fatal(err)
	}
	dir := strings.TrimSpace(string(buf[:n]))
	if _, err := os.Stat(dir); err != nil {
		t.Fatalf("the child's server is not at %q: %v", dir, err)
	}
	child.Process.Kill()
	child.Wait()
	waitGone(t, dir)
}

func socketDir(t *testing.T, url string) string {
	t.Helper()
	conf, err := pgx.ParseConfig(url)
	if err != nil {
		t.Fatal(err)
	}
	return conf.Host
}

func waitGone(t *testing.T, dir string) {
	t.Helper()
	look := time.NewTicker(10 * time.Millisecond)
	defer look.Stop()
	for {
		if _, err := os.Stat(dir); errors.Is(err, fs.ErrNotExist) {
			return
		}
		select {
		case <-look.C:
		case <-t.Context().Done():
			t.Fatalf("%s is still there", dir)
		}
	}
}

func BenchmarkStart(b *testing.B) {
	pgtest.Start(b) // the server's own start is not what is measured
	for b.Loop() {
		pgtest.Start(b)
	}
}
