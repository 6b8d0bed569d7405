import { event } from "../events/event.js";
import type { Publisher } from "../events/publisher.js";

export type Phase = "planned" | "running" | "over";

export interface Match {
  readonly id: string;
  readonly home: string;
  readonly away: string;
  phase: Phase;
}

export function enterPhase(match: Match, phase: Phase, publisher: Publisher): void {
  match.phase = phase;
  publisher.publish(event("match.phase", { matchId: match.id, home: match.home, away: match.away, phase }));
}
