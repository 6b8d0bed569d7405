import { randomUUID } from "node:crypto";

export interface MatchEvent {
  readonly id: string;
  readonly type: string;
  readonly version: number;
  readonly time: string;
  readonly data: Readonly<Record<string, string | number>>;
}

export function event(type: string, data: MatchEvent["data"], version = 1): MatchEvent {
  return { id: randomUUID(), type, version, time: new Date().toISOString(), data };
}
