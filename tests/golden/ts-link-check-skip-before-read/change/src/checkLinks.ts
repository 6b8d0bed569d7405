import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";

import { linksOf } from "./links.js";
import { pagesOf } from "./pages.js";

const SCHEME = /^[a-z][a-z0-9+.-]*:/i;

export interface BrokenLink {
  readonly page: string;
  readonly line: number;
  readonly target: string;
}

export interface Result {
  readonly pages: number;
  readonly broken: BrokenLink[];
}

export function checkLinks(folder: string, without: readonly string[] = []): Result {
  const pages = pagesOf(folder, without);
  const broken = pages.flatMap((page) =>
    linksOf(readFileSync(join(folder, page), "utf8"))
      .filter(({ target }) => !SCHEME.test(target) && !existsSync(fileOf(folder, page, target)))
      .map((link) => ({ page, ...link })),
  );
  return { pages: pages.length, broken };
}

function fileOf(folder: string, page: string, target: string): string {
  const path = decoded(target.split("#", 1)[0]!);
  if (path === "") {
    return join(folder, page);
  }
  return path.startsWith("/") ? join(folder, path) : join(folder, dirname(page), path);
}

function decoded(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}
