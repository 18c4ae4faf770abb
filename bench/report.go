package main

import (
	"fmt"
	"io"
	"runtime"
	"time"
)

func ms(d time.Duration) string { return fmt.Sprintf("%.1f", float64(d)/float64(time.Millisecond)) }

// report writes what was measured as Markdown.
func (b *bench) report(w io.Writer) {
	f := b.figures
	fmt.Fprintf(w, "%d processors, load %.1f before and %.1f after; %d readers and %.0f changes a second for %v.\n\n",
		runtime.NumCPU(), f.loads[0], f.loads[1], b.readers, b.writes, b.duration)
	fmt.Fprintf(w, "First page %.1f s after the start (%.1f s of processor time). Memory %d MB before the readers, %d MB at most.\n\n",
		f.firstPage.Seconds(), f.firstCPU.Seconds(), f.idle, f.peak)
	fmt.Fprintln(w, "| class | statements | kB sent | alone: CPU ms | alone: p50 ms | everyday: n | p50 | p95 | p99 | max ms | with everything: p50 | p95 |")
	fmt.Fprintln(w, "|---|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|")
	var all [rounds][]time.Duration
	for _, c := range b.classes {
		b.line(w, c)
		for round := range rounds {
			all[round] = append(all[round], c.times[round]...)
		}
	}
	b.line(w, b.writer)
	fmt.Fprintln(w)
	for round, name := range []string{"Everyday classes", "Everything"} {
		n := len(all[round])
		fmt.Fprintf(w, "%s: %d requests, %.0f a second, %s CPU ms each (changes included); p50 %s, p95 %s, p99 %s ms.\n", name,
			n, float64(n)/f.elapsed[round].Seconds(), ms(f.cpu[round]/time.Duration(max(n, 1))),
			ms(quantile(all[round], 0.5)), ms(quantile(all[round], 0.95)), ms(quantile(all[round], 0.99)))
	}
}

func (b *bench) line(w io.Writer, c *class) {
	day, mixed := c.times[everyday], c.times[everything]
	fmt.Fprintf(w, "| %s | %d | %.1f | %s | %s | %d | %s | %s | %s | %s | %s | %s |\n", c.name, c.statements, float64(c.size)/1000, ms(c.cpu), ms(c.alone),
		len(day), ms(quantile(day, 0.5)), ms(quantile(day, 0.95)), ms(quantile(day, 0.99)), ms(quantile(day, 1)), ms(quantile(mixed, 0.5)), ms(quantile(mixed, 0.95)))
}
