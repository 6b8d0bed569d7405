import { randomUUID } from "node:crypto";

import { VERSIONS } from "./versions.js";

export interface MatchEvent {
  readonly id: string;
  readonly type: string;
  readonly version: number;
  readonly time: string;
  readonly data: Readonly<Record<string, string | number>>;
}

export function event(type: string, data: MatchEvent["data"]): MatchEvent {
  return { id: randomUUID(), type, version: VERSIONS[type] ?? 1, time: new Date().toISOString(), data };
}
