package technology_test

import (
	"testing"

	"fairlead/internal/catalog"
	"fairlead/internal/insight/signal"
	"fairlead/internal/insight/technology"
	"fairlead/internal/record"
	"fairlead/internal/testkit/company"
	"fairlead/internal/testkit/records"
)

func TestMovement(t *testing.T) {
	at := func(days int, ring catalog.Ring) catalog.Move {
		return catalog.Move{On: today.AddDays(-days), Ring: ring}
	}
	for _, c := range []struct {
		name   string
		stated catalog.Movement
		ring   catalog.Ring
		moves  []catalog.Move
		want   catalog.Movement
	}{
		{"nothing known", "", "trial", nil, ""},
		{"stated", "new", "trial", nil, "new"},
		{"new", "", "trial", []catalog.Move{at(10, "trial")}, "new"},
		{"new, and moved at once", "", "adopt", []catalog.Move{at(40, "trial"), at(10, "adopt")}, "new"},
		{"moved in", "out", "adopt", []catalog.Move{at(400, "trial"), at(10, "adopt")}, "in"},
		{"moved out", "", "hold", []catalog.Move{at(400, "adopt"), at(182, "hold")}, "out"},
		{"long ago", "", "hold", []catalog.Move{at(400, "adopt"), at(183, "hold")}, "none"},
		{"there and back", "", "trial", []catalog.Move{at(400, "trial"), at(90, "adopt"), at(10, "trial")}, "none"},
		{"ring changed without a move", "", "hold", []catalog.Move{at(10, "trial")}, ""},
	} {
		entry := &catalog.Technology{Header: records.Head(1, "on_radar"), Name: "x", Quadrant: "tools", Ring: c.ring, Movement: c.stated, Moves: c.moves}
		got := technology.Radar(records.Snapshot(t, entry), today)
		if len(got) != 1 || got[0].Movement != c.want {
			t.Errorf("%s: %v, want %q", c.name, got[0].Movement, c.want)
		}
	}
}

// radarOf is an entry in a ring with the product of the estate.
func radarOf(t *testing.T, ring catalog.Ring, more ...record.Record) *record.Snapshot {
	all := estate(&catalog.Product{Name: "Old OS", Family: "OS", SupportEnds: today.AddDays(300)})
	entry := &catalog.Technology{Header: records.Head(31, "on_radar"), Name: "Operating system", Quadrant: "platforms", Ring: ring, Family: "OS", ReviewedOn: today.AddDays(-20)}
	return records.Snapshot(t, append(append(all, entry), more...)...)
}

func TestEntryKnowsWhatIsInstalled(t *testing.T) {
	got := technology.Radar(radarOf(t, "adopt"), today)[0]
	if len(got.Products) != 1 || len(got.Assets) != 3 || len(got.Services) != 2 || got.Support.Worst != technology.Supported || got.Support.Next != today.AddDays(300) {
		t.Errorf("got %d products, %d assets, %d services, support %+v", len(got.Products), len(got.Assets), len(got.Services), got.Support)
	}
}

func TestFootings(t *testing.T) {
	for name, c := range map[string]struct {
		product catalog.Product
		worst   technology.Grade
	}{
		"ended":     {catalog.Product{Name: "p", SupportEnds: today.AddDays(-1)}, technology.Ended},
		"last day":  {catalog.Product{Name: "p", SupportEnds: today}, technology.Ending},
		"supported": {catalog.Product{Name: "p", SupportEnds: today.AddDays(technology.Horizon)}, technology.Supported},
		"unknown":   {catalog.Product{Name: "p"}, technology.Unknown},
	} {
		all := append(estate(&c.product), &catalog.Asset{Header: records.Head(20, "in_use"), Name: "feed"}, needs(21, "asset", 3, 20), needs(22, "asset", 20, 2))
		list := technology.Footings(records.Snapshot(t, all...), today)
		if len(list) != 2 {
			t.Fatalf("%s: %d services", name, len(list))
		}
		for _, f := range list {
			if f.Worst != c.worst || f.Count[c.worst] != 1 || f.Assets != 3 || f.Unrecorded != 1 {
				t.Errorf("%s, %s: %+v, %d assets, %d unrecorded", name, f.Service.Name, f.Support, f.Assets, f.Unrecorded)
			}
		}
	}
}

