// The palette: Ctrl-K, Cmd-K or "/" opens it; picker.js fills its list. What was
// opened from it lately stands first while nothing is typed; that is kept for
// this tab only and forgotten at sign-out.
const dialog = document.getElementById("palette");
const box = dialog?.querySelector("[role=combobox]");
const key = "fairlead.recent";

function recent() {
  try { return JSON.parse(sessionStorage.getItem(key)) ?? []; } catch { return []; }
}

function remember(item) {
  const items = [item, ...recent().filter((other) => other.url !== item.url)].slice(0, 6);
  sessionStorage.setItem(key, JSON.stringify(items));
}

function open() {
  if (!dialog || dialog.open) return;
  dialog.showModal();
  box.select();
  box.dispatchEvent(new Event("input", { bubbles: true }));
}

function typing(el) {
  return el.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(el.tagName);
}

document.addEventListener("keydown", (event) => {
  const control = (event.ctrlKey || event.metaKey) && !event.altKey && event.key.toLowerCase() === "k";
  const slash = event.key === "/" && !event.ctrlKey && !event.metaKey && !typing(event.target);
  if (!control && !slash) return;
  event.preventDefault();
  open();
});

document.addEventListener("click", (event) => {
  if (event.target.closest?.("[data-palette]")) { event.preventDefault(); open(); }
  if (event.target === dialog) dialog.close(); // the veil
});

dialog?.addEventListener("suggestions", ({ detail }) => {
  if (detail.q) return;
  const before = recent().map((item) => ({ ...item, hint: item.hint || "recent" }));
  const known = new Set(before.map((item) => item.url));
  detail.items = [...before, ...detail.items.filter((item) => !known.has(item.url))];
});

dialog?.addEventListener("pick", (event) => {
  event.preventDefault();
  const { title, hint, icon, url } = event.detail;
  remember({ title, hint, icon, url });
  dialog.close();
  location.assign(new URL(url, location.href));
});

document.addEventListener("submit", (event) => {
  if (event.target.matches("[data-sign-out]")) sessionStorage.removeItem(key);
});
