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

	"github.com/google/go-cmp/cmp"
)

var (
	today    = record.Day(2026, 11, 21)
	question = signal.Question{Now: record.At(time.Date(2026, 11, 21, 9, 0, 0, 0, time.UTC)), Locale: record.International()}
)

// estate is a service on a machine on a host; both have the product.
func estate(p *catalog.Product) []record.Record {
	p.Header = records.Head(1, "")
	product := record.To[catalog.Product](records.ID(1))
	return []record.Record{
		p,
		&catalog.Asset{Header: records.Head(2, "in_use"), Name: "machine", System: product},
		&catalog.Asset{Header: records.Head(3, "in_use"), Name: "host", System: product, Product: product},
		&catalog.Asset{Header: records.Head(4, "in_use"), Name: "laptop", System: product},
		&catalog.Asset{Header: records.Head(5, "retired"), Name: "old machine", System: product},
		&catalog.Service{Header: records.Head(6, "live"), Name: "Payroll", Tier: "critical"},
		&catalog.Service{Header: records.Head(7, "live"), Name: "Reporting"},
		needs(11, "service", 6, 2), needs(12, "asset", 2, 3), onService(13, 7, 6), needs(14, "service", 7, 5),
	}
}

func needs(n int, typ string, dependent, provider int) *catalog.Dependency {
	return &catalog.Dependency{Header: records.Head(n, ""), Dependent: record.AnyRef{Type: typ, ID: records.ID(dependent)}, Provider: record.AnyRef{Type: "asset", ID: records.ID(provider)}}
}

func onService(n, dependent, provider int) *catalog.Dependency {
	d := needs(n, "service", dependent, provider)
	d.Provider.Type = "service"
	return d
}

func TestRules(t *testing.T) {
	for _, c := range []struct {
		name    string
		product catalog.Product
		title   string // empty: no signal
		why     string
	}{
		{"past", catalog.Product{Name: "Old OS", SupportEnds: today.AddDays(-1)}, "Old OS is past its support; 2 services stand on it", "Fixes come until 20 Nov 2026, not after. 2 assets with it carry Payroll and Reporting."},
		{"last day", catalog.Product{Name: "Old OS", SupportEnds: today}, "Old OS loses its support today; 2 services stand on it", ""},
		{"within half a year", catalog.Product{Name: "Old OS", SupportEnds: today.AddDays(179)}, "Old OS loses its support in 179 days; 2 services stand on it", ""},
		{"later", catalog.Product{Name: "Old OS", SupportEnds: today.AddDays(180)}, "", ""},
		{"the maker says so", catalog.Product{Name: "Old OS", Support: "ended"}, "Old OS is past its support; 2 services stand on it", "no day is known"},
		{"supported", catalog.Product{Name: "Old OS", Support: "supported"}, "", ""},
		{"unknown", catalog.Product{Name: "Old OS"}, "", ""},
		{"paid fixes", catalog.Product{Name: "Old OS", SupportEnds: today.AddDays(-1), ExtendedSupportEnds: today.AddDays(30)}, "Old OS is past its support; 2 services stand on it", "Fixes that are paid for apart come until 21 Dec 2026"},
		{"paid fixes over", catalog.Product{Name: "Old OS", SupportEnds: today.AddDays(-9), ExtendedSupportEnds: today.AddDays(-1)}, "Old OS is past its support; 2 services stand on it", "not after. 2 assets"},
	} {
		t.Run(c.name, func(t *testing.T) {
			found := signal.Ask(records.Snapshot(t, estate(&c.product)...), question, technology.Rules()...)
			if c.title == "" {
				if len(found) > 0 {
					t.Fatalf("found %q, want nothing", found[0].Title)
				}
				return
			}
			if len(found) != 1 {
				t.Fatalf("found %d signals, want one for the product", len(found))
			}
			got := found[0]
			if got.Title != c.title || !strings.Contains(got.Why, c.why) || got.Due != c.product.SupportEnds || got.Severity != signal.High {
				t.Errorf("got %q, why %q, due %s, severity %d", got.Title, got.Why, got.Due, got.Severity)
			}
		})
	}
}

func TestEvidence(t *testing.T) {
	s := records.Snapshot(t, estate(&catalog.Product{Name: "Old OS", SupportEnds: today})...)
	got := signal.Ask(s, question, technology.Rules()...)[0]
	var texts []string
	for _, e := range got.Evidence {
		texts = append(texts, e.Text)
	}
	want := []string{"Payroll stands on it", "Reporting stands on it", "host has it", "machine has it"}
	if diff := cmp.Diff(want, texts); diff != "" {
		t.Errorf("evidence (-want +got):\n%s", diff)
	}
}

func TestNothingWithoutServices(t *testing.T) {
	all := estate(&catalog.Product{Name: "Old OS", SupportEnds: today})
	if found := signal.Ask(records.Snapshot(t, all[:7]...), question, technology.Rules()...); len(found) > 0 {
		t.Errorf("found %q, though no service stands on anything", found[0].Title)
	}
}

// TestStakeIsNeverMadeUp holds that a loss per hour alone is no stake.
func TestStakeIsNeverMadeUp(t *testing.T) {
	all := estate(&catalog.Product{Name: "Old OS", SupportEnds: today})
	for loss, want := range map[record.Money]string{
		{}:                               "Not known: what an hour without these services costs is not recorded. Alternatives that could take over are not weighed.",
		{Minor: 260000, Currency: "EUR"}: "Not known: an hour without Payroll costs €2,600, but how likely an outage is without fixes is not known. Alternatives that could take over are not weighed.",
	} {
		all[5].(*catalog.Service).LossPerHour = loss
		got := signal.Ask(records.Snapshot(t, all...), question, technology.Rules()...)[0]
		if got.Stake.Known() || got.StakeBasis != want {
			t.Errorf("stake %s, basis %q, want %q", got.Stake, got.StakeBasis, want)
		}
	}
}

func TestManyAssetsAreOneSignal(t *testing.T) {
	all := estate(&catalog.Product{Name: "Old OS", SupportEnds: today})
	for n := range 30 {
		all = append(all, &catalog.Asset{Header: records.Head(100+n, "in_use"), Name: "more", System: record.To[catalog.Product](records.ID(1))}, needs(200+n, "service", 6, 100+n))
	}
	found := signal.Ask(records.Snapshot(t, all...), question, technology.Rules()...)
	if len(found) != 1 {
		t.Fatalf("found %d signals, want one", len(found))
	}
	if got := found[0]; len(got.Evidence) != 2+signal.MostEvidence || got.More != 12 {
		t.Errorf("%d records listed and %d more, want %d and 12", len(got.Evidence), got.More, 2+signal.MostEvidence)
	}
}
