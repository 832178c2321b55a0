// <plumb-autosave data-url data-revision>: saves the form inside field by field while it is filled in. A field with data-with sends the one of that name along. Without script the form's own button saves.
// What is being typed is saved after a pause, as it stands, and left alone under the caret; whether it can be read is said once the field is left.
import { fieldBase, fieldValue, setField, tell } from "./fields.js";
import { enter } from "./places.js";
import { sheet } from "./sheet.js";
import { Unsent } from "./unsent.js";

const styles = sheet(`
  :host { display: block }
  .state { position: sticky; bottom: .5rem; z-index: 20; display: flex; flex-direction: column; align-items: end; gap: .5rem; pointer-events: none; margin-top: .5rem }
  .state > * { pointer-events: auto }
  [role=status] { font-size: .8125rem; color: var(--ink-2); background: var(--surface); border: 1px solid var(--line); border-radius: 99px; padding: .125rem .75rem }
  [role=status]:empty { display: none }
  :host([data-state=offline]) [role=status], :host([data-state=stopped]) [role=status] { color: var(--warn-ink); border-color: var(--warn-line); background: var(--warn-surface) }
  [role=alert]:empty { display: none }
  [role=alert] { max-width: 34rem; font-size: .875rem; background: var(--surface); border: 1px solid var(--warn-line); border-radius: 8px; padding: .75rem 1rem; box-shadow: 0 4px 16px rgb(0 0 0 / .14) }
  [role=alert] p { margin: 0 0 .5rem }
  [role=alert] dl { display: grid; grid-template-columns: auto 1fr; gap: .125rem .75rem; margin: 0 0 .5rem }
  dt { color: var(--ink-2) } dd { margin: 0; font-weight: 550; overflow-wrap: anywhere }
  [role=alert] h2 { font-size: .875rem; margin: 0 0 .375rem }
  ul { list-style: none; margin: 0; padding: 0; max-height: 30vh; overflow-y: auto }
  li { display: flex; gap: .75rem; align-items: start; justify-content: space-between; padding: .25rem 0 }
  li p { margin: 0; overflow-wrap: anywhere }
  li a { color: inherit; font-weight: 550 }
  li button { flex: none }
  section + section { border-top: 1px solid var(--line); margin-top: .75rem; padding-top: .75rem }
  @media (max-width: 47.99rem) { .state { bottom: calc(4.25rem + env(safe-area-inset-bottom)) } } /* above the places at the foot of a phone */
  @media print { .state { display: none } }`);

const soon = 400; // ms before saving what was put into a field
const pause = 1_200; // ms without typing before saving a field that is still being typed in
const longest = 60_000; // ms between tries while offline
const stayed = 5_000; // ms after which who was about to leave has stayed

class PlumbAutosave extends HTMLElement {
  static observedAttributes = ["data-revision", "data-url"];

  #off;
  #state;
  #talk;
  #left;
  #unsent;
  #timer;
  #sending = null;
  #wait = 2_000;
  #revision;
  #url;
  #leaving = false;
  #typing = null; // the field with the caret, as long as it is not done with
  #disputes = new Map(); // by field: takes what is typed on while it is not decided whose value is to stand

