package kill_test

import (
	"bufio"
	"fmt"
	"io"
	"strings"
	"testing"
)

// listen reads what the shell and the program print: gives the program's process
// ID, and passes on its address when that comes.
func (p *process) listen(t *testing.T, out io.Reader) (pid int) {
	t.Helper()
	ids := make(chan int, 1)
	go func() {
		defer close(ids)
		lines := bufio.NewScanner(out)
		for lines.Scan() {
			var id int
			if n, _ := fmt.Sscanf(lines.Text(), "pid %d", &id); n == 1 {
				ids <- id
			}
			if _, address, ok := strings.Cut(lines.Text(), "http://"); ok {
				p.said <- "http://" + address
			}
		}
	}()
	pid, ok := <-ids
	if !ok {
		t.Fatal("the shell that holds the program did not start")
	}
	return pid
}
