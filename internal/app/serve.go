package app

import (
	"bytes"
	"context"
	"errors"
	"flag"
	"fmt"
	"log/slog"
	"os"
	"path/filepath"
	"slices"
	"time"

	"fairlead/demo"
	"fairlead/internal/access"
	"fairlead/internal/catalog"
	"fairlead/internal/connect/importer"
	"fairlead/internal/connect/tabular"
	"fairlead/internal/desk"
	"fairlead/internal/fault"
	"fairlead/internal/record"
)

func serveCommand() command {
	return command{
		name: "serve", args: "[--addr HOST:PORT] [--data DIR]", short: "serve the program to browsers",
		run: func(ctx context.Context, c *call) error {
			if len(c.args) > 0 {
				return usage("serve takes no arguments")
			}
			s, err := Start(ctx, c.config, c.version, logger(c.config, c.Err))
			if err != nil {
				return err
			}
			fmt.Fprintf(c.Out, "Fairlead is at http://%s\nData: %s\n", s.Address(), where(c.config))
			return s.wait(ctx)
		},
	}
}

func where(c Config) string {
	if c.Database != "" {
		return "PostgreSQL"
	}
	path, err := filepath.Abs(c.Data)
	if err != nil {
		return c.Data
	}
	return path
}

// demoPassword is that of every account of the demonstration. It protects
// nothing: the demonstration listens on this machine only unless told otherwise,
// and the page that signs people in says it.
const demoPassword = "halden-freight-demo"

func demoCommand() command {
	return command{
		name: "demo", args: "[--addr HOST:PORT] [--data DIR] [--reset]", short: "start with the demonstration company",
		flags: func(set *flag.FlagSet, c *call) {
			set.BoolVar(&c.reset, "reset", false, "throw the demonstration's data away and start anew")
		},
		run: runDemo,
	}
}

func runDemo(ctx context.Context, c *call) error {
	if c.config.Data == settings()[0].fallback {
		c.config.Data = filepath.Join("fairlead-data", "demo")
	}
	if c.config.Organisation == "" {
		c.config.Organisation = "Halden Freight"
	}
	if c.reset {
		if err := resetDemo(c.config); err != nil {
			return err
		}
	}
	log := logger(c.config, c.Err)
	if err := fillDemo(ctx, c, log); err != nil {
		return err
	}
	c.config.signInHint = "This is a demonstration. Sign in as director@halden.example with the password " + demoPassword +
		". The same password opens manager@, technician@, employee@, executive@, auditor@ and administrator@halden.example."
	s, err := Start(ctx, c.config, c.version, log)
	if err != nil {
		return err
	}
	fmt.Fprintf(c.Out, "Fairlead is at http://%s\nSign in as director@halden.example with the password %s\nData: %s (kept between starts; --reset starts anew)\n",
		s.Address(), demoPassword, where(c.config))
	return s.wait(ctx)
}

// resetDemo removes a demonstration's data. It touches nothing else: a
// directory is only a demonstration's if fillDemo marked it.
func resetDemo(c Config) error {
	if c.Database != "" {
		return usage("--reset works on a data directory, not on PostgreSQL")
	}
	mark := filepath.Join(c.Data, demoMark)
	if _, err := os.Stat(mark); err != nil {
		if _, err := os.Stat(filepath.Join(c.Data, "fairlead.db")); err == nil {
			return fault.New(fault.Conflict, "%s does not hold a demonstration; it is left as it is.", c.Data)
		}
		return nil
	}
	return errors.Join(removeDatabase(c.Data), os.Remove(mark))
}

func removeDatabase(dir string) error {
	for _, suffix := range []string{"", "-wal", "-shm", ".lock"} {
		if err := os.Remove(filepath.Join(dir, "fairlead.db"+suffix)); err != nil && !errors.Is(err, os.ErrNotExist) {
			return err
		}
	}
	return nil
}

// demoMark is a file that says that a data directory holds a demonstration.
const demoMark = "demonstration"

