const DAY_MS = 86_400_000;

/** A day of the calendar, as `2026-03-02` */
export type Day = string;

export function weeksAfter(day: Day, weeks: number): Day {
  return new Date(Date.parse(day) + weeks * 7 * DAY_MS).toISOString().slice(0, 10);
}
