import { describe, expect, test } from "vitest";

import { ColourError, contrast, formatRatio, level, parseColour } from "../src/index.js";

const white = parseColour("#fff");
const grey = parseColour("#777777");

describe("colours", () => {
  test.each([
    ["#fa0", { red: 255, green: 170, blue: 0 }],
    ["#FFAA00", { red: 255, green: 170, blue: 0 }],
    ["#010203", { red: 1, green: 2, blue: 3 }],
  ])("%s", (text, expected) => {
    expect(parseColour(text)).toEqual(expected);
  });

  test.each(["", "fff", "#ffff", "#ggg", "white", " #fff"])("%j is none", (text) => {
    expect(() => parseColour(text)).toThrow(ColourError);
  });
});

describe("ratios", () => {
  test("black on white", () => {
    expect(contrast(parseColour("#000"), white)).toBeCloseTo(21, 10);
  });

  test("the order does not matter", () => {
    expect(contrast(grey, white)).toBe(contrast(white, grey));
  });

  test("decimals are cut", () => {
    expect(formatRatio(4.4789)).toBe("4.47:1");
    expect(formatRatio(21)).toBe("21.00:1");
  });
});

describe("levels", () => {
  test.each([
    [16, false, "fail"],
    [24, false, "AA"],
    [18, true, "fail"],
    [19, true, "AA"],
  ])("grey on white at %d px, bold: %s", (sizePx, bold, expected) => {
    expect(level(grey, white, { sizePx, bold })).toBe(expected);
  });

  test("black on white is the best", () => {
    expect(level(parseColour("#000"), white, { sizePx: 12 })).toBe("AAA");
  });
});
