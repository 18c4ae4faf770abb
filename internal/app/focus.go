package app

import (
	"context"
	"fmt"
	"os"

	"fairlead/internal/connect/focus"
)

func focusCommand() command {
	return command{
		name: "focus", args: "FILE", short: "sum a cloud bill by FOCUS up into rows for the ledger, as CSV to import",
		run: runFocus,
	}
}

func runFocus(_ context.Context, c *call) error {
	if len(c.args) != 1 {
		return usage("name one file")
	}
	bill, err := os.Open(c.args[0])
	if err != nil {
		return err
	}
	defer bill.Close()
	if err := focus.Summarise(bill, c.Out); err != nil {
		return fmt.Errorf("%s: %w", c.args[0], err)
	}
	return nil
}
