package licence_test

import (
	"testing"

	"fairlead/internal/catalog"
	"fairlead/internal/insight/licence"
	"fairlead/internal/record"
	"fairlead/internal/testkit/records"
)

var today = record.Day(2026, 11, 21)

func eur(n int64) record.Money { return record.Money{Minor: n * 100, Currency: "EUR"} }

func right(n int, change func(*catalog.LicenceEntitlement)) *catalog.LicenceEntitlement {
	l := &catalog.LicenceEntitlement{Header: records.Head(n, "active"), Name: "Right", Family: "Office", Metric: "user", Quantity: record.Whole(10), Cost: eur(1000)}
	change(l)
	return l
}

func TestPositions(t *testing.T) {
	type want struct {
		installed, used, short, spare, stake int64 // -1 unknown
	}
	product := &catalog.Product{Header: records.Head(90, ""), Name: "Office 2024", Family: "Office"}
	installed := func(n, count int, state string) []record.Record {
		var list []record.Record
		for i := range count {
			list = append(list, &catalog.Asset{Header: records.Head(n+i, state), Name: "pc", System: record.To[catalog.Product](records.ID(90))})
		}
		return list
	}
	for _, c := range []struct {
		name   string
		change func(*catalog.LicenceEntitlement)
		assets []record.Record
		want   want
	}{
		{"use not counted", func(*catalog.LicenceEntitlement) {}, nil, want{-1, -1, -1, -1, -1}},
		{"all in use", func(l *catalog.LicenceEntitlement) { l.Used = record.Whole(10) }, nil, want{-1, 10, 0, 0, 0}},
		{"too few", func(l *catalog.LicenceEntitlement) { l.Used = record.Whole(13) }, nil, want{-1, 13, 3, 0, 300}},
		{"too many", func(l *catalog.LicenceEntitlement) { l.Used = record.Whole(4) }, nil, want{-1, 4, 0, 6, 600}},
		{"price not known", func(l *catalog.LicenceEntitlement) { l.Used, l.Cost = record.Whole(4), record.Money{} }, nil, want{-1, 4, 0, 6, -1}},
		{"by user, installed more often", func(l *catalog.LicenceEntitlement) { l.Used = record.Whole(10) }, installed(100, 12, "in_use"), want{12, 10, 0, 0, 0}},
		{"by device, installed more often", func(l *catalog.LicenceEntitlement) { l.Metric = "device" }, installed(100, 12, "in_use"), want{12, -1, 2, 0, 200}},
		{"by device, those retired do not count", func(l *catalog.LicenceEntitlement) { l.Metric = "device" }, append(installed(100, 9, "in_stock"), installed(200, 5, "retired")...), want{9, -1, 0, 1, 100}},
		{"by device, installed and not used", func(l *catalog.LicenceEntitlement) { l.Metric, l.Used = "device", record.Whole(5) }, installed(100, 8, "in_use"), want{8, 5, 0, 5, 500}},
		{"by core, installations do not tell", func(l *catalog.LicenceEntitlement) { l.Metric = "core" }, installed(100, 12, "in_use"), want{12, -1, -1, -1, -1}},
		{"of one release", func(l *catalog.LicenceEntitlement) {
			l.Metric, l.Family, l.Product = "device", "", record.To[catalog.Product](records.ID(90))
		}, installed(100, 11, "in_use"), want{11, -1, 1, 0, 100}},
	} {
		list := licence.Positions(records.Snapshot(t, append(c.assets, product, right(1, c.change))...), today, record.International())
		if len(list) != 1 {
			t.Fatalf("%s: %d positions", c.name, len(list))
		}
		p := list[0]
		number := func(n record.Int) int64 {
			if !n.Known() {
				return -1
			}
			return n.N()
		}
		got := want{number(p.Installed), number(p.Used), number(p.Short), number(p.Spare), -1}
		if p.Stake.Known() {
			got.stake = p.Stake.Minor / 100
		}
		if got != c.want {
			t.Errorf("%s: %+v, want %+v (%s)", c.name, got, c.want, p.Basis)
		}
	}
}

// TestPositionsTogether holds that rights to the same are added up, and that those
// out of force are not.
func TestPositionsTogether(t *testing.T) {
	used := func(n int64) func(*catalog.LicenceEntitlement) {
		return func(l *catalog.LicenceEntitlement) { l.Used = record.Whole(n) }
	}
	ended := right(3, func(l *catalog.LicenceEntitlement) { l.Ends = today.AddDays(-1) })
	list := licence.Positions(records.Snapshot(t, right(1, used(15)), right(2, used(2)), ended), today, record.International())
	if len(list) != 1 || list[0].Entitled != 20 || list[0].Used.N() != 17 || list[0].Spare.N() != 3 || list[0].Stake != eur(300) {
		t.Errorf("together they are %+v", list)
	}
	list = licence.Positions(records.Snapshot(t, right(1, used(15)), right(2, func(*catalog.LicenceEntitlement) {})), today, record.International())
	if list[0].Used.Known() || list[0].Short.Known() {
		t.Errorf("where one was not counted, the use is %s", list[0].Used)
	}
}
