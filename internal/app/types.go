package app

import (
	"context"
	"encoding/json"
	"flag"
	"fmt"
	"text/tabwriter"

	"fairlead/internal/api"
	"fairlead/internal/catalog"
)

func typesCommand() command {
	return command{
		name: "types", args: "[--json]", short: "list the record types with their modules and fields",
		flags: func(set *flag.FlagSet, c *call) { set.BoolVar(&c.json, "json", false, "write JSON") },
		run: func(_ context.Context, c *call) error {
			dict, err := catalog.Dictionary()
			if err != nil {
				return err
			}
			if c.json {
				var all []any
				for _, t := range dict.Types() {
					all = append(all, api.Describe(t, t.Fields))
				}
				return json.NewEncoder(c.Out).Encode(all)
			}
			w := tabwriter.NewWriter(c.Out, 0, 4, 2, ' ', 0)
			fmt.Fprintln(w, "type\tmodule\tfields\twhat it is")
			for _, t := range dict.Types() {
				fmt.Fprintf(w, "%s\t%s\t%d\t%s\n", t.Name, t.Module, len(t.Fields), t.Help)
			}
			return w.Flush()
		},
	}
}
