package desk

import "runtime"

// WaitInLine waits until so many saves wait for their turn.
func WaitInLine(d *Desk, n int) {
	for {
		d.line.mu.Lock()
		waiting := len(d.line.waiting)
		d.line.mu.Unlock()
		if waiting == n {
			return
		}
		runtime.Gosched()
	}
}
