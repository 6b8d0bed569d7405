import { expect, test } from "vitest";

import { check } from "../src/check.js";
import { readSettings } from "../src/settings.js";

const limits = await readSettings("/nowhere");
const fine = { bytes: 80_000_000, seconds: 3_000, lufs: -16 };

test.each([
  ["fine", fine],
  ["as large as can be", { ...fine, bytes: 200_000_000 }],
  ["as long as can be", { ...fine, seconds: 10_800 }],
  ["as quiet as can be", { ...fine, lufs: -17 }],
  ["as loud as can be", { ...fine, lufs: -15 }],
])("%s", (_name, episode) => {
  expect(check(episode, limits)).toEqual([]);
});

test.each([
  ["size", { ...fine, bytes: 200_000_001 }],
  ["length", { ...fine, seconds: 10_801 }],
  ["loudness", { ...fine, lufs: -14.9 }],
  ["loudness", { ...fine, lufs: -17.1 }],
])("%s", (what, episode) => {
  expect(check(episode, limits)).toEqual([expect.stringContaining(what)]);
});
