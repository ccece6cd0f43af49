// The board: a person can be dragged to another group. The price is asked for first, on the page that a form leads to too.

const rows = document.querySelectorAll("[data-move]");
const groups = document.querySelectorAll("[data-group]");
let dragged = null;

for (const row of rows) {
  row.draggable = true;
  // A link of its own would be dragged as an address.
  for (const link of row.querySelectorAll("a")) link.draggable = false;
  row.addEventListener("dragstart", (event) => {
    dragged = row;
    row.classList.add("is-dragged");
    event.dataTransfer.effectAllowed = "move";
    event.dataTransfer.setData("text/plain", "");
  });
  row.addEventListener("dragend", () => {
    row.classList.remove("is-dragged");
    for (const group of groups) group.classList.remove("is-over");
    dragged = null;
  });
}

for (const group of groups) {
  group.addEventListener("dragover", (event) => {
    if (!dragged || group.contains(dragged)) return;
    event.preventDefault();
    group.classList.add("is-over");
  });
  group.addEventListener("dragleave", (event) => {
    if (!group.contains(event.relatedTarget)) group.classList.remove("is-over");
  });
  group.addEventListener("drop", (event) => {
    if (!dragged || group.contains(dragged)) return;
    event.preventDefault();
    group.classList.remove("is-over");
    askPrice(dragged, group.dataset.group);
  });
}

for (const hint of document.querySelectorAll("[data-drag-hint]")) hint.hidden = !rows.length;

/** The name's own link, pointed for a moment at the price: confirm.js asks in place, or the page opens. */
function askPrice(row, group) {
  const link = row.querySelector("a");
  const home = link.getAttribute("href");
  link.href = `${row.dataset.move}?group=${encodeURIComponent(group)}`;
  link.dataset.confirm = "";
  link.click();
  delete link.dataset.confirm;
  link.setAttribute("href", home);
}
