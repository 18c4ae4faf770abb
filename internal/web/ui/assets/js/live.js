// Live parts: every element with data-live="address" listens to that event
// stream. A message is HTML: each element in it takes the place of the one with
// its id. The event "toast" carries JSON {text, tone}. The event "done" ends the
// stream and, when its data is an address, leads there.
const streams = new Map();

function replace(html) {
  const made = document.createElement("template");
  made.innerHTML = html;
  for (const el of [...made.content.children]) document.getElementById(el.id)?.replaceWith(el);
  watch();
}

function listen(url) {
  const stream = new EventSource(url);
  stream.addEventListener("message", (event) => replace(event.data));
  stream.addEventListener("toast", (event) => document.dispatchEvent(new CustomEvent("toast", { detail: JSON.parse(event.data) })));
  stream.addEventListener("done", (event) => {
    stop(url);
    if (event.data.startsWith("/") && !event.data.startsWith("//")) location.assign(event.data);
  });
  streams.set(url, stream);
}

function stop(url) {
  streams.get(url).close();
  streams.set(url, { close() {} }); // ended: not to be opened again
}

function watch() {
  for (const el of document.querySelectorAll("[data-live]")) if (!streams.has(el.dataset.live)) listen(el.dataset.live);
}

// A stream that begins earlier would keep the page loading.
addEventListener("load", () => setTimeout(watch));
addEventListener("pagehide", () => { for (const stream of streams.values()) stream.close(); streams.clear(); });
addEventListener("pageshow", (event) => { if (event.persisted) watch(); });
