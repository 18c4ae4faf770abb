package scenario

import (
	"encoding/csv"
	"fmt"
	"strconv"
	"strings"

	"fairlead/engine/loss"
)

// row reads a line of riskquant's CSV. No field of it holds a line break.
func (r *reader) row(line string) error {
	if strings.TrimSpace(line) == "" {
		return nil
	}
	fields, err := csv.NewReader(strings.NewReader(line)).Read()
	if err != nil || len(fields) < 5 {
		return fmt.Errorf("a line of riskquant's CSV has the fields identifier, name, probability, low_loss and high_loss")
	}
	if r.line == 1 && strings.TrimSpace(fields[0]) == "identifier" {
		return nil
	}
	var numbers [3]float64
	for i, what := range []string{"probability", "low_loss", "high_loss"} {
		if numbers[i], err = strconv.ParseFloat(strings.TrimSpace(fields[2+i]), 64); err != nil {
			return fmt.Errorf("%s: %q is no number", what, fields[2+i])
		}
	}
	p := &r.file.Problem
	p.Scenarios = append(p.Scenarios, loss.Scenario{
		Name: strings.TrimSpace(fields[0]), Frequency: loss.Rate(numbers[0]), Magnitude: loss.Range(numbers[1], numbers[2]),
	})
	return nil
}
