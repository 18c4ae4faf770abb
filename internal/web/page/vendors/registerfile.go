package vendors

import (
	"archive/zip"
	"fmt"
	"io"

	"fairlead/internal/connect/tabular"
	"fairlead/internal/insight/vendors/register"
	"fairlead/internal/record"
)

// WriteRegister writes a register as a ZIP: a CSV file for each template with the
// columns of the regulation, what the columns mean, what is missing, and how to read
// it. The snapshot is the one from which the register was made.
func WriteRegister(w io.Writer, r *register.Register, s *record.Snapshot, on record.Date) error {
	archive := zip.NewWriter(w)
	var columns [][]string
	for _, t := range r.Tables {
		var head []string
		for _, c := range t.Columns {
			head = append(head, c.Code)
			columns = append(columns, []string{t.Code, t.Name, c.Code, c.Name})
		}
		if err := addCSV(archive, t.Code+".csv", head, t.Rows); err != nil {
			return err
		}
	}
	if err := addCSV(archive, "columns.csv", []string{"template", "template name", "column", "column name"}, columns); err != nil {
		return err
	}
	if err := addCSV(archive, "missing.csv", []string{"column", "record", "name", "what is missing"}, missingRows(r, s)); err != nil {
		return err
	}
	file, err := archive.Create("README.txt")
	if err != nil {
		return err
	}
	if _, err := fmt.Fprintf(file, registerReadme, on.Text(), len(r.Contracts)); err != nil {
		return err
	}
	return archive.Close()
}

const registerReadme = `Register of information, as of %s: %d contractual arrangements.

Regulation (EU) 2022/2554, article 28(3); templates of Commission Implementing Regulation (EU) 2024/2956, annex I.
One CSV file a template, in UTF-8, separated by commas. columns.csv says what the columns are called there.
Closed sets are written as their options, types of ICT services by their identifiers (S01 to S19), countries by
ISO 3166-1, currencies by ISO 4217, days by ISO 8601, amounts in units.

A field that is not recorded is empty and stands in missing.csv. Function identifiers are F and the number of the service.
B_02.03 and B_03.03 have no rows: contracts between companies of one group are not recorded as such.
B_99.01 lists the options to be explained; the last column is for your words.
Individuals acting in a business capacity have no code: only LEI and EUID are recorded.
This is the register itself, not a filing: a supervisor may ask for it in xBRL-CSV with codes of its own.
`

// missingRows lists each gap once.
func missingRows(r *register.Register, s *record.Snapshot) [][]string {
	var rows [][]string
	seen := map[register.Gap]bool{}
	add := func(list []register.Gap) {
		for _, gap := range list {
			if seen[gap] {
				continue
			}
			seen[gap] = true
			number, name := "", ""
			if gap.Record != nil {
				t := s.Dictionary().TypeOf(gap.Record)
				number, name = t.Number(gap.Record.Head().Number), t.Label(gap.Record)
			}
			rows = append(rows, []string{gap.Column, number, name, gap.What})
		}
	}
	add(r.Entities)
	for i := range r.Contracts {
		add(r.Contracts[i].Missing)
	}
	for i := range r.Functions {
		add(r.Functions[i].Missing)
	}
	return rows
}

func addCSV(archive *zip.Writer, name string, head []string, rows [][]string) error {
	file, err := archive.Create(name)
	if err != nil {
		return err
	}
	columns := make([]tabular.Column, len(head))
	for i, h := range head {
		columns[i] = tabular.Column{Name: h, Kind: tabular.KindText}
	}
	w, err := tabular.NewCSVWriter(file, columns, tabular.CSVStyle{})
	if err != nil {
		return err
	}
	cells := make([]tabular.Cell, len(head))
	for _, row := range rows {
		for i, text := range row {
			cells[i] = tabular.Text(text)
		}
		if err := w.WriteRow(cells); err != nil {
			return err
		}
	}
	return w.Close()
}
