package catalog

import (
	"fairlead/internal/fault"
	"fairlead/internal/record"
)

// Backup is a copy that is made on a schedule so that data can be restored.
// Whether it can is known only by restoring it.
type Backup struct {
	record.Header
	Name         string               `record:"required,label" alias:"job|backup job"`
	Services     record.Refs[Service] `help:"Whose data it holds"`
	Assets       record.Refs[Asset]   `help:"What is copied: servers, databases. Copies of the same thing stand in for each other"`
	Method       BackupMethod         `record:"index"`
	Every        record.Duration      `unit:"hours" title:"Made every" help:"By the schedule: 15m, 24h" alias:"schedule|interval|frequency"`
	LastGood     record.Instant       `record:"index" help:"When the last one that succeeded was made" alias:"last success|last successful"`
	LastRestored record.Date          `record:"index" help:"When one was last read back and found whole" alias:"last restore test|restore tested on"`
	RestoreTook  record.Duration      `unit:"hours" title:"Restoring took" help:"As measured at the last restore"`
	Retention    record.Int           `record:"min=0" unit:"days" title:"Kept for" alias:"retention"`
	Site         record.Ref[Site]     `title:"Copy lies at"`
	OffSite      Answer               `help:"A copy lies where the original cannot take it along"`
	Immutable    Answer               `help:"Nobody can change or delete it before its time, an intruder included"`
	Owner        record.Ref[Person]   `help:"Who sees to it"`
	Team         record.Ref[Team]
	Notes        record.Markdown `record:"search"`
}

// BackupMethod is how a copy is made.
type BackupMethod string

// Options lists the methods.
func (BackupMethod) Options() []record.Option {
	return []record.Option{
		{Name: "full", Title: "Full"},
		{Name: "incremental", Title: "Incremental"},
		{Name: "differential", Title: "Differential"},
		{Name: "log", Title: "Log shipping"},
		{Name: "snapshot", Title: "Snapshot"},
		{Name: "replication", Title: "Replication"},
		{Name: "export", Title: "Export"},
	}
}

func checkBackup(b *Backup, problems *fault.List) {
	if b.RestoreTook.Known() && !b.LastRestored.Known() {
		problems.Add("last_restored", "Say on which day it was restored when that time was measured.")
	}
}

func backup() record.Declaration {
	return record.Declare(record.Spec[Backup]{
		Module: "continuity", Name: "backup", Prefix: "BKP", Icon: "download",
		Help:   "A copy that is made on a schedule so that data can be restored.",
		Access: internal(),
		Lifecycle: record.Lifecycle{
			States: []record.State{
				{Name: "active", Title: "Active", Tone: record.Good},
				{Name: "paused", Title: "Paused", Tone: record.Bad, Aside: true},
				{Name: "retired", Title: "Retired", Closed: true},
			},
			Transitions: []record.Transition{
				{Name: "pause", Title: "Pause", From: []string{"active"}, To: "paused"},
				{Name: "resume", Title: "Go on", From: []string{"paused"}, To: "active"},
				{Name: "restored", Title: "Restored today", From: []string{"active", "paused"}, To: "active", Needs: []string{"restore_took"}, Stamps: []string{"last_restored"}},
				{Name: "retire", Title: "Retire", From: []string{"active", "paused"}, To: "retired"},
			},
		},
		Columns: []string{"name", "services", "method", "every", "last_good", "last_restored", "restore_took", "off_site", "state"},
		Keys:    [][]string{{"name"}},
		Views: []record.View{
			{Name: "active", Title: "Active", Filter: `state = active`, Order: "name"},
			{Name: "unproven", Title: "Never restored", Filter: `NOT last_restored:* AND state != retired`, Order: "name"},
			{Name: "stale", Title: "Not restored for a year", Filter: `last_restored < today-1y AND state != retired`, Order: "last_restored"},
			{Name: "failing", Title: "No good copy for two days", Filter: `(NOT last_good:* OR last_good < now-48h) AND state = active`, Order: "last_good"},
			{Name: "all", Title: "All backups", Order: "name"},
		},
		Check: checkBackup,
	})
}
