// Acting on several rows: select all, a range with Shift, and how many are selected.
let last;
const boxesOf = (form) => [...form.querySelectorAll("tbody .check input")];

function count(form) {
  const boxes = boxesOf(form), n = boxes.filter((box) => box.checked).length;
  form.querySelector("output").textContent = n === 1 ? "1 selected" : `${n} selected`;
  const all = form.querySelector("[data-all]");
  all.checked = n > 0 && n === boxes.length;
  all.indeterminate = n > 0 && n < boxes.length;
}

document.addEventListener("click", (event) => {
  const box = event.target;
  const form = box.matches?.(".check input") && box.closest("[data-bulk]");
  if (!form) return;
  const boxes = boxesOf(form);
  if (box.hasAttribute("data-all")) for (const other of boxes) other.checked = box.checked;
  const from = boxes.indexOf(last), to = boxes.indexOf(box);
  if (event.shiftKey && from >= 0 && to >= 0) {
    for (const other of boxes.slice(Math.min(from, to), Math.max(from, to) + 1)) other.checked = box.checked;
  }
  last = box;
  count(form);
});

for (const form of document.querySelectorAll("[data-bulk]")) {
  form.classList.add("ready");
  count(form);
}
