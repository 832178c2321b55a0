// <plumb-typeahead data-url>: an input that proposes. data-url answers [{id, label, detail, group, href}] for the text put in place of {q}.
// With data-eager it also proposes before anything is typed, for {q} empty. A hidden input inside takes the id of what was chosen, and is emptied when the text is changed by hand; a proposal with an address leads there. Without script it is a text input.
import { setField, tell } from "./fields.js";
import { Asking, Proposals } from "./proposals.js";

class PlumbTypeahead extends HTMLElement {
  #off;
  #proposals;
  #asking = new Asking();
  #chosen = null;

  connectedCallback() {
    this.#off = new AbortController();
    const { signal } = this.#off;
    const input = this.#input;
    this.#proposals = new Proposals(input, (chosen) => this.#choose(chosen));
    this.addEventListener("input", (event) => event.target === this.#input && this.#typed(), { signal });
    this.addEventListener("plumb-change", (event) => event.target === this.#input && !this.#proposals.isOpen && this.#forget(), { signal });
    this.addEventListener("keydown", (event) => this.#proposals.key(event), { signal });
    this.addEventListener("focusin", (event) => event.target === this.#input && this.#eager && this.#input.value === "" && this.#ask(""), { signal });
    this.addEventListener("focusout", () => this.#close(), { signal });
    input.autocomplete = "off";
    // On a slow connection somebody has typed before this was there.
    if (this.getRootNode().activeElement === input && input.value !== input.defaultValue) {
      this.#typed();
    }
  }

  disconnectedCallback() {
    this.#close();
    this.#off.abort();
  }

  get #input() {
    return this.querySelector("input:not([type=hidden])");
  }

  get #eager() {
    return this.hasAttribute("data-eager");
  }

  get #id() {
    return this.querySelector("input[type=hidden]");
  }

  #forget() {
    if (this.#id?.value && this.#input.value !== this.#chosen) {
      setField(this.#id, "");
      tell(this.#id);
    }
  }

  #typed() {
    this.#chosen = null;
    this.#forget();
    const text = this.#input.value.trim();
    if (text === "" && !this.#eager) {
      this.#close();
    } else {
      this.#ask(text);
    }
  }

  #ask(text) {
    this.#asking.soon(this.dataset.url, text, (found) => {
      if (this.getRootNode().activeElement !== this.#input) {
        this.#close();
      } else if (this.#input.value.trim() === text) {
        this.#proposals.show(found, this); // else typed on meanwhile: it is asked anew
      }
    });
  }

  #close() {
    this.#asking.stop();
    this.#proposals.close();
  }

  #choose({ id, label, href }) {
    this.#close();
    if (href) {
      this.#input.value = "";
      window.Blazor?.navigateTo ? window.Blazor.navigateTo(href) : location.assign(href);
      return;
    }

    this.#chosen = label;
    this.#input.value = label;
    if (this.#id) {
      setField(this.#id, String(id));
      tell(this.#id);
    }
    tell(this.#input);
  }
}

customElements.define("plumb-typeahead", PlumbTypeahead);
