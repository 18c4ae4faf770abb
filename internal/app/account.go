package app

import (
	"bufio"
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"log/slog"
	"strings"
	"time"

	"fairlead/internal/access"
	"fairlead/internal/catalog"
	"fairlead/internal/door"
	"fairlead/internal/fault"
	"fairlead/internal/record"
)

func (b *base) openDoor(log *slog.Logger) *door.Door {
	return door.New(b.desk, b.store, time.Now, door.Settings{Log: log})
}

// accountNamed finds an account by its login.
func (b *base) accountNamed(login string) (*catalog.Account, error) {
	s, err := b.clerk().Snapshot()
	if err != nil {
		return nil, err
	}
	for a := range record.Each[catalog.Account](s) {
		if a.Login == strings.ToLower(login) {
			return a, nil
		}
	}
	return nil, fault.New(fault.NotFound, "There is no account %q.", login)
}

func tokenCommand() command {
	return command{
		name: "token", args: "LOGIN [--scope read|write] [--days N]", short: "make an API token for an account",
		flags: func(set *flag.FlagSet, c *call) {
			set.StringVar(&c.format, "scope", door.ScopeRead, "read, or write (which includes reading)")
			set.IntVar(&c.days, "days", 90, "days until it expires")
			set.StringVar(&c.source, "name", "command line", "what it is for")
		},
		run: func(ctx context.Context, c *call) error {
			return withAccount(ctx, c, func(b *base, a *catalog.Account) error {
				token, err := b.openDoor(logger(c.config, c.Err)).NewToken(ctx, access.Principal{Account: a.ID}, c.source, c.format, c.days)
				if err == nil {
					fmt.Fprintln(c.Out, token)
				}
				return err
			})
		},
	}
}

func passwordCommand() command {
	return command{
		name: "password", args: "LOGIN", short: "set the password of an account, read from standard input",
		run: func(ctx context.Context, c *call) error {
			return withAccount(ctx, c, func(b *base, a *catalog.Account) error {
				fmt.Fprintln(c.Err, "New password:")
				line, err := bufio.NewReader(c.In).ReadString('\n')
				if err != nil && !errors.Is(err, io.EOF) {
					return err
				}
				return b.openDoor(logger(c.config, c.Err)).SetPassword(ctx, access.Program(), a.ID, "", strings.TrimRight(line, "\r\n"), "")
			})
		},
	}
}

// withAccount opens the database and finds the account that the command names.
func withAccount(ctx context.Context, c *call, act func(*base, *catalog.Account) error) error {
	if len(c.args) != 1 {
		return usage("name the login of one account")
	}
	if err := exists(c.config); err != nil {
		return err
	}
	b, err := openBase(ctx, c.config, slog.New(slog.DiscardHandler))
	if err != nil {
		return err
	}
	defer b.close()
	a, err := b.accountNamed(c.args[0])
	if err != nil {
		return err
	}
	return act(b, a)
}

// setDemoPasswords gives every account of the demonstration its password.
func setDemoPasswords(ctx context.Context, b *base) error {
	s, err := b.clerk().Snapshot()
	if err != nil {
		return err
	}
	d := b.openDoor(slog.New(slog.DiscardHandler)) // seven lines that tell nobody anything
	for a := range record.Each[catalog.Account](s) {
		if err := d.SetPassword(ctx, access.Program(), a.ID, "", demoPassword, ""); err != nil {
			return err
		}
	}
	return nil
}
