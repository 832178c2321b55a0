// <plumb-log data-person>: around the link that leads to the page on which activities are logged. Opens that page's form in a dialog, by a click or by l from anywhere,
// says what was logged with a way to undo it, and shows what still waits to be sent. Without script the link is a link.
import "./logform.js";
import { whoseKey } from "./outbox.js";
import { post } from "./post.js";
import { sheet } from "./sheet.js";

const saidFor = 12_000; // ms in which an undo is at hand
const address = "/activities/log";

const styles = sheet(`
  :host { display: inline-flex; align-items: center; gap: .375rem }
  dialog { width: min(40rem, 100vw - 1.5rem); max-height: calc(100dvh - 1.5rem); padding: 1rem 1.25rem; border: 1px solid var(--line); border-radius: 10px; background: var(--surface); color: var(--ink); overflow-y: auto }
  dialog::backdrop { background: rgb(10 20 40 / .4) }
  .head { display: flex; justify-content: space-between; align-items: center; gap: 1rem; margin-bottom: .75rem }
  .said { position: fixed; inset: auto 1rem 1rem auto; max-width: min(28rem, 100vw - 2rem); display: flex; flex-wrap: wrap; align-items: center; gap: .5rem .75rem; margin: 0; padding: .625rem .875rem; border: 1px solid var(--good-line); border-radius: 8px; background: var(--good-surface); color: var(--ink); box-shadow: 0 8px 28px rgb(10 20 40 / .16) }
  .said.waits { border-color: var(--warn-line); background: var(--warn-surface) }
  .said:not(:popover-open) { display: none }
  .pill { border: 1px solid var(--warn-line); background: var(--warn-surface); color: var(--warn-ink); border-radius: 99px; padding: .125rem .625rem; font: inherit; font-size: .75rem; font-weight: 550; white-space: nowrap; min-height: 1.75rem; cursor: pointer }
  .pill[hidden] { display: none }
  ul { list-style: none; margin: 0; padding: 0; display: grid; gap: .5rem }
  li { display: flex; flex-wrap: wrap; gap: .375rem .75rem; align-items: center; padding: .5rem .75rem; border: 1px solid var(--line); border-radius: 8px }
  li > span { flex: 1 1 12rem; min-width: 0; overflow-wrap: anywhere }
  small { display: block; color: var(--ink-2) }
  small.refused { color: var(--bad-ink) }
  @media (max-width: 47.99rem) { .said { inset: auto 1rem calc(4.5rem + env(safe-area-inset-bottom)) 1rem } }
  @media print { .said, .pill { display: none } }`);

class PlumbLog extends HTMLElement {
  #off;
  #dialog;
  #body;
  #said;
  #pill;
  #timer;
  #stopped = null;

