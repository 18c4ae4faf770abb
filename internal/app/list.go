package app

import (
	"context"
	"encoding/json"
	"flag"
	"fmt"
	"io"
	"net/url"
	"strings"
	"text/tabwriter"

	"fairlead/internal/api"
	"fairlead/internal/desk"
	"fairlead/internal/record"
)

func listCommand() command {
	return command{
		name: "list", args: "TYPE [--filter F] [--order FIELD] [--limit N] [--json]", short: "list the records of a type",
		flags: func(set *flag.FlagSet, c *call) {
			set.StringVar(&c.filter, "filter", "", "condition in the filter language, for example: state = active")
			set.StringVar(&c.order, "order", "", "field to sort by, with a minus in front for descending")
			set.IntVar(&c.limit, "limit", 0, "at most so many records; 0 is all")
			set.BoolVar(&c.json, "json", false, "write JSON, one object a line")
		},
		run: runList,
	}
}

func runList(ctx context.Context, c *call) error {
	if len(c.args) != 1 {
		return usage("name one record type")
	}
	if c.config.Server != "" {
		return remoteList(ctx, c)
	}
	b, err := openReading(ctx, c.config)
	if err != nil {
		return err
	}
	defer b.close()
	clerk := b.clerk()
	t, err := clerk.Type(c.args[0])
	if err != nil {
		return usage("there is no record type %q; \"fairlead types\" lists them", c.args[0])
	}
	out := newPrinter(c)
	q := desk.Query{Filter: c.filter, Order: c.order, Limit: pageSize(c.limit)}
	for shown := 0; ; {
		page, err := clerk.List(ctx, t, q)
		if err != nil {
			return err
		}
		for _, o := range api.Objects(clerk, page) {
			if err := out.object(t, o); err != nil {
				return err
			}
			if shown++; shown == c.limit {
				return out.close()
			}
		}
		if q.After = page.Next; page.Next == "" {
			return out.close()
		}
	}
}

func pageSize(limit int) int {
	if limit > 0 && limit < desk.MaxPage {
		return limit
	}
	return desk.MaxPage
}

// printer writes records as a table for people or as JSON lines.
type printer struct {
	json  *json.Encoder
	table *tabwriter.Writer
	begun bool
}

func newPrinter(c *call) *printer {
	p := &printer{json: json.NewEncoder(c.Out)}
	if !c.json {
		p.json, p.table = nil, tabwriter.NewWriter(c.Out, 0, 4, 2, ' ', 0)
	}
	return p
}

// widest bounds a cell of the table.
const widest = 48

func (p *printer) object(t *record.Type, o api.Object) error {
	if p.json != nil {
		return p.json.Encode(o)
	}
	names := append([]string{"number"}, t.Columns...)
	if !p.begun {
		p.begun = true
		p.line(names)
	}
	cells := make([]string, len(names))
	for i, name := range names {
		cells[i] = cellText(t, o, name)
	}
	p.line(cells)
	return nil
}

func cellText(t *record.Type, o api.Object, name string) string {
	if name == "number" {
		return t.Number(o.Record.Head().Number)
	}
	f := t.Field(name)
	v := f.Value(o.Record)
	if !f.IsReference() && !f.IsMany() {
		return v.Format(record.International())
	}
	var labels []string
	v.(record.Pointing).EachTarget(func(id record.ID) { labels = append(labels, o.Names[id].Label) })
	return strings.Join(labels, ", ")
}

func (p *printer) line(cells []string) {
	for i, c := range cells {
		if r := []rune(strings.Join(strings.Fields(c), " ")); len(r) > widest {
			cells[i] = string(r[:widest-1]) + "…"
		} else {
			cells[i] = string(r)
		}
	}
	fmt.Fprintln(p.table, strings.Join(cells, "\t"))
}

func (p *printer) close() error {
	if p.table == nil {
		return nil
	}
	return p.table.Flush()
}

// remoteList asks a server. Its answers are written as they come.
func remoteList(ctx context.Context, c *call) error {
	r, err := newRemote(c.config)
	if err != nil {
		return err
	}
	q := url.Values{"filter": {c.filter}, "order": {c.order}, "limit": {fmt.Sprint(pageSize(c.limit))}}
	for shown := 0; ; {
		var page struct {
			Items []json.RawMessage `json:"items"`
			Next  string            `json:"next"`
		}
		if err := r.do(ctx, "GET", "/"+url.PathEscape(c.args[0])+"?"+q.Encode(), nil, &page); err != nil {
			return err
		}
		for _, item := range page.Items {
			if err := writeRemote(c.Out, item, c.json); err != nil {
				return err
			}
			if shown++; shown == c.limit {
				return nil
			}
		}
		if page.Next == "" {
			return nil
		}
		q.Set("after", page.Next)
	}
}

// writeRemote writes one record: as JSON, or its number and name.
func writeRemote(w io.Writer, item json.RawMessage, asJSON bool) error {
	if asJSON {
		_, err := fmt.Fprintf(w, "%s\n", item)
		return err
	}
	var o struct{ Number, Name, Title, State string }
	if err := json.Unmarshal(item, &o); err != nil {
		return err
	}
	_, err := fmt.Fprintf(w, "%s\t%s%s\t%s\n", o.Number, o.Name, o.Title, o.State)
	return err
}
