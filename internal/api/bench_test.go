package api_test

import (
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"strings"
	"sync/atomic"
	"syscall"
	"testing"
	"time"

	"fairlead/internal/api"
	"fairlead/internal/catalog"
	"fairlead/internal/record"
	"fairlead/internal/testkit/desktest"
)

// The benchmarks run over a department in which many incidents were reported,
// a fifth of them still open.
const reported = 100_000

// busy is a server over that department. It is filled once for each benchmark
// function, whatever the number of its runs.
func busy(b *testing.B) *server {
	b.Helper()
	s := openOn(b, "sqlite:"+filepath.Join(b.TempDir(), "fairlead.db"), nil)
	var people, services, teams []record.Record
	for i := range 200 {
		people = append(people, &catalog.Person{Name: fmt.Sprint("Person ", i)})
		services = append(services, &catalog.Service{Name: fmt.Sprint("Service ", i)})
		teams = append(teams, &catalog.Team{Name: fmt.Sprint("Team ", i)})
	}
	desktest.Save(b, s.desk, people...)
	desktest.Save(b, s.desk, services...)
	desktest.Save(b, s.desk, teams...)
	for from := 0; from < reported; from += 5000 {
		batch := make([]record.Record, 5000)
		for i := range batch {
			batch[i] = incident(from+i, people, services, teams)
		}
		desktest.Save(b, s.desk, batch...)
	}
	if err := s.desk.Store().Optimize(background()); err != nil {
		b.Fatal(err)
	}
	s.admit("tech", record.Technician)
	return s
}

func incident(i int, people, services, teams []record.Record) *catalog.Incident {
	inc := &catalog.Incident{
		Title:   fmt.Sprintf("The %s does not %s since %d o'clock", things[i%len(things)], deeds[i/7%len(deeds)], i%24),
		Service: record.To[catalog.Service](services[i%200].Head().ID), Team: record.To[catalog.Team](teams[i%200].Head().ID),
		Requester: record.To[catalog.Person](people[i*7%200].Head().ID), Impact: "medium", Urgency: "low", Category: things[i%len(things)],
		Opened:      record.At(desktest.Noon().Add(-time.Duration(i) * time.Minute)),
		Description: "It worked yesterday. Nothing was changed. The people beside me see the same.",
	}
	inc.State = "new"
	if i%5 != 0 {
		inc.State = "closed"
	}
	return inc
}

var (
	things = []string{"printer", "mail client", "badge reader", "phone", "laptop", "file share", "projector", "scanner"}
	deeds  = []string{"start", "print", "connect", "answer", "open", "save", "log in"}
)

// measured runs a benchmark and reports the processor time of an operation, all
// goroutines and the garbage collector included, beside the wall time.
func measured(b *testing.B, perOp float64, run func()) {
	b.Helper()
	b.ResetTimer()
	before := processorTime(b)
	run()
	used := processorTime(b) - before
	b.StopTimer()
	n := float64(b.N) * perOp
	b.ReportMetric(float64(used.Microseconds())/1000/n, "cpu-ms/record")
	b.ReportMetric(n/b.Elapsed().Seconds(), "records/s")
}

func processorTime(b *testing.B) time.Duration {
	b.Helper()
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		b.Fatal(err)
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}

// send does a request without the checks of tests.
func (s *server) send(b *testing.B, method, path, body string, status int) {
	r := httptest.NewRequest(method, path, strings.NewReader(body))
	r.Header.Set("Authorization", "Bearer tech")
	r.Header.Set("Content-Type", "application/json")
	w := httptest.NewRecorder()
	s.mux.ServeHTTP(w, r)
	if w.Code != status {
		b.Errorf("%s %s: %d %.300s", method, path, w.Code, w.Body)
	}
}

func fresh(n int64) map[string]any {
	return map[string]any{
		"title": fmt.Sprintf("The %s does not %s any more (%d)", things[n%8], deeds[n%7], n), "service": fmt.Sprintf("SVC-%04d", n%200+1),
		"team": fmt.Sprintf("TEA-%04d", n%200+1), "requester": fmt.Sprintf("PER-%04d", n%200+1), "impact": "high", "urgency": "low",
		"category": things[n%8], "opened": "2026-11-21T11:00:00Z", "description": "It worked yesterday. Nothing was changed.",
	}
}

func encoded(b *testing.B, v any) string {
	b.Helper()
	text, err := json.Marshal(v)
	if err != nil {
		b.Fatal(err)
	}
	return string(text)
}

// BenchmarkAPI is what programs do with a busy department.
func BenchmarkAPI(b *testing.B) {
	s := busy(b)
	var n atomic.Int64
	b.Run("create", func(b *testing.B) {
		measured(b, 1, func() {
			b.SetParallelism(4) // times two processors: eight clients
			b.RunParallel(func(p *testing.PB) {
				for p.Next() {
					s.send(b, "POST", api.Prefix+"/incidents", encoded(b, fresh(n.Add(1))), http.StatusCreated)
				}
			})
		})
	})
	b.Run("bulk of 1000", func(b *testing.B) {
		measured(b, 1000, func() {
			for range b.N {
				items := make([]any, 1000)
				for i := range items {
					items[i] = fresh(n.Add(1))
				}
				s.send(b, "POST", api.Prefix+"/incidents/bulk", encoded(b, map[string]any{"items": items}), http.StatusOK)
			}
		})
	})
	b.Run("get", func(b *testing.B) {
		measured(b, 1, func() {
			for i := range b.N {
				s.send(b, "GET", fmt.Sprintf("%s/incidents/INC-%04d", api.Prefix, i*7919%reported+1), "", http.StatusOK)
			}
		})
	})
	b.Run("change", func(b *testing.B) {
		measured(b, 1, func() {
			for i := range b.N {
				body := fmt.Sprintf(`{"category":"changed %d"}`, n.Add(1))
				s.send(b, "PATCH", fmt.Sprintf("%s/incidents/INC-%04d", api.Prefix, i*7919%reported+1), body, http.StatusOK)
			}
		})
	})
	for name, query := range map[string]string{
		"list of 50": "limit=50", "list of 50 open by date": "limit=50&order=-opened&filter=NOT+state+%3D+closed", "list of 1000": "limit=1000",
	} {
		b.Run(name, func(b *testing.B) {
			measured(b, 1, func() {
				for range b.N {
					s.send(b, "GET", api.Prefix+"/incidents?"+query, "", http.StatusOK)
				}
			})
		})
	}
	b.Run("document", func(b *testing.B) {
		measured(b, 1, func() {
			for range b.N {
				s.send(b, "GET", api.DocumentPath, "", http.StatusOK)
			}
		})
	})
}
