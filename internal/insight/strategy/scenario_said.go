package strategy

import (
	"fmt"
	"slices"

	"fairlead/internal/insight/signal"
	"fairlead/internal/record"
)

// Differences says in words where a scenario leads elsewhere than the plan: days,
// money, conflicts, gaps, objectives. It is empty where nothing of that differs.
func (o *Outlook) Differences(plan *Outlook, currency string, in record.Locale) []string {
	return slices.Concat(o.days(plan, in), o.money(plan, currency, in), o.conflicts(plan), o.gaps(plan, in), o.objectives(plan))
}

func (o *Outlook) days(plan *Outlook, in record.Locale) (told []string) {
	for _, was := range plan.Last {
		is := o.LastOf(was.Theme)
		switch {
		case is == was.On:
		case !is.Known():
			told = append(told, fmt.Sprintf("Nothing of “%s” lies ahead any more with a day on which it ends.", was.Theme))
		case !was.On.Known():
			told = append(told, fmt.Sprintf("“%s” ends on %s; by the plan no day is known.", was.Theme, is.Format(in)))
		default:
			told = append(told, fmt.Sprintf("“%s” ends %s, on %s.", was.Theme, sooner(was.On.DaysUntil(is)), is.Format(in)))
		}
	}
	for _, is := range o.Last {
		if !slices.ContainsFunc(plan.Last, func(was LastDay) bool { return was.Theme == is.Theme }) {
			told = append(told, fmt.Sprintf("“%s” comes in.", is.Theme))
		}
	}
	return told
}

// sooner says a number of days as later, or earlier where it is less than zero.
func sooner(days int) string {
	if days < 0 {
		return signal.Count(-days, "day", "days") + " earlier"
	}
	return signal.Count(days, "day", "days") + " later"
}

func (o *Outlook) money(plan *Outlook, currency string, in record.Locale) (told []string) {
	for _, year := range YearsOf([]Outlook{*plan, *o}) {
		was, is := plan.CostOf(year), o.CostOf(year)
		if by := more(was.In(currency), is.In(currency), in); by != "" {
			told = append(told, fmt.Sprintf("%d costs %s.", year, by))
		}
	}
	if by := more(plan.SetAside.In(currency), o.SetAside.In(currency), in); by != "" {
		told = append(told, "In all, "+by+" is set aside.")
	}
	return told
}

// YearsOf lists the years into which cost of any of some outlooks falls.
func YearsOf(list []Outlook) []int {
	var years []int
	for _, o := range list {
		for _, y := range o.Years {
			years = append(years, y.Year)
		}
	}
	slices.Sort(years)
	return slices.Compact(years)
}

// more says by how much an amount is more or less; empty where it is the same, or
// that is not known.
func more(was, is record.Money, in record.Locale) string {
	by := signal.Plus(is, was.Neg())
	switch {
	case !by.Known() || by.Minor == 0:
		return ""
	case by.Minor < 0:
		by = by.Neg()
		return by.Short(in) + " less"
	}
	return by.Short(in) + " more"
}

func (o *Outlook) conflicts(plan *Outlook) (told []string) {
	for _, c := range o.Conflicts {
		if !plan.hasConflict(&c) {
			told = append(told, fmt.Sprintf("“%s” can no longer go as planned, because of “%s”.", c.Item.Title, c.On.Title))
		}
	}
	for _, c := range plan.Conflicts {
		if !o.hasConflict(&c) {
			told = append(told, fmt.Sprintf("“%s” is no longer in conflict with “%s”.", c.Item.Title, c.On.Title))
		}
	}
	return told
}

func (o *Outlook) hasConflict(c *Conflict) bool {
	return slices.ContainsFunc(o.Conflicts, func(other Conflict) bool { return other.Item.ID == c.Item.ID && other.On.ID == c.On.ID })
}

func (o *Outlook) gaps(plan *Outlook, in record.Locale) (told []string) {
	for _, g := range plan.Gaps {
		was, before := g.ClosedOn, g.Closes()
		is, after := o.Closed(g.Capability)
		name := g.Capability.Name
		switch {
		case before && !after:
			told = append(told, fmt.Sprintf("The gap of “%s” is no longer closed.", name))
		case after && !before:
			told = append(told, fmt.Sprintf("The gap of “%s” is closed%s.", name, onDay(is, in)))
		case after && is.Known() && was.Known() && is != was:
			told = append(told, fmt.Sprintf("The gap of “%s” is closed %s%s.", name, sooner(was.DaysUntil(is)), onDay(is, in)))
		}
	}
	return told
}

// onDay is ", on" a day; empty where it is not known.
func onDay(d record.Date, in record.Locale) string {
	if !d.Known() {
		return ""
	}
	return ", on " + d.Format(in)
}

func (o *Outlook) objectives(plan *Outlook) (told []string) {
	for _, was := range plan.Served {
		if !o.Serves(was) {
			told = append(told, fmt.Sprintf("No funded work serves “%s” any more.", was.Title))
		}
	}
	for _, is := range o.Served {
		if !plan.Serves(is) {
			told = append(told, fmt.Sprintf("Funded work now serves “%s”.", is.Title))
		}
	}
	return told
}
