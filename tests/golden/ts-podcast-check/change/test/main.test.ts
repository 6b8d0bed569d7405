import { mkdtemp, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { beforeEach, expect, test, vi } from "vitest";

import { main } from "../src/main.js";
import type { Episode } from "../src/probe.js";

const long: Episode = { bytes: 150_000_000, seconds: 3.5 * 3_600, lufs: -16 };

let folder: string;
let lines: string[];

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "podcheck-"));
  lines = [];
});

function run(episode: Episode, ...args: string[]): Promise<number> {
  return main(args, { probe: async () => episode, out: (line) => void lines.push(line), folder });
}

async function allow(settings: object): Promise<void> {
  await writeFile(join(folder, "podcheck.json"), JSON.stringify(settings));
}

test("everything that is wrong is told", async () => {
  expect(await run({ bytes: 250_000_000, seconds: 60, lufs: -12 }, "check", "e.mp3")).toBe(1);
  expect(lines).toEqual([expect.stringContaining("size"), expect.stringContaining("loudness")]);
});

test("a file allows more", async () => {
  expect(await run(long, "check", "e.mp3")).toBe(1);
  await allow({ maxMinutes: 240 });
  expect(await run(long, "check", "e.mp3")).toBe(0);
});

test("options stand above the file", async () => {
  await allow({ maxMinutes: 240, maxKilobytes: 100_000 });
  expect(await run(long, "check", "e.mp3", "--max-hours", "3", "--max-mb", "150")).toBe(1);
  expect(lines).toEqual([expect.stringContaining("length")]);
});

test.each([{ maxMinutes: "240" }, { minutes: 240 }])("%j are no settings", async (settings) => {
  await allow(settings);
  expect(await run(long, "check", "e.mp3")).toBe(2);
});

test("reading an episode has its time", async () => {
  const probe = vi.fn(async () => Promise.reject(new Error("timed out")));
  expect(await main(["check", "e.mp3"], { probe, out: () => {}, folder })).toBe(2);
  expect(probe).toHaveBeenCalledWith("e.mp3", 30_000);
});
