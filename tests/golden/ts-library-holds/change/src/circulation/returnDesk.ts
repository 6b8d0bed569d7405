import type { Day } from "../days.js";
import type { Copy } from "./hold.js";
import type { HoldShelf } from "./holdShelf.js";

export class ReturnDesk {
  constructor(private readonly shelf: HoldShelf) {}

  async accept(copy: Copy, today: Day): Promise<void> {
    await this.shelf.place(copy, today);
  }
}
