package continuity_test

import (
	"fmt"
	"math"
	"slices"
	"strings"
	"testing"

	"fairlead/internal/catalog"
	"fairlead/internal/insight/continuity"
	"fairlead/internal/record"
	"fairlead/internal/testkit/records"

	"pgregory.net/rapid"
)

// world builds an estate by names.
type world struct {
	ids  map[string]record.AnyRef
	list []record.Record
}

func (w *world) put(kind, name string, make func(record.Header) record.Record, state string) {
	if w.ids == nil {
		w.ids = map[string]record.AnyRef{}
	}
	h := records.Head(len(w.list)+1, state)
	w.ids[name] = record.AnyRef{Type: kind, ID: h.ID}
	w.list = append(w.list, make(h))
}

// service costs so many euros an hour; none when negative.
func (w *world) service(name string, perHour int64) {
	w.put("service", name, func(h record.Header) record.Record {
		s := &catalog.Service{Header: h, Name: name, Tier: "critical"}
		if perHour >= 0 {
			s.LossPerHour = record.Money{Minor: perHour * 100, Currency: "EUR"}
		}
		return s
	}, "live")
}

// asset fails every so many hours of work, and works again after so many; unknown
// when zero.
func (w *world) asset(name string, class catalog.AssetClass, mtbf, mttr float64) {
	w.put("asset", name, func(h record.Header) record.Record {
		a := &catalog.Asset{Header: h, Name: name, Class: class}
		if mtbf > 0 {
			a.MTBF, a.MTTR = record.Exactly(mtbf), record.Exactly(mttr)
		}
		return a
	}, "in_use")
}

func (w *world) person(name string) {
	w.put("person", name, func(h record.Header) record.Record { return &catalog.Person{Header: h, Name: name} }, "")
}

// needs says that one thing needs others: each by itself, or so many of them.
func (w *world) needs(dependent string, how catalog.DependencyType, least int64, providers ...string) {
	for _, p := range providers {
		d := &catalog.Dependency{Header: records.Head(len(w.list)+1, ""), Dependent: w.ids[dependent], Provider: w.ids[p], Type: how}
		if least > 0 {
			d.Group, d.Needed = fmt.Sprint(how, providers), record.Whole(least)
		}
		w.list = append(w.list, d)
	}
}

func (w *world) snapshot(t testing.TB) *record.Snapshot { return records.Snapshot(t, w.list...) }

// booking is an estate of which every figure can be worked out by hand: booking runs
// on one of two hosts that share a feed, and goes through one switch; the portal
// needs booking; only Magda can mend booking.
func booking() *world {
	w := &world{}
	w.service("booking", 10_000)
	w.service("portal", 2_000)
	w.asset("host-a", "other", 990, 10)
	w.asset("host-b", "other", 990, 10)
	w.asset("switch", "other", 8_756, 4) // fails once a year
	w.asset("feed", "other", 4_376, 4)   // fails twice a year
	w.person("Magda")
	w.needs("booking", "runs_on", 1, "host-a", "host-b")
	w.needs("booking", "connects_through", 0, "switch")
	w.needs("portal", "uses", 0, "booking")
	w.needs("host-a", "powered_by", 0, "feed")
	w.needs("host-b", "powered_by", 0, "feed")
	w.needs("booking", "supported_by", 0, "Magda")
	return w
}

func TestSurveyByHand(t *testing.T) {
	v := continuity.SurveyOf(booking().snapshot(t), "EUR")
	type row struct {
		name     string
		effect   continuity.Effect
		services int
		yearly   int64 // cents
	}
	// The feed: 2 a year × 4 h × 12,000. The switch: 1 × 4 × 12,000. Magda: of what
	// booking needs itself the switch stops it alone: 1 × 31/260 × 24 h × 12,000.
	want := []row{
		{"feed", continuity.Stops, 2, 96_000_00},
		{"switch", continuity.Stops, 2, 48_000_00},
		{"Magda", continuity.Holds, 2, 34_338_46},
	}
	if len(v.Threats) != len(want) {
		t.Fatalf("%d threats, want %d", len(v.Threats), len(want))
	}
	for i, w := range want {
		th := &v.Threats[i]
		got := row{th.Thing(v.Estate).Name, th.Effect, len(th.Services), th.Cost.Yearly.Minor}
		if got != w {
			t.Errorf("place %d: %+v, want %+v", i, got, w)
		}
	}
}

