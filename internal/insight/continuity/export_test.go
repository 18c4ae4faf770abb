package continuity

import "fairlead/internal/record"

// AvailabilityWithin is AvailabilityOf with less memory for the diagrams, in bytes.
func AvailabilityWithin(s *record.Snapshot, currency string, service record.ID, memory int64) Availability {
	v := SurveyOf(s, currency)
	return v.Estate.availability(v.Of(service), figuresBy(s, v.Estate), memory)
}

// Posterior is the mean time between events after some have been seen.
var Posterior = posterior

// PoissonTail is the chance of n or more where so many are expected.
var PoissonTail = poissonTail
