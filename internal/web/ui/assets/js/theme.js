// The theme changes at once; the server is told, and remembers it.
document.addEventListener("submit", async (event) => {
  const form = event.target;
  if (!form.matches("[data-theme-choice]")) return;
  event.preventDefault();
  const theme = event.submitter.value;
  document.documentElement.dataset.theme = theme;
  for (const button of form.elements) button.setAttribute("aria-pressed", String(button.value === theme));
  const answer = await fetch(form.action, { method: "POST", body: new URLSearchParams({ theme }), redirect: "manual" }).catch(() => null);
  if (!answer?.ok && answer?.type !== "opaqueredirect") document.dispatchEvent(new CustomEvent("toast", { detail: { text: "The theme could not be saved.", tone: "bad" } }));
});
