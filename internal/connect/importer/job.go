package importer

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"

	"fairlead/internal/access"
	"fairlead/internal/catalog"
	"fairlead/internal/connect/tabular"
	"fairlead/internal/desk"
	"fairlead/internal/fault"
	"fairlead/internal/jobs"
	"fairlead/internal/record"
	"fairlead/internal/store"
)

// The kinds of job. A draft is a file that was handed in and is looked at by a
// person; there is nothing to do for it.
const (
	Kind      = "import"
	DraftKind = "import.draft"
)

// MaxFile is the largest file that can be handed in, in bytes.
const MaxFile = 64 << 20

// Request is an import that is to be run: the payload of its job.
type Request struct {
	File     string         `json:"file"` // hash of the stored content
	Name     string         `json:"name"` // under which a person knows the file
	Format   tabular.Format `json:"format"`
	Map      Map            `json:"map"`
	DryRun   bool           `json:"dry_run,omitempty"`
	Currency string         `json:"currency,omitempty"` // of amounts without one
}

// Serve has a queue run imports. It is called before the queue is started.
func Serve(q *jobs.Queue, d *desk.Desk) {
	q.Handle(Kind, func(ctx context.Context, run *jobs.Run) error { return runJob(ctx, d, run) })
	q.Handle(DraftKind, func(context.Context, *jobs.Run) error { return nil })
}

// Store keeps a file that was handed in, and gives the hash for its Request. The
// fault is TooLarge for more than MaxFile, and Invalid for nothing.
func Store(ctx context.Context, d *desk.Desk, content []byte) (hash string, err error) {
	switch {
	case len(content) == 0:
		return "", fault.New(fault.Invalid, "The file is empty. Choose a CSV or XLSX file.")
	case len(content) > MaxFile:
		return "", fault.New(fault.TooLarge, "The file has more than %d MB. Split it and import the parts one after the other.", MaxFile>>20)
	}
	err = d.Store().Write(ctx, func(w *store.Writer) error {
		hash, err = w.PutBlob(ctx, content)
		return err
	})
	return hash, err
}

// Open gives the stored file of a request.
func (r Request) Open(ctx context.Context, d *desk.Desk) (tabular.File, error) {
	var content []byte
	err := d.Store().View(ctx, func(tx *store.Reader) (err error) {
		content, err = tx.Blob(ctx, r.File)
		return err
	})
	return tabular.File{Data: bytes.NewReader(content), Size: int64(len(content)), Name: r.Name}, err
}

// Check says what is wrong with a request before it is submitted; the fault
// names every field of it.
func (r Request) Check(ctx context.Context, clerk *desk.Clerk) error {
	t, err := clerk.Type(r.Map.Type)
	if err != nil {
		return err
	}
	if t.SubjectField() != nil || !clerk.May(record.Create, t) && !clerk.May(record.Update, t) {
		return fault.New(fault.Forbidden, "You may not add %s.", t.Titles)
	}
	file, err := r.Open(ctx, clerk.Desk())
	if err != nil {
		return err
	}
	rows, err := tabular.Open(file, r.Format, tabular.Limits{})
	if err != nil {
		return err
	}
	return r.Map.Check(t, rows.Header())
}

// Submit queues an import on behalf of the clerk's principal, with whose rights
// it will run. The same import asked for twice is one job while it is under way.
func Submit(ctx context.Context, q *jobs.Queue, clerk *desk.Clerk, r Request) (record.ID, error) {
	if err := r.Check(ctx, clerk); err != nil {
		return record.ID{}, err
	}
	payload, err := json.Marshal(r)
	if err != nil {
		return record.ID{}, err
	}
	by := clerk.Principal().Account
	sum := sha256.Sum256(payload)
	return q.Add(ctx, jobs.Job{
		Kind: Kind, Payload: r, By: by,
		UniqueKey: fmt.Sprintf("import:%s:%s", by, hex.EncodeToString(sum[:])),
	})
}

