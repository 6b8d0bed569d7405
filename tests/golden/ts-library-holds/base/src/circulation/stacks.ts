import type { Copy } from "./hold.js";

export class Stacks {
  readonly copies: Copy[] = [];

  put(copy: Copy): void {
    this.copies.push(copy);
  }
}
