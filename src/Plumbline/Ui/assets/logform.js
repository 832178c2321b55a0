// <plumb-log-form data-person>: around the form that logs an activity, on its page and in the dialog. With script the form is kept here first and sent then, so that it can
// be filled in without a connection. Without script the form posts itself.
import "./typeahead.js";
import { fieldValue } from "./fields.js";
import { newKey, whoseKey } from "./outbox.js";
import { post } from "./post.js";

class PlumbLogForm extends HTMLElement {
  #off;

  connectedCallback() {
    this.#off = new AbortController();
    const { signal } = this.#off;
    // Before the page's own script, which would send the form.
    this.addEventListener("submit", (event) => this.#submit(event), { signal, capture: true });
    this.addEventListener("plumb-change", (event) => event.target.matches("[data-account]") && this.#account(event.target.value), { signal });
    this.#today();
    post.send();
  }

  disconnectedCallback() {
    this.#off.abort();
  }

  /** Whether anything was chosen or typed. */
  get isBegun() {
    return Boolean(this.querySelector("input[type=radio]:checked")) || ["Account", "Outcome", "NextStep"].some((name) => this.#field(name).value !== "");
  }

  /** Fills the form with what was kept, to be mended. */
  fill(fields, refused, at) {
    for (const [name, value] of Object.entries(fields)) {
      const field = this.#field(name);
      if (field?.type === "radio") {
        const choice = this.querySelector(`input[type=radio][name="Input.${name}"][value="${CSS.escape(value)}"]`);
        choice && (choice.checked = true);
      } else if (field) {
        field.value = value;
      }
    }
    if (fields.AccountId) {
      this.#account(fields.AccountId).then(() => ["Contact", "Opportunity"].forEach((name) => { this.#field(name).value = fields[name] ?? ""; }));
    }
    this.#say(refused, at);
  }

  /** The page that is shown without a connection cannot know the day. */
  #today() {
    const day = this.#field("Day");
    if (day && !day.value) {
      day.value = today();
    }
  }

  #field(name) {
    return this.querySelector(`[name="Input.${name}"]`);
  }

  async #submit(event) {
    event.preventDefault();
    event.stopImmediatePropagation();
    const form = event.target;
    const button = event.submitter ?? form.querySelector("button");
    if (!form.querySelector("input[name='Input.Type']:checked")) {
      this.#say("Say what it was: choose one of the types.", "Type");
      form.querySelector("input[name='Input.Type']").focus();
      return;
    }

    button.disabled = true;
    const fields = Object.fromEntries([...new FormData(form)].filter(([name]) => name.startsWith("Input.")).map(([name, value]) => [name.slice("Input.".length), value]));
    fields.Key ||= newKey();
    const entry = { key: fields.Key, person: this.dataset.person || localStorage.getItem(whoseKey) || "", fields, words: this.#words(), at: Date.now() };
    try {
      const sent = await post.log(entry);
      if (sent?.refused) {
        this.#say(sent.refused, sent.field);
        return;
      }
      this.#blank(form);
      this.#tell(await this.#waits(entry) ? "Kept here. It is sent when there is a connection." : "Logged.");
      this.dispatchEvent(new CustomEvent("plumb-logged", { bubbles: true, composed: true }));
    } catch (failed) {
      this.#say(`This browser could not keep it: ${failed.message ?? failed}`);
    } finally {
      button.disabled = false;
    }
  }

  async #waits({ key, person }) {
    return (await post.of(person)).some((entry) => entry.key === key);
  }

  /** Says so here where no bar above does. */
  #tell(words) {
    if (!document.querySelector("plumb-log")) {
      const told = Object.assign(document.createElement("p"), { className: "form-hint", role: "status", textContent: words });
      told.dataset.said = "";
      this.querySelector(".form-foot").after(told);
    }
  }

  #words() {
    const type = this.querySelector("input[name='Input.Type']:checked")?.closest("label")?.textContent.trim() ?? "";
    const account = fieldValue(this.#field("Account")).trim();
    return account ? `${type}, ${account}` : type;
  }

  #blank(form) {
    form.reset();
    form.querySelectorAll("input[type=hidden][name^='Input.'], textarea, input[type=text]").forEach((field) => { field.value = ""; });
    form.querySelectorAll("input[type=radio]").forEach((choice) => { choice.checked = false; });
    this.#field("NextStepDue").value = "";
    this.#field("Key").value = newKey();
    this.#today();
    this.#account("");
    this.#say(null);
  }

  #say(words, at) {
    this.querySelector("[data-said]")?.remove();
    this.querySelectorAll("[aria-invalid]").forEach((field) => field.removeAttribute("aria-invalid"));
    if (words) {
      const said = document.createElement("p");
      said.className = "field-error";
      said.dataset.said = "";
      said.role = "alert";
      said.textContent = words;
      this.querySelector(".form-foot").before(said);
      const field = at && this.#field(at);
      if (field && field.type !== "hidden") {
        field.type !== "radio" && field.setAttribute("aria-invalid", "true");
        field.focus();
      }
    }
  }

  /** Offers whom one may have met there, and about what. */
  async #account(id) {
    const row = this.querySelector("[data-of-account]");
    const [contacts, opportunities] = [this.querySelector("[data-contacts]"), this.querySelector("[data-opportunities]")];
    row.hidden = true;
    [contacts, opportunities].forEach((choices) => choices.replaceChildren(new Option("", "")));
    if (!id) {
      return;
    }
    try {
      const response = await fetch(`/activities/accounts/${encodeURIComponent(id)}`, { headers: { Accept: "application/json" } });
      const of = response.ok ? await response.json() : { contacts: [], opportunities: [] };
      const add = (choices, found) => choices.append(...found.map(({ id: value, label, detail }) => new Option(detail ? `${label} (${detail})` : label, value)));
      add(contacts, of.contacts);
      add(opportunities, of.opportunities);
      row.hidden = of.contacts.length + of.opportunities.length === 0;
    } catch {
      // Without a connection the account alone is kept.
    }
  }
}

function today() {
  const now = new Date();
  return [now.getFullYear(), String(now.getMonth() + 1).padStart(2, "0"), String(now.getDate()).padStart(2, "0")].join("-");
}

customElements.define("plumb-log-form", PlumbLogForm);
