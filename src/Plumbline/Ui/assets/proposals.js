// The list of proposals beside a field: drawn in the top layer, walked with the arrows, chosen with Enter or a click.
let count = 0;

export class Proposals {
  #field;
  #choose;
  #list = null;
  #found = [];
  #at = -1;

  /** @param field the input or text area; @param choose told what was chosen */
  constructor(field, choose) {
    this.#field = field;
    this.#choose = choose;
    field.setAttribute("aria-autocomplete", "list");
    if (!field.matches("textarea")) {
      field.setAttribute("role", "combobox");
      field.setAttribute("aria-expanded", "false");
    }
  }

  get isOpen() {
    return this.#list !== null;
  }

  /** Shows [{label, detail, group}] instead of what was shown; nothing closes the list. Proposals of one group stand below its name. */
  show(found, within) {
    this.#found = found;
    if (found.length === 0) {
      this.close();
      return;
    }

    this.#list ??= this.#make(within);
    this.#at = -1;
    this.#field.removeAttribute("aria-activedescendant");
    this.#list.replaceChildren(...found.flatMap((each, i) => each.group && each.group !== found[i - 1]?.group ? [this.#head(each.group), this.#option(each, i)] : [this.#option(each, i)]));
    const box = this.#field.getBoundingClientRect();
    const below = innerHeight - box.bottom > 240 || box.top < 240;
    const width = Math.min(Math.max(box.width, 220), innerWidth - 16);
    this.#list.style.insetInlineStart = `${Math.max(8, Math.min(box.left, innerWidth - width - 8))}px`;
    this.#list.style.minInlineSize = `${width}px`;
    this.#list.style.top = below ? `${box.bottom + 2}px` : "auto";
    this.#list.style.bottom = below ? "auto" : `${innerHeight - box.top + 2}px`;
    this.#list.showPopover();
    this.#say("true");
    this.#field.setAttribute("aria-controls", this.#list.id);
  }

  close() {
    this.#list?.remove();
    this.#list = null;
    this.#say("false");
    this.#field.removeAttribute("aria-controls");
    this.#field.removeAttribute("aria-activedescendant");
  }

  /** Whether the key meant the list. Told before the grid around the field, which would move to another cell. */
  key(event) {
    if (!this.#list) {
      return false;
    }

    const last = this.#found.length - 1;
    const act = {
      ArrowDown: () => this.#point(this.#at < last ? this.#at + 1 : 0),
      ArrowUp: () => this.#point(this.#at > 0 ? this.#at - 1 : last),
      Enter: this.#at >= 0 && (() => this.#choose(this.#found[this.#at])),
      Escape: () => this.close(),
    }[event.key];
    if (act) {
      event.preventDefault();
      event.stopPropagation();
      act();
    }
    return Boolean(act);
  }

  #say(expanded) {
    if (!this.#field.matches("textarea")) {
      this.#field.setAttribute("aria-expanded", expanded);
    }
  }

  #make(within) {
    const list = document.createElement("ul");
    list.className = "proposals";
    list.role = "listbox";
    list.id = `proposals-${++count}`;
    list.popover = "manual";
    list.setAttribute("aria-label", "Proposals");
    within.append(list);
    return list;
  }

  #head(words) {
    const head = document.createElement("li");
    head.role = "presentation";
    head.className = "proposals-head";
    head.textContent = words;
    return head;
  }

  #option({ label, detail }, i) {
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
      this.#choose(this.#found[i]);
    });
    return option;
  }

  #point(at) {
    this.#at = at;
    const options = [...this.#list.querySelectorAll("[role=option]")];
    options.forEach((option, i) => option.setAttribute("aria-selected", String(i === at)));
    options[at].scrollIntoView({ block: "nearest" });
    this.#field.setAttribute("aria-activedescendant", options[at].id);
  }
}

/** Asks an address while someone types: the last question wins, and one that fails is no answer (null). */
export class Asking {
  #timer;
  #asked = null;

  /** Asks for the text after a short rest; once more a while later where the connection was just coming back. */
  soon(url, text, then, rest = 150, again = true) {
    this.stop();
    this.#timer = setTimeout(async () => {
      const asked = (this.#asked = new AbortController());
      try {
        const response = await fetch(url.replace("{q}", encodeURIComponent(text)), { signal: asked.signal, headers: { Accept: "application/json" } });
        then(response.ok ? await response.json() : []);
      } catch {
        // Asked for another text meanwhile, or offline: then the text stands as typed.
        if (again && !asked.signal.aborted) {
          this.soon(url, text, then, 1500, false);
        }
      }
    }, rest);
  }

  stop() {
    clearTimeout(this.#timer);
    this.#asked?.abort();
  }
}
