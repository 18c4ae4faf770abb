// Package layered lays a directed graph out in bands from top to bottom, so that
// most edges lead down: services over applications over servers over what those
// stand on. It knows nothing of records or of SVG; a graph goes in, coordinates
// come out.
//
// It follows the framework of Sugiyama, Tagawa and Toda (Methods for visual
// understanding of hierarchical system structures, IEEE Transactions on Systems,
// Man, and Cybernetics 11(2), 1981), with the bands given:
//
//  1. Layers. Within a band a node stands below those of the band that need it:
//     the longest path, once edges that close a circle are turned round
//     (depth-first search, as Gansner, Koutsofios, North and Vo, A technique for
//     drawing directed graphs, IEEE Transactions on Software Engineering 19(3), 1993).
//  2. Long edges. An edge that crosses layers leads through a point in each. All
//     edges to one node share their points, so that there are at most as many as
//     nodes times layers, and 500 servers reach their site by one line.
//  3. Order. Each layer is sorted by the barycentres of its neighbours, down and up
//     in turn, a bounded number of times; the order with the fewest crossings is
//     kept. They are counted as in Barth, Jünger and Mutzel, Simple and efficient
//     bilayer cross counting (Graph Drawing 2002), each edge with its weight.
//  4. Places. A layer with more nodes than fit beside each other is wrapped: column
//     by column, so that its order from left to right stays. Columns then move
//     towards what they are joined to, as far as their order and their distances
//     allow: least squares under those constraints is isotonic regression, which
//     pooling adjacent violators solves exactly and in linear time (Ayer, Brunk,
//     Ewing, Reid and Silverman, An empirical distribution function for sampling
//     with incomplete information, Annals of Mathematical Statistics 26(4), 1955).
//
// The same graph gives the same layout. Time is nearly linear in nodes, edges and
// shared points, memory is linear in them.
package layered
