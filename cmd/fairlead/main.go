// Command fairlead is the program with which a director of technology runs an
// IT department. Run it without arguments for the list of its commands.
package main

import (
	"context"
	"os"
	"os/signal"
	"syscall"

	"fairlead/internal/app"
)

// version is set by the build: -ldflags "-X main.version=v1.2.3".
var version = "development"

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	code := app.Main(ctx, app.Terminal{In: os.Stdin, Out: os.Stdout, Err: os.Stderr, Env: os.LookupEnv}, version, os.Args[1:])
	stop()
	os.Exit(code)
}
