import { expect, test } from "vitest";

import { hashCode, isCodeOf, newCode } from "../src/parcels/codes.js";

test("codes have six digits", () => {
  for (let i = 0; i < 200; i++) {
    expect(newCode()).toMatch(/^\d{6}$/);
  }
});

test("a hash tells its own code from others", async () => {
  const hash = await hashCode("004217");
  expect(hash).not.toContain("004217");
  expect(await isCodeOf(hash, "004217")).toBe(true);
  expect(await isCodeOf(hash, "4217")).toBe(false);
  expect(await isCodeOf(hash, "004218")).toBe(false);
});

test("the same code has another hash each time", async () => {
  expect(await hashCode("123456")).not.toBe(await hashCode("123456"));
});
