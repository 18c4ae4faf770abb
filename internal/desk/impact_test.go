package desk_test

import (
	"testing"
	"time"

	"fairlead/internal/catalog"
	"fairlead/internal/record"
	"fairlead/internal/testkit/desktest"
)

// The newest assessment that is approved is what the service says, and the one
// before it no longer counts.
func TestApprovedImpactFillsTheService(t *testing.T) {
	d := desktest.Open(t)
	p := purchasing{t, d, desktest.Clerk(t, d, "Maria", record.Manager)}
	service, owner := &catalog.Service{Name: "Booking"}, &catalog.Person{Name: "Ola"}
	desktest.Save(t, d, service, owner)
	assess := func(perHour int64, on record.Date) *catalog.BusinessImpact {
		return &catalog.BusinessImpact{
			Service: record.To[catalog.Service](service.ID), On: on, By: record.To[catalog.Person](owner.ID),
			RTO: record.Lasting(4 * time.Hour), RPO: record.Lasting(time.Hour), Tolerance: record.Lasting(24 * time.Hour),
			Losses: record.Rows[catalog.ImpactPoint]{{Hours: whole(2), Loss: eur(2 * perHour)}},
		}
	}
	first, second := assess(1000, record.Day(2026, 1, 1)), assess(1500, record.Day(2026, 6, 1))
	for _, impact := range []*catalog.BusinessImpact{first, second} {
		p.add(impact)
		p.must(impact, "approve")
	}
	got := record.Get(p.snapshot(), record.To[catalog.Service](service.ID))
	if got.LossPerHour != eur(1500) || got.RTO.Hours() != 4 || got.RPO.Hours() != 1 {
		t.Errorf("the service says %v an hour, back in %v, losing %v", got.LossPerHour, got.RTO, got.RPO)
	}
	if stateOf[catalog.BusinessImpact](p, first) != "superseded" || stateOf[catalog.BusinessImpact](p, second) != "approved" {
		t.Error("the first assessment still counts, or the second does not")
	}
}
