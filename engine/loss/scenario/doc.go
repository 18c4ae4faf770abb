// Package scenario reads loss scenarios from text, and from the CSV files of
// riskquant.
//
// The text has one statement a line. What follows # is a remark; names with spaces
// stand in double quotes.
//
//	appetite AMOUNT                   the yearly loss that should not be exceeded
//	scenario NAME                     what follows belongs to it
//	  frequency FREQUENCY             loss events a year, or threat events
//	  vulnerability SHARE             of threat events that become losses, 0 to 1
//	  vulnerability capability ESTIMATE strength ESTIMATE
//	  magnitude ESTIMATE              what an event costs
//	  secondary NAME chance SHARE ESTIMATE
//	  event-layer LAYER               what is paid of each event
//	  year-layer LAYER                what is paid of what is left in a year
//	shock NAME                        hits several scenarios at once
//	  frequency FREQUENCY
//	  hits SCENARIO SHARE
//	correlation SCENARIO SCENARIO RANK
//	layer LAYER                       on the yearly loss of the whole
//
// FREQUENCY is one of
//
//	rate R                            Poisson
//	range LOW HIGH                    90 % interval of the rate
//	pert LOW MODE HIGH                of the rate
//	negative-binomial MEAN SHAPE
//	history EVENTS YEARS              what was seen, and nothing else known
//
// and may be followed by "seen EVENTS YEARS", by which it is updated. ESTIMATE is
// one of
//
//	fixed AMOUNT
//	range LOW HIGH                    90 % interval, lognormal
//	pert LOW MODE HIGH
//	empirical AMOUNT AMOUNT …         each as likely
//
// and may be followed by "cap AMOUNT". LAYER is "attach AMOUNT", "limit AMOUNT" and
// "share SHARE" in any order; what is left out is 0, without end, and all.
//
// A CSV file of riskquant (Netflix, https://github.com/Netflix-Skunkworks/riskquant)
// has the columns identifier, name, probability, low_loss and high_loss, with or
// without that heading: events a year and the 90 % interval of the loss.
package scenario
