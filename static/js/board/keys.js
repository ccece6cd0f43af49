// The board by keyboard: one stop of the Tab key for each group, arrow keys within and between groups, a letter for each step.

import { ask, say, send } from "./asking.js";

const LISTS = "[data-board] .board-cards";
const STEPS = { m: move, l: lock, u: undo };
const BACKWARDS = document.dir === "rtl";

/** Of each group one person is reached by Tab; the arrow keys lead to the others. What a card says describes its link. */
export function makeStops() {
  for (const list of document.querySelectorAll(LISTS)) {
    let at = 0;
    for (const card of list.children) {
      const link = card.firstElementChild;
      link.tabIndex = at++ ? -1 : 0;
      link.setAttribute("aria-describedby", card.id);
    }
  }
}

export function followKeys() {
  document.addEventListener("focusin", (event) => {
    const card = cardOf(event.target);
    if (!card) return;
    for (const link of card.parentElement.querySelectorAll("a[tabindex='0']")) link.tabIndex = -1;
    card.firstElementChild.tabIndex = 0;
  });
  document.addEventListener("keydown", (event) => {
    const card = cardOf(event.target);
    if (!card || event.ctrlKey || event.metaKey || event.altKey) return;
    const step = STEPS[letterOf(event)];
    const next = neighbour(card, event.key);
    if (step && !event.shiftKey) step(card);
    if (next) next.firstElementChild.focus();
    if (next !== undefined || step) event.preventDefault();
  });
}

function cardOf(element) {
  return element.closest?.(`${LISTS} > li`);
}

/** The letter on the key where the keyboard writes Latin letters, else the one on a keyboard that does. */
function letterOf({ key, code }) {
  return (/^[a-z]$/i.test(key) ? key : code.replace(/^Key/, "")).toLowerCase();
}

/** Where a key leads: undefined where it means nothing here, null where there is nobody. */
function neighbour(card, key) {
  const list = card.parentElement;
  if (key === "ArrowDown") return card.nextElementSibling;
  if (key === "ArrowUp") return card.previousElementSibling;
  if (key === "Home") return list.firstElementChild;
  if (key === "End") return list.lastElementChild;
  if (key !== "ArrowLeft" && key !== "ArrowRight") return undefined;
  const filled = [...document.querySelectorAll(LISTS)].filter((one) => one.children.length);
  const there = filled[filled.indexOf(list) + ((key === "ArrowRight") === BACKWARDS ? -1 : 1)];
  const at = [...list.children].indexOf(card);
  return there ? there.children[Math.min(at, there.children.length - 1)] : null;
}

function move(card) {
  const link = card.firstElementChild;
  ask(link, link.href, "[data-prices]");
}

function lock(card) {
  const data = new FormData(document.querySelector("[data-board-form]"));
  data.set("lock", card.querySelector("b") ? "0" : "1");
  send(`${card.firstElementChild.href}lock/`, data, card.id);
}

function undo(card) {
  const form = document.querySelector("[data-undo]");
  if (form) send(form.action, new FormData(form), card.id);
  else say(document.querySelector("[data-board-status]").dataset.nothing);
}
