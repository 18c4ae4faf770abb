package app

import (
	"fmt"
	"os"

	"fairlead/internal/insight/vendors/register"
	"fairlead/internal/record"
	"fairlead/internal/web/page/vendors"
)

func registerCommand() command {
	return fileCommand("register", "write the register of information on ICT contracts (DORA, article 28) as a ZIP of CSV files",
		func(c *call, s *record.Snapshot, today record.Date, f *os.File) (string, error) {
			r := register.Build(s, register.Question{Today: today, Currency: c.config.Currency})
			complete, all := r.Supporting()
			said := fmt.Sprintf(". %d of %d contracts that support critical or important functions are complete; what is missing stands in missing.csv.", complete, all)
			return said, vendors.WriteRegister(f, r, s, today)
		})
}
