import { execFile } from "node:child_process";
import { promisify } from "node:util";

export interface Episode {
  readonly bytes: number;
  readonly seconds: number;
  readonly lufs: number;
}

export type Probe = (file: string, timeoutMs?: number) => Promise<Episode>;

const run = promisify(execFile);

/** What `audioprobe` knows of a file. Without a timeout it may take as long as it likes. */
export const probe: Probe = async (file, timeoutMs = 0) => {
  const { stdout } = await run("audioprobe", ["--json", file], { timeout: timeoutMs });
  const { size, duration, integrated_loudness } = JSON.parse(stdout);
  return { bytes: size, seconds: duration, lufs: integrated_loudness };
};
