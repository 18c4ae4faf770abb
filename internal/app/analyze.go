package app

import (
	"context"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"text/tabwriter"
)

// question is what can be asked of files of one kind.
type question interface {
	flags(*flag.FlagSet)
	check() error // of the flags
	answer(ctx context.Context, model string, r io.Reader) (analysis, error)
}

// analysis is what was found in a file. It is written as JSON as it stands.
type analysis interface {
	table(io.Writer) // columns parted by tabs
}

func analyzeCommand() command {
	tree, plan, series, choice := &faultTreeQuestion{}, &scheduleQuestion{}, &forecastQuestion{}, &chooseQuestion{}
	losses := &lossQuestion{seed: &plan.settings.Seed}
	asked := map[string]question{"fault-tree": tree, "schedule": plan, "loss": losses, "forecast": series, "choose": choice}
	return command{
		name: "analyze", args: "choose|fault-tree|forecast|loss|schedule FILE… [--json]",
		short: "find what brings down the top of fault trees (Open-PSA), how a series goes on (CSV), what scenarios may cost in a year, short schedules of projects (PSPLIB, MS Project XML), or the best choice of initiatives (JSON, CSV, OR-Library)",
		flags: func(set *flag.FlagSet, c *call) {
			set.BoolVar(&c.json, "json", false, "write JSON, one object a model")
			tree.flags(set)
			plan.flags(set)
			losses.flags(set)
			series.flags(set)
			choice.flags(set)
		},
		run: func(ctx context.Context, c *call) error { return analyze(ctx, c, asked) },
	}
}

func analyze(ctx context.Context, c *call, asked map[string]question) error {
	if len(c.args) == 0 || asked[c.args[0]] == nil {
		return usage("say what to analyse: choose, fault-tree, forecast, loss or schedule")
	}
	if len(c.args) == 1 {
		return usage("name one file or more")
	}
	q, failed := asked[c.args[0]], 0
	if err := q.check(); err != nil {
		return err
	}
	for _, file := range c.args[1:] {
		a, err := analyzeFile(ctx, q, file)
		if err != nil {
			failed++
			fmt.Fprintf(c.Err, "fairlead analyze: %s: %v\n", file, err)
			continue
		}
		if err := printAnalysis(c, a); err != nil {
			return err
		}
	}
	if failed > 0 {
		return fmt.Errorf("%d of %d files could not be analysed", failed, len(c.args)-1)
	}
	return nil
}

func analyzeFile(ctx context.Context, q question, file string) (analysis, error) {
	f, err := os.Open(file)
	if err != nil {
		var path *os.PathError
		if errors.As(err, &path) {
			return nil, path.Err
		}
		return nil, err
	}
	defer f.Close()
	return q.answer(ctx, strings.TrimSuffix(filepath.Base(file), filepath.Ext(file)), f)
}

func printAnalysis(c *call, a analysis) error {
	if c.json {
		return json.NewEncoder(c.Out).Encode(a)
	}
	w := tabwriter.NewWriter(c.Out, 0, 4, 2, ' ', 0)
	a.table(w)
	fmt.Fprintln(w)
	return w.Flush()
}
