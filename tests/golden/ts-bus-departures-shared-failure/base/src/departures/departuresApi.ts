export interface Departure {
  readonly tripId: string;
  readonly line: string;
  readonly destination: string;
  /** ISO 8601 */
  readonly leavesAt: string;
}

/** What leaves until the end of the day, in no particular order. */
export async function fetchDepartures(stopId: string, signal: AbortSignal): Promise<Departure[]> {
  const answer = await fetch(`/api/stops/${encodeURIComponent(stopId)}/departures`, { signal });
  if (!answer.ok) {
    throw new Error(`departures: ${answer.status}`);
  }
  return answer.json();
}
