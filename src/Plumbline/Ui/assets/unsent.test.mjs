import assert from "node:assert/strict";
import { test } from "node:test";
import { Unsent } from "./unsent.js";

function storage() {
  const kept = new Map();
  return { getItem: (key) => kept.get(key) ?? null, setItem: (key, text) => kept.set(key, text), removeItem: (key) => kept.delete(key), kept };
}

test("A change is sent with the value it was typed over", () => {
  const unsent = new Unsent("plan", storage());
  unsent.put("May", "100", "80");
  unsent.put("May", "120", "80");
  assert.deepEqual(unsent.batch(), [{ name: "May", value: "120", base: "80" }]);
});

test("A value typed back to what the server holds is not sent", () => {
  const kept = storage();
  const unsent = new Unsent("plan", kept);
  unsent.put("May", "100", "80");
  unsent.put("May", "80", "80");
  assert.equal(unsent.size, 0);
  assert.equal(kept.kept.size, 0);
});

test("What was typed while a save was under way stays to be sent, over what was saved", () => {
  const unsent = new Unsent("plan", storage());
  unsent.put("May", "100", "80");
  unsent.put("May", "120", "80");
  unsent.saved("May", "100");
  assert.deepEqual(unsent.batch(), [{ name: "May", value: "120", base: "100" }]);
  unsent.saved("May", "120");
  assert.equal(unsent.size, 0);
});

test("A reload finds what was not sent, with its base", () => {
  const kept = storage();
  new Unsent("plan", kept).put("May", "100", "80");
  assert.deepEqual(new Unsent("plan", kept).batch(), [{ name: "May", value: "100", base: "80" }]);
  assert.equal(new Unsent("another plan", kept).size, 0);
});

test("A conflict waits for a decision; keeping mine sends it over theirs", () => {
  const unsent = new Unsent("plan", storage());
  unsent.put("May", "100", "80");
  assert.equal(unsent.differs("May", "90"), "100");
  assert.equal(unsent.size, 0);
  unsent.put("May", "100", "80");
  assert.deepEqual(unsent.batch(), [{ name: "May", value: "100", base: "90" }]);
});

test("A conflict settled by taking theirs sends nothing", () => {
  const unsent = new Unsent("plan", storage());
  unsent.put("May", "100", "80");
  unsent.differs("May", "90");
  unsent.put("May", "90", "80");
  assert.equal(unsent.size, 0);
});

test("What was refused is not sent again until it is typed anew", () => {
  const unsent = new Unsent("plan", storage());
  unsent.put("May", "abc", "80");
  unsent.refused("May", "abc", "no number");
  unsent.put("May", "abc", "80");
  assert.equal(unsent.size, 0);
  unsent.put("May", "100", "80");
  assert.deepEqual(unsent.batch(), [{ name: "May", value: "100", base: "80" }]);
});

test("Typing back to the start after a save is a change again", () => {
  const unsent = new Unsent("plan", storage());
  unsent.put("May", "100", "80");
  unsent.saved("May", "100");
  unsent.put("May", "80", "80");
  assert.deepEqual(unsent.batch(), [{ name: "May", value: "80", base: "100" }]);
});

test("A reload finds what was refused, with the reason and what it was typed over", () => {
  const kept = storage();
  const unsent = new Unsent("plan", kept);
  unsent.put("May", "abc", "80");
  unsent.refused("May", "abc", "no number");
  const again = new Unsent("plan", kept);
  assert.deepEqual(again.problems, [{ name: "May", value: "abc", why: "no number", base: "80" }]);
  assert.deepEqual([again.size, again.left], [0, 1]);
  again.put("May", "80", "80");
  assert.equal(again.left, 0);
  assert.equal(kept.kept.size, 0);
});

test("What was typed on while the refusal was under way is sent, and is not refused", () => {
  const unsent = new Unsent("plan", storage());
  unsent.put("May", "1 M", "");
  unsent.put("May", "1 May", "");
  unsent.refused("May", "1 M", "no day");
  assert.deepEqual([unsent.size, unsent.problems.length], [1, 0]);
});

test("A reload asks again about a conflict that was not decided, with what was typed last", () => {
  const kept = storage();
  const unsent = new Unsent("plan", kept);
  unsent.put("May", "100", "80");
  unsent.differs("May", "90");
  unsent.dispute("May", "1000");
  assert.equal(unsent.left, 1);
  assert.deepEqual(new Unsent("plan", kept).batch(), [{ name: "May", value: "1000", base: "80" }]);
  unsent.put("May", "90", "80");
  assert.equal(kept.kept.size, 0);
});

test("What is sent with the form itself is no longer kept, but for what was refused", () => {
  const kept = storage();
  const unsent = new Unsent("plan", kept);
  unsent.put("May", "abc", "");
  unsent.refused("May", "abc", "no number");
  unsent.put("June", "100", "");
  unsent.clear();
  assert.deepEqual([unsent.size, new Unsent("plan", kept).problems.length], [0, 1]);
});
