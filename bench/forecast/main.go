// Command forecast measures forecasts on the series of the M1 and M3 competitions,
// beside R's thetaf and ets in the same run, and prints the tables of
// docs/benchmarks/forecast.md.
//
//	go run ./bench/forecast [-ets 100] FOLDER
//
// FOLDER holds m1.csv and m3_half.csv. The peer is Rscript with the package
// forecast (Debian: apt-get install r-cran-forecast); without it its rows stay
// away. ets is slow, so that it runs over the first so many monthly series of M3.
package main

import (
	"context"
	"flag"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"

	"fairlead/engine/forecast"
)

func main() {
	ets := flag.Int("ets", 100, "how many monthly series of M3 R's ets forecasts; 0 none")
	peer := flag.String("peer", "bench/forecast/peer.R", "the program of the peer")
	flag.Parse()
	if err := run(flag.Arg(0), *peer, *ets); err != nil {
		fmt.Fprintln(os.Stderr, "forecast:", err)
		os.Exit(1)
	}
}

func run(folder, peer string, ets int) error {
	fmt.Println("| series | method | sMAPE | MASE | covered at 95 % | CPU ms a series | series/s/core |")
	fmt.Println("|---|---|--:|--:|--:|--:|--:|")
	for _, file := range []string{"m3_half.csv", "m1.csv"} {
		all, err := read(filepath.Join(folder, file))
		if err != nil {
			return err
		}
		if err := own(file, all); err != nil {
			return err
		}
		theirs(filepath.Join(folder, file), peer, all, "thetaf", 0)
		if file == "m3_half.csv" && ets > 0 {
			some := all.of("MONTHLY")
			some = some[:min(ets, len(some))]
			if err := row(file+" monthly, first "+strconv.Itoa(len(some)), "combination", some, forecast.Settings{}); err != nil {
				return err
			}
			theirs(filepath.Join(folder, file), peer, some, "ets", len(some))
		}
	}
	return nil
}

// own prints the rows of this program: Theta and the combination, by period.
func own(file string, all sample) error {
	for _, period := range all.periods() {
		some := all.of(period)
		name := strings.ToLower(file + " " + period)
		if err := row(name, "Theta", some, forecast.Settings{Method: forecast.Theta, Origins: -1}); err != nil {
			return err
		}
		if err := row(name, "combination", some, forecast.Settings{}); err != nil {
			return err
		}
	}
	return row(file, "combination", all, forecast.Settings{})
}

func row(name, method string, some sample, s forecast.Settings) error {
	s.Goroutines = 1
	before := cpu()
	results, err := forecast.SolveAll(context.Background(), some.problems(), s)
	if err != nil {
		return err
	}
	spent := cpu() - before
	m := newMarks()
	for i, c := range some {
		m.add(c, results[i].Mean, results[i].Lower, results[i].Upper)
	}
	fmt.Println(m.row(name, method, spent))
	if method == "combination" {
		fmt.Fprintf(os.Stderr, "%s covered by step: %s\n", name, m.bySteps())
	}
	return nil
}

// theirs prints the row of the peer by period, if it is there.
func theirs(file, peer string, all sample, method string, limit int) {
	for _, period := range all.periods() {
		some := all.of(period)
		args := []string{peer, file, method, period}
		if limit > 0 {
			args = append(args, strconv.Itoa(limit))
		}
		command := exec.Command("Rscript", args...)
		var told strings.Builder
		command.Stderr = &told
		out, err := command.Output()
		if err != nil {
			fmt.Fprintf(os.Stderr, "%s: %v %s\n", method, err, told.String())
			return
		}
		m := newMarks()
		for i, line := range strings.Split(strings.TrimSpace(string(out)), "\n") {
			cells := strings.Split(line, ",")
			m.add(some[i], numbers(cells[1]), numbers(cells[2]), numbers(cells[3]))
		}
		var n int
		var spent float64
		fmt.Sscanf(lastLine(told.String()), "%d series in %f", &n, &spent)
		fmt.Println(m.row(strings.ToLower(filepath.Base(file)+" "+period), "R "+method, spent))
	}
}

func lastLine(text string) string {
	lines := strings.Split(strings.TrimSpace(text), "\n")
	return lines[len(lines)-1]
}
