// What has been typed and not yet been saved: by field, with the value it was typed over. Kept for the session, so that a reload loses nothing.

export class Unsent {
  #key;
  #storage;
  #bases = new Map(); // what the server is known to hold, where it is no longer what the page was made with
  #values = new Map();
  #refused = new Map(); // by field: the value that the server did not take, and why
  #disputed = new Map(); // by field: the value that met someone else's, and what it was typed over

  constructor(key, storage) {
    [this.#key, this.#storage] = [`plumb-unsent ${key}`, storage];
    for (const { name, value, base, why } of JSON.parse(storage?.getItem(this.#key) ?? "[]")) {
      this.#bases.set(name, base);
      if (why === undefined) {
        this.#values.set(name, value);
      } else {
        this.#refused.set(name, { value, why });
      }
    }
  }

  /** How many wait to be sent. */
  get size() {
    return this.#values.size;
  }

  /** How many the server does not hold, for whatever reason. */
  get left() {
    return this.#values.size + this.#refused.size + this.#disputed.size;
  }

  get entries() {
    return [...this.#values];
  }

  /** What the server did not take. */
  get problems() {
    return [...this.#refused].map(([name, { value, why }]) => ({ name, value, why, base: this.#bases.get(name) }));
  }

  /** Notes a new value; `base` is what the page was made with. A value that is back where it was needs no sending, and one that was refused is not sent again. */
  put(name, value, base) {
    if (!this.#bases.has(name)) {
      this.#bases.set(name, base);
    }
    this.#disputed.delete(name);
    if (this.#refused.get(name)?.value === value) {
      this.#values.delete(name);
    } else {
      this.#refused.delete(name);
      if (this.#bases.get(name) === value) {
        this.#values.delete(name);
      } else {
        this.#values.set(name, value);
      }
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

  /** The server holds another value and has kept it. Returns what was typed here last, which a reload sends again, to ask again. */
  differs(name, theirs) {
    const mine = this.#values.get(name);
    if (mine !== undefined) {
      this.#disputed.set(name, { value: mine, base: this.#bases.get(name) });
    }
    this.#bases.set(name, theirs);
    this.#values.delete(name);
    this.#keep();
    return mine;
  }

  /** Typed on while it is not decided whose value is to stand. */
  dispute(name, value) {
    if (this.#disputed.has(name)) {
      this.#disputed.get(name).value = value;
      this.#keep();
    }
  }

  /** Not to be sent again as it is. Typing anew puts it back. */
  refused(name, value, why) {
    if (this.#values.get(name) === value) {
      this.#values.delete(name);
      this.#refused.set(name, { value, why });
    }
    this.#keep();
  }

  /** All that waits is sent another way. What was refused stays: it would be refused that way, too. */
  clear() {
    this.#values.clear();
    this.#keep();
  }

  #keep() {
    const kept = [...this.batch(), ...[...this.#disputed].map(([name, mine]) => ({ name, ...mine })), ...this.problems];
    if (kept.length > 0) {
      this.#storage?.setItem(this.#key, JSON.stringify(kept));
    } else {
      this.#storage?.removeItem(this.#key);
    }
  }
}
