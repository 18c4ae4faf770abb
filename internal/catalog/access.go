package catalog

import "fairlead/internal/record"

// The usual grants. A type that differs says so with Access.With.

func may(actions record.Action) []record.Rule { return []record.Rule{{May: actions}} }

// shared is for what everybody may know and the department keeps: sites,
// services, teams.
func shared() record.Access {
	return record.Access{
		record.Administrator: may(record.All),
		record.Director:      may(record.All),
		record.Manager:       may(record.All),
		record.Technician:    may(record.Read | record.Create | record.Update),
		record.Employee:      may(record.Read),
		record.Executive:     may(record.Read),
		record.Auditor:       may(record.Read),
	}
}

// internal is for what the department works with and others need not see:
// assets, dependencies.
func internal() record.Access {
	a := shared()
	delete(a, record.Employee)
	return a
}

// commercial is for money and agreements: technicians read what they need to
// act, managers write.
func commercial() record.Access {
	return internal().With(record.Technician, record.Rule{May: record.Read})
}

// leadership is for what is settled among those who lead.
func leadership() record.Access {
	a := commercial()
	delete(a, record.Technician)
	return a
}

// readOnly is for what the program alone writes: who has a grant may read.
func readOnly(a record.Access) record.Access {
	for role := range a {
		a[role] = may(record.Read)
	}
	return a
}
