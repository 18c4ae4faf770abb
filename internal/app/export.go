package app

import (
	"context"
	"flag"
	"net/url"
	"strings"

	"fairlead/internal/connect/exporter"
	"fairlead/internal/desk"
)

func exportCommand() command {
	return command{
		name: "export", args: "TYPE [--format csv|xlsx|json] [--filter F] [--fields A,B]", short: "write the records of a type as a file, to standard output",
		flags: func(set *flag.FlagSet, c *call) {
			set.StringVar(&c.format, "format", "csv", "csv, xlsx or json")
			set.StringVar(&c.filter, "filter", "", "condition in the filter language")
			set.StringVar(&c.order, "order", "", "field to sort by")
			set.StringVar(&c.fields, "fields", "", "fields to write, separated by commas; empty for all")
		},
		run: func(ctx context.Context, c *call) error {
			if len(c.args) != 1 {
				return usage("name one record type")
			}
			if exporter.Format(c.format).MediaType() == "" {
				return usage("there is no format %q", c.format)
			}
			if c.config.Server != "" {
				return remoteExport(ctx, c)
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
			var fields []string
			if c.fields != "" {
				fields = strings.Split(c.fields, ",")
			}
			return exporter.Write(ctx, b.clerk(), t, desk.Query{Filter: c.filter, Order: c.order}, fields, exporter.Format(c.format), c.Out)
		},
	}
}

// remoteExport asks a server for the file.
func remoteExport(ctx context.Context, c *call) error {
	r, err := newRemote(c.config)
	if err != nil {
		return err
	}
	plural, err := r.plural(ctx, c.args[0])
	if err != nil {
		return err
	}
	q := url.Values{"format": {c.format}, "filter": {c.filter}, "order": {c.order}, "fields": {c.fields}}
	return r.do(ctx, "GET", "/"+plural+"/export?"+q.Encode(), nil, c.Out)
}
