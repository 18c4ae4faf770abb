// Package draw makes the pictures of the pages: charts, timelines and strips,
// drawn on the server as SVG, so that the same picture stands on a page, in a
// report and in print. There is no script in them and no inline style.
//
// A picture is a value of typed data, such as Line, Bar, StackedBar, Timeline,
// Sparkline or Strip, and drawing it is pure. Pages put Figure(picture), which
// brings a wide and a narrow drawing and the table behind them; a report puts
// picture.Draw(Wide) and, where it must be accessible, Table(picture). The pages'
// stylesheet includes Stylesheet once.
//
// What every picture keeps to:
//
//   - It has role="img", a title, and a desc that says what it shows: extent,
//     first, last, lowest and highest values, and how many are unknown. Each mark
//     has a title with its full value.
//   - Colours are the tokens of the look (var(--ink), var(--sea), …) in presentation
//     attributes, so that dark mode and print follow. A pattern, a dash or a label
//     says again what a colour says.
//   - Unknown is math.NaN in the data. It is drawn as a gap with a dotted bridge or
//     as a dashed outline, never as zero. Infinities and numbers beyond 1e100 count as unknown.
//   - Sizes are units of the view box; coordinates are rounded to a tenth.
//   - Without data it says "No data yet".
//
// # The ground
//
// Frame carries the title and how numbers and dates are written. A canvas takes
// the marks (svg.go, text.go, level.go); every coordinate goes through num and
// every text through clean, so neither NaN nor a control character reaches the
// page. Scales map values (linear), dates (timeScale) and items (band) to places;
// niceTicks and pace choose what an axis labels; valueAxis and timeAxis draw it.
// Tone, pen and fill are the colours, dashes and patterns (paint.go). Keys go
// into a legend or beside the marks (legend.go); rooms keep labels apart (room.go).
//
// # To add a picture
//
//  1. Write its file, <picture>.go: a struct that embeds Frame, with its data as
//     exported fields whose comments tell units and what unknown looks like.
//  2. Give it Draw(width int) g.Node. If there is nothing to show, return
//     f.empty(width). Else make a newCanvas with the text alternative, lay out a
//     box under the legend, add the marks from back to front, set the canvas's
//     height and return its svg. When the canvas is narrow, names go over their
//     marks, not beside them.
//  3. Give it Data() Data: every value that the picture shows, in full, unknown
//     ones as Frame.number writes them. Table and Figure then work.
//  4. Write its text alternative with tell and sentences (describe.go).
//  5. Put an example, and a difficult one, into gallery_test.go and look at it, light
//     and dark, wide and narrow.
//  6. Put a generator for it into the list of pictures_test.go. The properties there
//     (well-formed, within the view box, named, pure, no foreign colours) then hold it.
package draw
