// Boards: a card dragged to another column presses its own button that leads there.
let dragged;
const buttonTo = (column) => dragged?.querySelector(`[data-to="${column.dataset.column}"] button`);

document.addEventListener("dragstart", (event) => {
  dragged = event.target.closest?.(".board li[draggable]");
});

document.addEventListener("dragover", (event) => {
  const column = event.target.closest?.(".board [data-column]");
  if (column && buttonTo(column)) event.preventDefault();
});

document.addEventListener("drop", (event) => {
  const column = event.target.closest?.(".board [data-column]"), button = column && buttonTo(column);
  if (!button) return;
  event.preventDefault();
  button.click();
});

document.addEventListener("dragend", () => { dragged = undefined; });
