// What was logged and has not reached the server yet. Kept in the browser's own database, so that neither a lost connection nor a closed window loses it.
// Each entry: {key, person, fields, at, refused}. The key makes the server take it once, however often it is sent.

const database = "plumbline-outbox";
const table = "activities";

/** Where a browser notes who was signed in last, for the page that is shown without a connection. */
export const whoseKey = "plumbline-person";

/** Keeps entries in IndexedDB. */
export class Shelf {
  #opened = null;

  #open() {
    return this.#opened ??= new Promise((resolve, reject) => {
      const opening = indexedDB.open(database, 1);
      opening.onupgradeneeded = () => opening.result.createObjectStore(table, { keyPath: "key" });
      opening.onsuccess = () => resolve(opening.result);
      opening.onerror = () => reject(opening.error);
    });
  }

  async #do(mode, act) {
    const db = await this.#open();
    return new Promise((resolve, reject) => {
      const transaction = db.transaction(table, mode);
      const asked = act(transaction.objectStore(table));
      transaction.oncomplete = () => resolve(asked.result);
      transaction.onerror = transaction.onabort = () => reject(transaction.error);
    });
  }

  all() {
    return this.#do("readonly", (entries) => entries.getAll());
  }

  put(entry) {
    return this.#do("readwrite", (entries) => entries.put(entry));
  }

  remove(key) {
    return this.#do("readwrite", (entries) => entries.delete(key));
  }
}

/** Sends entries one after the other. What the server refuses stays, with its reason; what could not be asked waits. */
export class Outbox {
  #shelf;
  #fetch;

  constructor(shelf, fetcher) {
    [this.#shelf, this.#fetch] = [shelf, fetcher];
  }

  /** The person's entries, the oldest first. */
  async of(person) {
    return (await this.#shelf.all()).filter((entry) => entry.person === person).sort((a, b) => a.at - b.at);
  }

  put(entry) {
    return this.#shelf.put(entry);
  }

  remove(key) {
    return this.#shelf.remove(key);
  }

  /**
   * Sends what waits. Answers with what was taken, as [{entry, answer}], and why it stopped: null where nothing is left to send,
   * "offline", "busy", or "signed-out". Entries of another person stay for that person.
   */
  async send() {
    const taken = [];
    const waiting = (await this.#shelf.all()).filter((entry) => !entry.refused).sort((a, b) => a.at - b.at);
    if (waiting.length === 0) {
      return { taken, stopped: null };
    }

    // The token in a page that was drawn before the connection was lost may have ended: each round asks for one of its own.
    const { token, person, stopped } = await this.token();
    if (stopped) {
      return { taken, stopped };
    }

    for (const entry of waiting.filter((each) => each.person === person)) {
      const answer = await this.#post("/activities/logged", token, entry.fields);
      if (answer.stopped) {
        return { taken, stopped: answer.stopped };
      }

      if (answer.refused) {
        await this.#shelf.put({ ...entry, ...answer });
      } else {
        await this.#shelf.remove(entry.key);
        taken.push({ entry, answer: answer.said });
      }
    }

    return { taken, stopped: null };
  }

  /** Takes back what the server had taken. Answers whether it did. */
  async undo(id) {
    const { token, stopped } = await this.token();
    return !stopped && !Object.keys(await this.#post(`/activities/${id}/deleted`, token, {})).some((key) => key !== "said");
  }

  async token() {
    try {
      const response = await this.#fetch("/activities/token", { headers: { Accept: "application/json" }, cache: "no-store", redirect: "manual" });
      if (response.ok) {
        const { token, person } = await response.json();
        return { token, person: String(person) };
      }
      return { stopped: response.type === "opaqueredirect" || response.status === 401 || response.status === 403 ? "signed-out" : "busy" };
    } catch {
      return { stopped: "offline" };
    }
  }

  async #post(address, token, body) {
    let response;
    let said = null;
    try {
      response = await this.#fetch(address, {
        method: "POST",
        headers: { "Content-Type": "application/json", Accept: "application/json", RequestVerificationToken: token },
        body: JSON.stringify(body),
        redirect: "manual",
      });
      said = response.headers.get("Content-Type")?.includes("json") ? await response.json() : null;
    } catch {
      return { stopped: "offline" };
    }

    if (response.ok) {
      return { said };
    }
    if (response.type === "opaqueredirect" || response.status === 401) {
      return { stopped: "signed-out" };
    }
    return [403, 404, 409, 422].includes(response.status)
      ? { refused: said?.detail ?? "It was not taken.", field: said?.field ?? null }
      : { stopped: "busy" };
  }
}

/** A key for one more entry. */
export function newKey() {
  return [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}
