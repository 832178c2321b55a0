// <plumb-board data-url data-end-url>: moves cards between columns by dragging and by keyboard. A column that ends (data-end) leads to the page that asks how.
// The server decides; what it says of the columns is fetched anew and put in place, and the focus stays with the card. Without script each card links to a form.
class PlumbBoard extends HTMLElement {
  #off;
  #dragged = null;

  connectedCallback() {
    this.#off = new AbortController();
    const { signal } = this.#off;
    this.#ready();
    this.addEventListener("dragstart", (event) => this.#lift(event), { signal });
    this.addEventListener("dragover", (event) => this.#hover(event), { signal });
    this.addEventListener("dragleave", (event) => this.#columnOf(event.target)?.contains(event.relatedTarget) || this.#unmark(), { signal });
    this.addEventListener("dragend", () => this.#drop(null), { signal });
    this.addEventListener("drop", (event) => {
      event.preventDefault();
      this.#drop(this.#columnOf(event.target));
    }, { signal });
    this.addEventListener("keydown", (event) => this.#key(event), { signal });
  }

  disconnectedCallback() {
    this.#off.abort();
  }

  get #columns() {
    return [...this.querySelectorAll(".board-column")];
  }

  #columnOf(element) {
    return element.closest?.(".board-column");
  }

  #ready() {
    this.querySelectorAll("[data-moves]").forEach((card) => { card.draggable = true; });
  }

  #lift(event) {
    this.#dragged = event.target.closest?.("[data-moves]");
    if (this.#dragged) {
      event.dataTransfer.effectAllowed = "move";
      event.dataTransfer.setData("text/plain", this.#dragged.querySelector("a").textContent);
      this.#dragged.classList.add("dragged");
    }
  }

  #hover(event) {
    const column = this.#columnOf(event.target);
    if (this.#dragged && column) {
      event.preventDefault();
      this.#unmark();
      column.classList.add("over");
    }
  }

  #unmark() {
    this.#columns.forEach((column) => column.classList.remove("over"));
  }

  #drop(column) {
    const card = this.#dragged;
    this.#dragged = null;
    this.#unmark();
    card?.classList.remove("dragged");
    if (card && column) {
      this.#move(card, column);
    }
  }

  #key(event) {
    const card = event.target.closest("[data-card]");
    const [dx, dy] = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] }[event.key] ?? [0, 0];
    if (!card || (dx === 0 && dy === 0) || event.altKey || event.ctrlKey || event.metaKey || (event.shiftKey && dx === 0)) {
      return;
    }

    event.preventDefault();
    const columns = this.#columns;
    const at = columns.indexOf(this.#columnOf(card));
    if (event.shiftKey) {
      if (card.dataset.moves && columns[at + dx]) {
        this.#move(card, columns[at + dx]);
      } else if (!card.dataset.moves) {
        this.#say("This one is not yours to move here.");
      }
      return;
    }

    const row = [...card.parentElement.children].indexOf(card);
    const column = dy === 0 ? this.#beside(columns, at, dx) : columns[at];
    const cards = column?.querySelectorAll("[data-card]") ?? [];
    (dy === 0 ? cards[Math.min(row, cards.length - 1)] : cards[row + dy])?.querySelector("a").focus();
  }

  /** The next column that way with a card in it. */
  #beside(columns, at, dx) {
    for (let next = at + dx; columns[next]; next += dx) {
      if (columns[next].querySelector("[data-card]")) {
        return columns[next];
      }
    }
    return null;
  }

  async #move(card, column) {
    const id = card.dataset.card;
    const name = card.querySelector("a").textContent;
    if (column.dataset.end) {
      location.assign(this.dataset.endUrl.replace("{id}", id).replace("{end}", column.dataset.end));
      return;
    }

    if (column === this.#columnOf(card)) {
      return;
    }

    const stage = column.dataset.stage;
    this.#say(`Moving ${name} to ${stage} …`);
    try {
      const answer = await fetch(this.dataset.url.replace("{id}", id), {
        method: "POST",
        headers: { "Content-Type": "application/json", Accept: "application/json", RequestVerificationToken: this.querySelector("input[name=__RequestVerificationToken]")?.value ?? "" },
        body: JSON.stringify({ revision: Number(card.dataset.revision), stage }),
      });
      const said = answer.ok ? `${name} is in ${stage} now.` : (await answer.json().catch(() => null))?.detail ?? "It could not be moved. Load the page again.";
      await this.#redraw(id);
      this.#say(answer.status === 409 ? `${name} was changed by someone meanwhile: the board shows it as it is now. Move it again if that still holds.` : said);
    } catch {
      this.#say(`${name} was not moved: there is no connection.`);
    }
  }

  /** Puts the columns as the server has them in place of these. */
  async #redraw(id) {
    const page = new DOMParser().parseFromString(await (await fetch(location.href)).text(), "text/html");
    const fresh = page.querySelector(".board-columns");
    const columns = this.querySelector(".board-columns");
    if (!fresh) {
      location.reload();
      return;
    }

    const left = columns.scrollLeft;
    fresh.querySelectorAll("[data-needs-script]").forEach((element) => { element.hidden = false; });
    columns.replaceWith(fresh);
    fresh.scrollLeft = left;
    this.#ready();
    fresh.querySelector(`[data-card="${id}"] a`)?.focus();
  }

  #say(words) {
    this.querySelector(".board-said").textContent = words;
  }
}

customElements.define("plumb-board", PlumbBoard);
