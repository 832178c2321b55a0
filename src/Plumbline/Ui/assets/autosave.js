// <plumb-autosave data-url data-revision>: saves the form inside field by field while it is filled in. A field with data-with sends the one of that name along. Without script the form's own button saves.
import { fieldBase, fieldValue, setField, tell } from "./fields.js";
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
  section + section { border-top: 1px solid var(--line); margin-top: .75rem; padding-top: .75rem }
  @media print { .state { display: none } }`);

const soon = 400; // ms without typing before saving
const longest = 60_000; // ms between tries while offline

class PlumbAutosave extends HTMLElement {
  static observedAttributes = ["data-revision", "data-url"];

  #off;
  #state;
  #talk;
  #unsent;
  #timer;
  #sending = null;
  #wait = 2_000;
  #revision;
  #url;

  connectedCallback() {
    if (!this.shadowRoot) {
      const root = this.attachShadow({ mode: "open" });
      root.adoptedStyleSheets = styles;
      root.innerHTML = `<slot></slot><div class="state"><div role="alert"></div><div role="status"></div></div>`;
      this.#talk = root.querySelector("[role=alert]");
      this.#state = root.querySelector("[role=status]");
    }

    this.#off = new AbortController();
    const { signal } = this.#off;
    this.addEventListener("plumb-change", (event) => this.#changed(event.target), { signal });
    this.addEventListener("change", (event) => !event.target.closest("plumb-grid") && this.#changed(event.target), { signal });
    this.addEventListener("submit", (event) => this.#submit(event), { signal });
    window.addEventListener("online", () => this.#send(), { signal });
    window.addEventListener("beforeunload", (event) => this.#unsent.size > 0 && event.preventDefault(), { signal });
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
    this.#talk.replaceChildren();
    for (const [name, value] of this.#unsent.entries) {
      const field = this.#field(name);
      if (field) {
        setField(field, value);
      }
    }
    this.#soon();
  }

  #field(name) {
    const fields = [...this.querySelectorAll("[name]")].filter((field) => field.name === name);
    return fields.find((field) => field.type === "checkbox") ?? fields[0];
  }

  #changed(field) {
    if (!field.name || field.type === "file" || field.type === "password") {
      return;
    }
    const value = field.type === "radio" ? this.querySelector(`input[type=radio][name="${CSS.escape(field.name)}"]:checked`)?.value ?? "" : fieldValue(field);
    this.#unsent.put(field.name, value, field.type === "radio" ? "" : fieldBase(field));
    const along = field.dataset.with && this.#field(field.dataset.with);
    if (along) {
      this.#unsent.put(along.name, fieldValue(along), fieldBase(along));
    }
    this.#soon();
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
      this.#unsent.refused(name, sent.get(name));
      this.#mark(name, message);
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

    if (this.#unsent.size > 0) {
      this.#soon();
    } else if (this.#talk.childElementCount > 0) {
      this.#show("stopped", "Not all saved: choose which to keep");
    } else if (answer.errors?.length > 0) {
      this.#show("stopped", `Not saved: ${answer.errors.map((error) => error.message).join(" ")}`);
    } else {
      this.#saved();
    }
    this.dispatchEvent(new CustomEvent("plumb-saved", { bubbles: true, detail: answer }));
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
    const decide = (value) => {
      section.remove();
      const field = this.#field(name);
      if (field) {
        setField(field, value);
        tell(field);
      }
      if (this.#unsent.size === 0 && this.#talk.childElementCount === 0) {
        this.#saved();
      }
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

customElements.define("plumb-autosave", PlumbAutosave);
