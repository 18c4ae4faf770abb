// Package msproject reads plans in the XML format of Microsoft Project (MSPDI; the
// schema is published by Microsoft as mspdi_pj12.xsd and documented under "Project
// XML Data Interchange Schema").
//
// Read are calendars, tasks with their links, constraints and deadlines, resources
// and assignments. A summary task is no work: its links are those of the tasks
// within it. A task on which people work at different hours, or for different
// times, becomes one task for each of them. What a file says that a
// [schedule.Problem] cannot is named in [Plan.Doubts]. Progress is not read: the
// plan is that of the whole work from its start.
package msproject
