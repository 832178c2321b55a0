// What has been typed and not yet been saved: by field, with the value it was typed over. Kept for the session, so that a reload loses nothing.

export class Unsent {
  #key;
  #storage;
  #bases = new Map(); // what the server is known to hold, where it is no longer what the page was made with
  #values = new Map();

  constructor(key, storage) {
    [this.#key, this.#storage] = [`plumb-unsent ${key}`, storage];
    for (const { name, value, base } of JSON.parse(storage?.getItem(this.#key) ?? "[]")) {
      this.#values.set(name, value);
      this.#bases.set(name, base);
    }
  }

  get size() {
    return this.#values.size;
  }

  get entries() {
    return [...this.#values];
  }

  /** Notes a new value; `base` is what the page was made with. A value that is back where it was needs no sending. */
  put(name, value, base) {
    if (!this.#bases.has(name)) {
      this.#bases.set(name, base);
    }
    if (this.#bases.get(name) === value) {
      this.#values.delete(name);
    } else {
      this.#values.set(name, value);
    }
    this.#keep();
  }

  /** What to send now. */
  batch() {
    return this.entries.map(([name, value]) => ({ name, value, base: this.#bases.get(name) }));
  }

  /** The server took this value; what was typed since stays to be sent. */
  saved(name, value) {
    this.#bases.set(name, value);
    if (this.#values.get(name) === value) {
      this.#values.delete(name);
    }
    this.#keep();
  }

  /** The server holds another value and has kept it. Returns what was typed here last. */
  differs(name, theirs) {
    const mine = this.#values.get(name);
    this.#bases.set(name, theirs);
    this.#values.delete(name);
    this.#keep();
    return mine;
  }

  /** Not to be sent again as it is. Typing anew puts it back. */
  refused(name, value) {
    if (this.#values.get(name) === value) {
      this.#values.delete(name);
    }
    this.#keep();
  }

  clear() {
    this.#values.clear();
    this.#keep();
  }

  #keep() {
    if (this.#values.size > 0) {
      this.#storage?.setItem(this.#key, JSON.stringify(this.batch()));
    } else {
      this.#storage?.removeItem(this.#key);
    }
  }
}
