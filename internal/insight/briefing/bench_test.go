package briefing_test

import (
	"encoding/binary"
	"fmt"
	"testing"
	"time"

	"fairlead/internal/catalog"
	"fairlead/internal/insight/briefing"
	"fairlead/internal/record"
)

// estate makes up records for a snapshot of the size that the product must carry.
type estate struct {
	records map[*record.Type][]record.Record
	dict    *record.Dictionary
	next    uint64
}

func (e *estate) add(r record.Record) record.ID {
	h := r.Head()
	e.next++
	binary.BigEndian.PutUint64(h.ID[8:], e.next)
	t := e.dict.TypeOf(r)
	e.records[t] = append(e.records[t], r)
	return h.ID
}

func (e *estate) depend(on int, dependentType string, dependent, provider record.ID) {
	e.add(&catalog.Dependency{
		Dependent: record.AnyRef{Type: dependentType, ID: dependent},
		Provider:  record.AnyRef{Type: "asset", ID: provider},
		Group:     fmt.Sprint("g", on),
	})
}

// large has 200,000 assets, of which every tenth is past its support and 60,000
// stand under services, 50,000 contracts, of which about 2,000 are near their
// notice, 20,000 open incidents and 120,000 dependencies.
func large(b *testing.B) *record.Snapshot {
	b.Helper()
	dict, err := catalog.Dictionary()
	if err != nil {
		b.Fatal(err)
	}
	e := &estate{records: map[*record.Type][]record.Record{}, dict: dict}
	var products, services, assets []record.ID
	for i := range 8000 {
		p := &catalog.Product{Name: fmt.Sprintf("Product %d", i), SupportEnds: today.AddDays(400)}
		if i%10 == 0 {
			p.SupportEnds = today.AddDays(-i)
		}
		products = append(products, e.add(p))
	}
	for i := range 2000 {
		services = append(services, e.add(&catalog.Service{Header: record.Header{State: "live"}, Name: fmt.Sprintf("Service %d", i), Tier: "normal", LossPerHour: eur(100)}))
	}
	for i := range 200_000 {
		assets = append(assets, e.add(&catalog.Asset{Header: record.Header{State: "in_use"}, Name: fmt.Sprintf("asset-%06d", i),
			Product: record.To[catalog.Product](products[i%len(products)]), System: record.To[catalog.Product](products[(i/7)%len(products)])}))
	}
	for i := range 60_000 { // a machine under a service, on a host of its own row
		e.depend(i, "service", services[i%len(services)], assets[i])
		e.depend(i, "asset", assets[i], assets[60_000+i/10])
	}
	for i := range 50_000 {
		e.add(&catalog.Contract{Header: record.Header{State: "in_force"}, Name: fmt.Sprintf("Contract %d", i), Starts: today.AddDays(-800), Ends: today.AddDays(60 + i%2400),
			NoticeDays: record.Whole(30), NoticeBy: today.AddDays(30 + i%2400), AutoRenews: true, RenewalMonths: record.Whole(12), Annual: eur(int64(i))})
	}
	for i := range 20_000 {
		e.add(&catalog.Incident{Header: record.Header{State: "active"}, Title: "Fault", Service: record.To[catalog.Service](services[i%len(services)]),
			Priority: catalog.Priority([]string{"p2", "p3", "p3", "p3", "p4", "p4", "p4", "p4", "p4", "p5"}[i%10]), Opened: record.At(now.Time().Add(-time.Duration(i) * time.Minute))})
	}
	loader := record.NewLoader(dict, 1)
	for t, records := range e.records {
		loader.Add(t, records...)
	}
	return loader.Snapshot()
}

func BenchmarkComposeAfterChange(b *testing.B) {
	s := large(b)
	t := record.TypeFor[catalog.Asset](s)
	var first record.Record
	for r := range s.Each(t) {
		first = r
		break
	}
	b.ReportAllocs()
	for b.Loop() {
		changed := t.Clone(first)
		changed.Head().Version++
		s = s.With(s.Position()+1, record.Edit{Old: first, New: changed})
		first = changed
		if got := briefing.Compose(s, question()); len(got.Items) == 0 {
			b.Fatal("nothing found")
		}
	}
}
