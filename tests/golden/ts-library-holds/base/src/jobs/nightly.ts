import type { Day } from "../days.js";

export type Job = (today: Day) => Promise<void>;

export async function nightly(today: Day, jobs: readonly Job[]): Promise<void> {
  for (const job of jobs) {
    await job(today);
  }
}
