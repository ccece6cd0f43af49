// The report's editor: paragraphs are changed where they stand and moved by hand or by keys. Without this script
// every link leads to a page that does the same.

const root = document.querySelector("[data-editor]");
const status = document.querySelector("[data-editor-says]");
const token = document.querySelector("[data-token] input").value;
const dirty = new Set();
let dragged = null;

const draftKey = (key) => `openfloor-paragraph-${key}`;
const store = {
  read(key) { try { return JSON.parse(localStorage.getItem(draftKey(key))); } catch { return null; } },
  write(key, value) { try { localStorage.setItem(draftKey(key), JSON.stringify(value)); } catch { /* storage is off */ } },
  clear(key) { try { localStorage.removeItem(draftKey(key)); } catch { /* nothing to clear */ } },
};

function say(words) {
  status.textContent = words;
}

async function page(response) {
  if (!response.ok) throw new Error(String(response.status));
  return new DOMParser().parseFromString(await response.text(), "text/html");
}

const get = async (address) => page(await fetch(address, { headers: { "X-Requested-With": "fetch" } }));

/** Send a form's data; the answer is the paper once it was done, else the form again. */
async function post(address, data) {
  data.set("csrfmiddlewaretoken", token);
  const response = await fetch(address, { method: "POST", body: data });
  return { done: response.redirected, page: await page(response) };
}

const line = (key) => root.querySelector(`[data-paragraph="${key}"]`);

/** Put the paper, the outline and the margin of another page in the place of ours; forms that are open stay open. */
function renew(fresh, focused) {
  const open = [...root.querySelectorAll("[data-edit-part]")];
  for (const part of [".editor-outline", ".editor-paper", ".editor-evidence"]) {
    root.querySelector(part).replaceWith(document.adoptNode(fresh.querySelector(part)));
  }
  for (const form of open) {
    const place = line(form.dataset.key);
    if (place) show(place, form);
    else root.querySelector(".editor-paper").prepend(form);
  }
  const messages = fresh.querySelector("[data-messages]");
  if (messages) say(messages.textContent.trim());
  prepare();
  if (focused) line(focused)?.focus();
}

function show(place, form) {
  place.classList.add("is-open");
  place.append(form);
}

function close(form) {
  dirty.delete(form.dataset.key);
  store.clear(form.dataset.key);
  const place = form.closest("[data-paragraph]");
  place?.classList.remove("is-open");
  form.remove();
  place?.focus();
}

/** The form of a paragraph, under its text. What was typed and not saved last time comes back. */
async function open(place, address) {
  const there = place.querySelector("[data-edit-part]");
  if (there) { there.querySelector("textarea").focus(); return; }
  const form = document.adoptNode((await get(address)).querySelector("[data-edit-part]"));
  show(place, form);
  ready(form);
  const kept = store.read(form.dataset.key);
  const text = form.querySelector("[name=text]");
  if (kept && kept.text !== text.value) {
    text.value = kept.text;
    // The text that it was typed over: if that changed meanwhile, the server shows both.
    form.querySelector("[name=before]").value = kept.before;
    form.querySelector("[name=order]").value = kept.order;
    dirty.add(form.dataset.key);
    note(form, root.dataset.found);
  }
  text.focus();
}

function note(form, words) {
  let at = form.querySelector("[data-note]");
  if (!at) {
    at = document.createElement("p");
    at.className = "small";
    at.setAttribute("role", "status");
    at.dataset.note = "";
    form.querySelector(".form-actions").after(at);
  }
  at.textContent = words;
}

function ready(part) {
  const form = part.querySelector("form");
  if (!form) return;
  const text = form.elements.namedItem("text");
  form.addEventListener("input", () => {
    dirty.add(part.dataset.key);
    const value = (name) => form.elements.namedItem(name).value;
    store.write(part.dataset.key, { text: text.value, before: value("before"), order: value("order") });
    note(part, root.dataset.unsaved);
  });
  form.addEventListener("submit", (event) => { event.preventDefault(); save(part, form); });
  form.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) form.requestSubmit();
  });
  form.querySelector(".form-actions a")?.addEventListener("click", (event) => { event.preventDefault(); close(part); });
  const split = part.querySelector("[data-split]");
  if (split) {
    split.hidden = false;
    split.addEventListener("click", () => {
      if (dirty.has(part.dataset.key)) { note(part, split.dataset.first); return; }
      const data = new FormData();
      // Python counts characters, a browser counts UTF-16 units.
      data.set("caret", String([...text.value.slice(0, text.selectionStart)].length));
      for (const name of ["before", "order"]) data.set(name, form.elements.namedItem(name).value);
      act(split.dataset.split, data, part.dataset.key, part);
    });
  }
}

