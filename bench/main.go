// Bench measures the whole program: it fills a database with the records of a
// large department, starts the program on a copy of it as people do, and asks
// it what people ask while somebody else writes.
package main

import (
	"context"
	"flag"
	"fmt"
	"os"
	"os/signal"
	"path/filepath"
	"time"

	"fairlead/bench/estate"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	if err := run(ctx, os.Args[1:]); err != nil {
		fmt.Fprintln(os.Stderr, "bench:", err)
		os.Exit(1)
	}
}

// settings are the command line.
type settings struct {
	cache    string
	binary   string
	part     int
	readers  int
	writes   float64
	duration time.Duration
	alone    int
	only     string
}

func parse(args []string) settings {
	var s settings
	set := flag.NewFlagSet("bench", flag.ExitOnError)
	set.StringVar(&s.cache, "cache", cacheDirectory(), "where the large database is kept between runs")
	set.StringVar(&s.binary, "binary", "", "the program to measure; built from this checkout when empty")
	set.IntVar(&s.part, "part", 1, "divide the large numbers of records by this")
	set.IntVar(&s.readers, "readers", 8, "readers at once")
	set.Float64Var(&s.writes, "writes", 20, "changes a second by the one writer")
	set.DurationVar(&s.duration, "for", 60*time.Second, "how long the readers read together")
	set.IntVar(&s.alone, "alone", 40, "requests of each class by one reader alone, for the processor time; 0 leaves that out")
	set.StringVar(&s.only, "only", "", "only classes with this in their names")
	_ = set.Parse(args) // it exits by itself
	return s
}

// cacheDirectory is where the large database is kept between runs.
func cacheDirectory() string { return filepath.Join(os.TempDir(), "fairlead-estate") }

func run(ctx context.Context, args []string) error {
	s := parse(args)
	begun := time.Now()
	say := func(text string) { fmt.Fprintf(os.Stderr, "%6.1f s  %s\n", time.Since(begun).Seconds(), text) }
	dir, err := estate.Directory(ctx, s.cache, estate.Foundation().Part(s.part), say)
	if err != nil {
		return err
	}
	place, err := os.MkdirTemp(s.cache, "run-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(place)
	if err := copyFile(filepath.Join(dir, estate.File), filepath.Join(place, estate.File)); err != nil {
		return err
	}
	if s.binary == "" {
		if s.binary, err = build(ctx, place); err != nil {
			return err
		}
	}
	say("copied and built")
	b := bench{settings: s, place: place, say: say}
	if err := b.measure(ctx); err != nil {
		return err
	}
	b.report(os.Stdout)
	return nil
}

// bench is one run.
type bench struct {
	settings
	place   string // the data directory
	say     func(string)
	classes []*class
	writer  *class
	server  *server
	figures figures
}

// figures are what is measured of the whole program.
type figures struct {
	firstPage time.Duration // from the start of the program to its first page
	firstCPU  time.Duration
	// Memory in MB that is the program's own, before the readers and at most.
	// Pages of the database that are mapped are the system's: it takes them back
	// when it needs the room.
	idle, peak   int
	loads        [2]float64
	elapsed, cpu [rounds]time.Duration // of the readers together
}

func (b *bench) measure(ctx context.Context) error {
	if err := b.prepare(ctx); err != nil {
		return err
	}
	b.say("statements counted")
	if err := b.start(ctx); err != nil {
		return err
	}
	defer b.server.stop()
	b.say("server started")
	if err := b.readAlone(ctx); err != nil {
		return err
	}
	b.say("each class read alone")
	b.figures.idle = memory(b.server.pid(), "RssAnon")
	b.figures.loads[0] = load()
	for round := range rounds {
		before, begun := cpuTime(b.server.pid()), time.Now()
		if err := b.readTogether(ctx, round); err != nil {
			return err
		}
		b.figures.cpu[round], b.figures.elapsed[round] = cpuTime(b.server.pid())-before, time.Since(begun)
		b.say("a round read together")
	}
	b.figures.loads[1] = load()
	return nil
}
