package main

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"runtime/pprof"
	"strconv"
	"strings"
	"time"

	"fairlead/engine/reliability"
	"fairlead/engine/reliability/openpsa"
)

func main() {
	if p := os.Getenv("PROF"); p != "" {
		f, _ := os.Create(p)
		pprof.StartCPUProfile(f)
		defer pprof.StopCPUProfile()
	}
	order, _ := strconv.Atoi(os.Args[1])
	for _, name := range os.Args[2:] {
		f, _ := os.Open(name)
		tree, err := openpsa.Read(f, openpsa.Limits{})
		if err != nil {
			panic(err)
		}
		t := time.Now()
		r, err := reliability.Analyze(context.Background(), tree, reliability.Settings{Order: order})
		if err != nil {
			fmt.Println(name, err)
			continue
		}
		d := time.Since(t)
		t = time.Now()
		cnt := r.CutSets.Count()
		d2 := time.Since(t)
		by := ""
		for i, n := range r.CutSets.ByOrder() {
			if i > 0 {
				by += " " + n.String()
			}
		}
		fmt.Printf("%-10s %s p=%.6g..%.6g exact=%v order=%d coh=%v mods=%d nodes=%d  %v count %v [%s]\n", strings.TrimSuffix(filepath.Base(name), ".xml"), cnt, r.Probability.Lower, r.Probability.Upper, r.Probability.Exact, r.CutSets.Order, r.Coherent, r.Modules, r.Nodes, d, d2, by)
	}
}
