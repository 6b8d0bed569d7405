import { expect, test } from "vitest";

import { format, RAPID } from "../src/index.js";

test.each([
  [0, "0:00.0"],
  [90, "0:00.0"],
  [9_400, "0:09.4"],
  [59_960, "0:59.9"],
  [60_000, "1:00"],
  [179_999, "2:59"],
  [3_599_999, "59:59"],
  [3_600_000, "1:00:00"],
  [5_405_000, "1:30:05"],
])("%d ms are %s", (ms, shown) => {
  expect(format(ms)).toBe(shown);
});

test("a rapid game begins with a quarter of an hour", () => {
  expect(format(RAPID.base)).toBe("15:00");
});
