// Package forecast continues a series of observations: with what mean, within
// which interval, how well that would have worked before, and when a limit is
// reached.
//
// [Solve] takes a [Problem] and gives a [Result]; [SolveAll] takes many. By
// default the forecast is a combination of six models, of which each step drops
// the lowest and the highest: exponential smoothing and ARIMA, whose forms are
// chosen by the corrected criterion of Akaike; the optimised Theta model; complex
// exponential smoothing; a damped trend; and Theta over whole cycles. [Theta]
// alone is that of R's thetaf, figure by figure.
//
// # Certainty
//
// Intervals begin with the variance of the models. The forecast is then made again
// from points of the past, and the intervals are widened or narrowed by how far
// the errors lay off what was told, weighed with what is usual. The same back-casts
// give the error of the forecast beside that of the seasonal naive, which is always
// in the result: a forecast that does not beat it is not worth having.
//
// # What else is in it
//
// Several seasons, exposure (working days, weeks of a period), events with a given
// or an estimated effect, gaps (NaN) and series that are mostly zero. Outliers and
// changes of level and trend are found and explained, and stay in the series.
// [Result.Reaches] is the distribution of when a limit is reached, [Result.Sum] the
// uncertainty of a total. [Monitor] scores values as they come.
//
// # Units
//
// Values are in any unit, at equal distances in time; seasons, the horizon and all
// positions are in observations. Nothing here is left to chance: the same problem
// has the same answer.
package forecast
