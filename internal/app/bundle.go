package app

import (
	"context"
	"fmt"
	"os"
	"path/filepath"

	"fairlead/internal/record"
	"fairlead/internal/web/page/recovery"
)

func bundleCommand() command {
	return fileCommand("bundle", "write the recovery plans as a ZIP of plain pages, to have when everything is down",
		func(c *call, s *record.Snapshot, today record.Date, f *os.File) (string, error) {
			cover := recovery.Cover{Organisation: c.config.Organisation, Today: today, Locale: record.International(), Currency: c.config.Currency, Estate: true}
			return "", recovery.WriteBundle(f, s, cover)
		})
}

// fileCommand writes what the records say on a day to the file that it is given. write
// may give more to say after the name of the file.
func fileCommand(name, short string, write func(c *call, s *record.Snapshot, today record.Date, f *os.File) (said string, err error)) command {
	return command{
		name: name, args: "FILE [--data DIR]", short: short,
		run: func(ctx context.Context, c *call) error {
			if len(c.args) != 1 {
				return usage("name the file to write")
			}
			b, err := openReading(ctx, c.config)
			if err != nil {
				return err
			}
			defer b.close()
			s, err := b.clerk().Snapshot()
			if err != nil {
				return err
			}
			said := ""
			err = writeWhole(c.args[0], func(f *os.File) (err error) {
				said, err = write(c, s, b.clerk().Desk().Today(), f)
				return err
			})
			if err != nil {
				return err
			}
			fmt.Fprintf(c.Out, "Written: %s%s\n", c.args[0], said)
			return nil
		},
	}
}

// writeWhole puts a file in the place of the one before it once it is complete, so
// that a failure leaves the old one.
func writeWhole(name string, write func(*os.File) error) error {
	f, err := os.CreateTemp(filepath.Dir(name), ".bundle-*")
	if err != nil {
		return err
	}
	defer os.Remove(f.Name()) // gone already when all went well
	if err := write(f); err != nil {
		_ = f.Close() // the failure to write is what counts
		return err
	}
	if err := f.Close(); err != nil {
		return err
	}
	return os.Rename(f.Name(), name)
}
