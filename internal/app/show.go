package app

import (
	"context"
	"encoding/json"
	"flag"
	"fmt"
	"net/url"
	"strings"

	"fairlead/internal/api"
	"fairlead/internal/desk"
	"fairlead/internal/record"
)

func showCommand() command {
	return command{
		name: "show", args: "TYPE NUMBER", short: "show one record as JSON",
		run: func(ctx context.Context, c *call) error {
			if len(c.args) != 2 {
				return usage("name a record type and a number, for example: contract CON-0042")
			}
			if c.config.Server != "" {
				return remoteRecord(ctx, c, "GET", nil)
			}
			b, err := openReading(ctx, c.config)
			if err != nil {
				return err
			}
			defer b.close()
			t, err := b.clerk().Type(c.args[0])
			if err != nil {
				return err
			}
			return b.show(ctx, c, t, c.args[1])
		},
	}
}

func (b *base) show(ctx context.Context, c *call, t *record.Type, key string) error {
	clerk := b.clerk()
	d, err := clerk.Detail(ctx, t, key)
	if err != nil {
		return err
	}
	return printIndented(c, api.Object{Desk: b.desk, Type: t, Fields: clerk.Fields(t), Record: d.Record, Names: d.Names})
}

func printIndented(c *call, v any) error {
	e := json.NewEncoder(c.Out)
	e.SetIndent("", "  ")
	return e.Encode(v)
}

func setCommand() command {
	return command{
		name: "set", args: "TYPE NUMBER|new FIELD=VALUE…", short: "change fields of a record, or add one",
		flags: func(set *flag.FlagSet, c *call) {
			set.StringVar(&c.source, "note", "", "why; kept in the history")
		},
		run: runSet,
	}
}

func runSet(ctx context.Context, c *call) error {
	if len(c.args) < 3 {
		return usage("name a record type, a number or \"new\", and FIELD=VALUE")
	}
	object := map[string]any{}
	for _, arg := range c.args[2:] {
		name, value, ok := strings.Cut(arg, "=")
		if !ok {
			return usage("%q is not FIELD=VALUE", arg)
		}
		object[name] = value
	}
	if c.config.Server != "" {
		method := "PATCH"
		if c.args[1] == "new" {
			method = "POST"
		}
		return remoteRecord(ctx, c, method, object)
	}
	if err := exists(c.config); err != nil {
		return err
	}
	b, err := openBase(ctx, c.config, logger(c.config, c.Err))
	if err != nil {
		return err
	}
	defer b.close()
	return b.set(ctx, c, object)
}

func (b *base) set(ctx context.Context, c *call, object map[string]any) error {
	clerk := b.clerk()
	t, err := clerk.Type(c.args[0])
	if err != nil {
		return err
	}
	r := t.New()
	if c.args[1] != "new" {
		stored, err := clerk.Get(ctx, t, c.args[1])
		if err != nil {
			return err
		}
		r = t.Clone(stored)
	}
	if problems := api.Fill(ctx, clerk, t, r, object, c.config.Currency); len(problems) > 0 {
		return problems.Err()
	}
	if err := clerk.Save(ctx, &desk.Change{Type: t, Record: r, Note: c.source}); err != nil {
		return err
	}
	return b.show(ctx, c, t, t.Number(r.Head().Number))
}

func remoteRecord(ctx context.Context, c *call, method string, body any) error {
	r, err := newRemote(c.config)
	if err != nil {
		return err
	}
	plural, err := r.plural(ctx, c.args[0])
	if err != nil {
		return err
	}
	path := "/" + plural
	if method != "POST" {
		path += "/" + url.PathEscape(c.args[1])
	}
	var out json.RawMessage
	if err := r.do(ctx, method, path, body, &out); err != nil {
		return err
	}
	return printIndented(c, out)
}

// plural accepts the name of a type where the address wants its plural.
func (r *remote) plural(ctx context.Context, name string) (string, error) {
	var types struct {
		Items []struct{ Name, Plural string } `json:"items"`
	}
	if err := r.do(ctx, "GET", "/types", nil, &types); err != nil {
		return "", err
	}
	for _, t := range types.Items {
		if t.Name == name || t.Plural == name {
			return t.Plural, nil
		}
	}
	return "", fmt.Errorf("there is no record type %q", name)
}
