// Forms: a warning before typed things are lost, Ctrl-Enter, and no second
// sending while the first is under way.
const dirty = new Set();

for (const name of ["input", "change"]) {
  document.addEventListener(name, (event) => {
    const form = event.target.form ?? event.target.closest?.("form");
    if (form?.matches("[data-guard]")) dirty.add(form);
  });
}

addEventListener("beforeunload", (event) => {
  if ([...dirty].some((form) => form.isConnected)) event.preventDefault();
});

document.addEventListener("keydown", (event) => {
  const form = event.target.form;
  if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey) || form?.method !== "post") return;
  event.preventDefault();
  form.requestSubmit(form.querySelector(".submit button.main") ?? undefined);
});

function hold(form, on) {
  form.toggleAttribute("data-sending", on);
  for (const button of form.elements) if (button.type === "submit") button.ariaDisabled = on ? "true" : null;
}

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (form.method !== "post") return;
  if (form.hasAttribute("data-sending")) { event.preventDefault(); return; }
  setTimeout(() => { // after the others had their say, and the button its name sent
    if (event.defaultPrevented) return;
    dirty.delete(form);
    hold(form, true);
    setTimeout(hold, 8000, form, false); // it may have been a download, which leaves the page as it is
  });
});

addEventListener("pageshow", () => document.querySelectorAll("[data-sending]").forEach((form) => hold(form, false)));

document.querySelector("[data-errors]")?.focus();
