package choose

import (
	"bufio"
	"fmt"
	"io"
)

// WriteLP writes a problem in the LP format that other solvers read, so that their
// answer can be laid beside ours. Variables are x and a number; what one stands for
// is in a comment beside the objective.
func WriteLP(w io.Writer, p *Problem) error {
	c, err := ready(p, Settings{})
	if err != nil {
		return err
	}
	out := bufio.NewWriter(w)
	fmt.Fprintln(out, "Maximize\n obj:")
	for j, v := range c.program.Objective {
		fmt.Fprintf(out, " %+d x%d \n", v, j)
	}
	fmt.Fprintln(out, "Subject To")
	for i, r := range c.program.Rows {
		if len(r.Index) == 0 {
			continue
		}
		fmt.Fprintf(out, " r%d:", i)
		for k, j := range r.Index {
			if k%8 == 7 {
				fmt.Fprint(out, "\n ")
			}
			fmt.Fprintf(out, " %+d x%d", r.Coef[k], j)
		}
		fmt.Fprintf(out, " <= %d\n", r.Most)
	}
	fmt.Fprintln(out, "Binary")
	for j := range c.owner {
		fmt.Fprintf(out, " x%d\n", j)
	}
	fmt.Fprintln(out, "End")
	return out.Flush()
}
