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
	fmt.Fprintln(w, "| class | statements | kB sent | alone: CPU ms | alone: p50 ms | together: n | p50 | p95 | p99 | max ms |")
	fmt.Fprintln(w, "|---|--:|--:|--:|--:|--:|--:|--:|--:|--:|")
	var all, indexed []time.Duration
	for _, c := range b.classes {
		b.line(w, c)
		all = append(all, c.times...)
		if !c.scans {
			indexed = append(indexed, c.times...)
		}
	}
	b.line(w, b.writer)
	fmt.Fprintf(w, "\n%d requests, %.0f a second, %s CPU ms each (changes included). All: p50 %s, p95 %s, p99 %s ms. Without scans: p95 %s ms.\n",
		len(all), float64(len(all))/f.elapsed.Seconds(), ms(f.cpu/time.Duration(max(len(all), 1))),
		ms(quantile(all, 0.5)), ms(quantile(all, 0.95)), ms(quantile(all, 0.99)), ms(quantile(indexed, 0.95)))
}

func (b *bench) line(w io.Writer, c *class) {
	fmt.Fprintf(w, "| %s | %d | %.1f | %s | %s | %d | %s | %s | %s | %s |\n", c.name, c.statements, float64(c.size)/1000, ms(c.cpu), ms(c.alone),
		len(c.times), ms(quantile(c.times, 0.5)), ms(quantile(c.times, 0.95)), ms(quantile(c.times, 0.99)), ms(quantile(c.times, 1)))
}
