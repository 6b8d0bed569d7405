import { expect, test } from "vitest";

import { mix, toHex } from "../src/index.js";

test("half black and half white is grey", () => {
  expect(toHex(mix({ red: 0, green: 0, blue: 0 }, { red: 255, green: 255, blue: 255 }))).toBe("#808080");
});
