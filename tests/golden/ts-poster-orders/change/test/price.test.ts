import { expect, test } from "vitest";

import { price } from "../src/price.js";

const shop = { name: "Corner Shop" };
const school = { name: "Harbour School", reduced: true };

test.each([
  ["A0", 1, 4_000],
  ["A1", 1, 2_000],
  ["A3", 1, 500],
  ["A3", 9, 4_500],
  ["A3", 10, 4_500],
  ["A3", 100, 40_000],
] as const)("%s, %i copies", (size, copies, cents) => {
  expect(price(size, copies, shop)).toBe(cents);
});

test("schools pay less, but not twice", () => {
  expect(price("A3", 1, school)).toBe(425);
  expect(price("A3", 50, school)).toBe(20_000);
});

test.each([0, -1, 1.5])("%d copies are refused", (copies) => {
  expect(() => price("A0", copies, shop)).toThrow();
});
