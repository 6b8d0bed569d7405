import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";

import { afterEach, beforeEach, expect, test } from "vitest";

import { linksOf } from "../src/links.js";
import { run } from "../src/main.js";

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "manual-"));
});

afterEach(() => rmSync(folder, { recursive: true }));

function write(page: string, text: string) {
  mkdirSync(dirname(join(folder, page)), { recursive: true });
  writeFileSync(join(folder, page), text);
}

function check(...options: string[]): { status: number; lines: string[] } {
  const lines: string[] = [];
  return { status: run(["links", folder, ...options], (line) => lines.push(line), () => {}), lines };
}

test("a link that leads nowhere is shown with its line", () => {
  write("guide/start.md", "# Start\n\nOne.\n\nSee [more](../missing.md).\n");
  expect(check()).toEqual({ status: 1, lines: ["guide/start.md:5: ../missing.md", "1 pages, 1 broken links"] });
});

test("links that lead somewhere are not shown", () => {
  write("index.md", "[Start](guide/start.md#first) [Top](#top) [Web](https://example.com) ![Logo](logo%20big.png)");
  write("guide/start.md", "[Home](/index.md) [Ask](mailto:docs@example.com)");
  write("guide/next.md", "[Folder](.)");
  write("logo big.png", "");
  expect(check()).toEqual({ status: 0, lines: ["3 pages, 0 broken links"] });
});

test("a folder that is not there", () => {
  rmSync(folder, { recursive: true });
  expect(check()).toEqual({ status: 2, lines: [] });
  mkdirSync(folder);
});

test("code is not searched for links", () => {
  expect(linksOf('[a](a.md "A")\n```md\n[b](b.md)\n~~~\n```\n[`c`](<my c.md>) `[d](d.md)` [e](e_(1).md)')).toEqual([
    { line: 1, target: "a.md" },
    { line: 6, target: "my c.md" },
    { line: 6, target: "e_(1).md" },
  ]);
});

test("old releases are left out", () => {
  write("releases/1.0/index.md", "[gone](gone.md)");
  write("index.md", "# Manual\n");
  expect(check("--skip", "releases/").status).toBe(0);
});
