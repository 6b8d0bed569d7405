const format = new Intl.DateTimeFormat("en-GB", { dateStyle: "long", timeZone: "UTC" });

/** `2026-06-30` as `30 June 2026`, wherever the browser is */
export function longDay(day: string): string {
  return format.format(new Date(day));
}
