// Dragging a person to another group: its column, or its name in the line of groups. The price is asked for first.

import { ask } from "./asking.js";

let dragged = null;

export function letDrag() {
  // Only the card that is touched is made draggable: there may be thousands.
  document.addEventListener("pointerdown", (event) => {
    const card = event.target.closest?.("[data-board] .board-cards > li");
    if (!card) return;
    card.draggable = true;
    card.querySelector("a").draggable = false; // a link of its own would be dragged as an address
  });
  document.addEventListener("dragstart", (event) => {
    dragged = event.target.closest?.("[data-board] .board-cards > li") ?? null;
    if (!dragged) return;
    dragged.classList.add("is-dragged");
    event.dataTransfer.effectAllowed = "move";
    event.dataTransfer.setData("text/plain", "");
  });
  document.addEventListener("dragend", () => {
    dragged?.classList.remove("is-dragged");
    markOver(null);
    dragged = null;
  });
  document.addEventListener("dragover", (event) => {
    const group = groupUnder(event);
    markOver(group);
    if (group) event.preventDefault();
  });
  document.addEventListener("drop", (event) => {
    const group = groupUnder(event);
    if (!group) return;
    event.preventDefault();
    const link = dragged.querySelector("a");
    ask(link, `${link.href}move/?group=${encodeURIComponent(group.dataset.group)}`, "[data-confirm-part]");
  });
}

/** Another group than the dragged person's, or null. */
function groupUnder(event) {
  const group = dragged && event.target.closest?.("[data-group]");
  return group && group.dataset.group !== dragged.closest("[data-group]").dataset.group ? group : null;
}

function markOver(group) {
  for (const one of document.querySelectorAll(".is-over")) if (one !== group) one.classList.remove("is-over");
  group?.classList.add("is-over");
}
