import { Problem } from "../http/problem.js";

export interface Trail {
  readonly id: string;
  readonly name: string;
  readonly metres: number;
}

export class Trails {
  constructor(private readonly trails: readonly Trail[]) {}

  all(): readonly Trail[] {
    return this.trails;
  }

  get(id: string): Trail {
    const trail = this.trails.find((one) => one.id === id);
    if (!trail) {
      throw new Problem(404, "There is no such trail");
    }
    return trail;
  }
}
