// Note-taking: what is typed is kept on this device at every keystroke until the server has it.

const form = document.querySelector("[data-draft]");
const state = document.querySelector("[data-save-state]");

function say(kind, css) {
  state.textContent = state.dataset[kind];
  state.className = `save-state ${css}`;
}

if (form) {
  const key = `openfloor-note-${form.dataset.draft}`;
  const text = form.elements.namedItem("text");
  const id = form.elements.namedItem("note_id");

  const store = {
    read() {
      try { return JSON.parse(localStorage.getItem(key)); } catch { return null; }
    },
    write(value) {
      try { localStorage.setItem(key, JSON.stringify(value)); return true; } catch { return false; }
    },
    clear() {
      try { localStorage.removeItem(key); } catch { /* storage is off: there is nothing to clear */ }
    },
  };

  const kept = store.read();
  const rejected = form.querySelector(".error-summary") !== null;
  // What was sent has arrived if the room shows it; a save that failed on the way is brought back like any other text.
  const listed = (id) => [...document.querySelectorAll(".capture-notes a")].some((link) => link.href.includes(id));
  if (kept && kept.sent && !rejected && (listed(kept.id) || text.value.includes(kept.text.trim()))) {
    store.clear();
    say("safe", "is-safe");
  } else if (kept && kept.text && !rejected && kept.text !== text.value) {
    text.value = kept.text;
    if (kept.id) id.value = kept.id;
    say("found", "is-waiting");
  } else if (!rejected) {
    say("safe", "is-safe");
  }

  const keep = (sent) => store.write({ text: text.value, id: id.value, sent });
  // What the server sent back is saved nowhere else.
  if (rejected && keep(false)) say("typing", "is-waiting");
  text.addEventListener("input", () => { if (keep(false)) say("typing", "is-waiting"); });
  form.addEventListener("submit", (event) => {
    const online = navigator.onLine;
    const kept = keep(online);
    if (online) return;
    // Sending now would only put the browser's own error page in the place of the note.
    event.preventDefault();
    if (kept) say("offline", "is-waiting");
  });
  text.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) form.requestSubmit();
  });
  form.querySelector("[data-shortcut]").hidden = false;
}

const clock = document.querySelector("[data-ends]");
if (clock) {
  const starts = new Date(clock.dataset.starts);
  const ends = new Date(clock.dataset.ends);
  const tick = () => {
    const now = Date.now();
    const minutes = Math.ceil((ends - now) / 60000);
    if (now < starts) clock.textContent = "";
    else clock.textContent = minutes > 0 ? clock.dataset.left.replace("{minutes}", minutes) : clock.dataset.over;
  };
  tick();
  setInterval(tick, 15000);
}
