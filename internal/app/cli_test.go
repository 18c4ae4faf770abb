package app

import (
	"context"
	"log/slog"
	"os"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"

	"fairlead/internal/access"
	"fairlead/internal/door"
	"fairlead/internal/testkit/corpus"
)

// The test binary is the program itself for the scripts.
func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){
		"fairlead": func() {
			os.Exit(Main(context.Background(), Terminal{In: os.Stdin, Out: os.Stdout, Err: os.Stderr, Env: os.LookupEnv}, "test", os.Args[1:]))
		},
	})
}

// The command line keeps its promises: what it writes where, and its exit codes.
func TestCommandLine(t *testing.T) {
	devices := corpus.Path(t, "cmdb/netbox/devices.csv")
	testscript.Run(t, testscript.Params{
		Dir: "testdata/script",
		Setup: func(e *testscript.Env) error {
			e.Setenv("DEVICES", devices)
			e.Setenv("FAIRLEAD_DATA", e.WorkDir+"/data")
			return nil
		},
		RequireExplicitExec: true,
	})
}

// The commands that take --server do there what they do in a data directory.
func TestCommandLineOfServer(t *testing.T) {
	testscript.Run(t, testscript.Params{
		Dir: "testdata/remote",
		Setup: func(e *testscript.Env) error {
			url, write, read, err := startFor(e)
			e.Setenv("URL", url)
			e.Setenv("FAIRLEAD_SERVER", url)
			e.Setenv("FAIRLEAD_TOKEN", write)
			e.Setenv("READER", read)
			e.Setenv("FAIRLEAD_DATA", e.WorkDir+"/local")
			return err
		},
		RequireExplicitExec: true,
	})
}

// startFor starts a server that lasts as long as a script, and gives its address
// and tokens of its first account: one that may write, and one that may read.
func startFor(e *testscript.Env) (url, write, read string, err error) {
	ctx := context.Background()
	s, err := Start(ctx, Config{Data: e.WorkDir + "/data", Addr: "127.0.0.1:0", Currency: "EUR", Workers: 1}, "test", slog.New(slog.DiscardHandler))
	if err != nil {
		return "", "", "", err
	}
	e.Defer(func() { _ = s.Stop() }) // the directory goes too
	if err := s.Door.CreateFirst(ctx, "Ada Holm", "ada@holm.example", "a long enough password"); err != nil {
		return "", "", "", err
	}
	a, err := s.accountNamed("ada@holm.example")
	if err != nil {
		return "", "", "", err
	}
	who := access.Principal{Account: a.ID}
	write, err = s.Door.NewToken(ctx, who, "test", door.ScopeWrite, 1)
	if err != nil {
		return "", "", "", err
	}
	read, err = s.Door.NewToken(ctx, who, "test", door.ScopeRead, 1)
	return "http://" + s.Address(), write, read, err
}

// docs/configuration.md is written from the table of settings.
func TestConfigurationPage(t *testing.T) {
	const path = "../../docs/configuration.md"
	want := ConfigurationPage()
	got, err := os.ReadFile(path)
	if err != nil || string(got) != want {
		if os.Getenv("UPDATE") == "" {
			t.Fatalf("docs/configuration.md is not what the settings say; run: UPDATE=1 go test ./internal/app -run ConfigurationPage")
		}
		if err := os.WriteFile(path, []byte(want), 0o644); err != nil {
			t.Fatal(err)
		}
	}
}
