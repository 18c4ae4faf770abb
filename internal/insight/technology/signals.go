// Package technology answers what we should adopt, hold and retire: the radar
// with what is really installed of each entry, evaluations with how firm their
// winners are, what services stand on by the support of its makers, and what
// needs somebody in all this.
package technology

import (
	"cmp"
	"fmt"
	"slices"

	"fairlead/internal/catalog"
	"fairlead/internal/insight/signal"
	"fairlead/internal/record"
)

// Rules lists what the module looks for.
func Rules() []signal.Rule {
	return []signal.Rule{
		{Name: "technology.support", Find: unsupported},
		{Name: "technology.waiver", Find: expiring},
		{Name: "technology.leaving", Find: leaving},
		{Name: "technology.mastery", Find: unmastered},
		{Name: "technology.review", Find: unreviewed},
		{Name: "technology.feed", Find: failingFeeds},
	}
}

// Horizon is how many days ahead an end of support counts as near.
const Horizon = 180

// unsupported finds products past their support, or soon, on assets that carry
// services: one signal a product.
func unsupported(in *signal.Inquiry) (found []signal.Signal) {
	for _, u := range Unsupported(in.Snapshot, in.Upward(), in.Today(), Horizon) {
		found = append(found, u.signal(in))
	}
	return found
}

// Use is a product and what stands on it.
type Use struct {
	Product  *catalog.Product
	Assets   []*catalog.Asset   // that have the product as model or system and carry a service, by name
	Services []*catalog.Service // that stand on any of them, the most critical first
}

// Unsupported lists the products whose support has ended, or ends within some
// days, and on which services stand, by name.
func Unsupported(s *record.Snapshot, up *signal.Upward, today record.Date, days int) []Use {
	ending := map[record.ID]*Use{}
	for p := range record.Each[catalog.Product](s) {
		if ended, known := p.SupportEnded(today.AddDays(days)); !p.Archived && known && ended {
			ending[p.ID] = &Use{Product: p}
		}
	}
	for a := range record.Each[catalog.Asset](s) {
		model, system := ending[a.Product.ID], ending[a.System.ID]
		if model == nil && system == nil || a.Archived || a.State == "retired" || !up.Carries(a.ID) {
			continue
		}
		if model != nil {
			model.Assets = append(model.Assets, a)
		}
		if system != nil && system != model {
			system.Assets = append(system.Assets, a)
		}
	}
	var uses []Use
	for _, u := range ending {
		if len(u.Assets) > 0 {
			slices.SortFunc(u.Assets, func(a, b *catalog.Asset) int { return cmp.Or(cmp.Compare(a.Name, b.Name), a.ID.Compare(b.ID)) })
			u.Services = up.Services(ids(u.Assets)...)
			uses = append(uses, *u)
		}
	}
	slices.SortFunc(uses, func(a, b Use) int {
		return cmp.Or(cmp.Compare(a.Product.Name, b.Product.Name), a.Product.ID.Compare(b.Product.ID))
	})
	return uses
}

func ids(assets []*catalog.Asset) []record.ID {
	list := make([]record.ID, len(assets))
	for i, a := range assets {
		list[i] = a.ID
	}
	return list
}

func (u Use) signal(in *signal.Inquiry) signal.Signal {
	ref := signal.To(in.Snapshot, u.Product)
	sig := signal.Signal{
		Key: signal.Key("technology.support", u.Product.ID), Module: "technology", Subject: ref,
		Title: u.title(in.Today()), Why: u.why(in.Question),
		Severity: signal.SeverityOf(u.Services...), StakeBasis: u.basis(in.Locale), Due: u.Product.SupportEnds,
		Acts: []signal.Act{
			{Label: "Open the product", Kind: signal.Open, Ref: ref},
			{Label: "Open a decision", Kind: signal.Decide, Ref: ref, Title: "Replace " + u.Product.Name},
			{Label: "Give it to somebody", Kind: signal.Assign, Ref: ref, Title: "Plan to replace " + u.Product.Name},
		},
	}
	u.evidence(in.Snapshot, &sig)
	return sig
}

// evidence lists services and assets, each up to the most.
func (u Use) evidence(s *record.Snapshot, sig *signal.Signal) {
	for i, service := range u.Services {
		if i == signal.MostEvidence {
			sig.More += len(u.Services) - i
			break
		}
		sig.Evidence = append(sig.Evidence, signal.Evidence{Ref: signal.To(s, service), Text: service.Name + " stands on it"})
	}
	for i, a := range u.Assets {
		if i == signal.MostEvidence {
			sig.More += len(u.Assets) - i
			break
		}
		sig.Evidence = append(sig.Evidence, signal.Evidence{Ref: signal.To(s, a), Text: a.Name + " has it"})
	}
}

func (u Use) title(today record.Date) string {
	verb := "is past its support"
	if ended, _ := u.Product.SupportEnded(today); !ended {
		verb = "loses its support " + signal.Away(today, u.Product.SupportEnds)
	}
	return fmt.Sprintf("%s %s; %s on it", u.Product.Name, verb, signal.Count(len(u.Services), "service stands", "services stand"))
}

func (u Use) why(q signal.Question) string {
	p := u.Product
	when := "Its maker says that support has ended; no day is known."
	if p.SupportEnds.Known() {
		when = fmt.Sprintf("Fixes come until %s, not after.", p.SupportEnds.Format(q.Locale))
	}
	if p.ExtendedSupportEnds.Known() && !p.ExtendedSupportEnds.Before(q.Today()) {
		when += fmt.Sprintf(" Fixes that are paid for apart come until %s; whether we pay is not recorded.", p.ExtendedSupportEnds.Format(q.Locale))
	}
	return fmt.Sprintf("%s %s %s.",
		when, signal.Count(len(u.Assets), "asset with it carries", "assets with it carry"), signal.List(signal.ServiceNames(u.Services), 3))
}

// basis says why no stake is computed, what is known towards one, and what was
// not weighed.
func (u Use) basis(in record.Locale) string {
	var worst *catalog.Service
	for _, service := range u.Services {
		if service.LossPerHour.Known() && (worst == nil || service.LossPerHour.Compare(&worst.LossPerHour) > 0) {
			worst = service
		}
	}
	if worst == nil {
		return "Not known: what an hour without these services costs is not recorded." + unweighed
	}
	return fmt.Sprintf("Not known: an hour without %s costs %s, but how likely an outage is without fixes is not known."+unweighed,
		worst.Name, signal.Exact(worst.LossPerHour, in))
}

const unweighed = " Alternatives that could take over are not weighed."