  connectedCallback() {
    if (!this.shadowRoot) {
      const root = this.attachShadow({ mode: "open" });
      root.adoptedStyleSheets = styles;
      root.innerHTML = `<slot></slot><button class="pill" type="button" hidden></button>
        <dialog aria-labelledby="title"><div class="head"><h2 id="title">Log an activity</h2><button type="button" class="btn btn-sm" data-close>Close</button></div><div class="body"></div></dialog>
        <div class="said" popover="manual" role="status"></div>`;
      [this.#dialog, this.#body, this.#said, this.#pill] = ["dialog", ".body", ".said", ".pill"].map((part) => root.querySelector(part));
      root.querySelector("[data-close]").addEventListener("click", () => this.#dialog.close());
      this.#pill.addEventListener("click", () => this.#list());
      this.#dialog.addEventListener("plumb-logged", () => this.#dialog.close());
    }

    this.#off = new AbortController();
    const { signal } = this.#off;
    this.addEventListener("click", (event) => this.#click(event), { signal, capture: true });
    document.addEventListener("keydown", (event) => this.#key(event), { signal });
    post.addEventListener("plumb-taken", ({ detail }) => this.#taken(detail), { signal });
    post.addEventListener("plumb-waiting", ({ detail }) => this.#waits(detail.entry), { signal });
    post.addEventListener("plumb-changed", ({ detail }) => this.#show(detail.stopped), { signal });
    localStorage.setItem(whoseKey, this.dataset.person); // for the page that is shown without a connection, which names nobody
    post.send();
  }

  disconnectedCallback() {
    this.#off.abort();
  }

  #click(event) {
    const link = event.target.closest?.("a");
    if (!link || event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || location.pathname === address) {
      return;
    }
    event.preventDefault();
    event.stopPropagation();
    this.#open();
  }

  #key(event) {
    const typing = event.composedPath()[0].closest?.("input, textarea, select, [contenteditable], dialog");
    if (event.key !== "l" || event.metaKey || event.ctrlKey || event.altKey || event.isComposing || typing || document.querySelector("dialog[open]") || this.#dialog.open) {
      return;
    }
    event.preventDefault();
    if (location.pathname === address) {
      document.querySelector("plumb-log-form input[type=radio]")?.focus();
    } else {
      this.#open();
    }
  }

  /** The form is the page's own, so the dialog wears the page's styles. */
  #dress() {
    const root = this.shadowRoot;
    if (root.adoptedStyleSheets.length === styles.length) {
      const look = new CSSStyleSheet();
      look.replaceSync([...document.styleSheets].flatMap(({ cssRules }) => [...cssRules]).filter((rule) => !(rule instanceof CSSFontFaceRule)).map(({ cssText }) => cssText).join("\n"));
      root.adoptedStyleSheets = [look, ...styles];
    }
  }

  async #open(entry = null) {
    // What was typed before the dialog was closed is still in it.
    if (!entry && this.#body.querySelector("plumb-log-form")?.isBegun) {
      this.#dialog.showModal();
      return;
    }

    let page;
    try {
      // Where there is no connection the worker answers with the page that it keeps.
      page = new DOMParser().parseFromString(await (await fetch(address, { headers: { Accept: "text/html" } })).text(), "text/html");
    } catch {
      this.#tell("There is no connection, and this browser has not kept the form yet.", true);
      return;
    }

    const form = page.querySelector("plumb-log-form");
    if (!form) {
      location.assign(address); // Signed out, or nothing to choose from: the page says which.
      return;
    }

    this.#dress();
    form.dataset.person = this.dataset.person;
    const own = document.importNode(form, true);
    this.#body.replaceChildren(own);
    this.#title("Log an activity");
    this.#said.hidePopover();
    this.#dialog.open || this.#dialog.showModal();
    own.querySelector("input[type=radio]").focus();
    if (entry) {
      own.fill(entry.fields, entry.refused, entry.field);
    }
  }

  #title(words) {
    this.shadowRoot.querySelector("#title").textContent = words;
  }

  async #show(stopped) {
    this.#stopped = stopped === undefined ? this.#stopped : stopped;
    const kept = await post.of(this.dataset.person);
    const refused = kept.filter((entry) => entry.refused).length;
    this.#pill.hidden = kept.length === 0;
    this.#pill.textContent = refused > 0 ? `${refused} not taken` : `${kept.length} waiting`;
    if (this.#dialog.open && this.#body.querySelector("ul")) {
      kept.length === 0 ? this.#dialog.close() : this.#list();
    }
  }

  /** What waits, and what was refused, with a way to mend or to drop it. */
  async #list() {
    this.#dress();
    const kept = await post.of(this.dataset.person);
    const list = document.createElement("ul");
    list.append(...kept.map((entry) => {
      const item = document.createElement("li");
      item.innerHTML = `<span><strong></strong><small></small></span><button type="button" class="btn btn-sm">Change</button><button type="button" class="btn btn-sm">Drop it</button>`;
      item.querySelector("strong").textContent = entry.words || "An activity";
      const small = item.querySelector("small");
      small.classList.toggle("refused", Boolean(entry.refused));
      small.textContent = entry.refused ?? { "signed-out": "Waits until you sign in again", busy: "Waits until the server takes it" }[this.#stopped] ?? "Waits for a connection";
      const [change, drop] = item.querySelectorAll("button");
      change.addEventListener("click", () => this.#open(entry));
      drop.addEventListener("click", () => post.discard(entry.key));
      return item;
    }));
    this.#body.replaceChildren(list);
    this.#title("Not sent yet");
    this.#dialog.open || this.#dialog.showModal();
  }

  #taken({ entry, answer }) {
    this.#tell(`Logged: ${answer?.words ?? entry.words}`, false, answer?.id);
    showAnew();
  }

  #waits(entry) {
    this.#tell(this.#stopped === "signed-out" ? `Kept here until you sign in again: ${entry.words}` : `Kept here until there is a connection: ${entry.words}`, true);
  }

  #tell(words, waits = false, undoable = null) {
    clearTimeout(this.#timer);
    this.#said.classList.toggle("waits", waits);
    this.#said.replaceChildren(Object.assign(document.createElement("span"), { textContent: words }));
    if (undoable) {
      const undo = Object.assign(document.createElement("button"), { type: "button", className: "btn btn-sm", textContent: "Undo" });
      undo.addEventListener("click", async () => {
        undo.disabled = true;
        this.#tell(await post.undo(undoable) ? "Taken back: it was not logged." : "It could not be taken back now. It stands in your activities.", false);
        showAnew();
      });
      this.#said.append(undo);
    }
    this.#said.showPopover();
    this.#timer = setTimeout(() => this.#said.hidePopover(), saidFor);
  }
}

/** Lists that the page shows have one line more or less now. */
function showAnew() {
  if (["/activities", "/activities/calendar"].includes(location.pathname)) {
    window.Blazor?.navigateTo(location.pathname + location.search, { replaceHistoryEntry: true });
  }
}

customElements.define("plumb-log", PlumbLog);

// What an installed Plumbline needs without a connection: the form, and what this page is made of.
if ("serviceWorker" in navigator) {
  navigator.serviceWorker.register("/worker.js").then(() => navigator.serviceWorker.ready).then(({ active }) => {
    active.postMessage({ renew: true });

    // Also what comes later, as the script of the form.
    new PerformanceObserver((list) => active.postMessage({ made: list.getEntries().map(({ name }) => name) })).observe({ type: "resource", buffered: true });
  }).catch(() => {
    // A browser that allows none, as in a private window, logs with a connection only.
  });
}
