import assert from "node:assert/strict";
import { test } from "node:test";

globalThis.HTMLElement ??= class {};
const { beginning } = await import("./mentions.js");

test("A name is being typed behind an @", () => {
  assert.equal(beginning("@Ad", 3), "Ad");
  assert.equal(beginning("Hello @Ada Lov", 14), "Ada Lov");
  assert.equal(beginning("(@Č", 3), "Č");
});

test("None is in a mail address, behind a line's end, or before the caret", () => {
  assert.equal(beginning("ada@example.com", 15), null);
  assert.equal(beginning("@Ada\nthen", 9), null);
  assert.equal(beginning("@Ada", 0), null);
  assert.equal(beginning("@", 1), null);
});
