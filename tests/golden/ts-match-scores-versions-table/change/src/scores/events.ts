import { event, type MatchEvent } from "../events/event.js";
import type { Match } from "../matches/match.js";
import type { Goal, Score } from "./scoreboard.js";

export function matchScored(match: Match, goal: Goal, { home, away }: Score): MatchEvent {
  return event("match.scored", { matchId: match.id, goalId: goal.id, minute: goal.minute, home, away });
}

export function matchCorrected(match: Match, goalId: string, { home, away }: Score): MatchEvent {
  return event("match.corrected", { matchId: match.id, goalId, home, away });
}
