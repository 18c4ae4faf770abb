// Rows editors: rows come and go without asking the server. A new row is a copy
// of the blank one with the next free index.
const mark = "__row__";

function nextIndex(editor) {
  const used = [...editor.querySelectorAll("tbody [name=remove-row]")].map((b) => Number(b.value.match(/\[(\d+)\]$/)?.[1] ?? -1));
  return Math.max(-1, ...used) + 1;
}

function addRow(editor) {
  const row = editor.querySelector("template").content.firstElementChild.cloneNode(true);
  const index = String(nextIndex(editor));
  for (const el of row.querySelectorAll("*")) {
    for (const { name, value } of [...el.attributes]) {
      if (value.includes(mark)) el.setAttribute(name, value.replaceAll(mark, index));
    }
  }
  editor.querySelector("tbody").append(row);
  row.querySelector("input:not([type=hidden]), select, textarea")?.focus();
}

function removeRow(editor, row) {
  const near = row.nextElementSibling ?? row.previousElementSibling;
  row.remove();
  (near?.querySelector("input:not([type=hidden]), select, textarea") ?? editor.querySelector("[name=add-row]")).focus();
}

document.addEventListener("click", (event) => {
  const button = event.target.closest?.("[name=add-row], [name=remove-row]");
  const editor = button?.closest("[data-rows]");
  if (!editor) return;
  event.preventDefault();
  if (button.name === "add-row") addRow(editor);
  else removeRow(editor, button.closest("tr"));
  editor.dispatchEvent(new Event("change", { bubbles: true }));
});
