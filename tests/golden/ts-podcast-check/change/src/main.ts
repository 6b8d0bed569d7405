import { parseArgs } from "node:util";

import { check } from "./check.js";
import { type Probe, probe } from "./probe.js";
import { readSettings, type Settings } from "./settings.js";

const USAGE = `usage: podcheck info FILE
       podcheck check [--max-mb N] [--max-hours N] [--lufs=N] FILE`;

const OPTIONS = {
  "max-mb": { type: "string" },
  "max-hours": { type: "string" },
  lufs: { type: "string" },
} as const;

export interface Surroundings {
  readonly probe: Probe;
  readonly out: (line: string) => void;
  readonly folder: string;
}

const REAL: Surroundings = { probe, out: console.log, folder: process.cwd() };

/** The exit status. */
export async function main(args: string[], { probe, out, folder }: Surroundings = REAL): Promise<number> {
  try {
    const { values, positionals } = parseArgs({ args, options: OPTIONS, allowPositionals: true });
    const [command, file] = positionals;
    if (command === "info" && file) {
      out(JSON.stringify(await probe(file)));
      return 0;
    }
    if (command === "check" && file) {
      const settings = await readSettings(folder, fromOptions(values));
      const problems = check(await probe(file, settings.probeMinutes * 60_000), settings);
      problems.forEach((problem) => out(problem));
      return problems.length === 0 ? 0 : 1;
    }
    out(USAGE);
    return 2;
  } catch (error) {
    out(`podcheck: ${error instanceof Error ? error.message : error}`);
    return 2;
  }
}

function fromOptions(values: Partial<Record<keyof typeof OPTIONS, string>>): Partial<Settings> {
  const { "max-mb": megabytes, "max-hours": hours, lufs } = values;
  return {
    ...(megabytes !== undefined && { maxKilobytes: Number(megabytes) * 1_000 }),
    ...(hours !== undefined && { maxMinutes: Number(hours) * 60 }),
    ...(lufs !== undefined && { targetLufs: Number(lufs) }),
  };
}
