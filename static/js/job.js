// The progress of long work: asked for again and again, and the page goes on when it is over.

const part = document.querySelector("[data-job]");
const bar = part.querySelector("progress");
const words = part.querySelector("[data-job-words]");
let pause = 200;

async function ask() {
  try {
    const response = await fetch(location.href, { headers: { Accept: "application/json" }, cache: "no-store" });
    if (!response.ok) throw new Error(String(response.status));
    const job = await response.json();
    if (!job.open) return location.reload();
    if (job.percent !== null) bar.value = job.percent;
    const line = words.dataset.template.replace("%(done)s", job.done).replace("%(total)s", job.total);
    words.textContent = job.told || (job.total ? line : job.done || "");
    pause = 200;
  } catch {
    pause = Math.min(pause * 2, 10_000); // the line is down: ask less often, the work is safe
  }
  setTimeout(ask, pause);
}

ask();
