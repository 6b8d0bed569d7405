export interface Shift {
  readonly id: string;
  readonly place: string;
  readonly begin: Date;
  readonly end: Date;
  readonly places: number;
}

export class Shifts {
  private readonly byId = new Map<string, Shift>();

  put(shift: Shift): void {
    this.byId.set(shift.id, shift);
  }

  get(id: string): Shift | undefined {
    return this.byId.get(id);
  }

  /** Those that begin after a time, in the order of their beginning. */
  after(time: Date): Shift[] {
    return [...this.byId.values()]
      .filter((shift) => shift.begin > time)
      .sort((a, b) => a.begin.getTime() - b.begin.getTime());
  }
}
