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
	fmt.Println("| model | order | cut sets | probability | Fairlead s | cut sets only s | SCRAM BDD s | ZBDD s | MOCUS s | ratio to BDD | of cut sets to the best |")
	fmt.Println("|---|--:|--:|---|--:|--:|--:|--:|--:|--:|--:|")
	var exact, sets ratio
	for _, file := range files {
		limit := limits[strings.TrimSuffix(filepath.Base(file), ".xml")]
		c, err := compare(file, limit, timeout)
		if err != nil {
			return fmt.Errorf("%s: %w", file, err)
		}
		fmt.Println(c.row())
		exact.add(c.own, c.scram[:1])
		sets.add(c.only, c.scram)
	}
	fmt.Printf("\nExact probability, %d models that SCRAM's BDD finished: Fairlead %.2f s, SCRAM %.2f s, ratio %.2f.\n", exact.models, exact.ours, exact.theirs, exact.ours/exact.theirs)
	fmt.Printf("Cut sets only, %d models that any of SCRAM's finished: Fairlead %.2f s, its best of three %.2f s, ratio %.2f.\n", sets.models, sets.ours, sets.theirs, sets.ours/sets.theirs)
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

// ratio adds up the seconds of both sides over the models that SCRAM finished.
type ratio struct {
	models       int
	ours, theirs float64
}

func (r *ratio) add(ours float64, theirs []float64) {
	if best := least(theirs); best > 0 {
		r.models, r.ours, r.theirs = r.models+1, r.ours+ours, r.theirs+best
	}
}

// least is the least of the seconds of algorithms that finished; 0 where none did.
func least(seconds []float64) (best float64) {
	for _, s := range seconds {
		if s > 0 && (best == 0 || s < best) {
			best = s
		}
	}
	return best
}

// comparison is one model with the seconds of each side; 0 for an algorithm that
// did not finish.
type comparison struct {
	model     string
	limit     int
	result    *reliability.Result
	own, only float64
	scram     []float64 // BDD, ZBDD, MOCUS
}

func compare(file string, limit int, timeout time.Duration) (c comparison, err error) {
	c = comparison{model: strings.TrimSuffix(filepath.Base(file), ".xml"), limit: limit}
	if c.result, c.own, err = analyze(file, reliability.Settings{Order: limit}); err != nil {
		return c, err
	}
	if _, c.only, err = analyze(file, reliability.Settings{Order: limit, CutSetsOnly: true}); err != nil {
		return c, err
	}
	for _, algorithm := range []string{"--bdd", "--zbdd", "--mocus"} {
		seconds, ok := scram(file, algorithm, limit, timeout)
		for n := 1; ok && n < fastest && seconds < long; n++ {
			if again, ok := scram(file, algorithm, limit, timeout); ok {
				seconds = min(seconds, again)
			}
		}
		c.scram = append(c.scram, seconds)
	}
	return c, nil
}

func (c comparison) row() string {
	count, order := "not found", "all"
	if c.result.CutSets.Known() {
		count = c.result.CutSets.Count().String()
	}
	if c.limit > 0 {
		order = strconv.Itoa(c.limit)
	}
	cells := []string{c.model, order, count, chance(c.result), seconds(c.own), seconds(c.only)}
	for _, s := range c.scram {
		cells = append(cells, seconds(s))
	}
	return "| " + strings.Join(append(cells, times(c.own, c.scram[0]), times(c.only, least(c.scram))), " | ") + " |"
}

func seconds(s float64) string {
	if s == 0 {
		return "–"
	}
	return fmt.Sprintf("%.4f", s)
}

func times(ours, theirs float64) string {
	if theirs == 0 {
		return "–"
	}
	return fmt.Sprintf("%.2f", ours/theirs)
}

func chance(r *reliability.Result) string {
	if r.Probability.Exact {
		return fmt.Sprintf("%.6g", r.Probability.Upper)
	}
	return fmt.Sprintf("%.4g to %.4g", r.Probability.Lower, r.Probability.Upper)
}

// analyze gives the seconds of the best run, without reading the file, as SCRAM's
// figures are.
func analyze(file string, s reliability.Settings) (r *reliability.Result, best float64, err error) {
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
		r, err = reliability.Analyze(context.Background(), tree, s)
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