func TestPairsByHand(t *testing.T) {
	pairs := continuity.PairsOf(booking().snapshot(t), "EUR")
	if len(pairs.List) != 1 {
		t.Fatalf("%d pairs, want the two hosts", len(pairs.List))
	}
	// Each host is down one hour in a hundred: both 0.01 × 0.01 × 8,760 h = 0.876 h a year.
	p := pairs.List[0]
	if math.Abs(p.HoursPerYear-0.876) > 1e-9 || p.Yearly.Minor != 10_512_00 || len(p.Services) != 2 {
		t.Errorf("%v hours, %v, %d services", p.HoursPerYear, p.Yearly, len(p.Services))
	}
}

// Of three people one masters what booking needs: only she can bring it back.
func TestSkillOfOne(t *testing.T) {
	w := booking()
	w.person("Ola")
	skill := &catalog.Skill{Header: records.Head(95, ""), Name: "Databases", Services: record.ToAll[catalog.Service](w.ids["portal"].ID)}
	rate := func(n int, who string, level int64) *catalog.SkillRating {
		return &catalog.SkillRating{Header: records.Head(n, ""), Person: record.To[catalog.Person](w.ids[who].ID), Skill: record.To[catalog.Skill](skill.ID), Level: record.Whole(level)}
	}
	w.list = append(w.list, skill, rate(96, "Ola", 4), rate(97, "Magda", 2))
	s := w.snapshot(t)
	v := continuity.SurveyOf(s, "EUR")
	got := v.Threat(w.ids["Ola"].ID, continuity.Holds)
	if got == nil || len(got.Services) != 1 || got.Services[0].Name != "portal" {
		t.Fatalf("Ola alone: %+v", got)
	}
	if taught := got.Taught(s, w.ids["Ola"].ID); len(taught) != 1 || taught[0].Name != "Databases" {
		t.Errorf("a second one would learn %v", taught)
	}
	if taught := got.Taught(s, w.ids["Magda"].ID); taught != nil {
		t.Errorf("what Magda does not master is %v", taught)
	}
}

// Two hosts stand in for each other and fail together by a system that both run on,
// unless another model or another version is enough without them.
func TestUnitsOfOneBuildFailTogether(t *testing.T) {
	build := func(w *world, asset, model, system string) {
		for _, name := range []string{model, system} {
			if _, ok := w.ids[name]; !ok && name != "" {
				w.put("product", name, func(h record.Header) record.Record { return &catalog.Product{Header: h, Name: name} }, "")
			}
		}
		for _, r := range w.list {
			if a, ok := r.(*catalog.Asset); ok && a.Name == asset {
				a.Product, a.System = record.To[catalog.Product](w.ids[model].ID), record.To[catalog.Product](w.ids[system].ID)
			}
		}
	}
	for _, c := range []struct {
		name                     string
		modelA, a, modelB, b, on string // on what they fail together; empty: nothing
	}{
		{"one build", "R750", "ESXi 8", "R750", "ESXi 8", "ESXi 8"},
		{"two versions", "R750", "ESXi 8", "R750", "ESXi 7", ""},
		{"two models", "R750", "ESXi 8", "DL380", "ESXi 8", ""},
		{"not recorded", "R750", "", "R750", "", ""},
	} {
		w := booking()
		build(w, "host-a", c.modelA, c.a)
		build(w, "host-b", c.modelB, c.b)
		v := continuity.SurveyOf(w.snapshot(t), "EUR")
		got := v.Threat(w.ids["ESXi 8"].ID, continuity.Stops)
		if (got != nil) != (c.on != "") {
			t.Errorf("%s: %+v", c.name, got)
		}
		// Of a failure each 990 hours one in a hundred to one in ten hits both.
		if got != nil && (len(got.Services) != 2 || math.Abs(got.Figures.MTBF.Low-9_900) > 1e-6 || math.Abs(got.Figures.MTBF.High-99_000) > 1e-6) {
			t.Errorf("%s: stops %d, every %v", c.name, len(got.Services), got.Figures.MTBF)
		}
	}
}

// Two lines of one contract end together; servers that are covered by one do not.
func TestLinesOfOneContractEndTogether(t *testing.T) {
	for class, want := range map[catalog.AssetClass]bool{"circuit": true, "cloud": true, "server": false} {
		w := booking()
		w.put("vendor", "carrier", func(h record.Header) record.Record { return &catalog.Vendor{Header: h, Name: "carrier"} }, "")
		w.put("contract", "lines", func(h record.Header) record.Record {
			return &catalog.Contract{Header: h, Name: "lines", Vendor: record.To[catalog.Vendor](w.ids["carrier"].ID)}
		}, "in_force")
		for _, r := range w.list {
			if a, ok := r.(*catalog.Asset); ok && strings.HasPrefix(a.Name, "host-") {
				a.Class, a.Contract = class, record.To[catalog.Contract](w.ids["lines"].ID)
			}
		}
		v := continuity.SurveyOf(w.snapshot(t), "EUR")
		for _, name := range []string{"lines", "carrier"} {
			got := v.Threat(w.ids[name].ID, continuity.Stops)
			if (got != nil) != want || got != nil && len(got.Services) != 2 {
				t.Errorf("%s of two of class %s: %+v", name, class, got)
			}
		}
	}
}

