// Package schedule plans projects whose people are limited: when each task is
// done and by whom, what waits for whom, what is critical, and with what chance
// all of it is done by a day.
//
// A [Problem] has people with skills and calendars, projects with priorities and
// promised days, tasks with three-point estimates, and links of all four kinds.
// [CriticalPath] gives early and late dates and floats as if there were enough of
// everybody. [Solve] gives a schedule with the people there are, a day that none
// undercuts, and for each task what it waited for. [Simulate] draws the durations
// many times and lets the same rule of dispatch decide anew each time; a [Dispatcher]
// does so for whoever draws by a model of his own. [Check] is an independent reading
// of the rules: it accepts a schedule or says what is wrong with it, and shares no
// code with the rest.
//
// # How it works
//
// Schedules are made by the parallel scheme: whenever something ends, begins to
// be possible or somebody comes back, the tasks that could begin are gone through
// by rank, and each is begun for which there are people (Kelley, "The
// critical-path method: resources planning and scheduling", 1963; Kolisch, European
// Journal of Operational Research 90, 1996). Such a rule needs to know nothing of
// how long things will take, so it can be simulated as it would be followed
// (Ballestín, "When it is worthwhile to work with the stochastic RCPSP?", Journal
// of Scheduling 10, 2007). Solve searches over ranks, window by window of the best
// schedule so far. Where all share one calendar and nothing may be split, it uses
// the kernel rcpsp, which has serial generation, justification, a population
// search and stronger bounds.
//
// # Time
//
// Times are read by the clock on the wall, to the minute; the hour that a clock
// skips or repeats once a year is not accounted for. Durations and lags are working
// time on the calendar of whoever works, unless a link says that its lag elapses by
// day and night. A task that is not split is interrupted by its people's calendars
// only.
package schedule
