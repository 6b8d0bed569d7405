export interface Membership {
  readonly gym: string;
  readonly memberSince: string;
  /** The day on which the membership ends if it is cancelled today, as `2026-06-30` */
  readonly earliestEnd: string;
  /** The day on which it ends, if it was cancelled */
  readonly endsOn?: string;
}

export interface Memberships {
  /** Gives the membership as it is now. */
  cancel(): Promise<Membership>;
}
