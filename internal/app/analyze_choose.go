package app

import (
	"bufio"
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"strings"
	"time"

	"fairlead/engine/choose"
	"fairlead/engine/choose/mknap"
	"fairlead/engine/choose/portfolio"
)

// chooseQuestion is what the flags ask of portfolios.
type chooseQuestion struct {
	settings choose.Settings
	index    int
	seconds  float64
	force    string
	samples  int
}

func (q *chooseQuestion) flags(set *flag.FlagSet) {
	set.IntVar(&q.index, "index", 1, "which problem of an OR-Library file, from 1")
	set.Float64Var(&q.settings.Gap, "gap", 0, "stop when the proven gap is at most this share, such as 0.001; 0 asks for a proven optimum")
	set.Float64Var(&q.seconds, "seconds", 0, "stop a choice after so long and say what is proven; 0: no limit")
	set.StringVar(&q.force, "force", "", "also say what it takes to do this item")
	set.IntVar(&q.samples, "samples", 0, "also draw the values so often from low to high, and say how often each item is chosen")
}

func (q *chooseQuestion) check() error {
	switch {
	case q.index < 1:
		return usage("--index counts from 1")
	case !(q.settings.Gap >= 0 && q.settings.Gap < 1):
		return usage("--gap must be a share from 0 to 1, without 1")
	case !(q.seconds >= 0 && q.seconds <= 1e9):
		return usage("--seconds must be between 0 and 1000000000")
	case q.samples < 0 || q.samples > choose.MaxSamples:
		return usage("--samples must be between 0 and 100000")
	}
	return nil
}

// chooseAnswer is what is said of a portfolio, in JSON as it stands.
type chooseAnswer struct {
	Model      string         `json:"model"`
	Status     string         `json:"status"`
	Objective  *int64         `json:"objective"` // null: no choice was found
	Bound      *int64         `json:"bound"`     // no choice has more; null: not known
	Optimal    bool           `json:"optimal"`
	Gap        *float64       `json:"gap"` // what there may be above the objective, as a share of it
	Chosen     []string       `json:"chosen"`
	Starts     map[string]int `json:"delayed,omitempty"` // quarters, of what starts later
	Limits     []chooseUse    `json:"limits"`
	Conflict   *chooseReason  `json:"conflict,omitempty"`
	Force      *chooseForce   `json:"force,omitempty"`
	Robustness []chooseOften  `json:"robustness,omitempty"`
	Nodes      int            `json:"nodes"`
	Seconds    float64        `json:"seconds"`
}

type chooseUse struct {
	Name  string  `json:"name"`
	Used  int64   `json:"used"`
	Most  *int64  `json:"most,omitempty"`
	Least *int64  `json:"least,omitempty"`
	Price float64 `json:"price"` // of one more unit, in the linear relaxation
}

type chooseReason struct {
	Musts    []string `json:"musts"`
	Needed   []string `json:"needed,omitempty"`
	Limits   []string `json:"limits,omitempty"`
	Groups   []string `json:"groups,omitempty"`
	Apart    []string `json:"apart,omitempty"`
	Uses     int64    `json:"uses,omitempty"`
	By       int64    `json:"by,omitempty"`
	Smallest bool     `json:"smallest"`
}

type chooseForce struct {
	Item     string        `json:"item"`
	Gain     *int64        `json:"gain"` // zero or below; null: it cannot be done
	In       []string      `json:"in"`
	Out      []string      `json:"out"`
	Conflict *chooseReason `json:"conflict,omitempty"`
}

type chooseOften struct {
	Name  string  `json:"name"`
	Share float64 `json:"share"`
}

func (q *chooseQuestion) answer(ctx context.Context, model string, r io.Reader) (analysis, error) {
	p, err := q.read(r)
	if err != nil {
		return nil, err
	}
	if q.seconds > 0 {
		var cancel context.CancelFunc
		ctx, cancel = context.WithTimeout(ctx, time.Duration(q.seconds*float64(time.Second)))
		defer cancel()
	}
	start := time.Now()
	found, err := choose.Solve(ctx, p, q.settings)
	if err != nil {
		return nil, err
	}
	if errors.Is(ctx.Err(), context.Canceled) {
		return nil, ctx.Err()
	}
	a := newChooseAnswer(model, p, found)
	a.Seconds = time.Since(start).Seconds()
	return a, q.more(ctx, a, p, found)
}

// read tells the three formats apart by how they begin: JSON with a brace, the
// OR-Library with a number.
func (q *chooseQuestion) read(r io.Reader) (*choose.Problem, error) {
	in := bufio.NewReader(r)
	for {
		c, err := in.ReadByte()
		if err != nil {
			return nil, errors.New("the file is empty")
		}
		if strings.IndexByte(" \t\r\n\xef\xbb\xbf", c) >= 0 {
			continue
		}
		if err := in.UnreadByte(); err != nil {
			return nil, err
		}
		switch {
		case c == '{':
			return portfolio.ReadJSON(in)
		case c >= '0' && c <= '9':
			return q.indexed(in)
		}
		return portfolio.ReadCSV(in)
	}
}

func (q *chooseQuestion) indexed(r io.Reader) (*choose.Problem, error) {
	list, err := mknap.Read(r)
	if err != nil {
		return nil, err
	}
	if q.index > len(list) {
		return nil, fmt.Errorf("there is no problem %d: the file has %d", q.index, len(list))
	}
	return list[q.index-1].Problem, nil
}

