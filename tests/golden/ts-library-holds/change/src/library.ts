import type { Bus } from "./bus/bus.js";
import { Holds } from "./circulation/holds.js";
import { HoldShelf } from "./circulation/holdShelf.js";
import { ReturnDesk } from "./circulation/returnDesk.js";
import { Stacks } from "./circulation/stacks.js";
import type { Day } from "./days.js";
import { type Job, nightly } from "./jobs/nightly.js";

export function createLibrary(bus: Bus) {
  const holds = new Holds();
  const stacks = new Stacks();
  const shelf = new HoldShelf(holds, stacks, bus);
  const jobs: Job[] = [(today) => shelf.clear(today)];
  return { holds, stacks, desk: new ReturnDesk(shelf), nightly: (today: Day) => nightly(today, jobs) };
}
