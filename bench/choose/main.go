// Command choose lays engine/choose beside CBC on plain and hard portfolios made at
// chance: both prove the optimum of the same portfolios in one run, each on one
// core, and their CPU seconds are written as a table. CBC is the peer: apt-get
// install coinor-cbc.
//
//	go run ./bench/choose [items [portfolios [seconds]]]
package main

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strconv"
	"syscall"
	"time"

	"fairlead/engine/choose"
	"fairlead/engine/choose/generate"
)

func main() {
	sizes := [3]int{200, 5, 60}
	for k, word := range os.Args[1:min(len(os.Args), 4)] {
		n, err := strconv.Atoi(word)
		if err != nil || n < 1 {
			fmt.Fprintf(os.Stderr, "%q is no number above zero\n", word)
			os.Exit(2)
		}
		sizes[k] = n
	}
	if err := run(sizes[0], sizes[1], sizes[2]); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func run(items, portfolios, seconds int) error {
	dir, err := os.MkdirTemp("", "fairlead-choose")
	if err != nil {
		return err
	}
	defer os.RemoveAll(dir)
	load, _ := os.ReadFile("/proc/loadavg") // empty where there is none
	fmt.Printf("%d initiatives, 5 years, 8 skills; at most %d s each; load %s\n", items, seconds, load)
	fmt.Println("| portfolio | ours, CPU s | parts | objective | gap | CBC, CPU s | its answer |")
	fmt.Println("|---|--:|--:|--:|--:|--:|---|")
	size := generate.Size{Items: items, Years: 5, Skills: 8, Requires: items * 3 / 10, Excludes: items / 5}
	file := filepath.Join(dir, "portfolio.lp")
	for seed := range uint64(portfolios) {
		if err := both(fmt.Sprint("plain ", seed+1), file, generate.Plain(size, seed+1), seconds); err != nil {
			return err
		}
	}
	for seed := range uint64(portfolios) {
		if err := both(fmt.Sprint("hard ", seed+1), file, generate.Portfolio(size, seed+1), seconds); err != nil {
			return err
		}
	}
	return nil
}

// both writes the line of a portfolio.
func both(name, file string, p *choose.Problem, seconds int) error {
	r, spent, err := ours(p, seconds)
	if err != nil {
		return err
	}
	peer, err := cbc(file, p, seconds)
	if err != nil {
		return err
	}
	fmt.Printf("| %s | %.2f | %d | %d | %.3f %% | %s |\n", name, spent.Seconds(), r.Nodes, r.Objective, r.Gap()*100, peer)
	return nil
}

// ours is the result within so many seconds of the clock, and the CPU time of it.
func ours(p *choose.Problem, seconds int) (*choose.Result, time.Duration, error) {
	ctx, cancel := context.WithTimeout(context.Background(), time.Duration(seconds)*time.Second)
	defer cancel()
	before := spent()
	r, err := choose.Solve(ctx, p, choose.Settings{Workers: 1})
	return r, spent() - before, err
}

func spent() time.Duration {
	var usage syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &usage); err != nil {
		return 0
	}
	return time.Duration(usage.Utime.Nano() + usage.Stime.Nano())
}

var answer = regexp.MustCompile(`Objective value: +([0-9.]+)`)
var bound = regexp.MustCompile(`Upper bound: +([0-9.]+)`)

// cbc is what CBC says of the same portfolio, with the CPU time that it took.
func cbc(file string, p *choose.Problem, seconds int) (string, error) {
	f, err := os.Create(file)
	if err != nil {
		return "", err
	}
	if err := choose.WriteLP(f, p); err != nil {
		return "", err
	}
	if err := f.Close(); err != nil {
		return "", err
	}
	c := exec.Command("cbc", file, "ratio", "0", "sec", strconv.Itoa(seconds), "solve")
	out, err := c.CombinedOutput()
	if err != nil {
		return "", fmt.Errorf("cbc: %w", err)
	}
	cpu := c.ProcessState.UserTime() + c.ProcessState.SystemTime()
	says := "no choice"
	if m := answer.FindSubmatch(out); m != nil {
		says = string(m[1])
	}
	if m := bound.FindSubmatch(out); m != nil {
		says += ", bound " + string(m[1])
	}
	return fmt.Sprintf("%.2f | %s", cpu.Seconds(), says), nil
}
