// <plumb-typeahead data-url>: an input that proposes. data-url answers [{id, label, detail}] for the text put in place of {q}.
// With data-eager it also proposes before anything is typed, for {q} empty. A hidden input inside takes the id of what was chosen, and is emptied when the text is changed by hand. Without script it is a text input.
import { setField, tell } from "./fields.js";

let count = 0;

class PlumbTypeahead extends HTMLElement {
  #off;
  #list = null;
  #timer;
  #asked = null;
  #found = [];
  #at = -1;

  connectedCallback() {
    this.#off = new AbortController();
    const { signal } = this.#off;
    this.addEventListener("input", (event) => event.target === this.#input && this.#typed(), { signal });
    this.addEventListener("plumb-change", (event) => event.target === this.#input && this.#list === null && this.#forget(), { signal });
    this.addEventListener("keydown", (event) => this.#key(event), { signal });
    this.addEventListener("focusin", (event) => event.target === this.#input && this.#eager && this.#input.value === "" && this.#ask(), { signal });
    this.addEventListener("focusout", () => this.#close(), { signal });
    const input = this.#input;
    input.setAttribute("role", "combobox");
    input.setAttribute("aria-autocomplete", "list");
    input.setAttribute("aria-expanded", "false");
    input.autocomplete = "off";
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

  #chosen = null;

  #forget() {
    if (this.#id?.value && this.#input.value !== this.#chosen) {
      setField(this.#id, "");
      tell(this.#id);
    }
  }

  #typed() {
    this.#chosen = null;
    this.#forget();
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#ask(), 150);
  }

  async #ask() {
    this.#asked?.abort();
    const text = this.#input.value.trim();
    if (text === "" && !this.#eager) {
      this.#close();
      return;
    }

    this.#asked = new AbortController();
    try {
      const response = await fetch(this.dataset.url.replace("{q}", encodeURIComponent(text)), { signal: this.#asked.signal, headers: { Accept: "application/json" } });
      this.#found = response.ok ? await response.json() : [];
    } catch {
      return; // asked again meanwhile, or offline: the text stands as typed
    }

    if (this.#input.value.trim() !== text) {
      return; // typed on meanwhile: it is asked anew
    }

    if (this.#found.length > 0 && this.getRootNode().activeElement === this.#input) {
      this.#open();
    } else {
      this.#close();
    }
  }

  #open() {
    this.#list ??= this.#make();
    this.#at = -1;
    this.#list.replaceChildren(...this.#found.map(({ label, detail }, i) => {
      const option = document.createElement("li");
      option.role = "option";
      option.id = `${this.#list.id}-${i}`;
      option.append(label);
      if (detail) {
        const small = document.createElement("small");
        small.textContent = detail;
        option.append(small);
      }
      option.addEventListener("pointerdown", (event) => {
        event.preventDefault();
        this.#choose(i);
      });
      return option;
    }));
    const box = this.#input.getBoundingClientRect();
    const below = innerHeight - box.bottom > 240 || box.top < 240;
    this.#list.style.insetInlineStart = `${box.left}px`;
    this.#list.style.minInlineSize = `${Math.max(box.width, 220)}px`;
    this.#list.style.top = below ? `${box.bottom + 2}px` : "auto";
    this.#list.style.bottom = below ? "auto" : `${innerHeight - box.top + 2}px`;
    this.#list.showPopover();
    this.#input.setAttribute("aria-expanded", "true");
    this.#input.setAttribute("aria-controls", this.#list.id);
  }

  #make() {
    const list = document.createElement("ul");
    list.className = "proposals";
    list.role = "listbox";
    list.id = `proposals-${++count}`;
    list.popover = "manual";
    list.setAttribute("aria-label", "Proposals");
    this.append(list);
    return list;
  }

  #close() {
    clearTimeout(this.#timer);
    this.#asked?.abort();
    this.#list?.remove();
    this.#list = null;
    this.#input?.setAttribute("aria-expanded", "false");
    this.#input?.removeAttribute("aria-controls");
    this.#input?.removeAttribute("aria-activedescendant");
  }

  #key(event) {
    if (!this.#list) {
      return;
    }

    const last = this.#found.length - 1;
    const act = {
      ArrowDown: () => this.#point(this.#at < last ? this.#at + 1 : 0),
      ArrowUp: () => this.#point(this.#at > 0 ? this.#at - 1 : last),
      Enter: this.#at >= 0 && (() => this.#choose(this.#at)),
      Escape: () => this.#close(),
    }[event.key];
    if (act) {
      // Before the grid around it, which would move to another cell.
      event.preventDefault();
      event.stopPropagation();
      act();
    }
  }

  #point(at) {
    this.#at = at;
    [...this.#list.children].forEach((option, i) => option.setAttribute("aria-selected", String(i === at)));
    this.#list.children[at].scrollIntoView({ block: "nearest" });
    this.#input.setAttribute("aria-activedescendant", this.#list.children[at].id);
  }

  #choose(at) {
    const { id, label } = this.#found[at];
    this.#close();
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
