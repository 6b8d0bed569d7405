#!/usr/bin/env node
import { statSync } from "node:fs";
import { pathToFileURL } from "node:url";
import { parseArgs } from "node:util";

import { checkLinks } from "./checkLinks.js";
import { pagesOf } from "./pages.js";

const USAGE = "usage: manual pages DIR | manual links DIR [--skip PREFIX]...";

export type Print = (line: string) => void;

export function run(args: string[], print: Print, complain: Print): number {
  const read = parsed(args);
  const [command, folder] = read.positionals;
  if (command === "pages" && folder !== undefined) {
    pagesOf(folder).forEach(print);
    return 0;
  }
  if (command === "links" && folder !== undefined) {
    return links(folder, read.values.skip, print, complain);
  }
  complain(USAGE);
  return 2;
}

/** Without positionals where an option is unknown or lacks its value. */
function parsed(args: string[]): { positionals: string[]; values: { skip?: string[] } } {
  try {
    return parseArgs({ args, allowPositionals: true, options: { skip: { type: "string", multiple: true } } });
  } catch {
    return { positionals: [], values: {} };
  }
}

function links(folder: string, skipped: string[] | undefined, print: Print, complain: Print): number {
  if (!statSync(folder, { throwIfNoEntry: false })?.isDirectory()) {
    complain(`manual: ${folder} is not a directory`);
    return 2;
  }
  const { pages, broken } = checkLinks(folder, skipped);
  for (const { page, line, target } of broken) {
    print(`${page}:${line}: ${target}`);
  }
  print(`${pages} pages, ${broken.length} broken links`);
  return broken.length > 0 ? 1 : 0;
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) {
  process.exitCode = run(process.argv.slice(2), console.log, console.error);
}
