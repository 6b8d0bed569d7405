import type { Copy } from "./hold.js";
import type { Stacks } from "./stacks.js";

export class ReturnDesk {
  constructor(private readonly stacks: Stacks) {}

  async accept(copy: Copy): Promise<void> {
    this.stacks.put(copy);
  }
}
