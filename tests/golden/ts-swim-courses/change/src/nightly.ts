import type { WaitingLists } from "./waiting/waitingLists.js";

const DAY_MS = 24 * 60 * 60 * 1_000;
/** What ends just after a run is deleted one day later. */
const DAYS_KEPT = 29;

export interface Job {
  readonly name: string;
  run(): void;
}

/** Started by the scheduler of the platform, every day at 03:00 UTC. */
export function nightly(jobs: readonly Job[], log: (line: string) => void = console.log): void {
  for (const job of jobs) {
    job.run();
    log(`${job.name}: done`);
  }
}

export function forgetEntries(waiting: WaitingLists, now: () => Date = () => new Date()): Job {
  return {
    name: "forget entries",
    run: () => waiting.deleteEnded(new Date(now().getTime() - DAYS_KEPT * DAY_MS)),
  };
}
