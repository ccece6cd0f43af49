// How much of the round is left.

export function startClock(clock) {
  const starts = new Date(clock.dataset.starts);
  const ends = new Date(clock.dataset.ends);
  const tick = () => {
    const now = Date.now();
    const minutes = Math.ceil((ends - now) / 60_000);
    if (now < starts) clock.textContent = "";
    else clock.textContent = minutes > 0 ? clock.dataset.left.replace("{minutes}", minutes) : clock.dataset.over;
  };
  tick();
  setInterval(tick, 5000);
}
