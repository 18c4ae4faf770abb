package app

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"

	"fairlead/internal/api"
	"fairlead/internal/connect/importer"
	"fairlead/internal/connect/tabular"
	"fairlead/internal/fault"
)

func importCommand() command {
	return command{
		name: "import", args: "FILE… [--type T] [--map M] [--dry-run] [--json]", short: "bring records in from CSV or Excel files",
		flags: func(set *flag.FlagSet, c *call) {
			set.StringVar(&c.typeName, "type", "", "record type; found out from the columns when empty")
			set.StringVar(&c.mapFile, "map", "", "name of a map that is kept or shipped, or a JSON file with one")
			set.BoolVar(&c.json, "json", false, "write the result as JSON, one object a file")
			dryRunFlag(set, c)
		},
		run: runImport,
	}
}

func dryRunFlag(set *flag.FlagSet, c *call) {
	set.BoolVar(&c.dryRun, "dry-run", false, "say what would happen and change nothing")
}

// imported is what became of one file.
type imported struct {
	File    string `json:"file"`
	Type    string `json:"type"`
	Map     string `json:"map"`
	DryRun  bool   `json:"dryRun,omitempty"`
	Rejects string `json:"rejects,omitempty"` // file with the rows that were not taken, and why
	importer.Progress
}

func runImport(ctx context.Context, c *call) error {
	if len(c.args) == 0 {
		return usage("name at least one file")
	}
	if c.config.Server != "" {
		r, err := newRemote(c.config)
		if err != nil {
			return err
		}
		return c.importAll(func(path string) (imported, error) { return r.importFile(ctx, c, path) })
	}
	b, err := openForImport(ctx, c)
	if err != nil {
		return err
	}
	defer b.close()
	return c.importAll(func(path string) (imported, error) { return b.importFile(ctx, c, path) })
}

// importAll imports the files one after the other, and says at the end when rows
// were not taken.
func (c *call) importAll(one func(path string) (imported, error)) error {
	rejected := 0
	for _, path := range c.args {
		done, err := one(path)
		if err != nil {
			return fmt.Errorf("%s: %w", path, err)
		}
		if err := c.printImported(done); err != nil {
			return err
		}
		rejected += done.Rejected
	}
	if rejected > 0 {
		return fault.New(fault.Invalid, "%d rows were not taken; correct them in the files named above and import those again.", rejected)
	}
	return nil
}

// openForImport opens the database, for a dry run of an existing one without
// touching it.
func openForImport(ctx context.Context, c *call) (*base, error) {
	if c.dryRun && exists(c.config) == nil {
		return openReading(ctx, c.config)
	}
	return openBase(ctx, c.config, logger(c.config, c.Err))
}

func readImport(path string) ([]byte, error) {
	content, err := os.ReadFile(path)
	if err != nil {
		return nil, fault.Because(err, fault.NotFound, "The file cannot be read.")
	}
	return content, nil
}

func (b *base) importFile(ctx context.Context, c *call, path string) (imported, error) {
	content, err := readImport(path)
	if err != nil {
		return imported{}, err
	}
	file := tabular.File{Data: bytes.NewReader(content), Size: int64(len(content)), Name: filepath.Base(path)}
	look, err := importer.Analyse(b.clerk(), file)
	if err != nil {
		return imported{}, err
	}
	m, err := chooseMap(c, look)
	if err != nil {
		return imported{}, err
	}
	done := imported{File: path, Type: m.Type, Map: m.Name, DryRun: c.dryRun}
	c.printReading(done, look.Format)
	if c.dryRun {
		done.Progress, err = importer.Run(ctx, b.clerk(), file, look.Format, m, importer.Options{DryRun: true, Currency: c.config.Currency})
		return done, err
	}
	hash, err := importer.Store(ctx, b.desk, content)
	if err != nil {
		return done, err
	}
	r := importer.Request{File: hash, Name: file.Name, Format: look.Format, Map: m, Currency: c.config.Currency}
	return done, b.bring(ctx, c, r, &done)
}

// bring runs an import here and now, as the same job that a server would run:
// killed in the middle, it is finished by whoever comes next.
func (b *base) bring(ctx context.Context, c *call, r importer.Request, done *imported) error {
	q, err := b.openQueue(ctx, c.config, logger(c.config, c.Err))
	if err != nil {
		return err
	}
	i, err := importer.Bring(ctx, q, b.clerk(), r, nil)
	if err != nil {
		return err
	}
	done.Progress = i.Progress
	if i.Progress.Rejected == 0 {
		return nil
	}
	return done.writeRejects(func(w io.Writer) error { return i.WriteRejects(ctx, q, b.desk, w) })
}

// writeRejects keeps the rows that were not taken beside the file.
func (done *imported) writeRejects(write func(io.Writer) error) error {
	done.Rejects = strings.TrimSuffix(done.File, ".csv") + ".rejected.csv"
	return writeFile(done.Rejects, write)
}

// chooseMap takes the map that was named, else the best that is suggested.
func chooseMap(c *call, look importer.Look) (importer.Map, error) {
	text, err := readMap(c)
	if err != nil {
		return importer.Map{}, err
	}
	if text != nil {
		return importer.ParseMap(text)
	}
	return api.ChooseMap(look, c.typeName, c.mapFile)
}

// readMap reads the file with a map; nil when none was named.
func readMap(c *call) ([]byte, error) {
	if !strings.HasSuffix(c.mapFile, ".json") {
		return nil, nil
	}
	text, err := os.ReadFile(c.mapFile)
	if err != nil {
		return nil, fault.Because(err, fault.NotFound, "The map %s cannot be read.", c.mapFile)
	}
	return text, nil
}

// printReading says how a file is read.
func (c *call) printReading(done imported, f tabular.Format) {
	if !c.json {
		fmt.Fprintf(c.Out, "%s: %s, %s, read as %s by the map %q\n", done.File, describe(f), dates(f), done.Type, done.Map)
	}
}

func describe(f tabular.Format) string {
	if f.Kind == tabular.XLSX {
		return "XLSX, sheet " + f.Sheet
	}
	return fmt.Sprintf("CSV, %s, delimiter %q", f.Encoding, f.Delimiter)
}

func dates(f tabular.Format) string {
	if f.DateOrder == "" {
		return "dates need no order"
	}
	return fmt.Sprintf("dates %s (%s)", f.DateOrder, f.DateOrderSure)
}

// writeFile makes a file; one that could not be written whole is removed.
func writeFile(path string, write func(io.Writer) error) error {
	f, err := os.Create(path)
	if err != nil {
		return fault.Because(err, fault.Unavailable, "The rows that were not taken cannot be written to %s.", path)
	}
	if err := errors.Join(write(f), f.Close()); err != nil {
		return errors.Join(err, os.Remove(path))
	}
	return nil
}

func (c *call) printImported(done imported) error {
	if c.json {
		return json.NewEncoder(c.Out).Encode(done)
	}
	verb := "made"
	if done.DryRun {
		verb = "would be made"
	}
	fmt.Fprintf(c.Out, "  %d rows: %d %s, %d changed, %d as they were, %d not taken\n", done.Rows, done.Created, verb, done.Updated, done.Unchanged, done.Rejected)
	for name, n := range done.Made {
		fmt.Fprintf(c.Out, "  %d of type %s %s because rows name them\n", n, name, verb)
	}
	if done.Rejects != "" {
		fmt.Fprintf(c.Out, "  rows that were not taken, with the reasons: %s\n", done.Rejects)
	}
	return nil
}
