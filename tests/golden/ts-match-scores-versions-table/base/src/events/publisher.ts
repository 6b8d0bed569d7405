import type { MatchEvent } from "./event.js";

export interface Publisher {
  publish(event: MatchEvent): void;
}

export class CollectingPublisher implements Publisher {
  readonly published: MatchEvent[] = [];

  publish(event: MatchEvent): void {
    this.published.push(event);
  }
}
