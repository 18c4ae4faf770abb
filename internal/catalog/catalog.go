// Package catalog is the data dictionary: every kind of thing that the
// department keeps, one file a record type.
//
// To add a record type: write its file (a struct and a declaration beside it)
// and add its line to Types. Storage, pages, API, command line, import, export,
// search, history and permissions follow. docs/adding/record-type.md walks
// through it.
package catalog

import (
	"slices"

	"fairlead/internal/record"
)

// Types lists every record type, by module, in the order of the navigation. A
// new type is one line in the list of its module below.
func Types() []record.Declaration {
	return slices.Concat(direction(), money(), delivery(), footing())
}

// direction is who we are, where we go, on what we build, and what we can do.
func direction() []record.Declaration {
	return []record.Declaration{
		// org: who we are
		person(),
		team(),
		department(),
		costCentre(),
		site(),
		location(),
		legalEntity(),

		// strategy: where we are going
		objective(),
		capability(),
		initiative(),
		roadmapItem(),
		roadmapVersion(),
		scenario(),
		principle(),
		announcement(),

		// technology: what we build on
		technology(),
		product(),
		evaluation(),
		waiver(),
		trend(),
		feed(),
		idea(),

		// people: what we can do
		skill(),
		skillRating(),
		grade(),
		position(),
	}
}

// money is what it costs, and what we are committed to.
func money() []record.Declaration {
	return []record.Declaration{
		// finance: where the money goes, and what it brings
		fiscalYear(),
		budget(),
		budgetLine(),
		ledgerEntry(),
		exchangeRate(),
		forecastVersion(),
		staffCostRate(),
		allocationRule(),
		businessCase(),

		// vendors: what we are committed to
		vendor(),
		contract(),
		purchaseRequest(),
		quote(),
		purchaseOrder(),
		receipt(),
		invoice(),
		licenceEntitlement(),
		contact(),
		vendorReview(),
		exitPlan(),
		ictService(),
		partnership(),
	}
}

// delivery is what we change, what we promise, and what we have.
func delivery() []record.Declaration {
	return []record.Declaration{
		// projects: what we change
		demand(),
		project(),
		phase(),
		milestone(),
		task(),
		statusReport(),
		assignment(),
		projectRisk(),
		benefit(),
		lesson(),

		// services: what we promise
		service(),
		incident(),

		// estate: what we have
		asset(),
		dependency(),

		// continuity: what can take us down, and how we come back
		recoveryPlan(),
		exercise(),
		spare(),
		backup(),
		businessImpact(),
		lossScenario(),
		redundancyRule(),
		failureHistory(),

		// risk: how much we could lose, and what buys it down
		risk(),
		commonCause(),
		riskTreatment(),
		riskAppetite(),
		riskAcceptance(),
		riskIndicator(),
		capacityMeasure(),
		riskEstimate(),
		lossEvent(),
		riskMatrix(),
	}
}

// footing is what was decided, and what every module stands on.
func footing() []record.Declaration {
	return []record.Declaration{
		// governance: what we decided
		decision(),
		action(),
		approval(),
		standing(),

		// ground: what every module stands on
		comment(),
		attachment(),
		savedView(),
		importMap(),
		customField(),
		account(),
	}
}

// Dictionary describes and checks all types. An error is a mistake in a
// declaration and stops the program.
func Dictionary() (*record.Dictionary, error) { return record.NewDictionary(Types()...) }