// Draft notes that a file was handed in, to be looked at before it is imported.
func Draft(ctx context.Context, q *jobs.Queue, clerk *desk.Clerk, r Request) (record.ID, error) {
	return q.Add(ctx, jobs.Job{Kind: DraftKind, Payload: r, By: clerk.Principal().Account})
}

// runJob runs an import that was queued, from where an earlier run of the job was
// stopped.
func runJob(ctx context.Context, d *desk.Desk, run *jobs.Run) error {
	var r Request
	if err := run.Payload(&r); err != nil {
		return err
	}
	var state State
	resumed, err := run.State(&state)
	if err != nil {
		return err
	}
	if resumed && r.DryRun { // it ended with its only checkpoint
		return run.Result(state.Progress)
	}
	clerk, err := clerkOf(d, run.By())
	if err != nil {
		return err
	}
	file, err := r.Open(ctx, d)
	if err != nil {
		return err
	}
	work := runSaving
	if r.DryRun {
		work = runDry
	}
	p, err := work(ctx, clerk, file, r, state, run)
	if err != nil {
		return err
	}
	return run.Result(p)
}

func runSaving(ctx context.Context, clerk *desk.Clerk, file tabular.File, r Request, from State, run *jobs.Run) (Progress, error) {
	return Run(ctx, clerk, file, r.Format, r.Map, Options{
		Currency: r.Currency, Resume: from,
		Checkpoint: func(ctx context.Context, w *store.Writer, s State, rejects []Reject) error {
			output, err := outputs(rejects)
			if err != nil {
				return err
			}
			return run.Checkpoint(ctx, w, int64(s.Progress.Rows), s.Progress.total(), s, output...)
		},
	})
}

// runDry saves nothing but what it found out, once at the end.
func runDry(ctx context.Context, clerk *desk.Clerk, file tabular.File, r Request, _ State, run *jobs.Run) (Progress, error) {
	var rejects []Reject
	p, err := Run(ctx, clerk, file, r.Format, r.Map, Options{
		DryRun: true, Currency: r.Currency,
		Report: func(p Progress, more []Reject) {
			rejects = append(rejects, more...)
			// The error is that of the context, which ends the run by itself.
			_ = run.Progress(ctx, int64(p.Rows), p.total(), "rows checked")
		},
	})
	if err != nil {
		return p, err
	}
	output, err := outputs(rejects)
	if err != nil {
		return p, err
	}
	return p, clerk.Desk().Store().Write(ctx, func(w *store.Writer) error {
		return run.Checkpoint(ctx, w, int64(p.Rows), int64(p.Rows), State{Progress: p}, output...)
	})
}

// outputs writes rejected rows as pieces that a job leaves.
func outputs(rejects []Reject) ([][]byte, error) {
	var out [][]byte
	for _, r := range rejects {
		text, err := json.Marshal(r)
		if err != nil {
			return nil, err
		}
		out = append(out, text)
	}
	return out, nil
}

// total estimates how many rows the file has; 0 while that is not known.
func (p Progress) total() int64 {
	if p.Share <= 0 {
		return 0
	}
	return int64(float64(p.Rows) / p.Share)
}

// clerkOf acts for an account with the rights that it has now. Without an
// account, the program itself acts, as for its command line.
func clerkOf(d *desk.Desk, account record.ID) (*desk.Clerk, error) {
	program := d.For(access.Program())
	if account.IsZero() {
		return program, nil
	}
	s, err := program.Snapshot()
	if err != nil {
		return nil, err
	}
	a := record.Get(s, record.To[catalog.Account](account))
	if a == nil || a.State != "active" || a.Archived {
		return nil, fault.New(fault.Forbidden, "The account that asked for this import has been closed.")
	}
	p := access.Principal{Account: a.ID, Person: a.Person.ID, Name: a.Login, Roles: a.RoleList()}
	if person := record.Get(s, a.Person); person != nil {
		p.Name = person.Name
	}
	return d.For(p), nil
}
