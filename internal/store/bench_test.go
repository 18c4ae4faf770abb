package store_test

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"fairlead/internal/record"
	"fairlead/internal/store"
	"fairlead/internal/testkit/pgtest"
)

// The benchmarks run on 200,000 devices, 50,000 sites and 200,000 tickets of
// which 20,000 are open. The SQLite database is made once and kept in the
// temporary directory; remove it there to have it made again. For PostgreSQL it
// is made anew in each run, so ask for that with -bench 'postgres'.

const (
	manySites   = 50_000
	manyDevices = 200_000
	manyTickets = 200_000
)

// measureCPU reports the processor time of this process for each operation: on a
// busy machine that says more than the time on the clock. Of PostgreSQL it says
// only what our side costs.
func measureCPU(b *testing.B) (done func()) {
	start := cpuTime(b)
	return func() { b.ReportMetric(float64(cpuTime(b)-start)/float64(b.N), "cpu-ns/op") }
}

func cpuTime(b *testing.B) int64 {
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		b.Fatal(err)
	}
	return u.Utime.Nano() + u.Stime.Nano()
}

// estate draws records like those of a large department.
type estate struct {
	random *rand.Rand
	common *rand.Zipf
	sites  []record.ID
	assets []record.ID
	clock  time.Time
}

func newEstate() *estate {
	random := rand.New(rand.NewPCG(7, 8))
	return &estate{random: random, common: rand.NewZipf(random, 1.1, 8, 30_000), clock: noon}
}

// word draws from a vocabulary in which a few words are in most texts.
func (e *estate) word() string {
	n := e.common.Uint64()
	if common := []string{"server", "network", "laptop", "printer", "office", "berlin", "backup", "serverless"}; n < uint64(len(common)) {
		return common[n]
	}
	return fmt.Sprintf("%c%c%c%d", 'a'+n%26, 'a'+n/26%26, 'a'+n/676%26, n%100)
}

func (e *estate) words(n int) string {
	words := make([]string, n)
	for i := range words {
		words[i] = e.word()
	}
	return strings.Join(words, " ")
}

func (e *estate) header(state string) record.Header {
	e.clock = e.clock.Add(time.Minute)
	id := record.NewID(e.clock)
	return record.Header{ID: id, Version: 1, State: state, Created: record.At(e.clock), Updated: record.At(e.clock),
		CreatedBy: e.some(e.sites), Source: "bench", ExternalID: id.String(), Archived: e.random.IntN(20) == 0}
}

func (e *estate) some(ids []record.ID) record.ID {
	if len(ids) == 0 {
		return record.ID{}
	}
	return ids[e.random.IntN(len(ids))]
}

func (e *estate) site() record.Record {
	s := &site{Header: e.header(""), Name: e.words(3)}
	e.sites = append(e.sites, s.ID)
	return s
}

func (e *estate) device() record.Record {
	n := len(e.assets)
	d := &device{
		Header: e.header([]string{"planned", "running", "retired"}[e.random.IntN(3)]),
		Name:   e.words(2), Serial: fmt.Sprintf("SN%08d", n), Model: e.word(), Site: record.To[site](e.some(e.sites)),
		About: record.AnyRef{Type: "site", ID: e.some(e.sites)}, Notes: record.Markdown(e.words(12)), Grade: "mid",
		Rack: record.Whole(int64(n % 500)), Weight: record.NewDecimal(int64(n) * 1000), Price: record.Money{Minor: int64(n), Currency: "EUR"},
		Bought: record.DateOf(e.clock), Checked: record.At(e.clock), Warranty: record.Lasting(time.Hour * time.Duration(n%1000)),
	}
	if n%10 == 0 {
		d.Parts = record.ToAll[device](e.some(e.assets), e.some(e.assets))
	}
	e.assets = append(e.assets, d.ID)
	return d
}

func (e *estate) ticket() record.Record {
	t := &ticket{Header: e.header("closed"), Subject: e.words(5), Body: record.Markdown(e.words(20)), Device: record.To[device](e.some(e.assets)),
		Opened: record.At(e.clock), Closed: record.At(e.clock.Add(time.Hour)), Effort: record.Lasting(time.Hour), Priority: "high"}
	if e.random.IntN(10) == 0 {
		t.State, t.Closed = "open", record.Instant{}
	}
	return t
}

