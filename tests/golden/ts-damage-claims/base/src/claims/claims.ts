export interface Stored {
  readonly id: string;
}

/** Keeps claims of all lines of insurance. */
export class Claims<C extends Stored> {
  private readonly byId = new Map<string, C>();

  add(claim: C): void {
    this.byId.set(claim.id, claim);
  }

  all(): C[] {
    return [...this.byId.values()];
  }
}
