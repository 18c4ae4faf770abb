// The map of the estate: things fail by a click, without the page being loaded
// anew, and are searched. The address always says what is shown, so that it can be
// sent on and gone back to.
const frame = document.querySelector(".map-frame"), svg = frame.querySelector("svg");
const form = document.querySelector(".map-form"), search = form.elements.find;
const marks = [...svg.querySelectorAll("a[id]")];
const states = { failed: "failed", stopped: "stopped", weak: "works with fewer alternatives", held: "could not be brought back" };

// What a click on a mark leads to: what works fails, what failed works again, and
// what stopped tells why.
function leads(a) {
  const q = new URLSearchParams(location.search), failed = new Set((q.get("fail") ?? "").split(",").filter(Boolean));
  q.delete("why");
  if (a.classList.contains("stopped")) q.set("why", a.id);
  else if (!failed.delete(a.id)) failed.add(a.id);
  q.set("fail", [...failed].sort().join(","));
  if (!failed.size) q.delete("fail");
  return location.pathname + (q.size ? "?" + q.toString().replaceAll("%2C", ",") : "");
}

function wear(panel) {
  for (const [state, words] of Object.entries(states)) {
    const now = new Set((panel.dataset[state] ?? "").split(" "));
    for (const a of marks) {
      if (a.classList.toggle(state, now.has(a.id))) a.setAttribute("aria-description", words);
    }
  }
  for (const a of marks) if (!Object.keys(states).some((s) => a.classList.contains(s))) a.removeAttribute("aria-description");
}

let asked = 0;
async function show(address) {
  const turn = ++asked, response = await fetch(address.replace(location.pathname, frame.dataset.state));
  if (!response.ok || response.redirected) return location.assign(address);
  const made = document.createElement("template");
  made.innerHTML = await response.text();
  if (turn !== asked) return;
  for (const id of ["map-head", "map-panel", "map-over"]) document.getElementById(id).replaceWith(made.content.querySelector("#" + id));
  form.elements.fail?.remove();
  const fail = new URLSearchParams(address.split("?")[1]).get("fail");
  if (fail) form.append(Object.assign(document.createElement("input"), { type: "hidden", name: "fail", value: fail }));
  wear(document.getElementById("map-panel"));
}

const what = () => { const q = new URLSearchParams(location.search); q.delete("fail"); q.delete("why"); return q.toString(); };
let shown = what();
document.addEventListener("click", (e) => {
  const a = e.target.closest?.("svg.map a[id], a[data-map]");
  if (!a || e.ctrlKey || e.metaKey || e.shiftKey) return;
  e.preventDefault();
  history.pushState(null, "", a.ownerSVGElement ? leads(a) : a.getAttribute("href"));
  show(location.pathname + location.search);
});
for (const event of ["focusin", "pointerover"]) svg.addEventListener(event, (e) => { const a = e.target.closest("a[id]"); if (a) a.setAttribute("href", leads(a)); });
addEventListener("popstate", () => { if (what() === shown) show(location.pathname + location.search); else location.reload(); });

// Search: what matches stands out while one types; Enter goes from one to the next.
let hit = -1;
const seek = (mark) => document.dispatchEvent(new CustomEvent("map-centre", { detail: mark }));
function find() {
  const want = search.value.trim().toLowerCase();
  hit = -1;
  frame.classList.toggle("finding", want !== "");
  for (const a of marks) a.classList.toggle("found", want !== "" && a.querySelector("title").textContent.toLowerCase().includes(want));
}
search.addEventListener("input", find);
search.addEventListener("keydown", (e) => {
  const hits = marks.filter((a) => a.classList.contains("found"));
  if (e.key !== "Enter" || !hits.length) return;
  e.preventDefault();
  hit = (hit + 1) % hits.length;
  seek(hits[hit]);
});
if (search.value) {
  find();
  const first = marks.find((a) => a.classList.contains("found"));
  if (first) seek(first);
}
form.addEventListener("change", (e) => { if (e.target !== search && !e.target.closest(".combo")) form.requestSubmit(); });
