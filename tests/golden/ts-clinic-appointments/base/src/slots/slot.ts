export interface Vaccine {
  readonly name: string;
  readonly minimumAge: number;
}

export interface Slot {
  readonly id: string;
  readonly vaccine: Vaccine;
  /** `2026-10-05`, in the calendar of the clinic */
  readonly day: string;
  /** `09:20`, on the clock of the clinic */
  readonly time: string;
}
