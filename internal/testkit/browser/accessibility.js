// The accessibility rules, run inside the page. Names and roles are the browser's
// own (Element.computedName and computedRole), that is, what a screen reader
// would be given. Called with what to judge, "all", or "contrast" where only the
// colours of the page have changed since. Answers with a list of {Rule, Where, Why}.
//
// Not judged here: text inside pictures, text over a background image, whether
// an alternative text says the right thing, and the order of focus.
(part) => {
  const found = [];
  const report = (Rule, el, Why) => found.push({ Rule, Where: describe(el), Why });
  const all = (selector, root = document) => [...root.querySelectorAll(selector)];

  function describe(el) {
    const path = [];
    for (let e = el; e && e !== document.body && path.length < 4; e = e.parentElement) {
      path.unshift(e.localName + (e.id ? "#" + e.id : "") + [...e.classList].map(c => "." + c).join(""));
      if (e.id) break;
    }
    return path.join(" > ") + "  " + el.outerHTML.replace(/\s+/g, " ").slice(0, 140);
  }

  // exposed: assistive technology meets it. shown: eyes meet it.
  const exposed = el => el.checkVisibility({ visibilityProperty: true }) && !el.closest("[aria-hidden=true], [inert]");
  const shown = el => {
    const box = el.getBoundingClientRect();
    return el.checkVisibility({ visibilityProperty: true, opacityProperty: true, contentVisibilityAuto: true }) &&
      box.width > 1 && box.height > 1 && box.right > 0 && box.bottom + scrollY > 0;
  };
  const text = el => (el.innerText ?? el.textContent ?? "").replace(/\s+/g, " ").trim();
  const focusables = "a[href], button, input:not([type=hidden]), select, textarea, summary, iframe, " +
    "[contenteditable]:not([contenteditable=false]), [tabindex]:not([tabindex='-1'])";

  const html = document.documentElement;
  if (part !== "contrast") structure();
  colour();
  return found;

  function structure() {
    // ---- the document

    const language = /^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$/;
    if (!language.test(html.lang)) report("lang", html, `the page's language is ${JSON.stringify(html.lang)}`);
    for (const el of all("body [lang]")) {
      if (!language.test(el.lang)) report("lang", el, `${JSON.stringify(el.lang)} is no language`);
    }
    if (!document.title.trim()) report("title", html, "the page has no title");
    for (const meta of all("meta[name=viewport]")) {
      const most = /maximum-scale\s*=\s*([\d.]+)/.exec(meta.content);
      if (/user-scalable\s*=\s*(no|0)/.test(meta.content) || (most && most[1] < 2)) {
        report("zoom", meta, "people cannot enlarge the page");
      }
    }
    const ids = new Map();
    for (const el of all("[id]")) {
      if (ids.has(el.id)) report("unique-id", el, `the id ${JSON.stringify(el.id)} is already taken`);
      ids.set(el.id, el);
    }

    // ---- names

    const named = {
      "button-name": "button, input[type=submit], input[type=button], input[type=reset], summary, [role=button]",
      "link-name": "a[href], area[href], [role=link]",
      "field-label": "input:not([type=hidden], [type=submit], [type=button], [type=reset], [type=image]), select, textarea, " +
        "[role=textbox], [role=searchbox], [role=combobox], [role=listbox], [role=checkbox], [role=radio], [role=switch], [role=slider], [role=spinbutton]",
      "image-alternative": "img, input[type=image], [role=img], object",
      "name": "iframe, dialog, meter, progress, [role=dialog], [role=alertdialog], [role=tab], [role=menuitem], [role=option], [role=treeitem], [role=meter], [role=progressbar], [role=tabpanel]",
    };
    for (const [rule, selector] of Object.entries(named)) {
      for (const el of all(selector).filter(exposed)) {
        if (el.computedName.trim() || ["none", "presentation"].includes(el.getAttribute("role"))) continue;
        if (rule === "image-alternative" && el.getAttribute("alt") === "") continue; // said to be decoration
        report(rule, el, "it has no name");
      }
    }
    for (const el of all("[placeholder]").filter(exposed)) {
      const lasting = el.labels?.length || el.ariaLabel || el.getAttribute("aria-labelledby") || el.title;
      if (!lasting) report("field-label", el, "its only label is the placeholder, which goes when one types");
    }

    // ---- headings and landmarks

    const level = h => Number(h.getAttribute("aria-level") ?? /^h([1-6])$/.exec(h.localName)?.[1] ?? 2);
    const headings = all("h1, h2, h3, h4, h5, h6, [role=heading]").filter(exposed);
    const inDialog = h => h.closest("dialog, [role=dialog], [role=alertdialog], [popover]");
    if (headings.filter(h => level(h) === 1 && !inDialog(h)).length !== 1) {
      report("headings", document.body, `the page has ${headings.filter(h => level(h) === 1 && !inDialog(h)).length} headings of level 1, not one`);
    }
    let before = 0;
    for (const h of headings) {
      if (!text(h) && !h.computedName.trim()) report("headings", h, "the heading is empty");
      if (inDialog(h)) continue;
      if (level(h) > before + 1 && before > 0) report("headings", h, `level ${level(h)} follows level ${before}`);
      before = level(h);
    }
    const landmarks = new Map();
    for (const el of all("main, nav, aside, header, footer, section, form, search, [role]").filter(exposed)) {
      const role = el.computedRole;
      if (!["main", "navigation", "complementary", "banner", "contentinfo", "region", "form", "search"].includes(role)) continue;
      landmarks.set(role, [...(landmarks.get(role) ?? []), el]);
    }
    if ((landmarks.get("main") ?? []).length !== 1) {
      report("landmarks", document.body, `the page has ${(landmarks.get("main") ?? []).length} main landmarks, not one`);
    }
    for (const [role, list] of landmarks) {
      const names = new Set();
      for (const el of list) {
        if (list.length > 1 && ["banner", "contentinfo"].includes(role)) report("landmarks", el, `one of several of role ${role}`);
        if (names.has(el.computedName)) report("landmarks", el, `another ${role} has the same name ${JSON.stringify(el.computedName)}`);
        names.add(el.computedName);
      }
    }
    const places = new Set([...landmarks.values()].flat());
    (function outside(el) {
      if (places.has(el) || !exposed(el) || el.matches("dialog, [role=dialog], [popover], [aria-live], [role=status], [role=alert], a[href^='#'], script, style, template, noscript")) return;
      const own = [...el.childNodes].some(n => n.nodeType === Node.TEXT_NODE && n.data.trim());
      if (own) report("landmarks", el, "its text stands outside every landmark");
      else for (const child of el.children) outside(child);
    })(document.body);

    // ---- lists and tables

    for (const li of all("li").filter(exposed)) {
      if (!li.role && !li.parentElement.matches("ul, ol, menu, [role=list]")) report("list", li, "a list item outside a list");
    }
    for (const el of all("ul > *, ol > *").filter(exposed)) {
      if (!el.parentElement.role && !el.matches("li, script, template")) report("list", el, "stands in a list but is no list item");
    }
    for (const el of all("dt, dd").filter(exposed)) {
      if (!el.closest("dl")) report("list", el, "stands outside a description list");
    }
    for (const table of all("table").filter(exposed)) {
      if (["none", "presentation"].includes(table.role)) continue;
      const heads = all("th, [role=columnheader], [role=rowheader]", table);
      if (!heads.length) report("table-headers", table, "the table has no header cells");
      for (const th of heads) {
        if (!text(th) && !th.computedName.trim()) report("table-headers", th, "the header cell is empty");
      }
    }

    // ---- ARIA

    const roles = new Set(("alert alertdialog application article banner blockquote button caption cell checkbox code columnheader combobox " +
      "complementary contentinfo definition deletion dialog directory document emphasis feed figure form generic grid gridcell group heading img " +
      "image insertion link list listbox listitem log main mark marquee math menu menubar menuitem menuitemcheckbox menuitemradio meter navigation none " +
      "note option paragraph presentation progressbar radio radiogroup region row rowgroup rowheader scrollbar search searchbox separator slider " +
      "spinbutton status strong subscript suggestion superscript switch tab table tablist tabpanel term textbox time timer toolbar tooltip tree " +
      "treegrid treeitem graphics-document graphics-object graphics-symbol").split(" "));
    const needs = {
      checkbox: "aria-checked", switch: "aria-checked", radio: "aria-checked", menuitemcheckbox: "aria-checked", menuitemradio: "aria-checked",
      combobox: "aria-expanded", slider: "aria-valuenow", scrollbar: "aria-valuenow", meter: "aria-valuenow", heading: "aria-level",
    };
    const homes = {
      tab: "[role=tablist]", option: "[role=listbox], [role=group], select, datalist", listitem: "[role=list], ul, ol", menuitem: "[role=menu], [role=menubar], [role=group]",
      treeitem: "[role=tree], [role=group]", row: "[role=table], [role=grid], [role=treegrid], [role=rowgroup], table", gridcell: "[role=row], tr",
    };
    for (const el of all("[role]").filter(exposed)) {
      const role = el.getAttribute("role").trim().split(/\s+/)[0];
      if (!roles.has(role)) report("role", el, `there is no role ${JSON.stringify(role)}`);
      const native = el.matches("input, select, meter, h1, h2, h3, h4, h5, h6");
      if (needs[role] && !native && !el.hasAttribute(needs[role])) report("role", el, `role ${role} needs ${needs[role]}`);
      if (homes[role] && !el.parentElement.closest(homes[role])) report("role", el, `role ${role} stands outside ${homes[role]}`);
    }
    const pointers = ["for", "aria-labelledby", "aria-describedby", "aria-controls", "aria-owns", "aria-details", "aria-errormessage",
      "aria-activedescendant", "aria-flowto", "headers", "form", "list", "popovertarget", "commandfor"];
    for (const attribute of pointers) {
      for (const el of all(`[${attribute}]`)) {
        if (attribute === "aria-controls" && el.ariaExpanded === "false") continue; // what it opens may come later
        for (const id of el.getAttribute(attribute).trim().split(/\s+/).filter(Boolean)) {
          if (!ids.has(id)) report("reference", el, `${attribute} names ${JSON.stringify(id)}, which is not there`);
        }
      }
    }
    for (const a of all("a[href^='#']")) {
      const id = decodeURIComponent(a.hash.slice(1));
      if (id && id !== "top" && !ids.has(id)) report("reference", a, "the place that it leads to is not there");
    }

    // ---- keyboard and pointer

    const usable = el => el.checkVisibility({ visibilityProperty: true }) && !el.disabled && !el.closest("[inert]");
    const targets = all(focusables).filter(usable);
    for (const el of targets) {
      if (el.tabIndex >= 0 && el.closest("[aria-hidden=true]")) report("hidden-focus", el, "the keyboard reaches it, a screen reader does not");
      if (el.tabIndex > 0) report("focus-order", el, "a positive tabindex breaks the order of focus");
      const around = el.parentElement?.closest("a[href], button, [role=button], [role=link], [role=checkbox], [role=option]");
      if (around) report("nested-control", el, `it stands inside another control, ${around.localName}`);
    }
    for (const el of all("body *").filter(shown)) {
      const scrolls = o => o === "auto" || o === "scroll";
      const style = getComputedStyle(el);
      const moves = (scrolls(style.overflowX) && el.scrollWidth > el.clientWidth + 1) || (scrolls(style.overflowY) && el.scrollHeight > el.clientHeight + 1);
      if (moves && !el.matches(focusables) && !targets.some(t => el.contains(t))) {
        report("scroll-focus", el, "it scrolls, and the keyboard cannot reach it");
      }
    }

    // WCAG 2.5.8: 24 by 24 pixels, or so far apart that circles of that size on
    // each middle meet nothing else, or a link within a line of text.
    const least = 24;
    const big = box => box.width >= least && box.height >= least;
    const middle = box => ({ x: box.x + box.width / 2, y: box.y + box.height / 2 });
    const pointed = targets.filter(el => shown(el) && getComputedStyle(el).pointerEvents !== "none").map(el => ({ el, box: el.getBoundingClientRect() }));
    const crowds = (one, other) => {
      if (one.el.contains(other.el) || other.el.contains(one.el)) return false;
      const m = middle(one.box), o = middle(other.box);
      if (!big(other.box)) return Math.hypot(m.x - o.x, m.y - o.y) < least;
      const dx = Math.max(other.box.left - m.x, 0, m.x - other.box.right), dy = Math.max(other.box.top - m.y, 0, m.y - other.box.bottom);
      return Math.hypot(dx, dy) < least / 2;
    };
    for (const one of pointed) {
      const { el, box } = one;
      const inText = getComputedStyle(el).display === "inline" && text(el.parentElement) !== text(el);
      const labelled = [...(el.labels ?? [])].some(l => big(l.getBoundingClientRect()));
      if (big(box) || inText || labelled) continue;
      const near = pointed.find(other => other !== one && crowds(one, other));
      if (near) report("target-size", el, `${Math.round(box.width)} by ${Math.round(box.height)} pixels, and too near to ${describe(near.el)}`);
    }
  }

  // ---- contrast

  function colour() {
    const pen = new OffscreenCanvas(1, 1).getContext("2d", { willReadFrequently: true });
    const known = new Map();
    function rgba(css) {
      if (!known.has(css)) {
        pen.clearRect(0, 0, 1, 1);
        pen.fillStyle = css;
        pen.fillRect(0, 0, 1, 1);
        const [r, g, b, a] = pen.getImageData(0, 0, 1, 1).data;
        known.set(css, [r, g, b, a / 255]);
      }
      return known.get(css);
    }
    // over lays one colour on another, both [r, g, b, alpha].
    function over([r, g, b, a], [R, G, B, A]) {
      const alpha = a + A * (1 - a);
      const mix = (top, under) => alpha ? (top * a + under * A * (1 - a)) / alpha : 0;
      return [mix(r, R), mix(g, G), mix(b, B), alpha];
    }
    const luminance = ([r, g, b]) => {
      const linear = v => (v /= 255) <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4;
      return 0.2126 * linear(r) + 0.7152 * linear(g) + 0.0722 * linear(b);
    };
    const ratio = (one, other) => {
      const [low, high] = [luminance(one), luminance(other)].sort((a, b) => a - b);
      return (high + 0.05) / (low + 0.05);
    };
    const dark = matchMedia("(prefers-color-scheme: dark)").matches && getComputedStyle(html).colorScheme.includes("dark");
    const canvas = dark ? [18, 18, 18, 1] : [255, 255, 255, 1];

    // Goes outwards from the element, laying the text and the bare background on
    // each ancestor's background; null where a background image stands behind.
    function colours(el, css) {
      let ink = rgba(css), ground = [0, 0, 0, 0];
      for (let e = el; e; e = e.parentElement) {
        const style = getComputedStyle(e);
        if (style.backgroundImage !== "none" && ground[3] < 1) return null;
        const paint = rgba(style.backgroundColor);
        ink = over(ink, paint);
        ground = over(ground, paint);
        const faded = c => [c[0], c[1], c[2], c[3] * style.opacity];
        ink = faded(ink);
        ground = faded(ground);
      }
      return [over(ink, canvas), over(ground, canvas)];
    }
    function contrast(el, css, what) {
      const pair = colours(el, css);
      if (!pair) return;
      const style = getComputedStyle(el);
      const size = parseFloat(style.fontSize);
      const wanted = size >= 24 || (size >= 18.66 && style.fontWeight >= 700) ? 3 : 4.5;
      const got = ratio(...pair);
      if (got < wanted) {
        const name = c => "rgb(" + c.slice(0, 3).map(Math.round).join(" ") + ")";
        report("contrast", el, `${what} has contrast ${got.toFixed(2)}, needs ${wanted} (${pair.map(name).join(" on ")})`);
      }
    }
    const dimmed = el => el.closest(":disabled, [aria-disabled=true], [inert]") || el.closest("label")?.control?.disabled;
    const seenText = new Set();
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
      const el = walker.currentNode.parentElement;
      if (!walker.currentNode.data.trim() || seenText.has(el)) continue;
      seenText.add(el);
      if (shown(el) && !dimmed(el) && !el.closest("svg, option, script, style, noscript")) contrast(el, getComputedStyle(el).color, "the text");
    }
    for (const el of all("input:not([type=hidden], [type=checkbox], [type=radio], [type=range], [type=color], [type=file]), textarea, select")) {
      if (!shown(el) || dimmed(el)) continue;
      if (el.value) contrast(el, getComputedStyle(el).color, "the value");
      else if (el.placeholder) contrast(el, getComputedStyle(el, "::placeholder").color, "the placeholder");
    }
  }
}
