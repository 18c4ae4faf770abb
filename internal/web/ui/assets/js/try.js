// The forms of the API reference: each sends its operation with the session of
// who is signed in, and shows status, time and answer. The name of a control says
// where its value goes: path.key, query.limit, header.If-Match, body.
function request(box, form) {
  let path = box.dataset.path, body;
  const query = new URLSearchParams(), headers = {};
  for (const [name, value] of new FormData(form)) {
    const dot = name.indexOf("."), where = name.slice(0, dot), key = name.slice(dot + 1);
    if (where === "path") path = path.replace(`{${key}}`, encodeURIComponent(value));
    if (!value) continue;
    if (where === "query") query.set(key, value);
    if (where === "header") headers[key] = value;
    if (where === "body") { body = value; headers["Content-Type"] = "application/json"; }
  }
  return [path + (query.size ? "?" + query : ""), { method: box.dataset.try, headers, body }];
}

function pretty(text) {
  try { return JSON.stringify(JSON.parse(text), null, 2); } catch { return text; }
}

async function send(event) {
  event.preventDefault();
  const box = event.currentTarget, answer = box.querySelector("[data-answer]"), begun = performance.now();
  let said, text = "";
  try {
    const [address, options] = request(box, event.target);
    const response = await fetch(address, options);
    text = pretty(await response.text());
    said = `${response.status} ${response.statusText}, ${Math.round(performance.now() - begun)} ms`;
  } catch (error) {
    said = `Not sent: ${error.message}`;
  }
  answer.querySelector("p").textContent = said;
  answer.querySelector("code").textContent = text;
  answer.querySelector("pre").hidden = !text;
  answer.hidden = false;
}

for (const box of document.querySelectorAll("[data-try]")) {
  box.hidden = false;
  box.addEventListener("submit", send);
}
