package app

import (
	"context"
	"os"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"

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
