import type { Episode } from "./probe.js";
import type { Settings } from "./settings.js";

type Limits = Omit<Settings, "probeMinutes">;

/** A line for each thing that a directory would reject. */
export function check(episode: Episode, limits: Limits): string[] {
  const problems: string[] = [];
  if (episode.bytes / 1_000 > limits.maxKilobytes) {
    problems.push(`size: ${megabytes(episode.bytes)} MB, at most ${limits.maxKilobytes / 1_000} MB`);
  }
  if (episode.seconds > limits.maxMinutes * 60) {
    problems.push(`length: ${Math.ceil(episode.seconds / 60)} minutes, at most ${limits.maxMinutes}`);
  }
  if (Math.abs(episode.lufs - limits.targetLufs) > limits.toleranceLu) {
    problems.push(`loudness: ${episode.lufs} LUFS, not ${limits.targetLufs} ± ${limits.toleranceLu}`);
  }
  return problems;
}

function megabytes(bytes: number): string {
  return (bytes / 1_000_000).toFixed(1);
}
