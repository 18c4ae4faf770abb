// Package register puts together the register of information on contracts for ICT
// services that article 28, paragraph 3, of Regulation (EU) 2022/2554 (DORA) asks of
// financial entities, in the templates of Implementing Regulation (EU) 2024/2956,
// annex I, and says what is missing in it.
//
// What is not recorded stays empty and is listed. Where the regulation itself says
// what to write for something that was not done ("Assessment not performed",
// 9999-12-31, 0 hours), that stands there, and it is listed all the same.
package register

import (
	"fairlead/internal/catalog"
	"fairlead/internal/record"
)

// Question is on which day and in which currency the register is wanted.
type Question struct {
	Today    record.Date
	Currency string // of the financial statements, ISO 4217
}

// Register is what would be written, and what is missing in it.
type Register struct {
	Tables    []Table // in the order of Templates
	Contracts []Arrangement
	Functions []Function
	// Entities are what is missing in the entities of ours: B_01.01 to B_01.03.
	Entities []Gap
	// LeftOut are contracts in force that serve nothing that is recorded and have no
	// ICT service: whether they belong into the register is not known.
	LeftOut []*catalog.Contract
	// WithoutExit counts ICT services that support a critical or important function
	// and that we could not leave by a plan that was agreed on.
	WithoutExit, Assessed int
}

// Table is a template with its rows; each row has as many cells as the template
// has columns.
type Table struct {
	Template
	Rows [][]string
}

// Gap is a field of a record without which a column of the register stays empty, or
// without which only "not assessed" can stand there.
type Gap struct {
	Record record.Record // nil: there is no record at all
	Field  string        // of the record; empty where no field of it is meant
	Column string        // B_02.02.0120
	What   string        // in words
}

// Arrangement is a contract of the register.
type Arrangement struct {
	Contract *catalog.Contract
	Vendor   *catalog.Vendor // nil where it is not in the records
	Critical bool            // it supports a function that was assessed as critical or important
	// Missing is in its own records, in its providers, and in the critical functions
	// that it supports; where it supports none, the assessments that were not made.
	Missing []Gap
}

// Function is a service of ours as the register sees it.
type Function struct {
	Service *catalog.Service
	Impact  *catalog.BusinessImpact // the newest that is approved; nil without one
	Missing []Gap
}

// Critical reports whether the function was assessed as critical or important.
func (f *Function) Critical() bool { return f.Impact != nil && f.Impact.Critical == "yes" }

// Supporting counts the contracts that support a critical or important function, and
// those of them in which nothing is missing.
func (r *Register) Supporting() (complete, all int) {
	for i := range r.Contracts {
		if !r.Contracts[i].Critical {
			continue
		}
		all++
		if len(r.Contracts[i].Missing) == 0 {
			complete++
		}
	}
	return complete, all
}

// Table gives a template by its code; nil where there is no such template.
func (r *Register) Table(code string) *Table {
	for i := range r.Tables {
		if r.Tables[i].Code == code {
			return &r.Tables[i]
		}
	}
	return nil
}