// TestManySmallDoNotOutweighOneDead holds the order: the worst grade first,
// however many are a grade better.
func TestManySmallDoNotOutweighOneDead(t *testing.T) {
	all := []record.Record{
		&catalog.Service{Header: records.Head(1, "live"), Name: "Many"}, &catalog.Service{Header: records.Head(2, "live"), Name: "One"},
		&catalog.Product{Header: records.Head(3, ""), Name: "dead", SupportEnds: today.AddDays(-1)},
		&catalog.Asset{Header: records.Head(4, "in_use"), Name: "a", Product: record.To[catalog.Product](records.ID(3))}, needs(5, "service", 2, 4),
	}
	for n := range 9 {
		all = append(all, &catalog.Product{Header: records.Head(100+n, ""), Name: "soon", SupportEnds: today.AddDays(9)},
			&catalog.Asset{Header: records.Head(200+n, "in_use"), Name: "b", System: record.To[catalog.Product](records.ID(100 + n))}, needs(300+n, "service", 1, 200+n))
	}
	list := technology.Footings(records.Snapshot(t, all...), today)
	if list[0].Service.Name != "One" || list[1].Count[technology.Ending] != 9 {
		t.Errorf("%s comes first", list[0].Service.Name)
	}
}

// TestFootingsAgreeWithTheWayUp compares the way down from each service of the
// demonstration company with the way up from each product, which the signals take.
func TestFootingsAgreeWithTheWayUp(t *testing.T) {
	s := company.Load(t, today).Snapshot
	up := signal.UpwardOf(s)
	want := map[string]bool{}
	for _, u := range technology.Unsupported(s, up, today, 0) {
		for _, service := range u.Services {
			want[service.Name+" on "+u.Product.Name] = true
		}
	}
	got := 0
	for _, f := range technology.Footings(s, today) {
		for _, p := range f.Products[:f.Count[technology.Ended]] {
			got++
			if !want[f.Service.Name+" on "+p.Name] {
				t.Errorf("%s on %s is not found from below", f.Service.Name, p.Name)
			}
		}
	}
	if got != len(want) || got == 0 {
		t.Errorf("%d pairs from above, %d from below", got, len(want))
	}
}

func TestWatch(t *testing.T) {
	to := record.To[catalog.Technology](records.ID(31))
	waiver := func(days int, state string, service int) *catalog.Waiver {
		w := &catalog.Waiver{Header: records.Head(40+service, state), Name: "Leave", Technology: to, Expires: today.AddDays(days)}
		if service > 0 {
			w.Service = record.To[catalog.Service](records.ID(service))
		}
		return w
	}
	for _, c := range []struct {
		name     string
		ring     catalog.Ring
		more     []record.Record
		want     []string
		severity signal.Severity
	}{
		{"adopt", "adopt", nil, nil, 0},
		{"hold", "hold", nil, []string{"Operating system is on Hold; 2 services stand on it without a waiver"}, signal.Low},
		{"retire", "retire", nil, []string{"Operating system is on Retire; 2 services stand on it without a waiver"}, signal.High},
		{"waiver for one", "retire", []record.Record{waiver(99, "granted", 6)}, []string{"Operating system is on Retire; 1 service stands on it without a waiver"}, signal.Low},
		{"waiver for all", "retire", []record.Record{waiver(61, "granted", 0)}, nil, 0},
		{"waiver asked for", "retire", []record.Record{waiver(9, "asked", 0)}, []string{"Operating system is on Retire; 2 services stand on it without a waiver"}, signal.High},
		{"waiver soon over", "retire", []record.Record{waiver(60, "granted", 0)}, []string{"The waiver “Leave” expires in 60 days"}, signal.Low},
		{"waiver over", "adopt", []record.Record{waiver(-1, "granted", 6)}, []string{"The waiver “Leave” expired yesterday"}, signal.High},
		{"waiver ended", "adopt", []record.Record{waiver(-1, "ended", 6)}, nil, 0},
		{"not reviewed", "adopt", []record.Record{&catalog.Technology{Header: records.Head(32, "on_radar"), Name: "y", Ring: "hold"}}, []string{"1 entry of the radar has not been reviewed in time"}, signal.Low},
	} {
		found := signal.Ask(radarOf(t, c.ring, c.more...), question, technology.Rules()...)
		if len(found) != len(c.want) {
			t.Errorf("%s: found %d signals, want %d", c.name, len(found), len(c.want))
			continue
		}
		for i, sig := range found {
			if sig.Title != c.want[i] || sig.Severity != c.severity || sig.StakeBasis == "" || len(sig.Evidence) == 0 {
				t.Errorf("%s: got %q, severity %d", c.name, sig.Title, sig.Severity)
			}
		}
	}
}

func TestReviewDue(t *testing.T) {
	for _, c := range []struct {
		reviewed int
		every    record.Int
		late     bool
	}{{364, record.Int{}, false}, {367, record.Int{}, true}, {32, record.Whole(1), true}, {400, record.Whole(24), false}} {
		entry := &catalog.Technology{Header: records.Head(1, "on_radar"), Name: "x", ReviewedOn: today.AddDays(-c.reviewed), ReviewEvery: c.every}
		if got := len(technology.Unreviewed(records.Snapshot(t, entry), today)) > 0; got != c.late {
			t.Errorf("reviewed %d days ago: late is %v", c.reviewed, got)
		}
	}
}
