import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";

import defaults from "../config/defaults.json" with { type: "json" };

const FILE = "podcheck.json";

const Settings = z.strictObject({
  maxKilobytes: z.number().positive(),
  maxMinutes: z.number().positive(),
  targetLufs: z.number().negative(),
  toleranceLu: z.number().nonnegative(),
  probeMinutes: z.number().positive(),
});

export type Settings = z.infer<typeof Settings>;

/** The settings that hold in a folder. `options` has only those that were given. */
export async function readSettings(folder: string, options: Partial<Settings> = {}): Promise<Settings> {
  return Settings.parse({ ...defaults, ...(await fromFile(folder)), ...options });
}

async function fromFile(folder: string): Promise<Partial<Settings>> {
  let text: string;
  try {
    text = await readFile(join(folder, FILE), "utf-8");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") {
      return {};
    }
    throw error;
  }
  return Settings.partial().parse(JSON.parse(text));
}
