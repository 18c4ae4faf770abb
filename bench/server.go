package main

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/cookiejar"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"time"

	"fairlead/bench/estate"
	"fairlead/internal/record"
)

// server is the program, running as a process of its own.
type server struct {
	cmd     *exec.Cmd
	url     string
	client  *http.Client // of the director, signed in
	token   string       // of the director, for programs
	started time.Time
}

// password is that of the estate's accounts during a run.
const password = "estate bench password"

func build(ctx context.Context, dir string) (string, error) {
	binary := filepath.Join(dir, "fairlead")
	cmd := exec.CommandContext(ctx, "go", "build", "-o", binary, "fairlead/cmd/fairlead")
	cmd.Env = append(os.Environ(), "CGO_ENABLED=0")
	cmd.Stderr = os.Stderr
	return binary, cmd.Run()
}

// command runs one command of the program on the data and gives what it prints.
func (b *bench) command(ctx context.Context, input string, args ...string) (string, error) {
	cmd := exec.CommandContext(ctx, b.binary, append(args, "--data", b.place)...)
	cmd.Stdin, cmd.Stderr = strings.NewReader(input), os.Stderr
	out, err := cmd.Output()
	if err != nil {
		return "", fmt.Errorf("fairlead %s: %w", args[0], err)
	}
	return strings.TrimSpace(string(out)), nil
}

// start starts the program and asks it for its first page.
func (b *bench) start(ctx context.Context) error {
	login := estate.Logins()[record.Director]
	if _, err := b.command(ctx, password+"\n", "password", login); err != nil {
		return err
	}
	token, err := b.command(ctx, "", "token", login, "--scope", "write")
	if err != nil {
		return err
	}
	if b.server, err = b.launch(ctx); err != nil {
		return err
	}
	b.server.token = token
	if err := b.server.signIn(ctx, login); err != nil {
		return errors.Join(err, b.server.stop())
	}
	b.figures.firstPage = time.Since(b.server.started)
	b.figures.firstCPU = cpuTime(b.server.pid())
	return nil
}

// launch starts the program and waits until it says where it is.
func (b *bench) launch(ctx context.Context) (*server, error) {
	s := &server{cmd: exec.CommandContext(ctx, b.binary, "serve", "--data", b.place, "--addr", "127.0.0.1:0"), started: time.Now()}
	s.cmd.Stderr = os.Stderr
	out, err := s.cmd.StdoutPipe()
	if err != nil {
		return nil, err
	}
	if err := s.cmd.Start(); err != nil {
		return nil, err
	}
	lines := bufio.NewReader(out)
	first, err := lines.ReadString('\n')
	if err != nil {
		return nil, errors.Join(fmt.Errorf("the program did not start: %w", err), s.stop())
	}
	go io.Copy(io.Discard, lines)
	_, address, _ := strings.Cut(strings.TrimSpace(first), "http://")
	s.url = "http://" + address
	return s, nil
}

func (s *server) pid() int { return s.cmd.Process.Pid }

// stop ends the program at once; its data are thrown away.
func (s *server) stop() error {
	return errors.Join(s.cmd.Process.Kill(), ignoreExit(s.cmd.Wait()))
}

func ignoreExit(err error) error {
	var exit *exec.ExitError
	if errors.As(err, &exit) {
		return nil
	}
	return err
}

// signIn opens a session and reads the first page.
func (s *server) signIn(ctx context.Context, login string) error {
	jar, err := cookiejar.New(nil)
	if err != nil {
		return err
	}
	s.client = &http.Client{Jar: jar, Transport: &http.Transport{MaxIdleConnsPerHost: 64, DisableCompression: true}}
	form := url.Values{"login": {login}, "password": {password}}
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, s.url+"/sign-in", strings.NewReader(form.Encode()))
	if err != nil {
		return err
	}
	req.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	res, err := s.client.Do(req)
	if err != nil {
		return err
	}
	defer res.Body.Close()
	if res.StatusCode != http.StatusOK || res.Request.URL.Path != "/" {
		return fmt.Errorf("signing in leads to %s with %s", res.Request.URL, res.Status)
	}
	_, err = io.Copy(io.Discard, res.Body)
	return err
}

// copyFile copies a file that nobody writes.
func copyFile(from, to string) error {
	in, err := os.Open(from)
	if err != nil {
		return err
	}
	defer in.Close()
	out, err := os.OpenFile(to, os.O_CREATE|os.O_WRONLY|os.O_EXCL, 0o600)
	if err != nil {
		return err
	}
	_, err = io.Copy(out, in)
	return errors.Join(err, out.Close())
}
