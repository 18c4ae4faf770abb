package testkit_test

import (
	"bufio"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"fairlead/internal/testkit"
)

func TestRootHoldsTheModule(t *testing.T) {
	mod, err := os.ReadFile(filepath.Join(testkit.Root(t), "go.mod"))
	if err != nil || !strings.HasPrefix(string(mod), "module fairlead") {
		t.Fatalf("go.mod starts with %.20q (%v)", mod, err)
	}
}

// The test starts itself again, kills that process with SIGKILL, and waits for
// the script on its lifeline to report on a pipe that it inherited.
func TestLifelineEndsAfterAKill(t *testing.T) {
	if os.Getenv("TESTKIT_LIFELINE") != "" {
		holdALifeline(t)
		return
	}
	child := exec.Command(os.Args[0], "-test.run=^TestLifelineEndsAfterAKill$")
	child.Env = append(os.Environ(), "TESTKIT_LIFELINE=1")
	out, err := child.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := child.Start(); err != nil {
		t.Fatal(err)
	}
	lines := bufio.NewScanner(out)
	if !lines.Scan() || lines.Text() != "holding" {
		t.Fatalf("the child said %q", lines.Text())
	}
	if err := child.Process.Kill(); err != nil {
		t.Fatal(err)
	}
	if !lines.Scan() || lines.Text() != "cut" {
		t.Fatalf("after the kill the script said %q, want %q", lines.Text(), "cut")
	}
	if err := child.Wait(); err == nil {
		t.Fatal("the child ended by itself")
	}
}

func holdALifeline(t *testing.T) {
	cmd, line, err := testkit.Lifeline(`echo holding; cat >/dev/null; echo cut`)
	if err != nil {
		t.Fatal(err)
	}
	defer line.Close()
	cmd.Stdout = os.Stdout
	if err := cmd.Run(); err != nil {
		t.Fatal(err)
	}
}