// save writes records of one type with journal and names, as the desk does.
func save(ctx context.Context, s *store.Store, records []record.Record) error {
	typ := s.Dictionary().TypeOf(records[0])
	entries := make([]record.Entry, len(records))
	return s.Write(ctx, func(w *store.Writer) error {
		if err := w.Insert(ctx, typ, records); err != nil {
			return err
		}
		for i, r := range records {
			entries[i] = entry(typ, record.Created, nil, r)
		}
		if err := w.Append(ctx, entries); err != nil {
			return err
		}
		return w.Index(ctx, typ, records)
	})
}

// fill writes n records that make draws, in the batches of a large import.
func fill(b *testing.B, s *store.Store, n int, draw func() record.Record) {
	for range n / 1000 {
		records := make([]record.Record, 1000)
		for i := range records {
			records[i] = draw()
		}
		if err := save(b.Context(), s, records); err != nil {
			b.Fatal(err)
		}
	}
}

func fillAll(b *testing.B, s *store.Store) {
	b.Helper()
	start := time.Now()
	e := newEstate()
	fill(b, s, manySites, e.site)
	fill(b, s, manyDevices, e.device)
	fill(b, s, manyTickets, e.ticket)
	if err := s.Optimize(b.Context()); err != nil {
		b.Fatal(err)
	}
	b.Logf("%d records written in %v", manySites+manyDevices+manyTickets, time.Since(start).Round(time.Second))
}

// large gives the large database of each engine.
func large(b *testing.B, run func(*testing.B, *store.Store)) {
	b.Run("sqlite", func(b *testing.B) { run(b, largeSQLite(b)) })
	b.Run("postgres", func(b *testing.B) { run(b, largePostgres(b)) })
}

func openBench(dsn string) (*store.Store, error) {
	d, err := record.NewDictionary(declarations()...)
	if err != nil {
		return nil, err
	}
	s, err := store.Open(context.Background(), dsn, d, store.Options{})
	if err != nil {
		return nil, err
	}
	if _, err := s.Upgrade(context.Background()); err != nil {
		return nil, errors.Join(err, s.Close())
	}
	return s, nil
}

func mustOpen(b *testing.B, dsn string) *store.Store {
	b.Helper()
	s, err := openBench(dsn)
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() { s.Close() })
	return s
}

func largeSQLite(b *testing.B) *store.Store {
	b.Helper()
	dir := filepath.Join(os.TempDir(), "fairlead-bench")
	path := filepath.Join(dir, "large.db")
	if _, err := os.Stat(path); err == nil {
		s, err := openBench("sqlite:" + path)
		if err == nil {
			b.Cleanup(func() { s.Close() })
			return s
		}
		b.Logf("made anew: %v", err)
	}
	if err := errors.Join(os.RemoveAll(dir), os.MkdirAll(dir, 0o700)); err != nil {
		b.Fatal(err)
	}
	s, err := openBench("sqlite:" + path + ".part")
	if err != nil {
		b.Fatal(err)
	}
	fillAll(b, s)
	if err := errors.Join(s.Close(), os.Rename(path+".part", path)); err != nil {
		b.Fatal(err)
	}
	return mustOpen(b, "sqlite:"+path)
}

func largePostgres(b *testing.B) *store.Store {
	b.Helper()
	s := mustOpen(b, pgtest.Start(b))
	fillAll(b, s)
	return s
}

// BenchmarkLarge measures reading from the large database.
func BenchmarkLarge(b *testing.B) {
	large(b, func(b *testing.B, s *store.Store) {
		b.Run("snapshot", func(b *testing.B) { benchSnapshot(b, s) })
		b.Run("list", func(b *testing.B) { benchLists(b, s) })
		b.Run("get", func(b *testing.B) { benchGet(b, s) })
		b.Run("labels", func(b *testing.B) { benchLabels(b, s) })
		b.Run("search", func(b *testing.B) { benchSearch(b, s) })
		b.Run("inbound", func(b *testing.B) { benchInbound(b, s) })
		b.Run("save", func(b *testing.B) { benchSave(b, s) })
		b.Run("change", func(b *testing.B) { benchChange(b, s) })
		b.Run("mixed", func(b *testing.B) { benchMixed(b, s) })
	})
}

func benchSnapshot(b *testing.B, s *store.Store) {
	defer measureCPU(b)()
	for b.Loop() {
		snapshot, err := s.LoadSnapshot(b.Context())
		if err != nil {
			b.Fatal(err)
		}
		b.ReportMetric(float64(snapshot.Len(s.Dictionary().Type("ticket"))), "open-tickets")
		var m runtime.MemStats
		runtime.GC()
		runtime.ReadMemStats(&m)
		b.ReportMetric(float64(m.HeapAlloc>>20), "MB-heap")
		runtime.KeepAlive(snapshot)
	}
}

