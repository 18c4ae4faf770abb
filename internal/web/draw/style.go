package draw

// Stylesheet holds the rules that pictures need besides the tokens of the look.
// The pages' stylesheet includes it once. Without it a picture is still right,
// but a Figure shows both of its drawings.
//
// Pictures are laid out for text of 12 units. Where one is shown larger, the
// rules for its container make text and strokes smaller in units, never larger,
// so that they stay the size of the page's text and labels keep their room.
const Stylesheet = `
.pic{display:block;width:100%;height:auto;font-variant-numeric:tabular-nums;overflow:visible}
.pic-stretch{height:28px}
.pic>path,.pic>line,.pic>g>line{vector-effect:non-scaling-stroke}
.pic>line,.pic>g>line{shape-rendering:crispEdges}
[data-span]{cursor:grab;touch-action:pan-y}
.pic-hit:hover{fill:var(--ink);fill-opacity:.05}
.pic-figure{container-type:inline-size;margin:0}
.pic-narrow{display:none}
@container (min-width:820px){.pic{font-size:10.5px}}
@container (min-width:960px){.pic{font-size:9.5px}}
@container (min-width:1100px){.pic{font-size:9px}}
@container (max-width:560px){.pic-wide{display:none}.pic-narrow{display:block}.pic{font-size:10px}}
@container (max-width:440px){.pic{font-size:12px}}
.pic-data{margin-top:var(--s2,8px);font-size:var(--t-s,.8125rem);color:var(--soft)}
.pic-data summary{cursor:pointer}
.pic-table caption{text-align:left;color:var(--soft);padding:var(--s2,8px) 0}
.pic-table th[scope=row]{border-bottom:1px solid var(--line);white-space:normal;color:inherit}
@media print{.pic-data{display:none}}
`
