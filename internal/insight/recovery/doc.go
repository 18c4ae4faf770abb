// Package recovery answers whether we can be back in the time that we promised:
// it runs each recovery plan many times with limited people, uncertain durations,
// parts that must come first and vendors that must be waited for, and compares
// what comes out with the recovery time promised (RTO); and it compares what the
// backups would lose with the data loss accepted (RPO).
//
// What is not recorded is named, never guessed: a plan with a gap has no figure.
package recovery

import "fairlead/internal/insight/signal"

// Rules lists what the package looks for.
func Rules() []signal.Rule {
	return []signal.Rule{
		{Name: "recovery.time", Find: late}, {Name: "recovery.plan", Find: planless}, {Name: "recovery.exercise", Find: unexercised},
		{Name: "recovery.restore", Find: unproven}, {Name: "recovery.data", Find: tooOld},
	}
}
