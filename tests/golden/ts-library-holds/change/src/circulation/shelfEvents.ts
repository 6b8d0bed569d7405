import { randomUUID } from "node:crypto";

import type { BusEvent } from "../bus/bus.js";
import type { Day } from "../days.js";
import type { Hold, ReadyHold } from "./hold.js";

interface HoldEvent extends BusEvent {
  readonly id: string;
  readonly occurredAt: string;
  readonly holdId: string;
  readonly readerId: string;
}

export interface HoldReady extends HoldEvent {
  readonly type: "hold.ready";
  readonly branch: string;
  readonly collectBy: Day;
}

export interface HoldLapsed extends HoldEvent {
  readonly type: "hold.lapsed";
}

type Whose = Pick<Hold, "id" | "readerId">;

export function ready(hold: ReadyHold): HoldReady {
  return { type: "hold.ready", ...about(hold), branch: hold.copy.branch, collectBy: hold.collectBy };
}

export function lapsed(hold: Whose): HoldLapsed {
  return { type: "hold.lapsed", ...about(hold) };
}

function about(hold: Whose) {
  return { id: randomUUID(), occurredAt: new Date().toISOString(), holdId: hold.id, readerId: hold.readerId };
}