func benchLists(b *testing.B, s *store.Store) {
	for _, c := range []struct{ typ, filter, order string }{
		{"ticket", "", ""},
		{"ticket", "state != closed", ""},
		{"ticket", "state = open", "-opened"},
		{"ticket", "state = closed", "-closed"},
		{"ticket", "priority = low", "opened"},
		{"ticket", "subject:zzz9", ""},
		{"ticket", `device.site = "SIT-0007"`, "-opened"},
		{"ticket", "zzzzz", ""},
		{"device", "", "name"},
		{"device", "", "-weight"},
		{"device", `site = "SIT-0007"`, "name"},
		{"device", `price > "1999 EUR" AND grade = mid`, "-bought"},
		{"device", "rack = 77", "name"},
		{"device", "tags:nothing", ""},
	} {
		b.Run(c.typ+"/"+c.filter+"/"+c.order, func(b *testing.B) {
			typ := s.Dictionary().Type(c.typ)
			f, err := s.Dictionary().ParseFilter(typ, c.filter, record.Env{Today: record.DateOf(noon)})
			if err != nil {
				b.Fatal(err)
			}
			order, err := typ.ParseOrder(c.order)
			if err != nil {
				b.Fatal(err)
			}
			next, rows := "", 0
			defer measureCPU(b)()
			for b.Loop() {
				err := s.View(b.Context(), func(r *store.Reader) error {
					page, err := r.List(b.Context(), typ, store.Query{Where: []record.Filter{f}, Order: order, Limit: 50, After: next})
					next, rows = page.Next, len(page.Records)
					return err
				})
				if err != nil {
					b.Fatal(err)
				}
			}
			b.ReportMetric(float64(rows), "rows")
		})
	}
}

// known lists the IDs of some records of the large database.
func known(b *testing.B, s *store.Store, typ string, n int) (ids []record.ID) {
	b.Helper()
	err := s.View(b.Context(), func(r *store.Reader) error {
		page, err := r.List(b.Context(), s.Dictionary().Type(typ), store.Query{Limit: n, Order: record.Order{Descending: true}})
		for _, rec := range page.Records {
			ids = append(ids, rec.Head().ID)
		}
		return err
	})
	if err != nil {
		b.Fatal(err)
	}
	return ids
}

func benchGet(b *testing.B, s *store.Store) {
	typ := s.Dictionary().Type("device")
	ids := known(b, s, "device", 1000)
	i := 0
	defer measureCPU(b)()
	for b.Loop() {
		err := s.View(b.Context(), func(r *store.Reader) error {
			_, err := r.Get(b.Context(), typ, ids[i%len(ids)])
			return err
		})
		if err != nil {
			b.Fatal(err)
		}
		i++
	}
}

func benchLabels(b *testing.B, s *store.Store) {
	ids := known(b, s, "device", 100)
	defer measureCPU(b)()
	for b.Loop() {
		err := s.View(b.Context(), func(r *store.Reader) error {
			names, err := r.Labels(b.Context(), ids)
			if len(names) != len(ids) {
				b.Fatalf("%d names of %d", len(names), len(ids))
			}
			return err
		})
		if err != nil {
			b.Fatal(err)
		}
	}
}

func benchSearch(b *testing.B, s *store.Store) {
	for _, c := range []struct{ text, types string }{
		{"s", ""}, {"se", ""}, {"ser", ""}, {"serv", ""}, {"serve", ""}, {"server", ""}, {"serverle", ""}, {"server berlin", ""},
		{"server", "site"}, {"ser", "site"}, {"backup", "ticket"}, {"SN00012345", ""}, {"sn0001", ""}, {"DEV-0042", ""}, {"zzzzz", ""},
		{"printer serverless xx", "site device"}, {"off berl", "site"},
	} {
		b.Run(c.text+"/"+c.types, func(b *testing.B) {
			q := store.SearchQuery{Text: c.text}
			for name := range strings.FieldsSeq(c.types) {
				q.Types = append(q.Types, s.Dictionary().Type(name))
			}
			hits := 0
			defer measureCPU(b)()
			for b.Loop() {
				err := s.View(b.Context(), func(r *store.Reader) error {
					found, err := r.Search(b.Context(), q)
					hits = len(found)
					return err
				})
				if err != nil {
					b.Fatal(err)
				}
			}
			b.ReportMetric(float64(hits), "hits")
		})
	}
}

