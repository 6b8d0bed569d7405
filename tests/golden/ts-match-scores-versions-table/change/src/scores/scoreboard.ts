import type { Publisher } from "../events/publisher.js";
import type { Match } from "../matches/match.js";
import { matchCorrected, matchScored } from "./events.js";

export type Side = "home" | "away";

export interface Goal {
  readonly id: string;
  readonly side: Side;
  readonly minute: number;
}

export type Score = Readonly<Record<Side, number>>;

export class NotRunning extends Error {
  constructor(match: Match) {
    super(`The match ${match.id} is ${match.phase}`);
  }
}

export class Scoreboard {
  private readonly goals = new Map<string, Goal>();
  private readonly takenBack = new Set<string>();

  constructor(
    private readonly match: Match,
    private readonly publisher: Publisher,
  ) {}

  enter(goal: Goal): void {
    if (this.match.phase !== "running") {
      throw new NotRunning(this.match);
    }
    if (this.goals.has(goal.id)) {
      return;
    }
    this.goals.set(goal.id, goal);
    this.publisher.publish(matchScored(this.match, goal, this.score));
  }

  takeBack(goalId: string): void {
    if (!this.goals.has(goalId) || this.takenBack.has(goalId)) {
      return;
    }
    this.takenBack.add(goalId);
    this.publisher.publish(matchCorrected(this.match, goalId, this.score));
  }

  get score(): Score {
    const counted = [...this.goals.values()].filter(({ id }) => !this.takenBack.has(id));
    const of = (side: Side) => counted.filter((goal) => goal.side === side).length;
    return { home: of("home"), away: of("away") };
  }
}
