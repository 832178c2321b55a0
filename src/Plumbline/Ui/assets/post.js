// The one place of a page from which what was logged is sent: when it is logged, when the connection is back, and while something waits.
import { Outbox, Shelf } from "./outbox.js";

const longest = 60_000; // ms between tries

class Post extends EventTarget {
  #box = new Outbox(new Shelf(), (...request) => fetch(...request));
  #sending = null;
  #timer;
  #wait = 2_000;

  constructor() {
    super();
    window.addEventListener("online", () => this.send());
    document.addEventListener("visibilitychange", () => document.visibilityState === "visible" && this.send());
  }

  of(person) {
    return this.#box.of(person);
  }

  /** Keeps the entry, and sends it. Answers with the entry where it was refused: it is kept, and replaced when the form is sent again with the same key. */
  async log(entry) {
    await this.#box.put(entry);
    await this.send();
    const kept = (await this.#box.of(entry.person)).find(({ key }) => key === entry.key);
    if (kept?.refused) {
      return kept;
    }
    if (kept) {
      this.#tell("plumb-waiting", { entry });
    }
    return null;
  }

  async discard(key) {
    await this.#box.remove(key);
    this.#tell("plumb-changed");
  }

  async undo(id) {
    return this.#box.undo(id);
  }

  /** Sends what waits; in a browser with several windows one of them at a time. */
  send() {
    return this.#sending ??= this.#locked().finally(() => { this.#sending = null; });
  }

  async #locked() {
    const result = navigator.locks ? await navigator.locks.request("plumbline-outbox", () => this.#box.send()) : await this.#box.send();
    clearTimeout(this.#timer);
    if (result.stopped === "offline" || result.stopped === "busy") {
      this.#timer = setTimeout(() => this.send(), this.#wait);
      this.#wait = Math.min(this.#wait * 2, longest);
    } else {
      this.#wait = 2_000;
    }
    result.taken.forEach(({ entry, answer }) => this.#tell("plumb-taken", { entry, answer }));
    this.#tell("plumb-changed", { stopped: result.stopped });
  }

  #tell(name, detail = {}) {
    this.dispatchEvent(new CustomEvent(name, { detail }));
  }
}

export const post = new Post();
