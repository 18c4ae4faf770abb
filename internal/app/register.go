package app

import (
	"context"
	"fmt"
	"os"

	"fairlead/internal/insight/vendors/register"
	"fairlead/internal/web/page/vendors"
)

func registerCommand() command {
	return command{
		name: "register", args: "FILE [--data DIR]", short: "write the register of information on ICT contracts (DORA, article 28) as a ZIP of CSV files",
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
			today := b.clerk().Desk().Today()
			r := register.Build(s, register.Question{Today: today, Currency: c.config.Currency})
			if err := writeWhole(c.args[0], func(f *os.File) error { return vendors.WriteRegister(f, r, s, today) }); err != nil {
				return err
			}
			complete, all := r.Supporting()
			fmt.Fprintf(c.Out, "Written: %s. %d of %d contracts that support critical or important functions are complete; what is missing stands in missing.csv.\n", c.args[0], complete, all)
			return nil
		},
	}
}
