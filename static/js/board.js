// The board: a person can be dragged to another group. The price is asked for first, on the page that a form leads to too.

const board = document.querySelector("[data-board]");
let dragged = null;

if (board) {
  for (const hint of document.querySelectorAll("[data-drag-hint]")) hint.hidden = false;
  // Only the card that is touched is made draggable: there may be thousands.
  board.addEventListener("pointerdown", (event) => {
    const card = event.target.closest(".board-cards > li");
    if (!card) return;
    card.draggable = true;
    card.querySelector("a").draggable = false; // a link of its own would be dragged as an address
  });
  board.addEventListener("dragstart", (event) => {
    dragged = event.target.closest?.(".board-cards > li") ?? null;
    if (!dragged) return;
    dragged.classList.add("is-dragged");
    event.dataTransfer.effectAllowed = "move";
    event.dataTransfer.setData("text/plain", "");
  });
  board.addEventListener("dragend", () => {
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
    askPrice(dragged.querySelector("a"), group.dataset.group);
  });
}

/** Where the dragged person could be dropped: another group's column, or its name in the line of groups. */
function groupUnder(event) {
  const group = dragged && event.target.closest?.("[data-group]");
  return group && group.dataset.group !== dragged.closest("[data-group]").dataset.group ? group : null;
}

function markOver(group) {
  for (const one of document.querySelectorAll(".is-over")) if (one !== group) one.classList.remove("is-over");
  group?.classList.add("is-over");
}

/** The name's own link, pointed for a moment at the price: confirm.js asks in place, or the page opens. */
function askPrice(link, group) {
  const home = link.getAttribute("href");
  link.href = `${home}move/?group=${encodeURIComponent(group)}`;
  link.dataset.confirm = "";
  link.click();
  delete link.dataset.confirm;
  link.setAttribute("href", home);
}
