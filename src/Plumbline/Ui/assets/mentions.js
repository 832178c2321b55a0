// <plumb-mentions data-url>: a text area in which a name behind an @ is proposed. data-url answers [{label, detail}] for the text put in place of {q}.
// Without script the name is typed, and found when the form is saved.
import { Asking, Proposals } from "./proposals.js";

const longest = 40;

/** The beginning of a name being typed behind an @ before the caret; null where none is. */
export function beginning(text, caret) {
  const before = text.slice(Math.max(0, caret - longest), caret);
  return before.match(/(?:^|[^\p{L}\p{N}])@(\p{L}[^@\n]*)$/u)?.[1] ?? null;
}

class PlumbMentions extends HTMLElement {
  #off;
  #proposals;
  #asking = new Asking();

  connectedCallback() {
    this.#off = new AbortController();
    const { signal } = this.#off;
    this.#proposals = new Proposals(this.#area, (chosen) => this.#choose(chosen));
    this.addEventListener("input", () => this.#typed(), { signal });
    this.addEventListener("keydown", (event) => this.#proposals.key(event), { signal });
    this.addEventListener("focusout", () => this.#close(), { signal });
  }

  disconnectedCallback() {
    this.#close();
    this.#off.abort();
  }

  get #area() {
    return this.querySelector("textarea");
  }

  #typed() {
    const name = beginning(this.#area.value, this.#area.selectionStart);
    if (name === null) {
      this.#close();
      return;
    }

    this.#asking.soon(this.dataset.url, name, (found) => document.activeElement === this.#area ? this.#proposals.show(found, this) : this.#close());
  }

  #close() {
    this.#asking.stop();
    this.#proposals.close();
  }

  #choose({ label }) {
    const area = this.#area;
    const caret = area.selectionStart;
    const name = beginning(area.value, caret) ?? "";
    area.setRangeText(`${label} `, caret - name.length, caret, "end");
    this.#close();
  }
}

globalThis.customElements?.define("plumb-mentions", PlumbMentions);
