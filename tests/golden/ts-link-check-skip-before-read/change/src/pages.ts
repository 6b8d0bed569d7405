import { readdirSync } from "node:fs";
import { sep } from "node:path";

/** The Markdown pages below a folder, relative to it, with slashes. */
export function pagesOf(folder: string, without: readonly string[] = []): string[] {
  return readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((path) => path.endsWith(".md"))
    .map((path) => path.replaceAll(sep, "/"))
    .filter((page) => !without.some((beginning) => page.startsWith(beginning)))
    .sort();
}
