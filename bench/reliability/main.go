// Command reliability times the analysis of fault trees beside SCRAM, model by
// model in one run, and prints the table of docs/benchmarks/reliability.md.
//
//	go run ./bench/reliability [-timeout 15s] FOLDER
//
// FOLDER holds Open-PSA files, and beside it scram_reference.csv, whose limits of
// the order both sides keep. SCRAM is the command scram (Debian: apt-get install
// scram); without it its columns stay empty.
package main

import (
	"bytes"
	"context"
	"encoding/csv"
	"encoding/xml"
	"errors"
	"flag"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"time"

	"fairlead/engine/reliability"
	"fairlead/engine/reliability/openpsa"
)

func main() {
	timeout := flag.Duration("timeout", 15*time.Second, "how long each algorithm of SCRAM may take")
	flag.Parse()
	if err := run(flag.Arg(0), *timeout); err != nil {
		fmt.Fprintln(os.Stderr, "reliability:", err)
		os.Exit(1)
	}
}

func run(folder string, timeout time.Duration) error {
	files, err := filepath.Glob(filepath.Join(folder, "*.xml"))
	if err != nil || len(files) == 0 {
		return fmt.Errorf("no fault trees in %q", folder)
	}
	limits := orders(filepath.Join(filepath.Dir(folder), "scram_reference.csv"))
	fmt.Println("| model | order | cut sets | probability | Fairlead s | SCRAM BDD s | ZBDD s | MOCUS s | ratio to its best |")
	fmt.Println("|---|--:|--:|---|--:|--:|--:|--:|--:|")
	var ours, theirs float64
	for _, file := range files {
		limit := limits[strings.TrimSuffix(filepath.Base(file), ".xml")]
		row, own, best, err := compare(file, limit, timeout)
		if err != nil {
			return fmt.Errorf("%s: %w", file, err)
		}
		fmt.Println(row)
		if best > 0 {
			ours, theirs = ours+own, theirs+best
		}
	}
	fmt.Printf("\nModels that SCRAM finished: Fairlead %.2f s, SCRAM's best of three %.2f s, ratio %.2f.\n", ours, theirs, ours/theirs)
	return nil
}

// orders are the limits of the reference; 0 means all, 4 where it has no line.
func orders(path string) map[string]int {
	limits := map[string]int{"das9701": 4, "nus9601": 4}
	content, err := os.ReadFile(path)
	if err != nil {
		return limits
	}
	rows, _ := csv.NewReader(bytes.NewReader(content)).ReadAll()
	for _, row := range rows[min(1, len(rows)):] {
		if n, err := strconv.Atoi(row[1]); err == nil && n < 1000 {
			limits[row[0]] = n
		}
	}
	return limits
}

func compare(file string, limit int, timeout time.Duration) (row string, own, best float64, err error) {
	r, own, err := analyze(file, limit)
	if err != nil {
		return "", 0, 0, err
	}
	var cells []string
	var times []float64
	for _, algorithm := range []string{"--bdd", "--zbdd", "--mocus"} {
		seconds, ok := scram(file, algorithm, limit, timeout)
		for n := 1; ok && n < fastest && seconds < long; n++ {
			if again, ok := scram(file, algorithm, limit, timeout); ok {
				seconds = min(seconds, again)
			}
		}
		if !ok {
			cells = append(cells, "–")
			continue
		}
		cells = append(cells, fmt.Sprintf("%.4f", seconds))
		times = append(times, seconds)
	}
	ratio := "–"
	if len(times) > 0 {
		best = slices.Min(times)
		ratio = fmt.Sprintf("%.2f", own/best)
	}
	count, order := "not found", "all"
	if r.CutSets.Known() {
		count = r.CutSets.Count().String()
	}
	if limit > 0 {
		order = strconv.Itoa(limit)
	}
	name := strings.TrimSuffix(filepath.Base(file), ".xml")
	return fmt.Sprintf("| %s | %s | %s | %s | %.4f | %s | %s |", name, order, count, chance(r), own, strings.Join(cells, " | "), ratio), own, best, nil
}

func chance(r *reliability.Result) string {
	if r.Probability.Exact {
		return fmt.Sprintf("%.6g", r.Probability.Upper)
	}
	return fmt.Sprintf("%.4g to %.4g", r.Probability.Lower, r.Probability.Upper)
}

// analyze gives the seconds of the best run, without reading the file, as SCRAM's
// figures are.
func analyze(file string, limit int) (r *reliability.Result, best float64, err error) {
	f, err := os.Open(file)
	if err != nil {
		return nil, 0, err
	}
	defer f.Close()
	tree, err := openpsa.Read(f, openpsa.Limits{})
	if err != nil {
		return nil, 0, err
	}
	for range fastest {
		start := time.Now()
		r, err = reliability.Analyze(context.Background(), tree, reliability.Settings{Order: limit})
		if err != nil {
			return nil, 0, err
		}
		r.CutSets.Count()
		if seconds := time.Since(start).Seconds(); best == 0 || seconds < best {
			best = seconds
		}
		if best > long {
			break
		}
	}
	return r, best, nil
}

// fastest is how often something is run whose best time counts; what takes long is
// run once.
const (
	fastest = 3
	long    = 2 // seconds
)

// scram runs one algorithm of SCRAM and gives the time that its report names for
// products and probability; ok is false where it did not finish.
func scram(file, algorithm string, limit int, timeout time.Duration) (seconds float64, ok bool) {
	if limit == 0 {
		limit = 1000
	}
	ctx, cancel := context.WithTimeout(context.Background(), timeout)
	defer cancel()
	report, err := os.CreateTemp("", "scram-*.xml")
	if err != nil {
		return 0, false
	}
	defer os.Remove(report.Name())
	report.Close()
	cmd := exec.CommandContext(ctx, "scram", algorithm, "--probability", "1", "-l", strconv.Itoa(limit), file, "-o", report.Name())
	if err := cmd.Run(); errors.Is(err, exec.ErrNotFound) || err != nil {
		return 0, false
	}
	content, err := os.ReadFile(report.Name())
	if err != nil {
		return 0, false
	}
	return calculation(content)
}

func calculation(report []byte) (seconds float64, ok bool) {
	var times struct {
		All []struct {
			Products    float64 `xml:"products"`
			Probability float64 `xml:"probability"`
		} `xml:"information>performance>calculation-time"`
	}
	if err := xml.Unmarshal(report, &times); err != nil {
		return 0, false
	}
	for _, t := range times.All {
		seconds += t.Products + t.Probability
	}
	return seconds, len(times.All) > 0
}