// fillDemo loads the company into a new database and gives its accounts their
// password. A database that has accounts is left as it is.
func fillDemo(ctx context.Context, c *call, log *slog.Logger) error {
	b, err := openBase(ctx, c.config, log)
	if err != nil {
		return err
	}
	defer b.close()
	s, err := b.clerk().Snapshot()
	if err != nil {
		return err
	}
	if s.Len(record.TypeFor[catalog.Account](s)) > 0 {
		return nil
	}
	fmt.Fprintln(c.Out, "Loading the demonstration company…")
	if err := loadDemonstration(ctx, b, log); err != nil {
		return err
	}
	if c.config.Database == "" {
		if err := os.WriteFile(filepath.Join(c.config.Data, demoMark), []byte("made by fairlead demo\n"), 0o600); err != nil {
			return err
		}
	}
	return setDemoPasswords(ctx, b)
}

// loadDemonstration imports the company's files with the ordinary importer.
func loadDemonstration(ctx context.Context, b *base, log *slog.Logger) error {
	begun := time.Now()
	for _, name := range demo.Order() {
		if err := loadDemoFile(ctx, b, name); err != nil {
			return fmt.Errorf("demonstration file %s: %w", name, err)
		}
	}
	if err := askForConsent(ctx, b); err != nil {
		return fmt.Errorf("demonstration's approval: %w", err)
	}
	if _, err := countFailures(ctx, b.desk, func(int64) error { return nil }); err != nil {
		return fmt.Errorf("demonstration's failures: %w", err)
	}
	log.Info("demonstration loaded", "seconds", time.Since(begun).Seconds())
	return b.store.Optimize(ctx)
}

// demoDraft is the reference of the contract that waits for the director.
const demoDraft = "HF-2026-015"

// askForConsent signs a draft contract as the manager, so that an approval waits
// for the director. Approvals come from steps alone and cannot be imported.
func askForConsent(ctx context.Context, b *base) error {
	manager, err := b.accountNamed("manager@halden.example")
	if err != nil {
		return err
	}
	t, err := b.desk.Type("contract")
	if err != nil {
		return err
	}
	clerk := b.desk.For(access.Principal{Account: manager.ID, Person: manager.Person.ID, Name: manager.Login, Roles: []record.Role{record.Manager}})
	page, err := clerk.List(ctx, t, desk.Query{Filter: `reference = "` + demoDraft + `"`, Limit: 1})
	if err != nil {
		return err
	}
	if len(page.Records) == 0 {
		return fault.New(fault.NotFound, "There is no contract %s.", demoDraft)
	}
	_, err = clerk.Transition(ctx, t, t.Clone(page.Records[0]), "sign", "Negotiated; the price holds until the end of the month")
	return err
}

func loadDemoFile(ctx context.Context, b *base, name string) error {
	text, err := demo.Files.ReadFile(name)
	if err != nil {
		return err
	}
	t, err := b.desk.Type(demo.Type(name))
	if err != nil {
		return err
	}
	file := tabular.File{Data: bytes.NewReader(text), Size: int64(len(text)), Name: name}
	look, err := importer.Analyse(b.clerk(), file)
	if err != nil {
		return err
	}
	i := slices.IndexFunc(look.Suggestions, func(s importer.Suggestion) bool { return s.Map.Type == t.Name })
	if i < 0 {
		return fmt.Errorf("its columns do not fit %s", t.Titles)
	}
	m := look.Suggestions[i].Map
	m.Source, m.ExternalID = demo.Source, "external_id"
	var first *importer.Reject
	_, err = importer.Run(ctx, b.clerk(), file, look.Format, m, importer.Options{Report: func(_ importer.Progress, rejects []importer.Reject) {
		if first == nil && len(rejects) > 0 {
			first = &rejects[0]
		}
	}})
	if err == nil && first != nil {
		return fmt.Errorf("line %d: %s", first.Line, first.Reason)
	}
	return err
}
