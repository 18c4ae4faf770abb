package importer

import (
	"context"
	"errors"
	"io"

	"fairlead/internal/connect/tabular"
	"fairlead/internal/desk"
	"fairlead/internal/record"
)

// Preview is what would become of one row.
type Preview struct {
	Line    int
	Record  record.Record     // as it would be; nil where the row cannot be read
	Filled  []*record.Field   // that the row has values for
	Named   map[string]string // of those, references as the file names them
	Effect  desk.Effect
	Problem string // why the row would not be taken; empty otherwise
}

// Try says what would become of the first rows of a file. Rows that name others
// further down are shown as if those were there.
func Try(ctx context.Context, clerk *desk.Clerk, file tabular.File, format tabular.Format, m Map, currency string) ([]Preview, error) {
	r, err := newRun(clerk, file, format, m, Options{DryRun: true, Currency: currency})
	if err != nil {
		return nil, err
	}
	rows, err := tabular.Open(file, format, tabular.Limits{})
	if err != nil {
		return nil, err
	}
	batch, err := r.read(rows, sampleRows)
	if err != nil && !errors.Is(err, io.EOF) {
		return nil, err
	}
	if err := r.save(ctx, batch); err != nil {
		return nil, err
	}
	out := make([]Preview, len(batch))
	for i, it := range batch {
		out[i] = r.preview(it)
	}
	return out, nil
}

func (r *run) preview(it *item) Preview {
	p := Preview{Line: it.row.Line, Record: it.record, Filled: it.filled, Named: map[string]string{}, Effect: desk.Creates}
	if it.err != nil {
		p.Problem = reason(it.err)
	}
	if it.change != nil {
		p.Effect = it.change.Effect()
	}
	for _, b := range r.row.rules {
		if text := r.row.value(b, it.row); b.field.Points() && p.Named[b.Field] == "" {
			p.Named[b.Field] = text
		}
	}
	return p
}
