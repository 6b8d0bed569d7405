import type { Day } from "../days.js";

export interface Copy {
  readonly id: string;
  readonly titleId: string;
  /** where it lies */
  readonly branch: string;
}

interface Placed {
  readonly id: string;
  readonly readerId: string;
  readonly titleId: string;
  readonly placedAt: string;
}

export interface OpenHold extends Placed {
  readonly state: "waiting" | "cancelled" | "collected" | "lapsed";
}

export interface ReadyHold extends Placed {
  readonly state: "ready";
  readonly copy: Copy;
  readonly collectBy: Day;
}

export type Hold = OpenHold | ReadyHold;
