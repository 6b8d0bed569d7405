import type { Slot } from "./slot.js";

export class Slots {
  private readonly free = new Map<string, Slot>();

  constructor(slots: Iterable<Slot>) {
    for (const slot of slots) {
      this.free.set(slot.id, slot);
    }
  }

  all(): Slot[] {
    return [...this.free.values()];
  }

  take(id: string): Slot | undefined {
    const slot = this.free.get(id);
    this.free.delete(id);
    return slot;
  }

  giveBack(slot: Slot): void {
    this.free.set(slot.id, slot);
  }
}
