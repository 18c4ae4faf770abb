// Messages about what was just done. Anything may add one:
//   document.dispatchEvent(new CustomEvent("toast", {detail: {text, tone}}))
// They go after 8 seconds, unless they are bad, have an act, or somebody is at them.
const area = document.getElementById("toasts");
const life = 8000;

function settle(toast) {
  const close = document.createElement("button");
  close.type = "button";
  close.className = "btn quiet only small";
  close.setAttribute("aria-label", "Close");
  close.textContent = "×";
  close.addEventListener("click", () => toast.remove());
  toast.append(close);
  if (toast.hasAttribute("data-stay")) return;
  let timer;
  const start = () => { timer = setTimeout(() => toast.remove(), life); };
  const stop = () => clearTimeout(timer);
  for (const name of ["pointerenter", "focusin"]) toast.addEventListener(name, stop);
  for (const name of ["pointerleave", "focusout"]) toast.addEventListener(name, start);
  start();
}

document.addEventListener("toast", ({ detail: { text, tone = "" } }) => {
  const toast = document.createElement("div");
  toast.className = `toast ${tone}`;
  if (tone === "bad") toast.setAttribute("data-stay", "");
  const p = document.createElement("p");
  p.textContent = text;
  toast.append(p);
  area.append(toast);
  settle(toast);
});

area?.querySelectorAll(".toast").forEach(settle);
