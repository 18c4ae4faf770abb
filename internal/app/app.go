// Package app puts the program together: configuration, wiring, start and
// stop, and one file for each command of the command line.
package app

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"slices"
	"strings"

	"fairlead/internal/fault"
)

// Terminal is what a command reads and writes.
type Terminal struct {
	In       io.Reader
	Out, Err io.Writer
	Env      func(string) (string, bool)
}

// The exit codes, stable for scripts.
const (
	exitDone   = 0
	exitFailed = 1
	exitUsage  = 2
)

// errUsage says that the command line itself was wrong.
var errUsage = errors.New("wrong usage")

// command is one word of the command line.
type command struct {
	name  string
	args  string // what follows it
	short string // what it does, for the list
	flags func(*flag.FlagSet, *call)
	run   func(context.Context, *call) error
}

// commands lists all, in the order of the help.
func commands() []command {
	return []command{
		demoCommand(),
		serveCommand(),
		importCommand(),
		focusCommand(),
		listCommand(),
		showCommand(),
		setCommand(),
		exportCommand(),
		typesCommand(),
		tokenCommand(),
		passwordCommand(),
		verifyCommand(),
		backupCommand(),
		restoreCommand(),
		upgradeCommand(),
		bundleCommand(),
		registerCommand(),
		healthCommand(),
		analyzeCommand(),
		versionCommand(),
	}
}

// call is one run of a command.
type call struct {
	Terminal
	version string
	config  Config
	args    []string // after the flags
	json    bool

	typeName, mapFile, filter, order, format, source, fields string
	limit, days                                              int
	dryRun, reset                                            bool
}

// Main runs a command and gives the exit code: 0 done, 1 failed, 2 wrong usage.
func Main(ctx context.Context, t Terminal, version string, args []string) int {
	if len(args) == 0 || args[0] == "help" || args[0] == "-h" || args[0] == "--help" {
		help(t.Out)
		return exitDone
	}
	i := slices.IndexFunc(commands(), func(c command) bool { return c.name == args[0] })
	if i < 0 {
		fmt.Fprintf(t.Err, "fairlead: there is no command %q; run \"fairlead help\" for the list\n", args[0])
		return exitUsage
	}
	c := commands()[i]
	err := c.execute(ctx, &call{Terminal: t, version: version}, args[1:])
	switch {
	case err == nil || errors.Is(err, flag.ErrHelp):
		return exitDone
	case errors.Is(err, errUsage):
		fmt.Fprintf(t.Err, "fairlead %s: %v\nusage: fairlead %s %s\n", c.name, strings.TrimSuffix(err.Error(), ": "+errUsage.Error()), c.name, c.args)
		return exitUsage
	}
	report(t.Err, c.name, err)
	return exitFailed
}

// report writes an error for the person at the terminal, who may see its cause.
func report(w io.Writer, name string, err error) {
	var f *fault.Error
	if !errors.As(err, &f) {
		fmt.Fprintf(w, "fairlead %s: %v\n", name, err)
		return
	}
	fmt.Fprintf(w, "fairlead %s: %s\n", name, f.Public)
	for _, field := range f.Fields {
		fmt.Fprintf(w, "  %s: %s\n", field.Path, field.Problem)
	}
	if f.Cause != nil {
		fmt.Fprintf(w, "  cause: %v\n", f.Cause)
	}
}

// execute reads flags wherever they stand among the arguments, then runs.
func (c command) execute(ctx context.Context, run *call, args []string) error {
	set := flag.NewFlagSet(c.name, flag.ContinueOnError)
	set.SetOutput(io.Discard)
	config := bindSettings(set)
	if c.flags != nil {
		c.flags(set, run)
	}
	for len(args) > 0 {
		if err := set.Parse(args); errors.Is(err, flag.ErrHelp) {
			c.help(run.Out, set)
			return err
		} else if err != nil {
			return usage("%v", err)
		}
		rest := set.Args()
		if len(rest) == 0 {
			break
		}
		run.args, args = append(run.args, rest[0]), rest[1:]
	}
	var err error
	if run.config, err = config(run.Env); err != nil {
		return err
	}
	return c.run(ctx, run)
}

func usage(format string, args ...any) error {
	return fmt.Errorf("%s: %w", fmt.Sprintf(format, args...), errUsage)
}

func help(w io.Writer) {
	fmt.Fprint(w, "Fairlead runs an IT department: one program for what it has, promises, spends and decides.\n\nusage: fairlead COMMAND [arguments]\n\n")
	for _, c := range commands() {
		fmt.Fprintf(w, "  %-10s %s\n", c.name, c.short)
	}
	fmt.Fprint(w, "\nTo look around with a demonstration company: fairlead demo\n\"fairlead COMMAND --help\" shows the arguments of a command.\n")
}

func (c command) help(w io.Writer, set *flag.FlagSet) {
	fmt.Fprintf(w, "%s\n\nusage: fairlead %s %s\n\n", c.short, c.name, c.args)
	set.SetOutput(w)
	set.PrintDefaults()
}
