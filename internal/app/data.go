package app

import (
	"context"
	"fmt"
	"net/http"
	"strings"
	"time"

	"fairlead/internal/catalog"
	"fairlead/internal/fault"
	"fairlead/internal/store"
)

func verifyCommand() command {
	return command{
		name: "verify", args: "[--data DIR]", short: "check that the journal is whole and agrees with the records",
		run: func(ctx context.Context, c *call) error {
			b, err := connectExisting(ctx, c.config, store.Options{ReadOnly: true})
			if err != nil {
				return err
			}
			defer b.close()
			v, err := b.store.Verify(ctx, nil)
			if err != nil {
				return err
			}
			for _, br := range v.Breaks {
				fmt.Fprintf(c.Out, "entry %d %s: %s\n", br.Position, br.Record, br.Problem)
			}
			if n := len(v.Breaks); n > 0 {
				return fault.New(fault.Conflict, "The journal is broken in %d places.", n)
			}
			fmt.Fprintf(c.Out, "The journal is whole: %d entries.\n", v.Entries)
			return nil
		},
	}
}

func backupCommand() command {
	return command{
		name: "backup", args: "FILE [--data DIR]", short: "write a checked copy of the database to a file, also beside a running server",
		run: func(ctx context.Context, c *call) error {
			if len(c.args) != 1 {
				return usage("name the file to write")
			}
			b, err := connectExisting(ctx, c.config, store.Options{ReadOnly: true})
			if err != nil {
				return err
			}
			defer b.close()
			if err := b.store.Backup(ctx, c.args[0]); err != nil {
				return err
			}
			fmt.Fprintf(c.Out, "Written and checked: %s\n", c.args[0])
			return nil
		},
	}
}

func restoreCommand() command {
	return command{
		name: "restore", args: "FILE [--data DIR]", short: "put a backup in the place of the database; the old one is set aside",
		run: func(ctx context.Context, c *call) error {
			if len(c.args) != 1 {
				return usage("name the backup to restore")
			}
			dict, err := catalog.Dictionary()
			if err != nil {
				return err
			}
			if err := store.Restore(ctx, c.config.dsn(), dict, c.args[0]); err != nil {
				return err
			}
			fmt.Fprintf(c.Out, "Restored from %s.\n", c.args[0])
			return nil
		},
	}
}

func upgradeCommand() command {
	return command{
		name: "upgrade", args: "[--dry-run] [--data DIR]", short: "bring the database to this version, or say what that would do",
		flags: dryRunFlag,
		run: func(ctx context.Context, c *call) error {
			b, err := connectExisting(ctx, c.config, store.Options{ReadOnly: c.dryRun})
			if err != nil {
				return err
			}
			defer b.close()
			act := b.store.Upgrade
			if c.dryRun {
				act = b.store.Plan
			}
			plan, err := act(ctx)
			if err != nil {
				return err
			}
			for _, step := range plan.Steps {
				fmt.Fprintln(c.Out, step.What)
			}
			fmt.Fprintf(c.Out, "%d steps.\n", len(plan.Steps))
			return nil
		},
	}
}

func healthCommand() command {
	return command{
		name: "health", args: "[--addr HOST:PORT]", short: "ask a server on this machine whether it is ready",
		run: func(ctx context.Context, c *call) error {
			ctx, cancel := context.WithTimeout(ctx, 5*time.Second)
			defer cancel()
			addr := c.config.Addr
			for _, all := range []string{"0.0.0.0:", "[::]:"} {
				addr = strings.Replace(addr, all, "127.0.0.1:", 1)
			}
			req, err := http.NewRequestWithContext(ctx, http.MethodGet, "http://"+addr+"/readyz", nil)
			if err != nil {
				return err
			}
			res, err := http.DefaultClient.Do(req)
			if err != nil {
				return fault.Because(err, fault.Unavailable, "Nothing answers at %s.", c.config.Addr)
			}
			defer res.Body.Close()
			if res.StatusCode != http.StatusOK {
				return fault.New(fault.Unavailable, "The server at %s is not ready.", c.config.Addr)
			}
			fmt.Fprintln(c.Out, "ready")
			return nil
		},
	}
}

func versionCommand() command {
	return command{
		name: "version", short: "show the version",
		run: func(_ context.Context, c *call) error {
			fmt.Fprintln(c.Out, c.version)
			return nil
		},
	}
}