  connectedCallback() {
    if (!this.shadowRoot) {
      const root = this.attachShadow({ mode: "open" });
      root.adoptedStyleSheets = styles;
      root.innerHTML = `<slot></slot><div class="state"><div role="alert"></div><div role="alert"></div><div role="status"></div></div>`;
      [this.#talk, this.#left] = root.querySelectorAll("[role=alert]");
      this.#state = root.querySelector("[role=status]");
    }

    this.#off = new AbortController();
    const { signal } = this.#off;
    this.addEventListener("plumb-change", (event) => this.#changed(event.target), { signal });
    this.addEventListener("change", (event) => !event.target.closest("plumb-grid") && this.#changed(event.target), { signal });
    this.addEventListener("input", (event) => isText(event.target) && this.#typed(event.target), { signal });
    this.addEventListener("focusout", () => this.#done(), { signal });
    this.addEventListener("submit", (event) => this.#submit(event), { signal });
    window.addEventListener("online", () => this.#send(), { signal });
    window.addEventListener("pagehide", () => this.#send(), { signal });
    document.addEventListener("visibilitychange", () => document.visibilityState === "hidden" && this.#send(), { signal });
    window.addEventListener("beforeunload", (event) => {
      this.#leaving = this.#unsent.size > 0;
      this.#send();
      if (this.#unsent.left > 0) {
        event.preventDefault();
      }
    }, { signal });
    this.#open();
  }

  disconnectedCallback() {
    clearTimeout(this.#timer);
    this.#off.abort();
    this.#send();
  }

  attributeChangedCallback() {
    // A new page was merged into this one: what it holds is what the server has.
    if (this.#unsent && (this.dataset.revision !== this.#revision || this.dataset.url !== this.#url)) {
      this.#open();
    }
  }

  /** Takes up what an earlier visit could not send. */
  #open() {
    if (this.#url !== this.dataset.url && this.#unsent?.size > 0) {
      this.#send();
    }
    this.#url = this.dataset.url;
    this.#revision = this.dataset.revision;
    this.#unsent = new Unsent(this.#url, window.sessionStorage);
    this.#typing = null;
    this.#disputes.clear();
    this.#talk.replaceChildren();
    this.#left.replaceChildren();
    this.#left.removeAttribute("data-words");
    if (this.#unsent.left > 0) {
      const unsent = this.#unsent;
      const grids = this.querySelector("plumb-grid") ? customElements.whenDefined("plumb-grid") : Promise.resolve();
      grids.then(() => unsent === this.#unsent && this.#restore());
    }
  }

  #restore() {
    for (const { name, value } of [...this.#unsent.batch(), ...this.#unsent.problems]) {
      const field = this.#field(name) ?? this.#renamed(name);
      if (field) {
        setField(field, value);
      }
    }
    this.querySelectorAll("plumb-grid").forEach((grid) => grid.total());
    this.#list();
    this.#soon();
  }

  /** The field of a row that was new when it was typed into: a page made since has other keys for new rows, so one of those takes its key. */
  #renamed(name) {
    const [section, key] = name.split(".");
    const row = this.querySelector(`[data-new^="${section}."]`) ?? this.querySelector(`plumb-grid[data-rows="${section}"]`)?.grow();
    if (!row) {
      return null;
    }
    const other = row.dataset.new.split(".")[1];
    row.removeAttribute("data-new");
    for (const element of [row, ...row.querySelectorAll("*")]) {
      for (const attribute of element.attributes) {
        attribute.value = attribute.value.replaceAll(other, key);
      }
    }
    return this.#field(name);
  }

  #field(name) {
    const fields = [...this.querySelectorAll("[name]")].filter((field) => field.name === name);
    return fields.find((field) => field.type === "checkbox") ?? fields[0];
  }

  #typed(field) {
    this.#typing = field;
    this.#note(field);
    this.#soon(pause);
  }

  #changed(field) {
    this.#typing = null;
    this.#note(field);
    this.#list();
    this.#soon();
  }

  #done() {
    if (this.#typing) {
      this.#typing = null;
      this.#list();
      this.#soon();
    }
  }

  #note(field) {
    if (!field.name || field.type === "file" || field.type === "password") {
      return;
    }
    const value = field.type === "radio" ? this.querySelector(`input[type=radio][name="${CSS.escape(field.name)}"]:checked`)?.value ?? "" : fieldValue(field);
    const dispute = this.#disputes.get(field.name);
    if (dispute) {
      dispute(value);
    } else {
      this.#unsent.put(field.name, value, field.type === "radio" ? "" : fieldBase(field));
      const along = field.dataset.with && this.#field(field.dataset.with);
      if (along) {
        this.#unsent.put(along.name, fieldValue(along), fieldBase(along));
      }
    }
  }

  #soon(wait = soon) {
    clearTimeout(this.#timer);
    if (this.#unsent.size > 0) {
      this.#timer = setTimeout(() => this.#send(), wait);
    }
  }

  #send() {
    this.#sending ??= this.#post().finally(() => { this.#sending = null; });
    return this.#sending;
  }

  async #post() {
    const unsent = this.#unsent;
    const changes = unsent.batch();
    const sent = new Map(changes.map(({ name, value }) => [name, value]));
    const body = JSON.stringify({ revision: Number(this.#revision), changes });
    if (changes.length === 0) {
      return;
    }

    clearTimeout(this.#timer);
    this.#show("saving", "Saving…");
    let response;
    let answer;
    try {
      response = await fetch(this.#url, {
        method: "POST",
        keepalive: body.length < 60_000, // browsers take no more where the page may be left meanwhile
        headers: {
          "Content-Type": "application/json",
          Accept: "application/json",
          RequestVerificationToken: this.querySelector("input[name=__RequestVerificationToken]")?.value ?? "",
        },
        body,
      });
      answer = response.headers.get("Content-Type")?.includes("json") ? await response.json() : null;
    } catch {
      answer = response = null;
    }

    if (this.#leaving) {
      // The next page may have been made before this was saved: it finds what was typed in the session, and sends it again to no harm.
      this.#leaving = false;
      this.#soon(stayed);
      return;
    }

    if (unsent !== this.#unsent) {
      // Another page has taken this one's place. What could not be sent waits in the session for a return to it.
      answer?.saved?.forEach((name) => unsent.saved(name, sent.get(name)));
      this.#soon();
      return;
    }

    if (!response) {
      this.#later("Offline: kept here, will be sent");
    } else if (response.status === 503) {
      this.#later("An import is being written: kept here, will be sent");
    } else if (response.status >= 500 || response.status === 429) {
      this.#later("Not saved yet: kept here, will be sent");
    } else if (answer?.saved && [200, 409, 422].includes(response.status)) {
      this.#wait = 2_000;
      this.#take(answer, sent);
    } else {
      // Signed out, not allowed, or a page from before an update: trying again would change nothing.
      this.#show("stopped", answer?.detail ?? "Not saved. Load the page again; what you typed is kept here.");
    }
  }

  #later(words) {
    this.#show("offline", words);
    this.#soon(this.#wait);
    this.#wait = Math.min(this.#wait * 2, longest);
  }

  #take(answer, sent) {
    if (answer.revision !== undefined) {
      this.#revision = String(answer.revision);
      this.dataset.revision = this.#revision;
      this.querySelectorAll("input[data-revision-field]").forEach((input) => { input.value = this.#revision; });
    }

    for (const name of answer.saved ?? []) {
      this.#unsent.saved(name, sent.get(name));
      this.#mark(name, null);
    }
    for (const { name, message } of answer.errors ?? []) {
      this.#unsent.refused(name, sent.get(name), message);
    }
    for (const conflict of answer.conflicts ?? []) {
      this.#conflict(conflict, this.#unsent.differs(conflict.name, conflict.theirs) ?? conflict.yours);
    }
    for (const [id, html] of Object.entries({ ...(answer.checks !== undefined && { checks: answer.checks }), ...answer.panels })) {
      const panel = document.getElementById(id);
      if (panel) {
        panel.innerHTML = html;
      }
    }

    this.#list();
    this.#soon(this.#typing ? pause : soon);
    this.#standing();
    this.dispatchEvent(new CustomEvent("plumb-saved", { bubbles: true, detail: answer }));
  }

  /** Says how it stands, where nothing is to be sent. */
  #standing() {
    const refused = this.#unsent.problems.length;
    if (this.#unsent.size > 0) {
      return;
    } else if (this.#talk.childElementCount > 0) {
      this.#show("stopped", "Not all saved: choose which to keep");
    } else if (this.#left.childElementCount > 0) {
      this.#show("stopped", `${refused} ${refused === 1 ? "field is" : "fields are"} not saved`);
    } else if (refused > 0) {
      this.#show("typing", "");
    } else {
      this.#saved();
    }
  }

  /** Marks and lists what the server did not take, but for a field that is still being typed in. */
  #list() {
    const problems = this.#unsent.problems.filter(({ name }) => name !== this.#typing?.name);
    const words = problems.map(({ name, why }) => `${name} ${why}`).join("\n");
    if (words !== (this.#left.dataset.words ?? "")) {
      this.#left.dataset.words = words;
      this.#left.replaceChildren(...(problems.length > 0 ? [this.#refusals(problems)] : []));
      this.#standing();
    }
    problems.forEach(({ name, why }) => this.#mark(name, why));
  }

  #refusals(problems) {
    const section = document.createElement("section");
    section.innerHTML = "<h2>Not saved</h2><ul></ul>";
    section.lastChild.append(...problems.map(({ name, value, why, base }) => {
      const item = document.createElement("li");
      item.innerHTML = `<p><a></a>: <span></span></p><button type="button">Take back</button>`;
      const [link, reason] = item.querySelectorAll("a, span");
      const field = this.#field(name);
      [link.textContent, reason.textContent] = [field ? nameOf(field) : value, why];
      if (field) {
        link.href = `${location.pathname}#${name}`;
        link.addEventListener("click", (event) => {
          event.preventDefault();
          enter(field);
        });
      }
      item.querySelector("button").addEventListener("click", () => {
        if (field) {
          setField(field, base);
          this.#mark(name, null);
          tell(field);
        } else {
          this.#unsent.put(name, base, base);
          this.#list();
        }
      });
      return item;
    }));
    return section;
  }

  #mark(name, message) {
    const field = this.#field(name);
    if (message) {
      field?.setAttribute("aria-invalid", "true");
      field?.setAttribute("title", message);
    } else if (field) {
      field.removeAttribute("aria-invalid");
      field.removeAttribute("title");
    }
  }

  #conflict({ name, label, theirs }, mine) {
    const section = document.createElement("section");
    section.innerHTML = `<p></p><dl><dt>Yours</dt><dd></dd><dt>Theirs</dt><dd></dd></dl><button type="button">Keep mine</button> <button type="button">Take theirs</button>`;
    section.querySelector("p").textContent = `Someone else changed ${label ?? "this"} in the meantime.`;
    const [yours, others] = section.querySelectorAll("dd");
    [yours.textContent, others.textContent] = [mine || "(empty)", theirs || "(empty)"];
    const [keep, take] = section.querySelectorAll("button");
    this.#disputes.set(name, (value) => {
      mine = value;
      yours.textContent = mine || "(empty)";
      this.#unsent.dispute(name, mine);
    });
    const decide = (value) => {
      section.remove();
      this.#disputes.delete(name);
      const field = this.#field(name);
      if (field) {
        setField(field, value);
        tell(field);
      }
      this.#standing();
    };
    keep.addEventListener("click", () => decide(mine));
    take.addEventListener("click", () => decide(theirs));
    this.#talk.append(section);
  }

