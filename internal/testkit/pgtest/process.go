package pgtest

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"

	"fairlead/internal/testkit"
)

const superuser = "postgres"

// runScript starts the server, waits for the end of the test binary, stops the
// server at once and removes its directory. Its own standard error is let go so
// that the reader sees the end when the server ends.
const runScript = `dir=$1; shift
"$@" & server=$!
exec 2>/dev/null
cat >/dev/null
kill -QUIT $server
wait $server
rm -rf "$dir"`

// The server forgets everything with the test, so it need not write anything
// down safely.
var serverSettings = []string{
	"-c", "listen_addresses=",
	"-c", "fsync=off",
	"-c", "synchronous_commit=off",
	"-c", "full_page_writes=off",
	"-c", "wal_level=minimal",
	"-c", "max_wal_senders=0",
	"-c", "max_connections=200",
	"-c", "shared_buffers=64MB",
}

// process is a running server.
type process struct {
	dir  string    // holds the socket and the data
	line io.Closer // cut when this process ends; see testkit.Lifeline
	cmd  *exec.Cmd
}

func startProcess() (*process, error) {
	in, err := findInstallation()
	if err != nil {
		return nil, err
	}
	template, err := in.template()
	if err != nil {
		return nil, err
	}
	dir, err := in.account.tempDir()
	if err != nil {
		return nil, err
	}
	data := filepath.Join(dir, "data")
	if err := in.account.copyTree(template, data); err != nil {
		return nil, errors.Join(err, os.RemoveAll(dir))
	}
	p := &process{dir: dir}
	if err := p.start(in, data); err != nil {
		return nil, errors.Join(err, os.RemoveAll(dir))
	}
	return p, nil
}

func (p *process) start(in installation, data string) (err error) {
	args := append([]string{p.dir, in.program("postgres"), "-D", data, "-k", p.dir}, serverSettings...)
	if p.cmd, p.line, err = testkit.Lifeline(runScript, args...); err != nil {
		return err
	}
	p.cmd.SysProcAttr.Credential = in.account.credential()
	stderr, err := p.cmd.StderrPipe()
	if err != nil {
		return err
	}
	if err := p.cmd.Start(); err != nil {
		return err
	}
	return waitReady(stderr)
}

// waitReady reads the server's log until it says that it accepts connections,
// and keeps reading after that so that the server never blocks on a full pipe.
func waitReady(log io.Reader) error {
	var said strings.Builder
	lines := bufio.NewScanner(log)
	for lines.Scan() {
		if strings.Contains(lines.Text(), "database system is ready to accept connections") {
			go io.Copy(io.Discard, log)
			return nil
		}
		fmt.Fprintln(&said, lines.Text())
	}
	return fmt.Errorf("the server ended before it was ready:\n%s", said.String())
}
