package technology_test

import (
	"strings"
	"testing"
	"time"

	"fairlead/internal/catalog"
	"fairlead/internal/insight/signal"
	"fairlead/internal/insight/technology"
	"fairlead/internal/record"
	"fairlead/internal/testkit/records"
)

// The names are those that inventories give, against cycles of endoflife.date.
func TestDateless(t *testing.T) {
	ends := record.Day(2027, 1, 12)
	var all []record.Record
	n := 0
	add := func(p *catalog.Product) *catalog.Product {
		n++
		p.Header = records.Head(n, "")
		all = append(all, p)
		return p
	}
	installed := func(p *catalog.Product, assets int) {
		for range assets {
			n++
			all = append(all, &catalog.Asset{Header: records.Head(n, "in_use"), Name: "a", System: record.To[catalog.Product](p.ID)})
		}
	}
	server := add(&catalog.Product{Name: "Microsoft Windows Server 2016", Family: "Microsoft Windows Server", Release: "2016", AlsoKnownAs: "Windows Server 2016 Standard, WinSrv 2016", SupportEnds: ends})
	add(&catalog.Product{Name: "PostgreSQL 1", Family: "PostgreSQL", Release: "1", SupportEnds: ends})
	eleven := add(&catalog.Product{Name: "PostgreSQL 11 of the maker", Family: "PostgreSQL", Release: "11", SupportEnds: ends})
	add(&catalog.Product{Name: "Debian twice", Family: "Debian", Release: "12", SupportEnds: ends})
	add(&catalog.Product{Name: "Debian again", Family: "Debian", Release: "12", SupportEnds: ends})
	want := map[string]struct {
		like *catalog.Product
		by   technology.MatchKind
	}{}
	for i, c := range []struct {
		product *catalog.Product
		like    *catalog.Product
		by      technology.MatchKind
	}{
		{&catalog.Product{Name: "windows server 2016 (Standard)"}, server, technology.ByName},
		{&catalog.Product{Name: "WINSRV-2016"}, server, technology.ByName},
		{&catalog.Product{Name: "pg eleven", Family: "postgresql", Release: "11"}, eleven, technology.ByRelease},
		{&catalog.Product{Name: "PostgreSQL 11 on Ubuntu (x64)"}, eleven, technology.Within},
		{&catalog.Product{Name: "PostgreSQL 111"}, nil, technology.Within},
		{&catalog.Product{Name: "Debian 12 bookworm"}, nil, technology.Within}, // two look like it
		{&catalog.Product{Name: "Handheld T-5"}, nil, technology.Within},
	} {
		p := add(c.product)
		installed(p, 10-i)
		want[p.Name] = struct {
			like *catalog.Product
			by   technology.MatchKind
		}{c.like, c.by}
	}
	add(&catalog.Product{Name: "installed nowhere"})
	installed(server, 3)
	list := technology.Datelesses(records.Snapshot(t, all...))
	if len(list) != len(want) || list[0].Assets != 10 {
		t.Fatalf("%d products without dates, the first on %d assets", len(list), list[0].Assets)
	}
	for _, d := range list {
		if w := want[d.Product.Name]; d.Like != w.like || d.By != w.by {
			t.Errorf("%s looks like %v by %s", d.Product.Name, d.Like, d.By)
		}
	}
}

func TestFeedsThatFail(t *testing.T) {
	read := &catalog.Feed{Header: records.Head(1, "read"), Name: "Read"}
	failing := &catalog.Feed{Header: records.Head(2, "read"), Name: "Failing", Problem: "It does not answer.", ReadAt: record.At(time.Date(2026, 11, 20, 3, 0, 0, 0, time.UTC))}
	paused := &catalog.Feed{Header: records.Head(3, "paused"), Name: "Paused", Problem: "It does not answer."}
	q := signal.Question{Now: record.At(time.Date(2026, 11, 21, 9, 0, 0, 0, time.UTC)), Locale: record.International()}
	found := signal.Ask(records.Snapshot(t, read, failing, paused), q, technology.Rules()...)
	if len(found) != 1 || found[0].Key != signal.Key("technology.feed", failing.ID) || !strings.HasPrefix(found[0].Why, failing.Problem) {
		t.Errorf("signals: %+v", found)
	}
}

// An open incident on an asset of an entry, and the contract that covers the
// asset, are known of the entry.
func TestTroublesAndContractsOfAnEntry(t *testing.T) {
	product := &catalog.Product{Header: records.Head(1, ""), Name: "P", Family: "F"}
	contract := &catalog.Contract{Header: records.Head(2, "in_force"), Name: "Care"}
	asset := &catalog.Asset{Header: records.Head(3, "in_use"), Name: "A", Product: record.To[catalog.Product](product.ID), Contract: record.To[catalog.Contract](contract.ID)}
	entry := &catalog.Technology{Header: records.Head(4, "on_radar"), Name: "T", Family: "F", Ring: "adopt", Contracts: record.Refs[catalog.Contract]{asset.Contract}}
	on := func(n int, state string) *catalog.Incident {
		return &catalog.Incident{Header: records.Head(n, state), Asset: record.To[catalog.Asset](asset.ID)}
	}
	s := records.Snapshot(t, product, contract, asset, entry, on(5, "new"), on(6, "resolved"), &catalog.Incident{Header: records.Head(7, "new")})
	e := technology.EntryOf(s, entry, record.Day(2026, 11, 21))
	if len(e.Troubles) != 1 || e.Troubles[0].ID != records.ID(5) || len(e.Contract) != 1 {
		t.Errorf("%d troubles, %d contracts", len(e.Troubles), len(e.Contract))
	}
}
