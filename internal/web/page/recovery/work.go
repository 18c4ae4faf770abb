package recovery

import (
	"bytes"
	"fmt"
	"io"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"time"

	"fairlead/internal/catalog"
	"fairlead/internal/desk"
	"fairlead/internal/fault"
	"fairlead/internal/record"
	"fairlead/internal/web/frame"
)

// startPlan puts a plan to work now, as an exercise or for real.
func startPlan(v *frame.Visit) error {
	s, err := v.Clerk.Snapshot()
	if err != nil {
		return err
	}
	plan, err := planAt(v, s)
	if err != nil {
		return err
	}
	t, err := v.Clerk.Type("exercise")
	if err != nil {
		return err
	}
	today := v.Question().Today()
	kind := catalog.ExerciseKind(v.Form("kind"))
	i := slices.IndexFunc(kind.Options(), func(o record.Option) bool { return o.Name == string(kind) })
	if i < 0 {
		return fault.New(fault.Invalid, "Say how the plan is put to work: at the table, walked through, live, or for real.")
	}
	what := kind.Options()[i].Title
	if kind == "crisis" {
		what = "Crisis"
	}
	e := &catalog.Exercise{
		Title: fmt.Sprintf("%s: %s, %s", what, plan.Name, today.Format(v.Locale)), Kind: kind, Plan: record.To[catalog.RecoveryPlan](plan.ID),
		Scenario: record.Markdown(firstOf(v.Form("scenario"), v.Form("supposed"))), Lead: record.To[catalog.Person](v.Clerk.Principal().Person), PlannedOn: today,
	}
	e.State = t.Lifecycle.Initial()
	if err := v.Clerk.Save(v.Context(), &desk.Change{Type: t, Record: e, Note: "Begun from the plan"}); err != nil {
		return err
	}
	if _, err := v.Clerk.Transition(v.Context(), t, t.Clone(e), "start", ""); err != nil {
		return err
	}
	return v.Redirect(home+"/exercises/"+t.Number(e.Number), "The clock runs.")
}

// attempts is how often a press is tried again when others press at the same time.
const attempts = 5

// change makes a change to a run as it is now. When somebody else has saved it in
// between, it is read and changed again: what they did stays. The change may find
// that it has come too late.
func change(v *frame.Visit, note string, f func(*catalog.Exercise) error) error {
	t, err := v.Clerk.Type("exercise")
	if err != nil {
		return err
	}
	for range attempts {
		stored, err := v.Clerk.Get(v.Context(), t, v.R.PathValue("number"))
		if err != nil {
			return err
		}
		e := t.Clone(stored).(*catalog.Exercise)
		if err := f(e); err != nil {
			return err
		}
		err = v.Clerk.Save(v.Context(), &desk.Change{Type: t, Record: e, Note: note})
		if fault.KindOf(err) != fault.Conflict {
			return err
		}
	}
	return fault.New(fault.Conflict, "Others press too often just now; press again.")
}

func back(v *frame.Visit, message string) error {
	return v.Redirect(home+"/exercises/"+v.R.PathValue("number"), message)
}

// stampStep starts or finishes a step, or takes that back. The form says in which
// stage the presser saw the step: when it has moved since, nothing is changed.
func stampStep(v *frame.Visit) error {
	now := record.At(v.Clerk.Desk().Now())
	me := record.To[catalog.Person](v.Clerk.Principal().Person)
	done := ""
	err := change(v, "Stopwatch", func(e *catalog.Exercise) error {
		if e.State != "running" {
			return fault.New(fault.Conflict, "It is not running any more: nothing was stamped.")
		}
		i := slices.IndexFunc(e.Steps, func(s catalog.RunStep) bool { return s.Key == v.Form("key") })
		if i < 0 {
			return fault.New(fault.NotFound, "There is no step %q in this exercise.", v.Form("key"))
		}
		e.Steps = slices.Clone(e.Steps)
		step := &e.Steps[i]
		if stage(step) != v.Form("seen") {
			return fault.New(fault.Conflict, "Somebody else was first with “%s”: it is %s. What they pressed stays.", step.Step, stageWord(step))
		}
		switch {
		case v.Form("act") == "start" && stage(step) == "ahead":
			step.Started, step.By, done = now, me, "started"
		case v.Form("act") == "finish" && stage(step) == "started":
			step.Finished, done = now, "finished"
		case v.Form("act") == "undo" && stage(step) == "finished":
			step.Finished, done = record.Instant{}, "open again"
		case v.Form("act") == "undo" && stage(step) == "started":
			step.Started, step.By, done = record.Instant{}, record.Ref[catalog.Person]{}, "not started"
		default:
			return fault.New(fault.Invalid, "That cannot be done with “%s” now.", step.Step)
		}
		done = "“" + step.Step + "” is " + done + "."
		return nil
	})
	if fault.KindOf(err) == fault.Conflict {
		return back(v, fault.Public(err))
	}
	if err != nil {
		return err
	}
	return back(v, done)
}

