import { event, type MatchEvent } from "../events/event.js";
import type { Match } from "../matches/match.js";

export function matchScored(match: Match, home: number, away: number): MatchEvent {
  return event("match.scored", { matchId: match.id, score: `${home}:${away}` });
}
