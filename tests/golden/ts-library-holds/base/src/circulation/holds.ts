import type { Hold, ReadyHold } from "./hold.js";

export class Holds {
  private readonly byId = new Map<string, Hold>();

  save(hold: Hold): void {
    this.byId.set(hold.id, hold);
  }

  next(titleId: string): Hold | undefined {
    return [...this.byId.values()]
      .filter((hold) => hold.titleId === titleId && hold.state === "waiting")
      .sort((a, b) => Date.parse(a.placedAt) - Date.parse(b.placedAt))[0];
  }

  ready(): ReadyHold[] {
    return [...this.byId.values()].filter((hold) => hold.state === "ready");
  }
}