async function save(part, form) {
  try {
    const answer = await post(form.action, new FormData(form));
    if (answer.done) {
      const key = part.dataset.key;
      close(part);
      renew(answer.page, key);
      return;
    }
    const again = document.adoptNode(answer.page.querySelector("[data-edit-part]"));
    part.replaceWith(again);
    ready(again);
    (again.querySelector("[role=alert], .error-summary, [aria-invalid=true]") ?? again).scrollIntoView({ block: "center" });
  } catch {
    note(part, root.dataset.failed);
  }
}

/** A verb that leads back to the paper. */
async function act(address, data, key, part) {
  try {
    const answer = await post(address, data);
    if (part) close(part);
    renew(answer.page, key);
  } catch {
    say(root.dataset.failed);
  }
}

function move(key, fields) {
  const data = new FormData();
  for (const [name, value] of Object.entries(fields)) data.set(name, value);
  act(line(key).dataset.move, data, key);
}

root.addEventListener("click", async (event) => {
  const link = event.target.closest("a");
  if (!link || event.button || event.metaKey || event.ctrlKey || event.shiftKey) return;
  const place = link.closest("[data-paragraph]");
  if (!place) return;
  if ("change" in link.dataset) {
    event.preventDefault();
    try { await open(place, link.href); } catch { location.assign(link.href); }
  } else if ("beside" in link.dataset) {
    event.preventDefault();
    try { await beside(place, link.href); } catch { location.assign(link.href); }
  }
});

async function beside(place, address) {
  const margin = (await get(address)).querySelector("[data-margin]");
  root.querySelector("[data-margin]").replaceWith(document.adoptNode(margin));
  for (const other of root.querySelectorAll(".is-chosen")) other.classList.remove("is-chosen");
  place.classList.add("is-chosen");
  history.replaceState(null, "", address);
}

root.addEventListener("keydown", (event) => {
  const place = event.target;
  if (!place.matches?.("[data-paragraph]")) return;
  if (event.altKey && (event.key === "ArrowUp" || event.key === "ArrowDown")) {
    event.preventDefault();
    move(place.dataset.paragraph, { step: event.key === "ArrowUp" ? "up" : "down" });
  } else if (event.key === "Enter") {
    event.preventDefault();
    place.querySelector("[data-change]").click();
  }
});

/** A grip on each paragraph: the text itself stays free to be marked with the mouse. */
function prepare() {
  for (const place of root.querySelectorAll("[data-paragraph]")) {
    const grip = document.createElement("span");
    grip.className = "paper-grip";
    grip.draggable = true;
    grip.title = root.dataset.drag;
    grip.textContent = "⠿";
    grip.setAttribute("aria-hidden", "true");
    grip.addEventListener("dragstart", (event) => {
      dragged = place;
      event.dataTransfer.setData("text/plain", place.dataset.paragraph);
      event.dataTransfer.setDragImage(place, 0, 0);
    });
    grip.addEventListener("dragend", () => { dragged = null; });
    place.prepend(grip);
    place.addEventListener("dragover", (event) => {
      if (!dragged || dragged === place) return;
      event.preventDefault();
      place.classList.add("is-over");
    });
    place.addEventListener("dragleave", () => place.classList.remove("is-over"));
    place.addEventListener("drop", (event) => {
      event.preventDefault();
      place.classList.remove("is-over");
      if (dragged && dragged !== place) {
        move(dragged.dataset.paragraph, { place: `${place.dataset.section}:${place.dataset.paragraph}` });
      }
    });
  }
}

addEventListener("beforeunload", (event) => {
  if (dirty.size) event.preventDefault();
});

prepare();
