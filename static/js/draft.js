// A draft is kept on the server while it is written. Without a script the button of the form does the same.

const PAUSE = 2000;

for (const form of document.querySelectorAll("form[data-autosave]")) {
  const state = form.querySelector("[data-autosave-state]");
  let timer = 0;
  let turn = 0;

  form.addEventListener("input", (event) => {
    if (event.target.type === "file") return;
    clearTimeout(timer);
    timer = setTimeout(save, PAUSE);
  });
  form.addEventListener("submit", () => {
    clearTimeout(timer);
    turn += 1;
  });

  async function save() {
    const mine = ++turn;
    const typed = new FormData(form);
    for (const [name, value] of [...typed]) if (value instanceof File) typed.delete(name);
    let words = form.dataset.offline ?? "";
    try {
      const answer = await fetch(form.dataset.autosave, { method: "POST", body: typed, headers: { Accept: "application/json" } });
      words = (await answer.json()).words;
    } catch {
      timer = setTimeout(save, PAUSE * 5);
    }
    if (mine === turn && state) state.textContent = words;
  }
}
