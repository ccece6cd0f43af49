// The board: people are moved, exchanged and locked by mouse or by keyboard without leaving it. Each step is the same form
// that works without a script; its answer is read, and the parts of the page that changed are put in place.

import { send } from "./board/asking.js";
import { letDrag } from "./board/drag.js";
import { followKeys, makeStops } from "./board/keys.js";

if (document.querySelector("[data-board]")) {
  for (const part of document.querySelectorAll("[data-scripted]")) part.hidden = false;
  makeStops();
  followKeys();
  letDrag();
  document.addEventListener("board:fresh", makeStops);
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (!form.closest("[data-undo], dialog.board-dialog")) return;
    event.preventDefault();
    const data = new FormData(form, event.submitter);
    if (form.matches("[data-undo]")) send(form.action, data, "");
    else send(form.action, data);
  });
}
