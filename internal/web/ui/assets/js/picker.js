// Suggestions below any input[role=combobox] with data-suggest="address".
// The address is asked with ?q= and answers JSON: [{title, hint, icon, value, url}].
// Before they are shown an event "suggestions" {q, items} lets others change
// them; when one is chosen an event "pick" carries it. In forms a pick is put
// into the hidden input before the combobox, or added to the set of picks.
const icons = document.body.dataset.icons;
const isBox = (el) => el.matches?.("[role=combobox][data-suggest]");
const listOf = (box) => document.getElementById(box.getAttribute("aria-controls"));
const optionsOf = (box) => [...listOf(box).querySelectorAll("[role=option]")];
const found = new WeakMap(); // option element → its item
let timer, asking, eager; // eager: the box in which Enter was pressed before its suggestions came

async function suggest(box) {
  timer = null;
  asking?.abort();
  const mine = asking = new AbortController();
  const q = box.value.trim();
  const url = new URL(box.dataset.suggest, location.href);
  let items = [], problem = "";
  url.searchParams.set("q", q);
  try {
    const answer = await fetch(url, { headers: { Accept: "application/json" }, signal: mine.signal });
    if (!answer.ok) throw new Error(answer.statusText);
    items = await answer.json();
  } catch (error) {
    if (error.name === "AbortError") return;
    problem = "Suggestions cannot be had now. Try again in a moment.";
  }
  if (asking === mine) asking = null;
  const event = new CustomEvent("suggestions", { bubbles: true, detail: { q, items } });
  box.dispatchEvent(event);
  show(box, event.detail.items, problem || (q ? `Nothing found for “${q}”.` : "Type to search."));
}

function show(box, items, otherwise) {
  const list = listOf(box);
  list.replaceChildren(...items.map((item, i) => option(`${list.id}-${i}`, item)));
  if (!items.length) {
    const note = document.createElement("li");
    note.className = "list-note";
    note.setAttribute("role", "presentation");
    note.textContent = otherwise;
    list.append(note);
  }
  list.hidden = false;
  box.setAttribute("aria-expanded", "true");
  mark(box, items.length && box.value.trim() ? 0 : -1);
  if (eager === box && items.length) choose(box, optionsOf(box)[0]);
  eager = null;
}

function option(id, item) {
  const li = document.createElement("li");
  li.id = id;
  li.setAttribute("role", "option");
  if (item.icon) {
    const ns = "http://www.w3.org/2000/svg";
    const svg = document.createElementNS(ns, "svg"), use = document.createElementNS(ns, "use");
    svg.setAttribute("class", "icon");
    use.setAttribute("href", `${icons}#${item.icon}`);
    svg.append(use);
    li.append(svg);
  }
  const title = document.createElement("span"), hint = document.createElement("small");
  title.textContent = item.title;
  hint.textContent = item.hint ?? "";
  li.append(title, hint);
  found.set(li, item);
  return li;
}

// mark makes the i-th option the active one; -1 makes none.
function mark(box, i) {
  optionsOf(box).forEach((li, at) => li.setAttribute("aria-selected", String(at === i)));
  const li = optionsOf(box)[i];
  if (li) { box.setAttribute("aria-activedescendant", li.id); li.scrollIntoView({ block: "nearest" }); }
  else box.removeAttribute("aria-activedescendant");
}

function close(box) {
  clearTimeout(timer);
  timer = eager = null;
  if (box.closest("dialog.palette")) return; // its list stands as long as it does
  listOf(box).hidden = true;
  box.setAttribute("aria-expanded", "false");
  mark(box, -1);
}

function choose(box, li) {
  const item = found.get(li);
  const go = box.dispatchEvent(new CustomEvent("pick", { bubbles: true, cancelable: true, detail: item }));
  if (go) put(box, item);
  close(box);
}

function put(box, item) {
  const picks = box.closest("[data-picks]"), hidden = hiddenOf(box);
  if (picks) { add(picks, item); box.value = ""; }
  else if (hidden) { hidden.value = item.value; box.value = item.title; }
  box.form?.dispatchEvent(new Event("change", { bubbles: true }));
}

function add(picks, item) {
  const same = [...picks.querySelectorAll(".pick input")].find((input) => input.value === item.value);
  if (same) { same.checked = true; return; }
  const label = document.createElement("label"), input = document.createElement("input"), text = document.createElement("span");
  label.className = "pick";
  Object.assign(input, { type: "checkbox", name: picks.dataset.picks, value: item.value, checked: true });
  text.textContent = item.title;
  label.append(input, text);
  picks.querySelector(".pick-add").before(label);
}

const hiddenOf = (box) => box.closest(".control")?.querySelector("input[data-value]");

document.addEventListener("input", ({ target: box }) => {
  if (!isBox(box)) return;
  const hidden = hiddenOf(box);
  if (hidden) hidden.value = "";
  clearTimeout(timer);
  eager = null;
  timer = setTimeout(suggest, 120, box);
});

document.addEventListener("keydown", (event) => {
  const box = event.target;
  if (!isBox(box)) return;
  const options = optionsOf(box), open = !listOf(box).hidden;
  const at = options.findIndex((li) => li.getAttribute("aria-selected") === "true");
  switch (event.key) {
    case "ArrowDown": open ? mark(box, (at + 1) % options.length) : suggest(box); break;
    case "ArrowUp": mark(box, (at <= 0 ? options.length : at) - 1); break;
    case "Enter": // it sends the form only when nothing is being chosen
      if (timer || asking) eager = box; else if (!open) return; else if (at >= 0) choose(box, options[at]);
      break;
    case "Escape": if (!open || box.closest("dialog.palette")) return; close(box); break;
    default: return;
  }
  event.preventDefault();
});

document.addEventListener("pointerdown", (event) => {
  const li = event.target.closest?.("[role=option]"), list = li?.closest("[role=listbox]");
  const box = list && document.querySelector(`[aria-controls="${CSS.escape(list.id)}"]`);
  if (!box) return;
  event.preventDefault(); // keeps the focus in the box
  choose(box, li);
});

document.addEventListener("focusout", ({ target: box }) => { if (isBox(box)) close(box); });
