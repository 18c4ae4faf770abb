// Package demo holds the demonstration company, Halden Freight, as the CSV
// files that the ordinary importer reads. README.md says what is in them.
package demo

import (
	"embed"
	"strings"
)

// Files are the CSV files, one a record type. The header names fields of the
// catalogue, and external_id. References are external IDs, references to any
// type have its name before them (asset:osl-core-1); days are counted from the
// day of the import (today-40d).
//
//go:embed *.csv
var Files embed.FS

// Source is the system that the external IDs belong to.
const Source = "demo"

// Order lists the files in the order of import: a row refers only to records of
// earlier files. Where types refer to each other or to themselves, a second file
// fills those references in, of records that the first one made: departments.csv
// makes the departments, departments-heads.csv names their heads once there are
// people.
func Order() []string {
	return []string{
		"sites.csv", "locations.csv", "departments.csv", "teams.csv", "people.csv",
		"locations-within.csv", "departments-heads.csv", "teams-leads.csv", "people-managers.csv", "sites-contacts.csv",
		"vendors.csv", "products.csv", "services.csv", "contracts.csv",
		"assets.csv", "products-figures.csv", "assets-figures.csv", "dependencies.csv", "incidents.csv",
		"business_impacts.csv", "loss_scenarios.csv", "redundancy_rules.csv",
		"projects.csv", "demands.csv", "milestones.csv", "tasks.csv", "tasks-links.csv", "status_reports.csv", "assignments.csv",
		"objectives.csv", "objectives-serving.csv", "capabilities.csv", "initiatives.csv", "roadmap_items.csv", "roadmap_items-waiting.csv",
		"cost_centres.csv", "fiscal_years.csv", "budgets.csv", "budget_lines.csv", "budget_lines-next.csv", "ledger_entries.csv", "ledger_entries-settles.csv",
		"purchase_requests.csv", "quotes.csv", "purchase_orders.csv", "receipts.csv", "invoices.csv",
		"licence_entitlements.csv", "contacts.csv", "vendor_reviews.csv", "exit_plans.csv", "partnerships.csv",
		"legal_entities.csv", "legal_entities-branches.csv", "vendors-register.csv", "contracts-register.csv", "ict_services.csv", "business_impacts-register.csv",
		"exchange_rates.csv", "allocation_rules.csv", "forecast_versions.csv", "assets-lives.csv",
		"roadmap_versions.csv", "scenarios.csv", "projects-serving.csv",
		"phases.csv", "project_risks.csv", "business_cases.csv", "benefits.csv", "lessons.csv", "announcements.csv",
		"contracts-response.csv", "contracts-benchmark.csv", "assets-stocked.csv", "spares.csv", "backups.csv", "recovery_plans.csv", "exercises.csv",
		"common_causes.csv", "risks.csv", "risk_treatments.csv", "risk_appetites.csv", "risk_acceptances.csv", "risk_indicators.csv", "risk_estimates.csv", "loss_events.csv", "risk_matrices.csv",
		"decisions.csv", "actions.csv", "accounts.csv",
		"technologies.csv", "technologies-instead.csv", "principles.csv", "evaluations.csv", "waivers.csv", "feeds.csv", "trends.csv", "ideas.csv",
		"capacity_measures.csv",
		"skills.csv", "skill_ratings.csv", "assignments-skills.csv", "demands-plans.csv",
		"grades.csv", "staff_cost_rates.csv", "positions.csv",
	}
}

// Type is the plural name of the record type that a file of Order holds.
func Type(file string) string {
	name, _, _ := strings.Cut(strings.TrimSuffix(file, ".csv"), "-")
	return name
}
