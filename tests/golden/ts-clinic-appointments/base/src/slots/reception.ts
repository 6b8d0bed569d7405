import type { Slot } from "./slot.js";
import type { Slots } from "./slots.js";

export class Reception {
  constructor(private readonly slots: Slots) {}

  walkIn(slotId: string): Slot {
    const slot = this.slots.take(slotId);
    if (slot === undefined) {
      throw new Error(`slot ${slotId} is not free`);
    }
    return slot;
  }

  noShow(slot: Slot): void {
    this.slots.giveBack(slot);
  }
}