// A chain in series and two in parallel (IEC 61078:2016, 8.2 and 8.3): the product of
// what is needed, and one minus the product of what fails.
func TestAvailabilityByHand(t *testing.T) {
	w := booking()
	s := w.snapshot(t)
	a := continuity.AvailabilitiesOf(s, "EUR")[w.ids["booking"].ID]
	want := (1 - 4.0/8760) * (1 - 4.0/4380) * (1 - 0.01*0.01)
	if !a.Known || math.Abs(a.Share-want) > 1e-12 || a.Low != a.Share || a.High != a.Share {
		t.Errorf("%+v, want %v", a, want)
	}
}

// The bridge of five equal parts: 2p² + 2p³ − 5p⁴ + 2p⁵ (Rausand and Høyland, System
// Reliability Theory, 2nd ed. 2004, chapter 4; IEC 61078:2016, annex B).
func TestBridge(t *testing.T) {
	w := &world{}
	w.service("signal", 1)
	for i := range 5 {
		w.asset(fmt.Sprint(i+1), "other", 9, 1)
	}
	w.asset("2 and 3", "other", 0, 0)
	w.asset("1 and 3", "other", 0, 0)
	w.needs("signal", "connects_through", 1, "4", "5")
	w.needs("4", "connects_through", 1, "1", "2 and 3")
	w.needs("5", "connects_through", 1, "2", "1 and 3")
	w.needs("2 and 3", "connects_through", 0, "2", "3")
	w.needs("1 and 3", "connects_through", 0, "1", "3")
	a := continuity.AvailabilitiesOf(w.snapshot(t), "EUR")[w.ids["signal"].ID]
	const p = 0.9
	want := 2*math.Pow(p, 2) + 2*math.Pow(p, 3) - 5*math.Pow(p, 4) + 2*math.Pow(p, 5)
	if !a.Known || math.Abs(a.Share-want) > 1e-12 || len(a.Missing) != 2 {
		t.Errorf("%+v, want %v", a, want)
	}
}

// Where the diagram does not fit, the bounds hold what the diagram says.
func TestAvailabilityBetweenBounds(t *testing.T) {
	w := &world{}
	w.service("tracking", 1)
	var ways []string
	for i := range 24 {
		w.asset(fmt.Sprint("host", i), "server", 90, 10)
	}
	for i := range 24 {
		way := fmt.Sprint("way", i)
		ways = append(ways, way)
		w.asset(way, "other", 0, 0)
		w.needs(way, "runs_on", 0, fmt.Sprint("host", i), fmt.Sprint("host", (i*7+5)%24), fmt.Sprint("host", (i*11+3)%24))
	}
	w.needs("tracking", "uses", 9, ways...)
	s, id := w.snapshot(t), w.ids["tracking"].ID
	exact, bounds := continuity.AvailabilityOf(s, "EUR", id), continuity.AvailabilityWithin(s, "EUR", id, 1)
	if !exact.Known || exact.Least != exact.Share || exact.Most != exact.Share {
		t.Fatalf("not exact: %+v", exact)
	}
	if bounds.Known || bounds.Problem == "" || bounds.Least > exact.Share || bounds.Most < exact.Share || bounds.Most == 0 {
		t.Errorf("between %v and %v, %q; it is %v", bounds.Least, bounds.Most, bounds.Problem, exact.Share)
	}
}

func TestReason(t *testing.T) {
	w := booking()
	v := continuity.SurveyOf(w.snapshot(t), "EUR")
	o := v.WhatIf(w.ids["feed"])
	if len(o.Services) != 2 || o.Survive != 0 {
		t.Fatalf("%d services stop, %d go on", len(o.Services), o.Survive)
	}
	var names []string
	for _, l := range v.Reason(&o, v.Of(w.ids["portal"].ID).Place) {
		names = append(names, v.Estate.Things[l.To].Name)
	}
	if !slices.Equal(names, []string{"booking", "host-a", "feed"}) && !slices.Equal(names, []string{"booking", "host-b", "feed"}) {
		t.Errorf("the reason is %v", names)
	}
	if o := v.WhatIf(w.ids["Magda"]); len(o.Services) != 0 || len(o.Held) != 2 {
		t.Errorf("without Magda %d stop and %d stay down if they fail", len(o.Services), len(o.Held))
	}
}

