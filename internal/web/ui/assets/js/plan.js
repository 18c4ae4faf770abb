// Planning: the form #plan moves spans of a timeline. Dragging one fills the form
// in and sends it; dragging its right edge makes it longer. What is typed into the
// form shows in the picture at once; the arrow keys count a day, with Shift a week.
const form = document.querySelector("form#plan");
const fields = form?.elements;
const optionOf = (span) => [...fields.step.options].find((o) => o.value.split("@")[0] === span.dataset.span);

function preview() {
  const step = fields.step.value.split("@")[0], days = Number(fields.days.value) || 0, longer = Number(fields.longer.value) || 0;
  for (const span of document.querySelectorAll("[data-span]")) {
    const day = Number(span.ownerSVGElement.dataset.day), here = span.dataset.span === step;
    span.setAttribute("transform", here ? `translate(${days * day} 0)` : "");
    for (const rect of span.querySelectorAll("rect")) {
      rect.dataset.width ??= rect.getAttribute("width");
      rect.setAttribute("width", Math.max(1, Number(rect.dataset.width) + (here ? longer * day : 0)));
    }
  }
}

function drag(event, span, option) {
  const svg = span.ownerSVGElement, box = span.getBoundingClientRect();
  const perDay = Number(svg.dataset.day) * svg.getBoundingClientRect().width / svg.viewBox.baseVal.width;
  const field = box.right - event.clientX < Math.min(8, box.width / 3) ? fields.longer : fields.days;
  const end = new AbortController(), on = { signal: end.signal };
  const cancel = () => { end.abort(); fields.days.value = fields.longer.value = 0; preview(); };
  fields.step.value = option.value;
  fields.days.value = fields.longer.value = 0;
  addEventListener("pointermove", (e) => { field.value = Math.round((e.clientX - event.clientX) / perDay); preview(); }, on);
  addEventListener("pointerup", () => { end.abort(); if (Number(field.value)) form.requestSubmit(); }, on);
  addEventListener("pointercancel", cancel, on);
  addEventListener("keydown", (e) => { if (e.key === "Escape") cancel(); }, on);
}

if (form) {
  form.classList.add("ready");
  form.addEventListener("input", preview);
  form.addEventListener("keydown", (event) => {
    const way = { ArrowUp: 1, ArrowDown: -1 }[event.key];
    if (!way || ![fields.days, fields.longer].includes(event.target)) return;
    event.preventDefault();
    event.target.value = (Number(event.target.value) || 0) + way * (event.shiftKey ? 7 : 1);
    preview();
  });
  document.addEventListener("pointerdown", (event) => {
    const span = event.target.closest?.("[data-span]"), option = span && optionOf(span);
    if (!option || event.button !== 0) return;
    event.preventDefault();
    drag(event, span, option);
  });
}
