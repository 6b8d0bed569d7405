import type { Bus } from "../bus/bus.js";
import { type Day, weeksAfter } from "../days.js";
import type { Copy, ReadyHold } from "./hold.js";
import type { Holds } from "./holds.js";
import { lapsed, ready } from "./shelfEvents.js";
import type { Stacks } from "./stacks.js";

export class HoldShelf {
  constructor(
    private readonly holds: Holds,
    private readonly stacks: Stacks,
    private readonly bus: Bus,
  ) {}

  /** Sets a copy aside if somebody waits for it. */
  async place(copy: Copy, today: Day): Promise<void> {
    const next = this.holds.next(copy.titleId);
    if (next === undefined) {
      this.stacks.put(copy);
      return;
    }
    const hold: ReadyHold = { ...next, state: "ready", copy, collectBy: weeksAfter(today, 1) };
    this.holds.save(hold);
    await this.bus.publish(ready(hold));
  }

  /** Takes off the shelf what was not collected. */
  async clear(today: Day): Promise<void> {
    for (const { copy, collectBy, ...hold } of this.holds.ready()) {
      if (collectBy >= today) {
        continue;
      }
      this.holds.save({ ...hold, state: "lapsed" });
      await this.bus.publish(lapsed(hold));
      await this.place(copy, today);
    }
  }
}
