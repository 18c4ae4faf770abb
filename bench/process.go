package main

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"time"
)

// What the kernel says of a process, on Linux: see proc(5).

// cpuTime is the processor time that a process has used; zero where the kernel
// does not tell.
func cpuTime(pid int) time.Duration {
	text, err := os.ReadFile(filepath.Join("/proc", strconv.Itoa(pid), "stat"))
	if err != nil {
		return 0
	}
	_, rest, _ := strings.Cut(string(text), ") ") // the name before it may hold anything
	fields := strings.Fields(rest)
	const user, system, perSecond = 11, 12, 100 // fields 14 and 15 of the line; clock ticks, USER_HZ
	if len(fields) <= system {
		return 0
	}
	var ticks int64
	for _, i := range []int{user, system} {
		n, err := strconv.ParseInt(fields[i], 10, 64)
		if err != nil {
			return 0
		}
		ticks += n
	}
	return time.Duration(ticks) * time.Second / perSecond
}

// watchMemory keeps the most memory that the server has of its own.
func (b *bench) watchMemory(ctx context.Context) error {
	tick := time.NewTicker(100 * time.Millisecond)
	defer tick.Stop()
	for {
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-tick.C:
			b.figures.peak = max(b.figures.peak, memory(b.server.pid(), "RssAnon"))
		}
	}
}

// memory is a line of a process's status in MB, such as RssAnon; zero where the
// kernel does not tell.
func memory(pid int, line string) int {
	text, err := os.ReadFile(filepath.Join("/proc", strconv.Itoa(pid), "status"))
	if err != nil {
		return 0
	}
	_, rest, _ := strings.Cut(string(text), "\n"+line+":")
	var kB int
	if _, err := fmt.Sscan(rest, &kB); err != nil {
		return 0
	}
	return kB / 1024
}

// load is the load average of the last minute, which says how much else the
// machine had to do.
func load() float64 {
	text, err := os.ReadFile("/proc/loadavg")
	if err != nil {
		return 0
	}
	var one float64
	_, _ = fmt.Sscan(string(text), &one)
	return one
}
