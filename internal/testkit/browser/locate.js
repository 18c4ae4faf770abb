// Finds what a step of a test is about. Called with the purpose ("click", "fill",
// "read", "see" or "miss"), the target and the text to fill in; answers with
// {Why} while the step cannot be done yet. It is asked again and again, so it
// asks for names, which cost the browser much, only where it must. "explain"
// lists what is in reach, for the message of a step that failed. See Tab.
(purpose, target, text) => {
  const clickable = "a[href], button, summary, label, input:not([type=hidden]), select, textarea, option, [onclick], [tabindex], " +
    "[role=button], [role=link], [role=tab], [role=menuitem], [role=option], [role=checkbox], [role=radio], [role=switch], [role=treeitem]";
  const fields = "input:not([type=hidden]), select, textarea, [contenteditable]:not([contenteditable=false])";
  const squeeze = s => (s ?? "").replace(/\s+/g, " ").trim();
  const modals = document.querySelectorAll("dialog:modal");
  const scope = modals.length ? modals[modals.length - 1] : document;

  const seen = el => el.checkVisibility({ visibilityProperty: true }) && !el.closest("[inert]") &&
    [...el.getClientRects()].some(r => r.width > 0 && r.height > 0);

  const bySelector = () => {
    try {
      return [...scope.querySelectorAll(target)].filter(seen);
    } catch {
      return []; // words, not a selector
    }
  };

  // A target with such marks that the browser takes as a selector is one, and is
  // not looked for as words when nothing matches yet.
  const isSelector = () => {
    try {
      return /[#[>]|^\./.test(target) && !!document.querySelectorAll(target);
    } catch {
      return false;
    }
  };

  // Asking for the name of every element makes the browser work out what a
  // screen reader would say of the whole page, so those come first that may have
  // the words at all.
  const may = el => {
    const words = squeeze(target).toLowerCase();
    const has = s => squeeze(s).toLowerCase().includes(words);
    return has(el.textContent) || has(el.getAttribute("aria-label")) || el.matches("input, select, textarea, img, [aria-labelledby]");
  };

  // What reads exactly so comes before what only contains the words, and the
  // innermost of several that contain each other before the outer ones.
  const byWords = selector => {
    const all = [...scope.querySelectorAll(selector)].filter(el => (selector !== "*" || may(el)) && seen(el));
    const words = squeeze(target);
    const names = el => [squeeze(el.computedName), squeeze(el.innerText)];
    const exact = all.filter(el => names(el).includes(words));
    const close = exact.length ? exact : all.filter(el => names(el).some(n => n.includes(words)));
    return close.filter(el => !close.some(other => other !== el && el.contains(other)));
  };

  const find = () => {
    const selected = bySelector();
    if (selected.length) return selected[0];
    if (isSelector()) return undefined;
    if (purpose === "click") return byWords(clickable)[0];
    if (purpose === "fill") return byWords(fields)[0];
    return byWords("*")[0];
  };

  const inReach = () => {
    const list = [...scope.querySelectorAll(purpose === "fill" ? fields : clickable)].filter(seen);
    const names = list.map(el => squeeze(el.computedName) || squeeze(el.innerText)).filter(Boolean);
    return [...new Set(names)].slice(0, 40).map(n => JSON.stringify(n.slice(0, 60))).join(", ");
  };

  if (purpose === "explain") return { Why: "in reach are: " + inReach() };
  const el = find();
  if (purpose === "miss") return el ? { Why: "it can still be seen at " + location.href } : {};
  if (!el) return { Why: "nothing matches at " + location.href };
  if (purpose === "see") return {};
  if (purpose === "read") return { Text: el.innerText ?? el.textContent };
  if (el.matches(":disabled")) return { Why: "it is disabled" };

  if (purpose === "fill") return fill(el);
  el.scrollIntoView({ block: "center", inline: "center", behavior: "instant" });
  const box = [...el.getClientRects()].find(r => r.width > 0 && r.height > 0);
  const X = box.x + box.width / 2, Y = box.y + box.height / 2;
  const hit = document.elementFromPoint(X, Y);
  if (!hit || !(el.contains(hit) || hit.contains(el) || hit.closest("label")?.control === el)) {
    return { Why: "it is covered by " + (hit ? hit.outerHTML.slice(0, 100) : "nothing that can be hit") };
  }
  return { X, Y };

  function fill(el) {
    if (el.readOnly) return { Why: "it is read-only" };
    el.focus();
    if (el.isContentEditable) {
      getSelection().selectAllChildren(el);
      return { Typed: true };
    }
    if (el.matches("textarea, input:is(:not([type]), [type=text], [type=search], [type=email], [type=url], [type=tel], [type=password])")) {
      el.select();
      if (text !== "") return { Typed: true };
    }
    let value = text;
    if (el instanceof HTMLSelectElement) {
      const option = [...el.options].find(o => squeeze(o.label) === squeeze(text) || o.value === text);
      if (!option) return { Why: "it has no such option, but " + [...el.options].map(o => JSON.stringify(o.label)).join(", ") };
      value = option.value;
    }
    el.value = value;
    if (el.value !== value) return { Why: "it does not take " + JSON.stringify(text) };
    el.dispatchEvent(new InputEvent("input", { bubbles: true }));
    el.dispatchEvent(new Event("change", { bubbles: true }));
    return {};
  }
}
