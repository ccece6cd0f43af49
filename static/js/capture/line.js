// The line to the server. Whatever happens on it, the answer is one of a few kinds, and never an exception.

const LONGEST = 25_000; // milliseconds until a message counts as lost
const MOST_KEPT_ALIVE = 15_000; // signs of a message that browsers still send for a page that is being closed

export class Line {
  constructor(address, token) {
    this.address = address;
    this.token = token;
  }

  /** Send a message: `{ kind: "ok", body }`, or why not: signin, no, wait, unreadable, cut. */
  async send(message, address = this.address) {
    const answer = await this.#ask({ method: "POST", body: JSON.stringify(message) }, address);
    // After signing in again the token is another one. With it the same message goes through.
    if (answer.kind !== "token") return answer;
    const room = await this.read();
    if (room.kind !== "ok") return room;
    const again = await this.#ask({ method: "POST", body: JSON.stringify(message) }, address);
    return again.kind === "token" ? { kind: "signin" } : again;
  }

  /** The whole room. */
  async read() {
    const answer = await this.#ask({ method: "GET" });
    if (answer.kind === "ok") this.token = answer.body.token;
    return answer;
  }

  async #ask(options, address = this.address) {
    const headers = { Accept: "application/json" };
    if (options.body) Object.assign(headers, { "Content-Type": "application/json", "X-CSRFToken": this.token });
    try {
      const response = await fetch(address, {
        ...options, headers, redirect: "manual", cache: "no-store", keepalive: (options.body?.length ?? 0) < MOST_KEPT_ALIVE,
        signal: AbortSignal.timeout(LONGEST),
      });
      return await this.#kind(response);
    } catch {
      return { kind: "cut" };
    }
  }

  async #kind(response) {
    if (response.type === "opaqueredirect") return { kind: "signin" };
    if (response.status === 403) return { kind: "token" };
    if (response.status === 404) return { kind: "no" };
    if (response.status === 429) return { kind: "wait" };
    if (response.status === 400) return { kind: "unreadable", words: (await response.json()).refused };
    // A server in between can have a limit of its own, and says so in a page.
    if (response.status === 413) return { kind: "unreadable", words: (await response.json().catch(() => ({}))).refused };
    if (!response.ok) return { kind: "cut" };
    return { kind: "ok", body: await response.json() };
  }
}
