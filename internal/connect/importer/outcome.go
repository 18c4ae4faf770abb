package importer

import (
	"bytes"
	"context"
	"encoding/json"
	"io"
	"time"

	"fairlead/internal/connect/tabular"
	"fairlead/internal/desk"
	"fairlead/internal/fault"
	"fairlead/internal/jobs"
	"fairlead/internal/record"
)

// Import is an import as its job stands.
type Import struct {
	*jobs.Info
	Request  Request
	Progress Progress // so far, or in the end
}

// Read makes an Import of a job. The fault is NotFound for one of another kind.
func Read(info *jobs.Info) (*Import, error) {
	if info.Kind != Kind && info.Kind != DraftKind {
		return nil, fault.New(fault.NotFound, "There is no such import.")
	}
	i := &Import{Info: info}
	state := State{Progress: Progress{Rows: int(info.Done)}}
	for _, part := range []struct {
		text string
		into any
	}{{info.Payload, &i.Request}, {info.Checkpoint, &state}, {info.Result, &state.Progress}} {
		if part.text == "" {
			continue
		}
		if err := json.Unmarshal([]byte(part.text), part.into); err != nil {
			return nil, fault.Because(err, fault.NotFound, "This import was made by another version of the program.")
		}
	}
	i.Progress = state.Progress
	return i, nil
}

// WriteRejects writes the rows that an import did not take, so far, as a CSV
// file that can be corrected and imported again.
func (i *Import) WriteRejects(ctx context.Context, q *jobs.Queue, d *desk.Desk, w io.Writer) error {
	file, err := i.Request.Open(ctx, d)
	if err != nil {
		return err
	}
	rows, err := tabular.Open(file, i.Request.Format, tabular.Limits{})
	if err != nil {
		return err
	}
	header := rows.Original()
	if i.Request.Format.Header == tabular.HeaderNone {
		header = rows.Header()
	}
	out, err := tabular.NewRejectsWriter(w, header, tabular.CSVStyle{Delimiter: rejectsDelimiter(i.Request.Format), Mark: true})
	if err != nil {
		return err
	}
	for body, err := range q.Output(ctx, i.ID) {
		if err != nil {
			return err
		}
		var r Reject
		if err := json.Unmarshal(body, &r); err != nil {
			return err
		}
		if err := out.Write(r.Reason, r.Cells); err != nil {
			return err
		}
	}
	return out.Close()
}

// rejectsDelimiter is that of the file, where one may write it.
func rejectsDelimiter(f tabular.Format) string {
	if f.Delimiter != "" && bytes.ContainsAny([]byte(",;\t|"), f.Delimiter) {
		return f.Delimiter
	}
	return ""
}

// Bring imports a file and waits until it is done, for those who have no server
// running such as the command line. The import is a job like any other: when the
// program is killed, calling Bring again with the same request, or starting a
// server, goes on where it stopped. The queue must know imports (Serve); it need
// not be started. Report, when given, is told about twice a second how far it is.
//
// The error is why the import failed. Rows that were not taken are no error: ask
// WriteRejects of what is returned.
func Bring(ctx context.Context, q *jobs.Queue, clerk *desk.Clerk, r Request, report func(*Import)) (*Import, error) {
	id, err := Submit(ctx, q, clerk, r)
	if err != nil {
		return nil, err
	}
	ended := make(chan error, 1)
	go func() { ended <- runToEnd(ctx, q, id) }()
	tick := time.NewTicker(reportEvery)
	defer tick.Stop()
	for {
		select {
		case err := <-ended:
			if err != nil {
				return nil, err
			}
			return get(ctx, q, id)
		case <-tick.C:
			if i, err := get(ctx, q, id); err == nil && report != nil {
				report(i)
			}
		}
	}
}

const reportEvery = 500 * time.Millisecond

func get(ctx context.Context, q *jobs.Queue, id record.ID) (*Import, error) {
	info, err := q.Get(ctx, id)
	if err != nil {
		return nil, err
	}
	return Read(info)
}

// runToEnd runs a job here, or waits while another process does. A job whose
// process was killed is free once its lease has passed.
func runToEnd(ctx context.Context, q *jobs.Queue, id record.ID) error {
	for {
		err := q.RunNow(ctx, id)
		if fault.KindOf(err) != fault.Conflict {
			return err
		}
		info, err := q.Get(ctx, id)
		if err != nil {
			return err
		}
		if info.State.Final() {
			return ending(info)
		}
		changed := q.Watch(id)
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-changed:
		case <-time.After(reportEvery):
		}
	}
}

// ending is the error with which a job ended.
func ending(info *jobs.Info) error {
	switch info.State {
	case jobs.Done:
		return nil
	case jobs.Cancelled:
		return fault.New(fault.Conflict, "The import was cancelled.")
	}
	return fault.New(fault.Invalid, "%s", info.Error)
}
