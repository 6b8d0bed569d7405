import type { Publisher } from "../events/publisher.js";
import type { Match } from "../matches/match.js";
import { matchScored } from "./events.js";

export type Side = "home" | "away";

export class Scoreboard {
  private readonly score = { home: 0, away: 0 };

  constructor(
    private readonly match: Match,
    private readonly publisher: Publisher,
  ) {}

  enter(side: Side): void {
    this.score[side] += 1;
    this.publisher.publish(matchScored(this.match, this.score.home, this.score.away));
  }
}