// A second switch of the same leaves both failing: q² a year at half the time each.
func TestFixes(t *testing.T) {
	w := booking()
	w.list[4].(*catalog.Asset).Price = record.Money{Minor: 24_000_00, Currency: "EUR"}
	fixes := continuity.FixesOf(w.snapshot(t), "EUR")
	if len(fixes) != 3 || fixes[0].Text != "A second unit beside switch" {
		t.Fatalf("%d fixes, the first %+v", len(fixes), fixes)
	}
	q := 4.0 / 8760
	left := q * q * 8760 / 2 * 12_000 * 2
	if got := float64(fixes[0].Avoided.Minor) / 100; math.Abs(got-(48_000-left)) > 0.011 {
		t.Errorf("avoids %v, want %v", got, 48_000-left)
	}
	if math.Abs(fixes[0].Years-0.5) > 0.001 || fixes[1].Cost.Known() {
		t.Errorf("paid after %v years; the next costs %v", fixes[0].Years, fixes[1].Cost)
	}
}

// The hypervisor needs the name service to start, and the name service runs on it.
func TestColdStart(t *testing.T) {
	w := &world{}
	w.service("files", 100)
	w.asset("feed", "power", 0, 0)
	w.asset("hypervisor", "server", 0, 0)
	w.asset("names", "virtual", 0, 0)
	w.needs("hypervisor", "powered_by", 0, "feed")
	w.needs("hypervisor", "starts_with", 0, "names")
	w.needs("names", "runs_on", 0, "hypervisor")
	w.needs("files", "runs_on", 0, "hypervisor")
	s := w.snapshot(t)
	c := continuity.ColdStartOf(s)
	if len(c.Waves) != 1 || len(c.Stuck) != 3 || len(c.Circles) != 1 || len(c.Circles[0]) != 2 || !c.Proven || len(c.Untangle) != 2 {
		t.Errorf("%+v", c)
	}
	v := continuity.SurveyOf(s, "EUR")
	if o := v.WhatIf(w.ids["names"]); len(o.Services) != 0 {
		t.Error("what is needed to start only stopped a service that runs")
	}
}

func TestScenario(t *testing.T) {
	w := booking()
	w.list = append(w.list, &catalog.LossScenario{
		Header: records.Head(90, "agreed"), Name: "Dark", Kind: "power", Parts: record.Rows[catalog.ScenarioPart]{{Thing: w.ids["feed"]}},
		Likelihood: record.Exactly(0.1), Lasts: record.Exactly(10), Accepted: record.Money{Minor: 100_000_00, Currency: "EUR"},
	})
	list := continuity.ScenariosOf(w.snapshot(t), "EUR")
	if len(list) != 1 {
		t.Fatalf("%d scenarios", len(list))
	}
	l := list[0]
	if l.Over[1].Minor != 96_000_00 || l.Each.Minor != 120_000_00 || l.Yearly.Minor != 12_000_00 || !l.TooMuch {
		t.Errorf("8 h %v, each %v, a year %v, too much %v", l.Over[1], l.Each, l.Yearly, l.TooMuch)
	}
}

func TestBreaks(t *testing.T) {
	w := booking()
	w.list = append(w.list,
		&catalog.RedundancyRule{Header: records.Head(91, "in_force"), Name: "Two people", Tier: "critical", Of: "person"},
		&catalog.RedundancyRule{Header: records.Head(92, "in_force"), Name: "Two networks", Tier: "critical", Of: "network"},
		&catalog.RedundancyRule{Header: records.Head(93, "in_force"), Name: "No pair", Of: "anything", Service: record.To[catalog.Service](w.ids["portal"].ID), Least: record.Whole(3)})
	breaks := continuity.BreaksOf(w.snapshot(t), "EUR")
	var got []string
	for _, b := range breaks {
		got = append(got, fmt.Sprintf("%s %s %d %d", b.Rule.Name, b.Service.Name, len(b.Threats), len(b.Pairs)))
	}
	want := []string{"Two people booking 1 0", "Two people portal 1 0", "No pair portal 2 1"}
	if !slices.Equal(got, want) {
		t.Errorf("%q, want %q", got, want)
	}
}

