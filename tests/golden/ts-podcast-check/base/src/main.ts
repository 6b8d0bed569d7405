import { type Probe, probe } from "./probe.js";

const USAGE = "usage: podcheck info FILE";

export interface Surroundings {
  readonly probe: Probe;
  readonly out: (line: string) => void;
}

const REAL: Surroundings = { probe, out: console.log };

/** The exit status. */
export async function main(args: string[], { probe, out }: Surroundings = REAL): Promise<number> {
  const [command, file] = args;
  if (command !== "info" || !file) {
    out(USAGE);
    return 2;
  }
  try {
    out(JSON.stringify(await probe(file)));
    return 0;
  } catch (error) {
    out(`podcheck: ${error instanceof Error ? error.message : error}`);
    return 2;
  }
}
