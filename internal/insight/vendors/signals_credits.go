package vendors

import (
	"fmt"

	"fairlead/internal/catalog"
	"fairlead/internal/insight/signal"
	"fairlead/internal/record"
)

// unclaimed finds contracts on which the vendor missed what it promised and nobody
// asked for the credit.
func unclaimed(in *signal.Inquiry) (found []signal.Signal) {
	today := in.Today()
	for c := range record.Each[catalog.Contract](in.Snapshot) {
		if !inForce(c, today) || len(c.Promised) == 0 {
			continue
		}
		credits := CreditsOf(in.Snapshot, c, today)
		open := credits.Open()
		if len(open) == 0 || credits.Unclaimed.Known() && credits.Unclaimed.Minor == 0 {
			continue
		}
		sig := about(in, c, "vendors.credits")
		ref := sig.Subject
		for _, m := range open {
			sig.Evidence = append(sig.Evidence, signal.Evidence{Ref: ref, Text: m.text(in.Locale)})
		}
		months := signal.Count(len(open), "month", "months")
		sig.Title = fmt.Sprintf("Credits for %s of %s are owed and not claimed", months, named(in.Snapshot, c))
		sig.StakeBasis = "Not known: the fee or the credit is not recorded."
		if sig.Stake = credits.Unclaimed; sig.Stake.Known() {
			sig.Title = fmt.Sprintf("Credits of %s on %s are owed and not claimed", signal.Exact(sig.Stake, in.Locale), named(in.Snapshot, c))
			sig.StakeBasis = fmt.Sprintf("What the contract credits for %s of the last twelve.", months)
		}
		sig.Why = "The services fell below what the vendor promised. Read in the contract by when a credit must be asked for; that day is not recorded." + unowned(c)
		sig.Acts = []signal.Act{
			{Label: "Give it to somebody", Kind: signal.Assign, Ref: ref, Title: "Claim the credits on " + c.Name},
			{Label: "Open the renewal file", Kind: signal.Renew, Ref: ref},
			{Label: "Open the contract", Kind: signal.Open, Ref: ref},
		}
		found = append(found, sig)
	}
	return found
}

func (m CreditMonth) text(in record.Locale) string {
	text := fmt.Sprintf("%s: %d of %d incidents kept their targets, %s was promised", m.Month, m.Kept, m.Judged, m.Target.Format(in))
	if m.Credit.Known() {
		text += "; credit " + signal.Exact(m.Credit, in)
	}
	return text
}
