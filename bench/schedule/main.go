// Command schedule makes schedules of plans whose people have different calendars,
// beside TaskJuggler in the same run, and prints the table of
// docs/benchmarks/schedule.md.
//
//	go run ./bench/schedule [-plans 20]
//
// The peer is tj3 (Debian: apt-get install tj3).
package main

import (
	"context"
	"encoding/csv"
	"flag"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"time"

	"fairlead/engine/schedule"
)

func main() {
	plans := flag.Uint64("plans", 20, "how many plans are made")
	flag.Parse()
	if err := run(*plans); err != nil {
		fmt.Fprintln(os.Stderr, "schedule:", err)
		os.Exit(1)
	}
}

// run prints how long the schedules are, in days by the clock, and the CPU time.
func run(plans uint64) error {
	var own, first, theirs, ownTime, theirTime, shorter, longer float64
	for seed := range plans {
		p := mixed(seed)
		one, _, err := solve(p, 1)
		if err != nil {
			return err
		}
		mine, took, err := solve(p, 0)
		if err != nil {
			return err
		}
		peer, peerTook, err := juggle(p)
		if err != nil {
			return err
		}
		own, first, theirs, ownTime, theirTime = own+mine, first+one, theirs+peer, ownTime+took, theirTime+peerTook
		if mine < peer {
			shorter++
		}
		if mine > peer {
			longer++
		}
	}
	n := float64(plans)
	fmt.Println("| scheduler | days, mean | CPU s a plan |")
	fmt.Println("|---|--:|--:|")
	fmt.Printf("| the rule of dispatch alone | %.2f | |\n", first/n)
	fmt.Printf("| search, 5,000 schedules | %.2f | %.2f |\n", own/n, ownTime/n)
	fmt.Printf("| TaskJuggler | %.2f | %.2f |\n", theirs/n, theirTime/n)
	fmt.Printf("\nOf %v plans the search is shorter in %v and longer in %v.\n", n, shorter, longer)
	return nil
}

// solve gives the days to the end and the seconds of CPU time; the witness reads
// every schedule.
func solve(p *schedule.Problem, schedules int) (days, seconds float64, err error) {
	before := spent()
	r, err := schedule.Solve(context.Background(), p, schedule.Settings{Schedules: schedules})
	if err != nil {
		return 0, 0, err
	}
	seconds = spent() - before
	return r.Finish.Sub(p.Start).Hours() / 24, seconds, schedule.Check(p, r.Tasks)
}

// spent is the CPU time of this program so far, in seconds.
func spent() float64 {
	var use syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &use); err != nil {
		panic(err) // it is there on every system that the peer runs on
	}
	return time.Duration(use.Utime.Nano() + use.Stime.Nano()).Seconds()
}

// juggle lets TaskJuggler make a schedule.
func juggle(p *schedule.Problem) (days, seconds float64, err error) {
	dir, err := os.MkdirTemp("", "tj")
	if err != nil {
		return 0, 0, err
	}
	defer os.RemoveAll(dir)
	if err := os.WriteFile(filepath.Join(dir, "plan.tjp"), []byte(project(p)), 0o600); err != nil {
		return 0, 0, err
	}
	cmd := exec.Command("tj3", "--silent", "plan.tjp")
	cmd.Dir, cmd.Env = dir, append(os.Environ(), "TZ=UTC")
	if out, err := cmd.CombinedOutput(); err != nil {
		return 0, 0, fmt.Errorf("tj3: %w: %s", err, out)
	}
	f, err := os.Open(filepath.Join(dir, "r.csv"))
	if err != nil {
		return 0, 0, err
	}
	defer f.Close()
	table := csv.NewReader(f)
	table.Comma = ';'
	rows, err := table.ReadAll()
	if err != nil || len(rows) != len(p.Tasks)+1 {
		return 0, 0, fmt.Errorf("tj3 reports %d tasks: %w", len(rows)-1, err)
	}
	last := p.Start
	for _, row := range rows[1:] {
		end, err := time.Parse(stamp, strings.TrimSpace(row[1]))
		if err != nil {
			return 0, 0, err
		}
		if end.After(last) {
			last = end
		}
	}
	use := cmd.ProcessState
	return last.Sub(p.Start).Hours() / 24, (use.UserTime() + use.SystemTime()).Seconds(), nil
}
