// Package estate asks of a graph of things that need each other what the failure
// of some of them stops: a server needs power and one of two switches, a service
// needs two of three servers. Things may need each other in circles, which has two
// meanings. See [Meaning].
//
// A [Graph] is surveyed for all single failures at once ([Graph.Survey]), for small
// sets of failures ([Graph.CutSets]), for one question ([Graph.WhatIf]), and for
// the order in which everything can be started ([Graph.ColdStart]). [Graph.FaultTree]
// makes a fault tree of one service, with which the package reliability finds its
// exact availability.
package estate