func benchInbound(b *testing.B, s *store.Store) {
	typ := s.Dictionary().Type("site")
	ids := known(b, s, "site", 1000)
	i := 0
	defer measureCPU(b)()
	for b.Loop() {
		err := s.View(b.Context(), func(r *store.Reader) error {
			_, err := r.Inbound(b.Context(), typ, ids[i%len(ids)], store.InboundQuery{First: 5})
			return err
		})
		if err != nil {
			b.Fatal(err)
		}
		i++
	}
}

// benchSave writes one ticket in each transaction.
func benchSave(b *testing.B, s *store.Store) {
	e := newEstate()
	e.clock = time.Now()
	e.assets = known(b, s, "device", 1000)
	defer measureCPU(b)()
	for b.Loop() {
		if err := save(b.Context(), s, []record.Record{e.ticket()}); err != nil {
			b.Fatal(err)
		}
	}
}

// benchChange closes one ticket in each transaction.
func benchChange(b *testing.B, s *store.Store) {
	typ := s.Dictionary().Type("ticket")
	ids := known(b, s, "ticket", 1000)
	i := 0
	defer measureCPU(b)()
	for b.Loop() {
		err := s.Write(b.Context(), func(w *store.Writer) error {
			before, err := w.Get(b.Context(), typ, ids[i%len(ids)])
			if err != nil {
				return err
			}
			after := typ.Clone(before).(*ticket)
			after.Updated, after.Effort = record.At(time.Now()), record.Lasting(time.Duration(i)*time.Second)
			return change(b.Context(), w, before, after)
		})
		if err != nil {
			b.Fatal(err)
		}
		i++
	}
}

// benchMixed reads pages as eight busy people do, ten a second each, with a list,
// its names and a search on each page, while one ticket after the other is written.
func benchMixed(b *testing.B, s *store.Store) {
	const people = 8
	e := newEstate()
	e.clock = time.Now()
	e.assets = known(b, s, "device", 1000)
	ctx, stop := context.WithCancel(b.Context())
	written := make(chan int)
	go func() {
		n := 0
		for ; save(ctx, s, []record.Record{e.ticket()}) == nil; n++ {
		}
		written <- n
	}()
	var mu sync.Mutex
	var took []time.Duration
	b.SetParallelism((people + runtime.GOMAXPROCS(0) - 1) / runtime.GOMAXPROCS(0))
	b.RunParallel(func(pb *testing.PB) {
		pace := time.NewTicker(100 * time.Millisecond)
		defer pace.Stop()
		for pb.Next() {
			<-pace.C
			start := time.Now()
			if err := readPage(b.Context(), s); err != nil {
				b.Error(err)
				return
			}
			mu.Lock()
			took = append(took, time.Since(start))
			mu.Unlock()
		}
	})
	stop()
	b.ReportMetric(float64(<-written)/b.Elapsed().Seconds(), "writes/s")
	slices.Sort(took)
	b.ReportMetric(float64(took[len(took)*95/100].Microseconds())/1000, "p95-ms")
}

func readPage(ctx context.Context, s *store.Store) error {
	typ := s.Dictionary().Type("ticket")
	return s.View(ctx, func(r *store.Reader) error {
		page, err := r.List(ctx, typ, store.Query{Order: record.Order{Field: typ.Field("opened"), Descending: true}})
		if err != nil {
			return err
		}
		var ids []record.ID
		for _, rec := range page.Records {
			ids = append(ids, rec.(*ticket).Device.ID)
		}
		if _, err := r.Labels(ctx, ids); err != nil {
			return err
		}
		_, err = r.Search(ctx, store.SearchQuery{Text: "serv"})
		return err
	})
}

// BenchmarkImport writes 50,000 devices into a new database, in batches.
func BenchmarkImport(b *testing.B) {
	for name, dsn := range engines() {
		b.Run(name, func(b *testing.B) {
			defer measureCPU(b)()
			for b.Loop() {
				b.StopTimer()
				s := mustOpen(b, dsn(b))
				e := newEstate()
				b.StartTimer()
				fill(b, s, 50_000, e.device)
				b.StopTimer()
				s.Close()
				b.StartTimer()
			}
		})
	}
}