// An approved assessment holds in place of the loss per hour: 8,000 by the fourth
// hour, 12,000 with what the portal loses in it.
func TestImpactHolds(t *testing.T) {
	w := booking()
	w.list = append(w.list, &catalog.BusinessImpact{
		Header: records.Head(94, "approved"), Service: record.To[catalog.Service](w.ids["booking"].ID), On: record.Day(2026, 1, 1),
		Losses: record.Rows[catalog.ImpactPoint]{{Hours: record.NewDecimal(4e6), Loss: record.Money{Minor: 8_000_00, Currency: "EUR"}}},
	})
	v := continuity.SurveyOf(w.snapshot(t), "EUR")
	if got := v.Threat(w.ids["switch"].ID, continuity.Stops).Cost.Yearly.Minor; got != 16_000_00 {
		t.Errorf("the switch costs %d cents a year", got)
	}
}

func TestUnknownIsSaid(t *testing.T) {
	w := booking()
	w.service("mystery", -1)
	w.put("site", "Oslo", func(h record.Header) record.Record { return &catalog.Site{Header: h, Name: "Oslo"} }, "")
	w.needs("mystery", "stands_in", 0, "Oslo")
	v := continuity.SurveyOf(w.snapshot(t), "EUR")
	th := v.Threat(w.ids["Oslo"].ID, continuity.Stops)
	if th.Cost.Yearly.Known() || th.Cost.Missing == "" || th.Cost.Unknown != 1 {
		t.Errorf("%+v", th.Cost)
	}
}

// Whatever the estate, what stops alone and in pairs is what brute force over all
// failures finds.
func TestSurveyAgainstBruteForce(tt *testing.T) {
	rapid.Check(tt, func(t *rapid.T) {
		n := rapid.IntRange(1, 8).Draw(t, "assets")
		w := &world{}
		w.service("service", 1)
		needs := map[string][][]string{}
		least := map[string][]int{}
		names := []string{"service"}
		for i := range n {
			name := fmt.Sprint("a", i)
			w.asset(name, "other", 9, 1)
			names = append(names, name)
		}
		for at, name := range names {
			others := slices.Delete(slices.Clone(names[1:]), max(at-1, 0), max(at-1, 0)+min(at, 1))
			if len(others) == 0 {
				continue
			}
			groups := rapid.IntRange(min(1-min(at, 1), 1), 2).Draw(t, "groups of "+name)
			for g := range groups {
				of := rapid.SliceOfNDistinct(rapid.SampledFrom(others), 1, min(3, len(others)), rapid.ID[string]).Draw(t, "of")
				k := rapid.IntRange(1, len(of)).Draw(t, "least")
				if slices.ContainsFunc(needs[name], func(o []string) bool { return slices.Equal(o, of) }) {
					continue
				}
				w.needs(name, []catalog.DependencyType{"runs_on", "uses"}[g], int64(k), of...)
				needs[name], least[name] = append(needs[name], of), append(least[name], k)
			}
		}
		stops := func(failed ...string) bool {
			down := map[string]bool{}
			for _, f := range failed {
				down[f] = true
			}
			for again := true; again; {
				again = false
				for _, name := range names {
					for g, of := range needs[name] {
						up := 0
						for _, o := range of {
							if !down[o] {
								up++
							}
						}
						if up < least[name][g] && !down[name] {
							down[name], again = true, true
						}
					}
				}
			}
			return down["service"]
		}
		s := w.snapshot(tt)
		v, pairs := continuity.SurveyOf(s, "EUR"), continuity.PairsOf(s, "EUR")
		for i, first := range names[1:] {
			if got := v.Threat(w.ids[first].ID, continuity.Stops) != nil; got != stops(first) {
				t.Fatalf("%s alone: found %v", first, got)
			}
			for _, second := range names[i+2:] {
				got := slices.ContainsFunc(pairs.List, func(p continuity.Pair) bool {
					a, b := v.Estate.Things[p.First].Name, v.Estate.Things[p.Second].Name
					return a == first && b == second || a == second && b == first
				})
				if want := stops(first, second) && !stops(first) && !stops(second); got != want {
					t.Fatalf("%s and %s: found %v", first, second, got)
				}
			}
		}
	})
}

func TestSpell(t *testing.T) {
	for hours, want := range map[float64]string{40: "40\u00a0h", 2.5: "2.5\u00a0h", 0.5: "30\u00a0min", 0.0035: "13\u00a0s", 0.00017: "0.61\u00a0s"} {
		if got := continuity.Spell(hours); got != want {
			t.Errorf("%v h: %q, want %q", hours, got, want)
		}
	}
}
