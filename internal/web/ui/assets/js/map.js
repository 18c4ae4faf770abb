// The map of the estate: zoom and pan by wheel, pinch, drag, buttons and keys. The
// event "map-centre" on the document carries the mark that is to be seen.
const frame = document.querySelector(".map-frame"), svg = frame.querySelector("svg");
const all = { x: 0, y: 0, w: svg.viewBox.baseVal.width, h: svg.viewBox.baseVal.height };
const marks = [...svg.querySelectorAll("a[id]")].map((a) => {
  const { e: x, f: y } = a.transform.baseVal[0].matrix;
  return { a, x, y };
});
const most = 3, legible = 0.5;
let view = { ...all };

const scale = () => frame.clientWidth / view.w;

function look(x, y, w) {
  const shape = frame.clientHeight / frame.clientWidth;
  w = Math.min(Math.max(w, frame.clientWidth / most), Math.max(all.w, all.h / shape) * 1.1);
  const h = w * shape, hold = (at, room, size) => (room >= size ? (size - room) / 2 : Math.min(Math.max(at, 0), size - room));
  view = { x: hold(x, w, all.w), y: room(y, h), w, h };
  svg.setAttribute("viewBox", `${view.x} ${view.y} ${view.w} ${view.h}`);
  svg.style.setProperty("--zoom", Math.min(scale(), 1.4));
  frame.classList.toggle("far", scale() < legible);
  svg.querySelector(".map-bands").setAttribute("transform", `translate(${Math.max(0, view.x)} 0)`);
}

// room keeps a small map at the top, and a large one within its ends.
const room = (y, h) => (h >= all.h ? 0 : Math.min(Math.max(y, 0), all.h - h));

const centre = (x, y, w = view.w) => look(x - w / 2, y - (w * frame.clientHeight) / frame.clientWidth / 2, w);

function zoom(by, x = view.x + view.w / 2, y = view.y + view.h / 2) {
  const w = view.w / by;
  look(x - (x - view.x) / by, y - (y - view.y) / by, w);
}

const fit = () => centre(all.w / 2, all.h / 2, Math.max(all.w, (all.h * frame.clientWidth) / frame.clientHeight));
const under = (e) => {
  const box = svg.getBoundingClientRect();
  return [view.x + (e.clientX - box.x) / scale(), view.y + (e.clientY - box.y) / scale()];
};

// begin shows all of it where that can be read, else the top of it. A frame is no
// higher than what it shows.
function begin() {
  fit();
  const least = 0.7;
  if (scale() < least) look((all.w - frame.clientWidth / least) / 2, 0, frame.clientWidth / least);
  frame.style.maxHeight = `${Math.max(320, Math.ceil(all.h * scale()))}px`;
}

const fingers = new Map();
let moved = false;
svg.addEventListener("pointerdown", (e) => { if (e.button === 0) { fingers.set(e.pointerId, e); moved = fingers.size > 1; } });
addEventListener("pointermove", (e) => {
  const before = fingers.get(e.pointerId);
  if (!before) return;
  const dx = e.clientX - before.clientX, dy = e.clientY - before.clientY;
  if (!moved && Math.hypot(dx, dy) < 5) return;
  moved = true;
  svg.classList.add("drag");
  fingers.set(e.pointerId, e);
  const other = [...fingers.values()].find((f) => f.pointerId !== e.pointerId);
  if (!other) return look(view.x - dx / scale(), view.y - dy / scale(), view.w);
  const apart = (f) => Math.hypot(f.clientX - other.clientX, f.clientY - other.clientY);
  zoom(apart(e) / Math.max(1, apart(before)), ...under(other));
});
for (const end of ["pointerup", "pointercancel"]) addEventListener(end, (e) => { fingers.delete(e.pointerId); svg.classList.remove("drag"); });
svg.addEventListener("click", (e) => { if (moved) { e.preventDefault(); e.stopPropagation(); } }, true);
svg.addEventListener("dragstart", (e) => e.preventDefault());
frame.addEventListener("wheel", (e) => { e.preventDefault(); zoom(1.0015 ** -(e.deltaY * (e.deltaMode ? 30 : 1)), ...under(e)); }, { passive: false });

// One mark is in the order of the tabulator; arrows lead to its neighbours.
let current = marks[0];
for (const m of marks) m.a.setAttribute("tabindex", m === current ? "0" : "-1");
svg.addEventListener("focusin", (e) => {
  const m = marks.find(({ a }) => a === e.target);
  if (!m) return;
  current.a.setAttribute("tabindex", "-1");
  (current = m).a.setAttribute("tabindex", "0");
  if (m.x < view.x || m.x > view.x + view.w || m.y < view.y || m.y > view.y + view.h) centre(m.x, m.y);
});
frame.addEventListener("keydown", (e) => {
  const way = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] }[e.key];
  if (e.key === "+" || e.key === "=") zoom(1.3);
  else if (e.key === "-") zoom(1 / 1.3);
  else if (e.key === "0") fit();
  else if (way) {
    const far = (m) => { const dx = m.x - current.x, dy = m.y - current.y, on = dx * way[0] + dy * way[1]; return on > 1 ? on + 3 * Math.abs(dx * way[1] + dy * way[0]) : Infinity; };
    const next = marks.reduce((best, m) => (far(m) < far(best) ? m : best), current);
    if (next !== current) next.a.focus();
  } else return;
  e.preventDefault();
});

document.querySelector(".map-tools").hidden = false;
document.querySelector(".map-tools").addEventListener("click", (e) => {
  const act = e.target.closest("button")?.dataset.zoom;
  if (act === "fit") fit();
  else if (act) zoom(act === "in" ? 1.4 : 1 / 1.4);
});
frame.classList.add("live");
begin();
document.addEventListener("map-centre", (e) => {
  const m = marks.find(({ a }) => a === e.detail);
  centre(m.x, m.y, Math.min(view.w, frame.clientWidth));
});
new ResizeObserver(() => look(view.x, view.y, view.w)).observe(frame);
