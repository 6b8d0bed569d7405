import type { TimeControl } from "./timeControl.js";

export type Player = "white" | "black";

export class Clock {
  private readonly left: Record<Player, number>;
  private readonly increment: number;
  private readonly delay: number;
  private turn: Player | undefined;
  private turnBegan = 0;

  constructor(
    control: TimeControl,
    private readonly now: () => number = () => performance.now(),
  ) {
    this.left = { white: control.base, black: control.base };
    this.increment = control.increment ?? 0;
    this.delay = control.delay ?? 0;
  }

  start(): void {
    this.begin("white");
  }

  press(): void {
    const player = this.turn;
    if (!player || this.loser) {
      return;
    }
    this.left[player] = this.remaining(player) + this.increment;
    this.begin(player === "white" ? "black" : "white");
  }

  remaining(player: Player): number {
    return Math.max(this.left[player] - this.used(player), 0);
  }

  get loser(): Player | undefined {
    return this.turn && this.remaining(this.turn) === 0 ? this.turn : undefined;
  }

  private begin(player: Player): void {
    this.turn = player;
    this.turnBegan = this.now();
  }

  private used(player: Player): number {
    return player === this.turn ? Math.max(this.now() - this.turnBegan - this.delay, 0) : 0;
  }
}
