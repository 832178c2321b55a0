import assert from "node:assert/strict";
import { test } from "node:test";
import { Outbox } from "./outbox.js";

class Drawer {
  entries = new Map();
  all = async () => [...this.entries.values()];
  put = async (entry) => { this.entries.set(entry.key, entry); };
  remove = async (key) => { this.entries.delete(key); };
}

const entry = (key, more = {}) => ({ key, person: "7", fields: { Key: key }, at: 1, ...more });
const json = (status, body) => new Response(JSON.stringify(body), { status, headers: { "Content-Type": "application/json" } });

/** A server that gives person 7 a token and answers each key as told; it remembers what was sent. */
function server(answers, sent = []) {
  return async (address, request) => {
    if (address === "/activities/token") {
      return json(200, { token: `t${sent.length}`, person: 7 });
    }
    const { Key } = JSON.parse(request.body);
    sent.push([Key, request.headers.RequestVerificationToken]);
    const answer = answers[Key];
    if (answer instanceof Error) {
      throw answer;
    }
    return answer;
  };
}

async function outbox(answers, ...entries) {
  const [drawer, sent] = [new Drawer(), []];
  const box = new Outbox(drawer, server(answers, sent));
  for (const each of entries) {
    await box.put(each);
  }
  return { box, drawer, sent };
}

test("What the server takes is gone, oldest first, with a fresh token", async () => {
  const { box, drawer, sent } = await outbox({ a: json(200, { id: 1 }), b: json(200, { id: 2 }) }, entry("b", { at: 2 }), entry("a"));

  const { taken, stopped } = await box.send();

  assert.deepEqual(sent, [["a", "t0"], ["b", "t0"]]);
  assert.deepEqual(taken.map(({ answer }) => answer.id), [1, 2]);
  assert.equal(stopped, null);
  assert.equal(drawer.entries.size, 0);
});

test("What is refused stays with its reason, is not sent again, and holds nothing up", async () => {
  const { box, drawer, sent } = await outbox({ a: json(422, { detail: "No such account.", field: "Account" }), b: json(200, { id: 2 }) }, entry("a"), entry("b", { at: 2 }));

  await box.send();
  await box.send();

  assert.deepEqual([...drawer.entries.values()].map(({ key, refused, field }) => [key, refused, field]), [["a", "No such account.", "Account"]]);
  assert.equal(sent.length, 2);
});

test("A connection that breaks off leaves the rest waiting", async () => {
  const { box, drawer } = await outbox({ a: new TypeError("failed"), b: json(200, { id: 2 }) }, entry("a"), entry("b", { at: 2 }));

  assert.equal((await box.send()).stopped, "offline");
  assert.deepEqual([...drawer.entries.values()].map(({ refused }) => refused), [undefined, undefined]);
});

test("A busy server and an ended sign-in are no refusals", async () => {
  for (const [status, words] of [[503, "busy"], [500, "busy"], [429, "busy"], [400, "busy"], [401, "signed-out"]]) {
    const { box, drawer } = await outbox({ a: json(status, {}) }, entry("a"));
    assert.equal((await box.send()).stopped, words);
    assert.equal(drawer.entries.get("a").refused, undefined);
  }
});

test("What another person logged in this browser is not sent as one's own", async () => {
  const { box, drawer, sent } = await outbox({}, entry("a", { person: "8" }));

  assert.deepEqual(await box.send(), { taken: [], stopped: null });
  assert.equal(sent.length, 0);
  assert.equal(drawer.entries.size, 1);
});