func stageWord(step *catalog.RunStep) string {
	if stage(step) == "ahead" {
		return "not started"
	}
	return stage(step) + " already"
}

// noteGap takes down what did not go as the plan says.
func noteGap(v *frame.Visit) error {
	gap := catalog.Gap{
		Gap: strings.TrimSpace(v.Form("gap")), Step: v.Form("step"),
		At: record.At(v.Clerk.Desk().Now()), By: record.To[catalog.Person](v.Clerk.Principal().Person),
	}
	if gap.Gap == "" {
		return fault.New(fault.Invalid, "Say what was missing, wrong or late.")
	}
	if err := change(v, "Noted while it ran", func(e *catalog.Exercise) error {
		e.Gaps = append(slices.Clone(e.Gaps), gap)
		return nil
	}); err != nil {
		return err
	}
	return back(v, "Noted.")
}

// moveRun starts, ends or breaks off a run.
func moveRun(v *frame.Visit) error {
	r, err := runAt(v)
	if err != nil {
		return err
	}
	if _, err := v.Clerk.Transition(v.Context(), r.typ, r.typ.Clone(r.e), v.Form("act"), ""); err != nil {
		if fault.KindOf(err) == fault.Conflict {
			return back(v, fault.Public(err))
		}
		return err
	}
	return back(v, map[string]string{"start": "The clock runs.", "finish": "The services are back. Say how much work was lost, and what was learned.", "stop": "Broken off.", "resume": "It goes on."}[v.Form("act")])
}

// How often the clock moves, and how long a stream lasts: browsers open it again,
// and a server that stops does not wait for it.
const (
	clockEvery = 20 * time.Second
	streamFor  = 2 * time.Minute
)

// liveRun streams a run while it is looked at: the steps when somebody has
// pressed, the clock now and then. What the page shows already is not sent again,
// so that nobody loses the button that they are about to press.
func liveRun(v *frame.Visit) error {
	r, err := runAt(v)
	if err != nil {
		return err
	}
	seen, err := strconv.ParseInt(firstOf(v.R.Header.Get("Last-Event-ID"), v.Form("seen")), 10, 64)
	if err != nil {
		seen = 0
	}
	v.W.Header().Set("Content-Type", "text/event-stream")
	v.W.Header().Set("Cache-Control", "no-store")
	if err := r.tell(": it runs\n\n"); err != nil { // at once: until then it counts as a question that waits for its answer
		return nil
	}
	tick := time.NewTicker(clockEvery)
	defer tick.Stop()
	end := time.After(streamFor)
	for due := false; ; {
		changed := v.Clerk.Changed()
		if r, err = runAt(v); err != nil {
			return nil // too late for an error page; the browser asks again and gets one
		}
		if due || r.e.Version != seen {
			if err := r.send(r.e.Version != seen); err != nil || !r.running() {
				return nil
			}
			seen = r.e.Version
		}
		select {
		case <-v.Context().Done():
			return nil
		case <-end:
			return nil
		case <-changed:
			due = false
		case <-tick.C:
			due = true
		}
	}
}

func firstOf(texts ...string) string {
	for _, text := range texts {
		if text != "" {
			return text
		}
	}
	return ""
}

// send writes one message of the stream. When it has ended, the page is loaded anew.
func (r *run) send(steps bool) error {
	if !r.running() {
		return r.tell("event: done\ndata: " + runURL(r.s, r.e) + "?ended=yes\n\n") // not the same address: a browser would take that for a reload
	}
	var html bytes.Buffer
	if err := r.clock().Render(&html); err != nil {
		return err
	}
	if steps {
		if err := r.steps().Render(&html); err != nil {
			return err
		}
	}
	return r.tell(fmt.Sprintf("id: %d\ndata: %s\n\n", r.e.Version, strings.ReplaceAll(html.String(), "\n", " ")))
}

// tell writes a part of the stream and sends it off.
func (r *run) tell(text string) error {
	if _, err := io.WriteString(r.v.W, text); err != nil {
		return err
	}
	return http.NewResponseController(r.v.W).Flush()
}
