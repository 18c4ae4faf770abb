package app

import (
	"context"
	"log/slog"
	"time"

	"fairlead/internal/connect/feed"
	"fairlead/internal/connect/fetch"
	"fairlead/internal/connect/importer"
	"fairlead/internal/jobs"
)

// openQueue makes the queue of background work, which knows imports
// and the reading of feeds. A data
// directory is locked by the one program that writes to it, so that what ran in
// an earlier one, which was killed, goes on at once. On PostgreSQL other servers
// may be at work: there the leases must run out.
func (b *base) openQueue(ctx context.Context, c Config, log *slog.Logger) (*jobs.Queue, error) {
	q := jobs.New(b.store, time.Now, log, jobs.Settings{Workers: c.Workers})
	importer.Serve(q, b.desk)
	feed.Serve(q, b.desk, fetch.New(fetch.Settings{}))
	if c.Database != "" {
		return q, nil
	}
	return q, q.Recover(ctx)
}
