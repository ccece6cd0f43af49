// Note-taking. Without this script the page is a form that saves one note at a time; with it, every letter is kept.

import { startClock } from "./clock.js";
import { Composer } from "./composer.js";
import { Findings } from "./findings.js";
import { Line } from "./line.js";
import { List } from "./list.js";
import { Notebook } from "./notebook.js";
import { keepForOffline } from "./offline.js";
import { watchPaste } from "./paste.js";
import { State } from "./state.js";
import { openStore } from "./store.js";
import { Sync } from "./sync.js";
import { Tools } from "./tools.js";

const form = document.querySelector("[data-capture]");

const clock = document.querySelector("[data-ends]");
if (clock) startClock(clock);

if (form) {
  const words = wordsOf(document.querySelector("template[data-words]"));
  const limits = { ...JSON.parse(form.dataset.limits), words: words.long };
  const notebook = new Notebook(form.dataset.room, await openStore(), limits);
  await notebook.load().catch(() => { notebook.failed = true; });
  const sync = new Sync(notebook, new Line(form.dataset.capture, form.elements.namedItem("csrfmiddlewaretoken").value));
  new State(document.querySelector("[data-save-state]"), notebook, sync).show();
  const composer = new Composer(form, notebook, words);
  const list = new List(document.querySelector(".capture-notes"), notebook, {
    words,
    places: placesOf(form, words),
    open: (id) => { composer.open(id); composer.text.focus(); },
  });
  form.addEventListener("done", () => sync.hurry());
  const findings = new Findings(form, composer, sync, words);
  notebook.addEventListener("told", ({ detail }) => composer.say(detail));
  composer.start();
  watchPaste(composer, words);
  findings.look();
  list.draw();
  new Tools(form, notebook, composer, list, words);
  const count = document.querySelector("[data-count]");
  const counted = () => { count.textContent = words[notebook.list().length === 1 ? "one" : "many"].replace("{n}", notebook.list().length); };
  notebook.addEventListener("change", counted);
  counted();
  form.querySelector("[data-shortcut]").hidden = false;
  document.documentElement.dataset.capturing = "";
  await keepForOffline(form.dataset.worker);
}

function wordsOf(template) {
  return Object.fromEntries([...template.content.children].map((word) => [word.dataset.word, word.textContent]));
}

/** Where a note belongs, in words, from the labels of the form. */
function placesOf(form, words) {
  const label = (name, value) => form.querySelector(`[name=${name}][value="${value}"]`)?.closest("label");
  return (entry) => {
    const heading = label("heading", entry.heading)?.querySelector("span").textContent ?? "";
    const numbers = entry.objectives.map((pk) => label("objectives", pk)?.dataset.number ?? "");
    const heard = entry.heard ? (label("heard_from", entry.heard)?.querySelector("span").textContent ?? "") : "";
    return [heading, ...numbers, heard].filter(Boolean).join(words.between);
  };
}