  /** The form's own button sends everything: first let what is under way arrive, so that the revision it carries is the latest. */
  async #submit(event) {
    if (this.#unsent.size === 0 && !this.#sending) {
      return;
    }

    event.preventDefault();
    event.stopImmediatePropagation();
    clearTimeout(this.#timer);
    await this.#sending;
    await this.#send();
    if (this.#talk.childElementCount === 0 && this.dataset.state !== "offline" && this.dataset.state !== "stopped") {
      this.#unsent.clear();
      event.target.requestSubmit(event.submitter);
    }
  }

  #saved() {
    this.#show("saved", `Saved ${new Date().toLocaleTimeString("en-GB", { hour: "2-digit", minute: "2-digit" })}`);
  }

  #show(state, words) {
    this.dataset.state = state;
    this.#state.textContent = words;
  }
}

/** Whether typing in the field says something before the field is left. A date says years like 0002 while it is typed. */
const isText = (field) => field.matches("textarea, input:not([type=checkbox], [type=radio], [type=hidden], [type=file], [type=password], [type=date])");

/** As a person calls it: the section, and the field in it. */
function nameOf(field) {
  const section = field.closest("[data-section]")?.dataset.section;
  const own = field.getAttribute("aria-label") ?? field.labels?.[0]?.textContent.trim() ?? field.name;
  return section ? `${section}, ${own}` : own;
}

customElements.define("plumb-autosave", PlumbAutosave);