func newChooseAnswer(model string, p *choose.Problem, r *choose.Result) *chooseAnswer {
	a := &chooseAnswer{Model: model, Status: r.Status.String(), Optimal: r.Status == choose.Optimal, Chosen: []string{}, Nodes: r.Nodes, Limits: []chooseUse{}, Conflict: chooseReasonOf(p, r.Conflict)}
	if r.Bounded {
		a.Bound = &r.Bound
	}
	if !r.Found {
		return a
	}
	gap := r.Gap()
	a.Objective, a.Gap = &r.Objective, &gap
	for _, pick := range r.Chosen {
		name := p.Items[pick.Item].Name
		a.Chosen = append(a.Chosen, name)
		if pick.Delay > 0 {
			if a.Starts == nil {
				a.Starts = map[string]int{}
			}
			a.Starts[name] = pick.Delay
		}
	}
	for l, limit := range p.Limits {
		a.Limits = append(a.Limits, chooseUse{limit.Name, r.Uses[l].Used, limit.Most, limit.Least, r.Uses[l].Price})
	}
	return a
}

func itemNames(p *choose.Problem, items []int) []string {
	list := []string{}
	for _, i := range items {
		list = append(list, p.Items[i].Name)
	}
	return list
}

func chooseReasonOf(p *choose.Problem, c *choose.Conflict) *chooseReason {
	if c == nil {
		return nil
	}
	reason := &chooseReason{Musts: itemNames(p, c.Musts), Needed: itemNames(p, c.Needed), Uses: c.Uses, By: c.By, Smallest: c.Smallest}
	for _, l := range c.Limits {
		reason.Limits = append(reason.Limits, p.Limits[l].Name)
	}
	for _, g := range c.Groups {
		reason.Groups = append(reason.Groups, p.Groups[g].Name)
	}
	if c.Apart != [2]int{} {
		reason.Apart = itemNames(p, c.Apart[:])
	}
	return reason
}

// more answers what was asked beside the choice.
func (q *chooseQuestion) more(ctx context.Context, a *chooseAnswer, p *choose.Problem, base *choose.Result) error {
	if q.force != "" && base.Found {
		for i := range p.Items {
			if p.Items[i].Name != q.force {
				continue
			}
			change, err := choose.Force(ctx, p, base, i, q.settings)
			if err != nil {
				return err
			}
			a.Force = &chooseForce{Item: q.force, In: itemNames(p, change.In), Out: itemNames(p, change.Out), Conflict: chooseReasonOf(p, change.Conflict)}
			if change.Found {
				a.Force.Gain = &change.Gain
			}
		}
		if a.Force == nil {
			return fmt.Errorf("there is no item %q", q.force)
		}
	}
	if q.samples > 0 && base.Found {
		robust, err := choose.Robust(ctx, p, base, q.samples, q.settings)
		if err != nil {
			return err
		}
		for i, n := range robust.In {
			a.Robustness = append(a.Robustness, chooseOften{p.Items[i].Name, float64(n) / float64(robust.Samples)})
		}
	}
	return nil
}

func (a *chooseAnswer) table(w io.Writer) {
	fmt.Fprintf(w, "%s\t%s\n", a.Model, a.Status)
	if a.Objective != nil {
		fmt.Fprintf(w, "objective\t%d\nbound\t%d\ngap\t%.4f %%\n", *a.Objective, *a.Bound, *a.Gap*100)
	}
	fmt.Fprintf(w, "parts searched\t%d\nseconds\t%.3f\n", a.Nodes, a.Seconds)
	if a.Conflict != nil {
		a.Conflict.table(w)
	}
	if a.Objective == nil {
		return
	}
	fmt.Fprintln(w, "chosen\tquarters late")
	for _, name := range a.Chosen {
		fmt.Fprintf(w, "  %s\t%d\n", name, a.Starts[name])
	}
	fmt.Fprintln(w, "limit\tused\tleast\tmost\tone more gives about")
	for _, l := range a.Limits {
		fmt.Fprintf(w, "  %s\t%d\t%s\t%s\t%.4g\n", l.Name, l.Used, orDash(l.Least), orDash(l.Most), l.Price)
	}
	if f := a.Force; f != nil && f.Gain != nil {
		fmt.Fprintf(w, "with %s\t%d\tin: %s\tout: %s\n", f.Item, *f.Gain, strings.Join(f.In, ", "), strings.Join(f.Out, ", "))
	} else if f != nil {
		fmt.Fprintf(w, "with %s\tcannot be done\n", f.Item)
		f.Conflict.table(w)
	}
	for k, often := range a.Robustness {
		if k == 0 {
			fmt.Fprintln(w, "item\tchosen in")
		}
		fmt.Fprintf(w, "  %s\t%.0f %%\n", often.Name, often.Share*100)
	}
}

func orDash(v *int64) string {
	if v == nil {
		return "–"
	}
	return fmt.Sprint(*v)
}

func (c *chooseReason) table(w io.Writer) {
	if c == nil {
		return
	}
	fmt.Fprintf(w, "to be done\t%s\n", strings.Join(c.Musts, ", "))
	for _, line := range []struct {
		what string
		list []string
	}{{"which need", c.Needed}, {"break the limits", c.Limits}, {"break the groups", c.Groups}, {"exclude each other", c.Apart}} {
		if len(line.list) > 0 {
			fmt.Fprintf(w, "%s\t%s\n", line.what, strings.Join(line.list, ", "))
		}
	}
	if c.By > 0 {
		fmt.Fprintf(w, "they use\t%d\tbeyond it by\t%d\n", c.Uses, c.By)
	}
}
