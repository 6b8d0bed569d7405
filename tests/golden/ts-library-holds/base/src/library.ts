import type { Bus } from "./bus/bus.js";
import { Holds } from "./circulation/holds.js";
import { ReturnDesk } from "./circulation/returnDesk.js";
import { Stacks } from "./circulation/stacks.js";
import type { Day } from "./days.js";
import { type Job, nightly } from "./jobs/nightly.js";

export function createLibrary(_bus: Bus) {
  const holds = new Holds();
  const stacks = new Stacks();
  const jobs: Job[] = [];
  return { holds, stacks, desk: new ReturnDesk(stacks), nightly: (today: Day) => nightly(today, jobs) };
}
