#!/usr/bin/env node
import { pathToFileURL } from "node:url";

import { pagesOf } from "./pages.js";

const USAGE = "usage: manual pages DIR";

export type Print = (line: string) => void;

export function run(args: string[], print: Print, complain: Print): number {
  const [command, folder] = args;
  if (command === "pages" && folder !== undefined) {
    pagesOf(folder).forEach(print);
    return 0;
  }
  complain(USAGE);
  return 2;
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) {
  process.exitCode = run(process.argv.slice(2), console.log, console.error);
}
