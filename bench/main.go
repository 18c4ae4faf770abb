// Bench measures the whole program: it fills a database with the records of a
// large department, starts the program on it as people do, and asks it what
// people ask.
package main

import (
	"context"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"time"

	"fairlead/bench/estate"
)

func main() {
	if err := run(context.Background(), os.Args[1:]); err != nil {
		fmt.Fprintln(os.Stderr, "bench:", err)
		os.Exit(1)
	}
}

func run(ctx context.Context, args []string) error {
	set := flag.NewFlagSet("bench", flag.ExitOnError)
	root := set.String("cache", cacheDirectory(), "where databases are kept between runs")
	part := set.Int("part", 1, "divide the large numbers by this")
	_ = set.Parse(args)
	begun := time.Now()
	say := func(text string) { fmt.Fprintf(os.Stderr, "%6.0f s  %s\n", time.Since(begun).Seconds(), text) }
	dir, err := estate.Directory(ctx, *root, estate.Foundation().Part(*part), say)
	if err != nil {
		return err
	}
	fmt.Println(dir)
	return nil
}

// cacheDirectory is where the large database is kept between runs.
func cacheDirectory() string { return filepath.Join(os.TempDir(), "fairlead-estate") }
